package value

import (
	"maps"
	"slices"
	"strings"
	"time"
)

// TruncateTemporal is date.truncate() and its siblings: it cuts v down to a unit
// (millennium, century, decade, year, weekYear, quarter, month, week, day, hour,
// minute, second, millisecond, microsecond, nanosecond; in any case), takes the
// result as a value of the given kind, and lets the components in the map
// overrides, which may be null, replace parts of it. A time zone among them
// replaces the zone and leaves the local time alone. Null gives null.
func TruncateTemporal(kind Kind, unit string, v, overrides Value, now time.Time) (Value, error) {
	if v.IsNull() {
		return Null, nil
	}
	u, known := truncationUnits[strings.ToLower(unit)]
	if !known {
		return Null, unknownError(unit, slices.Collect(maps.Keys(truncationUnits)), "Unknown unit '%s' for truncation.", unit)
	}
	if err := checkTruncation(kind, u, unit, v); err != nil {
		return Null, err
	}
	c := &components{}
	if !overrides.IsNull() {
		if overrides.kind != KindMap {
			return Null, typeError("Expected a map of components, got a %s.", overrides.kind.TypeWord())
		}
		var err error
		if c, err = readComponents(kind, overrides.AsMap()); err != nil {
			return Null, err
		}
		if c.set.hasAny(selections | epochComponents) {
			return Null, argumentError("A truncation can only be combined with single components, not with date, time, datetime or an epoch.")
		}
		if c.set.has(cTimezone) && kind != KindTime && kind != KindDateTime {
			return Null, argumentError("A %s has no time zone: remove the key 'timezone'.", kind.TypeWord())
		}
	}
	return c.truncated(kind, u, v, now)
}

// truncationUnit is a unit with the number of nanoseconds that it keeps together,
// if it is not longer than a day.
type truncationUnit struct {
	start func(Date) Date
	nanos int64
}

var truncationUnits = map[string]truncationUnit{
	"millennium":  {start: startOfYears(1000)},
	"century":     {start: startOfYears(100)},
	"decade":      {start: startOfYears(10)},
	"year":        {start: startOfYears(1)},
	"weekyear":    {start: func(d Date) Date { y, _ := d.isoWeek(); return weekStart(y) }},
	"quarter":     {start: func(d Date) Date { return Date{Days: d.Days - d.dayOfQuarter() + 1} }},
	"month":       {start: func(d Date) Date { _, _, day := d.Civil(); return Date{Days: d.Days - int64(day) + 1} }},
	"week":        {start: func(d Date) Date { return Date{Days: d.Days - d.weekday() + 1} }},
	"day":         {nanos: nanosPerDay},
	"hour":        {nanos: 3600 * nanosPerSecond},
	"minute":      {nanos: 60 * nanosPerSecond},
	"second":      {nanos: nanosPerSecond},
	"millisecond": {nanos: 1_000_000},
	"microsecond": {nanos: 1_000},
	"nanosecond":  {nanos: 1},
}

func startOfYears(n int64) func(Date) Date {
	return func(d Date) Date {
		year, _, _ := d.Civil()
		return Date{Days: daysFromCivil(year-floorMod(year, n), 1, 1)}
	}
}

// checkTruncation refuses units and values that lack what the kind is made of.
func checkTruncation(kind Kind, u truncationUnit, unit string, v Value) error {
	_, hasDate := dateOf(v)
	hasTime := v.kind == KindLocalTime || v.kind == KindTime || v.kind == KindLocalDateTime || v.kind == KindDateTime
	switch {
	case !hasDate && !hasTime:
		return typeError("Cannot truncate a %s.", v.kind.TypeWord())
	case u.nanos == 0 && (kind == KindLocalTime || kind == KindTime || !hasDate):
		return argumentError("The unit '%s' is too long for the truncation of a %s to a %s.", unit, v.kind.TypeWord(), kind.TypeWord())
	case u.nanos != 0 && u.nanos < nanosPerDay && (kind == KindDate || !hasTime):
		return argumentError("The unit '%s' is too short for the truncation of a %s to a %s.", unit, v.kind.TypeWord(), kind.TypeWord())
	case !hasDate && kind != KindLocalTime && kind != KindTime, kind == KindDuration:
		return typeError("Cannot truncate a %s to a %s.", v.kind.TypeWord(), kind.TypeWord())
	}
	return nil
}

// truncated cuts v, applies the components and joins the parts to a value of the kind.
func (c *components) truncated(kind Kind, u truncationUnit, v Value, now time.Time) (Value, error) {
	date, _ := dateOf(v)
	clock := LocalTime{}
	if u.nanos == 0 {
		date = u.start(date)
	} else {
		clock.Nanos = timeOf(v).Nanos / u.nanos * u.nanos
	}
	date, err := c.dateFrom(date, true)
	if err == nil {
		date, err = date.checked()
	}
	if err != nil {
		return Null, err
	}
	if clock, err = c.timeFrom(clock, true); err != nil {
		return Null, err
	}
	zone, zoned := zoneOf(v)
	switch {
	case c.set.has(cTimezone):
		zone = c.zone
	case !zoned:
		zone = ZoneOf(now)
	}
	if kind == KindTime {
		return TimeValue(Time{Nanos: clock.Nanos, Offset: c.truncatedOffset(zone, v, now)}), nil
	}
	return temporalAt(kind, zone.Resolve(date.at(clock))), nil
}

// truncatedOffset returns the offset of a truncated time: the one that v had, or
// what is in force in the zone now.
func (c *components) truncatedOffset(zone Zone, v Value, now time.Time) int32 {
	if !c.set.has(cTimezone) && (v.kind == KindTime || v.kind == KindDateTime) {
		return offsetOf(v)
	}
	return zone.offsetAt(now.Unix())
}
