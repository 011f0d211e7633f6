package value

import (
	"maps"
	"slices"
)

// TemporalField returns a field of a temporal value by name, such as year, week,
// offsetMinutes or, of a duration, minutesOfHour. An unknown name is an error.
func TemporalField(v Value, name string) (Value, error) {
	if v.kind == KindDuration {
		return durationField(v.AsDuration(), name)
	}
	if read, ok := dateFields[name]; ok {
		if d, has := dateOf(v); has {
			return Int(read(d)), nil
		}
	}
	if read, ok := timeFields[name]; ok && v.kind != KindDate {
		return Int(read(timeOf(v).Nanos)), nil
	}
	if read, ok := zoneFields[name]; ok && (v.kind == KindTime || v.kind == KindDateTime) {
		return read(v), nil
	}
	if read, ok := epochFields[name]; ok && v.kind == KindDateTime {
		return Int(read(v.AsDateTime())), nil
	}
	return Null, invalidField(v.kind, name)
}

// typeTitles are the names of types in messages about fields.
var typeTitles = map[Kind]string{
	KindDate: "Date", KindLocalTime: "LocalTime", KindTime: "ZonedTime", KindLocalDateTime: "LocalDateTime",
	KindDateTime: "ZonedDateTime", KindDuration: "Duration", KindPoint: "Point",
}

func invalidField(k Kind, name string) error {
	title, ok := typeTitles[k]
	if !ok {
		title = k.TypeWord()
	}
	return unknownError(name, fieldsOf(k), "Invalid property name %s for %s", name, title)
}

// fieldsOf returns the names of the fields of a kind.
func fieldsOf(k Kind) []string {
	var names []string
	switch k {
	case KindDuration:
		names = slices.AppendSeq(slices.Collect(maps.Keys(durationFields)), maps.Keys(clockFields))
	case KindPoint:
		return slices.AppendSeq([]string{"crs", "srid"}, maps.Keys(pointCoordinates))
	}
	if k == KindDate || k == KindLocalDateTime || k == KindDateTime {
		names = slices.AppendSeq(names, maps.Keys(dateFields))
	}
	if k == KindLocalTime || k == KindTime || k == KindLocalDateTime || k == KindDateTime {
		names = slices.AppendSeq(names, maps.Keys(timeFields))
	}
	if k == KindTime || k == KindDateTime {
		names = slices.AppendSeq(names, maps.Keys(zoneFields))
	}
	if k == KindDateTime {
		names = slices.AppendSeq(names, maps.Keys(epochFields))
	}
	return names
}

var dateFields = map[string]func(Date) int64{
	"year":         func(d Date) int64 { y, _, _ := d.Civil(); return y },
	"quarter":      func(d Date) int64 { _, m, _ := d.Civil(); return int64(quarterOf(m)) },
	"month":        func(d Date) int64 { _, m, _ := d.Civil(); return int64(m) },
	"week":         func(d Date) int64 { _, w := d.isoWeek(); return w },
	"weekYear":     func(d Date) int64 { y, _ := d.isoWeek(); return y },
	"day":          func(d Date) int64 { _, _, day := d.Civil(); return int64(day) },
	"ordinalDay":   Date.ordinal,
	"weekDay":      Date.weekday,
	"dayOfWeek":    Date.weekday,
	"dayOfQuarter": Date.dayOfQuarter,
	"quarterDay":   Date.dayOfQuarter,
}

// timeFields read nanoseconds since midnight. The fractions of a second contain
// one another: the microsecond 645876 includes the millisecond 645.
var timeFields = map[string]func(int64) int64{
	"hour":        func(n int64) int64 { return n / (3600 * nanosPerSecond) },
	"minute":      func(n int64) int64 { return n / (60 * nanosPerSecond) % 60 },
	"second":      func(n int64) int64 { return n / nanosPerSecond % 60 },
	"millisecond": func(n int64) int64 { return n % nanosPerSecond / 1_000_000 },
	"microsecond": func(n int64) int64 { return n % nanosPerSecond / 1_000 },
	"nanosecond":  func(n int64) int64 { return n % nanosPerSecond },
}

