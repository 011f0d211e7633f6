package value

import "unsafe"

// Date is a calendar day: days since 1970-01-01 in the proleptic Gregorian
// calendar.
type Date struct{ Days int64 }

// LocalTime is a time of day without a zone: nanoseconds since midnight.
type LocalTime struct{ Nanos int64 }

// Time is a time of day with an offset: nanoseconds since local midnight and
// the offset east of UTC in seconds.
type Time struct {
	Nanos  int64
	Offset int32
}

// LocalDateTime is a date and time without a zone: seconds since
// 1970-01-01T00:00:00 on the local clock, and nanoseconds within the second.
type LocalDateTime struct {
	Seconds int64
	Nanos   int32
}

// DateTime is an instant with a zone: UTC seconds since the epoch, nanoseconds
// within the second, the offset east of UTC in seconds that is in force there,
// and the IANA name of the zone, empty where only an offset was given.
type DateTime struct {
	Seconds int64
	Nanos   int32
	Offset  int32
	Zone    string
}

// Duration is an amount of time in four parts that are kept apart because their
// lengths are not commensurable: months, days, seconds, nanoseconds.
// Nanos is in [0, 1e9); the sign of the clock part is carried by Seconds.
type Duration struct {
	Months  int64
	Days    int64
	Seconds int64
	Nanos   int32
}

// DateValue returns a date value.
func DateValue(d Date) Value { return Value{kind: KindDate, num: uint64(d.Days)} }

// LocalTimeValue returns a local time value.
func LocalTimeValue(t LocalTime) Value { return Value{kind: KindLocalTime, num: uint64(t.Nanos)} }

// TimeValue returns a zoned time value.
func TimeValue(t Time) Value { return Value{kind: KindTime, ptr: unsafe.Pointer(&t)} }

// LocalDateTimeValue returns a local date and time value.
func LocalDateTimeValue(t LocalDateTime) Value {
	return Value{kind: KindLocalDateTime, ptr: unsafe.Pointer(&t)}
}

// DateTimeValue returns a zoned date and time value.
func DateTimeValue(t DateTime) Value { return Value{kind: KindDateTime, ptr: unsafe.Pointer(&t)} }

// DurationValue returns a duration value.
func DurationValue(d Duration) Value { return Value{kind: KindDuration, ptr: unsafe.Pointer(&d)} }

// AsDate returns the payload of a date.
func (v Value) AsDate() Date { return Date{Days: int64(v.num)} }

// AsLocalTime returns the payload of a local time.
func (v Value) AsLocalTime() LocalTime { return LocalTime{Nanos: int64(v.num)} }

// AsTime returns the payload of a zoned time.
func (v Value) AsTime() Time { return *(*Time)(v.ptr) }

// AsLocalDateTime returns the payload of a local date and time.
func (v Value) AsLocalDateTime() LocalDateTime { return *(*LocalDateTime)(v.ptr) }

// AsDateTime returns the payload of a zoned date and time.
func (v Value) AsDateTime() DateTime { return *(*DateTime)(v.ptr) }

// AsDuration returns the payload of a duration.
func (v Value) AsDuration() Duration { return *(*Duration)(v.ptr) }
