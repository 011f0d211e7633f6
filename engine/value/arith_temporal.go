package value

// addDuration adds a duration to a value of a temporal kind.
func addDuration(v Value, d Duration) (Value, error) {
	switch v.kind {
	case KindDate:
		sum, err := v.AsDate().plus(d)
		return orNull(DateValue(sum), err)
	case KindLocalTime:
		return LocalTimeValue(LocalTime{Nanos: addClock(v.AsLocalTime().Nanos, d)}), nil
	case KindTime:
		t := v.AsTime()
		return TimeValue(Time{Nanos: addClock(t.Nanos, d), Offset: t.Offset}), nil
	case KindLocalDateTime:
		sum, err := v.AsLocalDateTime().plus(d)
		return orNull(LocalDateTimeValue(sum), err)
	case KindDateTime:
		sum, err := v.AsDateTime().plus(d)
		return orNull(DateTimeValue(sum), err)
	default:
		sum, err := v.AsDuration().plus(d)
		return orNull(DurationValue(sum), err)
	}
}

func orNull(v Value, err error) (Value, error) {
	if err != nil {
		return Null, err
	}
	return v, nil
}

// plus adds months, then days together with the whole days of the clock part.
func (d Date) plus(e Duration) (Date, error) {
	moved, err := d.addMonths(e.Months)
	if err != nil {
		return Date{}, err
	}
	seconds, _ := e.clock()
	days, ok := addInt64(e.Days, seconds/secondsPerDay)
	if !ok {
		return Date{}, errDurationOverflow
	}
	return moved.addDays(days)
}

// addClock moves a time of day around the clock; months and days do not matter.
func addClock(nanos int64, d Duration) int64 {
	shift := floorMod(d.Seconds, secondsPerDay)*nanosPerSecond + int64(d.Nanos)
	return floorMod(nanos+shift, nanosPerDay)
}

func (t LocalDateTime) plus(d Duration) (LocalDateTime, error) {
	moved, err := addToLocal(t, d.Months, d.Days)
	if err != nil {
		return LocalDateTime{}, err
	}
	seconds, nanos, err := addSeconds(moved.Seconds, moved.Nanos, d)
	return LocalDateTime{Seconds: seconds, Nanos: nanos}, err
}

// plus adds months and days on the local clock, then the clock part on the time
// line, so that a day may have 23 or 25 hours.
func (t DateTime) plus(d Duration) (DateTime, error) {
	zone := t.InZone()
	if d.Months != 0 || d.Days != 0 {
		moved, err := addToLocal(t.Local(), d.Months, d.Days)
		if err != nil {
			return DateTime{}, err
		}
		t = zone.Resolve(moved)
	}
	seconds, nanos, err := addSeconds(t.Seconds, t.Nanos, d)
	if err != nil {
		return DateTime{}, err
	}
	return zone.At(seconds, nanos), nil
}

func addSeconds(seconds int64, nanos int32, d Duration) (int64, int32, error) {
	total := int64(nanos) + int64(d.Nanos)
	sum, ok := addInt64(seconds, d.Seconds)
	if ok {
		sum, ok = addInt64(sum, total/nanosPerSecond)
	}
	if _, err := (Date{Days: floorDiv(sum, secondsPerDay)}).checked(); !ok || err != nil {
		return 0, 0, errDurationOverflow
	}
	return sum, int32(total % nanosPerSecond), nil
}

// subTemporals returns the time from b to a, two values of one temporal kind other
// than duration, in days and a clock part.
func subTemporals(a, b Value) (Value, error) {
	switch a.kind {
	case KindDate:
		return DurationValue(Duration{Days: a.AsDate().Days - b.AsDate().Days}), nil
	case KindLocalTime:
		return difference(0, a.AsLocalTime().Nanos-b.AsLocalTime().Nanos)
	case KindTime:
		return difference(0, a.AsTime().utcNanos()-b.AsTime().utcNanos())
	case KindLocalDateTime:
		x, y := a.AsLocalDateTime(), b.AsLocalDateTime()
		return difference(x.Seconds-y.Seconds, int64(x.Nanos)-int64(y.Nanos))
	default:
		x, y := a.AsDateTime(), b.AsDateTime()
		return difference(x.Seconds-y.Seconds, int64(x.Nanos)-int64(y.Nanos))
	}
}

// difference splits a length of time into whole days and the rest, both of the
// same sign.
func difference(seconds, nanos int64) (Value, error) {
	d, err := NewDuration(0, 0, seconds, nanos)
	if err != nil {
		return Null, err
	}
	whole, _ := d.clock()
	days := whole / secondsPerDay
	d.Days, d.Seconds = days, d.Seconds-days*secondsPerDay
	return DurationValue(d), nil
}