var zoneFields = map[string]func(Value) Value{
	"timezone":      func(v Value) Value { return String(zoneName(v)) },
	"offset":        func(v Value) Value { return String(string(appendOffset(nil, offsetOf(v)))) },
	"offsetMinutes": func(v Value) Value { return Int(int64(offsetOf(v) / 60)) },
	"offsetSeconds": func(v Value) Value { return Int(int64(offsetOf(v))) },
}

var epochFields = map[string]func(DateTime) int64{
	"epochSeconds": func(t DateTime) int64 { return t.Seconds },
	"epochMillis":  func(t DateTime) int64 { return t.Seconds*1000 + int64(t.Nanos)/1_000_000 },
}

func zoneName(v Value) string {
	if v.kind == KindDateTime && v.AsDateTime().Zone != "" {
		return v.AsDateTime().Zone
	}
	return string(appendOffset(nil, offsetOf(v)))
}

// offsetOf returns the offset from UTC, in seconds, of a value that has one.
func offsetOf(v Value) int32 {
	if v.kind == KindTime {
		return v.AsTime().Offset
	}
	return v.AsDateTime().Offset
}

// durationFields read what does not depend on the size of the clock part. The
// names without "Of" give a whole part in that unit.
var durationFields = map[string]func(Duration) int64{
	"years":                func(d Duration) int64 { return d.Months / 12 },
	"year":                 func(d Duration) int64 { return d.Months / 12 },
	"quarters":             func(d Duration) int64 { return d.Months / 3 },
	"months":               func(d Duration) int64 { return d.Months },
	"month":                func(d Duration) int64 { return d.Months },
	"weeks":                func(d Duration) int64 { return d.Days / 7 },
	"days":                 func(d Duration) int64 { return d.Days },
	"day":                  func(d Duration) int64 { return d.Days },
	"hours":                func(d Duration) int64 { return d.Seconds / 3600 },
	"hour":                 func(d Duration) int64 { return d.Seconds / 3600 },
	"minutes":              func(d Duration) int64 { return d.Seconds / 60 },
	"minute":               func(d Duration) int64 { return d.Seconds / 60 },
	"seconds":              func(d Duration) int64 { return d.Seconds },
	"second":               func(d Duration) int64 { return d.Seconds },
	"quartersOfYear":       func(d Duration) int64 { return d.Months / 3 % 4 },
	"monthsOfQuarter":      func(d Duration) int64 { return d.Months % 3 },
	"monthsOfYear":         func(d Duration) int64 { return d.Months % 12 },
	"daysOfWeek":           func(d Duration) int64 { return d.Days % 7 },
	"minutesOfHour":        func(d Duration) int64 { return d.Seconds / 60 % 60 },
	"secondsOfMinute":      func(d Duration) int64 { return d.Seconds % 60 },
	"millisecondsOfSecond": func(d Duration) int64 { return int64(d.Nanos) / 1_000_000 },
	"microsecondsOfSecond": func(d Duration) int64 { return int64(d.Nanos) / 1_000 },
	"nanosecondsOfSecond":  func(d Duration) int64 { return int64(d.Nanos) },
}

// clockFields give the clock part of a duration in units shorter than a second.
var clockFields = map[string]int64{
	"milliseconds": 1_000, "millisecond": 1_000,
	"microseconds": 1_000_000, "microsecond": 1_000_000,
	"nanoseconds": nanosPerSecond, "nanosecond": nanosPerSecond,
}

func durationField(d Duration, name string) (Value, error) {
	if read, ok := durationFields[name]; ok {
		return Int(read(d)), nil
	}
	perSecond, ok := clockFields[name]
	if !ok {
		return Null, invalidField(KindDuration, name)
	}
	whole, fits := mulInt64(d.Seconds, perSecond)
	total, fitsToo := addInt64(whole, int64(d.Nanos)/(nanosPerSecond/perSecond))
	if !fits || !fitsToo {
		return Null, arithmeticError("The duration is too long to be counted in %s.", name)
	}
	return Int(total), nil
}
