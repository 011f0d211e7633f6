package value

import (
	"strings"
	"sync"
	"time"
)

// maxOffset is the largest distance from UTC, in seconds.
const maxOffset = 18 * 3600

// Zone tells local time from UTC: a fixed offset or a named zone with its
// history. The zero Zone is UTC.
type Zone struct {
	location *time.Location // nil for a fixed offset
	name     string
	offset   int32 // seconds east of UTC, of a fixed offset
}

// mergedZones maps zones to those that they were merged with in release 2022b of
// the tz database because they agree since 1970. Hosts package the data with or
// without the older history; going by the merged zone gives the same times, those
// of the openCypher scenarios, on all of them.
var mergedZones = map[string]string{
	"Antarctica/Vostok": "Asia/Urumqi", "Asia/Brunei": "Asia/Kuching",
	"Asia/Kuala_Lumpur": "Asia/Singapore", "Atlantic/Reykjavik": "Africa/Abidjan",
	"Europe/Amsterdam": "Europe/Brussels", "Europe/Copenhagen": "Europe/Berlin",
	"Europe/Luxembourg": "Europe/Brussels", "Europe/Monaco": "Europe/Paris",
	"Europe/Oslo": "Europe/Berlin", "Europe/Stockholm": "Europe/Berlin",
	"Indian/Christmas": "Asia/Bangkok", "Indian/Cocos": "Asia/Yangon",
	"Indian/Kerguelen": "Indian/Maldives", "Indian/Mahe": "Asia/Dubai",
	"Indian/Reunion": "Asia/Dubai", "Pacific/Chuuk": "Pacific/Port_Moresby",
	"Pacific/Funafuti": "Pacific/Tarawa", "Pacific/Majuro": "Pacific/Tarawa",
	"Pacific/Pohnpei": "Pacific/Guadalcanal", "Pacific/Wake": "Pacific/Tarawa",
	"Pacific/Wallis": "Pacific/Tarawa",
}

// zones caches what time.LoadLocation reads from the host's files, by name. Only
// zones that exist enter, so it is bounded by the tz database.
var zones sync.Map // string → Zone

// LoadZone returns the named zone of the tz database, such as Europe/Stockholm.
// It is safe for concurrent use and reads each zone once.
func LoadZone(name string) (Zone, error) {
	if found, ok := zones.Load(name); ok {
		return found.(Zone), nil
	}
	if name == "" || name == "Local" {
		return Zone{}, argumentError("Unknown time zone '%s'.", name)
	}
	source := name
	if merged, ok := mergedZones[name]; ok {
		source = merged
	}
	location, err := time.LoadLocation(source)
	if err != nil {
		return Zone{}, argumentError("Unknown time zone '%s': give a name of the tz database, Z, or an offset such as +01:00.", name)
	}
	name = strings.Clone(name) // it may be part of a long text
	zone := Zone{location: location, name: name}
	zones.Store(name, zone)
	return zone, nil
}

// FixedZone returns the zone that is always seconds east of UTC; the limit is 18
// hours either way.
func FixedZone(seconds int32) (Zone, error) {
	if seconds < -maxOffset || seconds > maxOffset {
		return Zone{}, argumentError("The time zone offset of %d seconds is out of range: the limit is ±18:00.", seconds)
	}
	return Zone{offset: seconds}, nil
}

// ParseZone reads Z, an offset (±hh, ±hh:mm, ±hhmm, ±hh:mm:ss) or the name of a zone.
func ParseZone(s string) (Zone, error) {
	if s != "" && (s[0] == '+' || s[0] == '-' || s == "Z" || s == "z") {
		p := scanner{text: s, what: "time zone"}
		zone, err := p.offset()
		if err != nil {
			return Zone{}, err
		}
		return zone, p.end()
	}
	return LoadZone(s)
}

// ZoneOf returns the zone that t is in. A location that the tz database does not
// know becomes the offset in force at t.
func ZoneOf(t time.Time) Zone {
	name := t.Location().String()
	if name == "UTC" {
		return Zone{}
	}
	if zone, err := LoadZone(name); err == nil {
		return zone
	}
	_, offset := t.Zone()
	return Zone{offset: int32(offset)}
}

// String returns the name of the zone, or its offset as Z or ±hh:mm.
func (z Zone) String() string {
	if z.location != nil {
		return z.name
	}
	return string(appendOffset(nil, z.offset))
}

// offsetAt returns the offset in force at an instant.
func (z Zone) offsetAt(seconds int64) int32 {
	if z.location == nil {
		return z.offset
	}
	_, offset := time.Unix(seconds, 0).In(z.location).Zone()
	return int32(offset)
}

// At returns the instant, in UTC seconds and nanoseconds, as seen in the zone.
func (z Zone) At(seconds int64, nanos int32) DateTime {
	return DateTime{Seconds: seconds, Nanos: nanos, Offset: z.offsetAt(seconds), Zone: z.name}
}

// Resolve returns the instant at which the clocks of the zone show t. Where they
// show it twice it is the first time; where they skip it, it is moved later by
// the length of the gap.
func (z Zone) Resolve(t LocalDateTime) DateTime {
	if z.location == nil {
		return z.At(t.Seconds-int64(z.offset), t.Nanos)
	}
	before := z.offsetAt(t.Seconds - secondsPerDay)
	first := t.Seconds - int64(before)
	if z.offsetAt(first) == before {
		return z.At(first, t.Nanos)
	}
	after := z.offsetAt(t.Seconds + secondsPerDay)
	if second := t.Seconds - int64(after); z.offsetAt(second) == after {
		return z.At(second, t.Nanos)
	}
	return z.At(first, t.Nanos)
}

// resolveWith is Resolve where an offset was given along with the zone: it picks
// one of two possible instants, and must be one of them.
func (z Zone) resolveWith(t LocalDateTime, offset int32) (DateTime, error) {
	seconds := t.Seconds - int64(offset)
	if z.offsetAt(seconds) != offset {
		return DateTime{}, argumentError("The offset %s does not match the time zone %s.", appendOffset(nil, offset), z)
	}
	return z.At(seconds, t.Nanos), nil
}

// InZone returns the zone of t. If the tz database of this host lacks it, the
// offset stands in for it.
func (t DateTime) InZone() Zone {
	if t.Zone != "" {
		if zone, err := LoadZone(t.Zone); err == nil {
			return zone
		}
	}
	return Zone{offset: t.Offset}
}

// Local returns what the clocks of the zone of t show.
func (t DateTime) Local() LocalDateTime {
	return LocalDateTime{Seconds: t.Seconds + int64(t.Offset), Nanos: t.Nanos}
}

// utcNanos returns the nanoseconds since midnight UTC, beyond a day or negative
// where the offset carries over midnight.
func (t Time) utcNanos() int64 { return t.Nanos - int64(t.Offset)*nanosPerSecond }

// date and timeOfDay split a local date and time.
func (t LocalDateTime) date() Date { return Date{Days: floorDiv(t.Seconds, secondsPerDay)} }

func (t LocalDateTime) timeOfDay() LocalTime {
	return LocalTime{Nanos: floorMod(t.Seconds, secondsPerDay)*nanosPerSecond + int64(t.Nanos)}
}

// at joins a date and a time of day.
func (d Date) at(t LocalTime) LocalDateTime {
	return LocalDateTime{
		Seconds: d.Days*secondsPerDay + t.Nanos/nanosPerSecond,
		Nanos:   int32(t.Nanos % nanosPerSecond),
	}
}
