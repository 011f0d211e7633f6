package value

// DurationBetween returns the duration from a to b in months, days and a clock
// part: duration.between(). Where one of the two has no date, only their times of
// day count; where one has no zone, it is taken in the zone of the other. Null
// gives null.
func DurationBetween(a, b Value) (Value, error) {
	return between(a, b, func(s span) (Duration, error) {
		if !s.dated {
			return NewDuration(0, 0, s.seconds(s.start), s.nanos(s.start))
		}
		months := monthsBetween(s.start, s.end)
		moved, err := addToLocal(s.start, months, 0)
		if err != nil {
			return Duration{}, err
		}
		days := daysBetween(moved, s.end)
		if moved, err = addToLocal(s.start, months, days); err != nil {
			return Duration{}, err
		}
		return NewDuration(months, days, s.seconds(moved), s.nanos(moved))
	})
}

// DurationInMonths returns the whole months from a to b: duration.inMonths(). It is
// zero where one of the two has no date.
func DurationInMonths(a, b Value) (Value, error) {
	return between(a, b, func(s span) (Duration, error) {
		if !s.dated {
			return Duration{}, nil
		}
		return Duration{Months: monthsBetween(s.start, s.end)}, nil
	})
}

// DurationInDays returns the whole days from a to b: duration.inDays(). It is zero
// where one of the two has no date.
func DurationInDays(a, b Value) (Value, error) {
	return between(a, b, func(s span) (Duration, error) {
		if !s.dated {
			return Duration{}, nil
		}
		return Duration{Days: daysBetween(s.start, s.end)}, nil
	})
}

// DurationInSeconds returns the time that passes from a to b as a clock part:
// duration.inSeconds().
func DurationInSeconds(a, b Value) (Value, error) {
	return between(a, b, func(s span) (Duration, error) {
		return NewDuration(0, 0, s.seconds(s.start), s.nanos(s.start))
	})
}

// span is two points of time on the local clock of one zone.
type span struct {
	start, end LocalDateTime
	from, to   DateTime // the same as instants
	zone       Zone
	dated      bool // both have a date of their own
}

// seconds and nanos return the difference of the instants from moved, which is a
// local time in the zone of the span, to the end.
func (s span) seconds(moved LocalDateTime) int64 { return s.to.Seconds - s.instant(moved).Seconds }

func (s span) nanos(moved LocalDateTime) int64 {
	return int64(s.to.Nanos) - int64(s.instant(moved).Nanos)
}

// instant resolves a local time, and knows that of the start: a clock that shows
// it twice would otherwise lose which of the two it was.
func (s span) instant(moved LocalDateTime) DateTime {
	if moved == s.start {
		return s.from
	}
	return s.zone.Resolve(moved)
}

func between(a, b Value, measure func(span) (Duration, error)) (Value, error) {
	if a.IsNull() || b.IsNull() {
		return Null, nil
	}
	s, err := newSpan(a, b)
	if err != nil {
		return Null, err
	}
	d, err := measure(s)
	if err != nil {
		return Null, err
	}
	return DurationValue(d), nil
}

func newSpan(a, b Value) (span, error) {
	for _, v := range []Value{a, b} {
		switch v.kind {
		case KindDate, KindLocalTime, KindTime, KindLocalDateTime, KindDateTime:
		default:
			return span{}, typeError("Expected a temporal value, got a %s.", v.kind.TypeWord())
		}
	}
	zoneA, zonedA := zoneOf(a)
	zoneB, zonedB := zoneOf(b)
	s := span{zone: zoneA}
	if !zonedA {
		s.zone = zoneB
	}
	dateA, datedA := dateOf(a)
	dateB, datedB := dateOf(b)
	s.dated = datedA && datedB
	if !datedA {
		dateA = dateB
	} else if !datedB {
		dateB = dateA
	}
	s.from = pointOfTime(a, dateA, zonedA && zonedB, zoneA, s.zone)
	s.to = pointOfTime(b, dateB, zonedA && zonedB, zoneB, s.zone)
	s.start, s.end = s.from.Local(), s.to.Local()
	return s, nil
}

// pointOfTime places v on a date and, if both ends of the span have a zone, in its
// own, otherwise in the common one; the result is seen in the common zone.
func pointOfTime(v Value, date Date, ownZone bool, own, common Zone) DateTime {
	if v.kind == KindDateTime {
		t := v.AsDateTime()
		return common.At(t.Seconds, t.Nanos)
	}
	zone := common
	if ownZone {
		zone = own
	}
	t := zone.Resolve(date.at(timeOf(v)))
	return common.At(t.Seconds, t.Nanos)
}

// monthsBetween counts whole months, rounded toward zero.
func monthsBetween(start, end LocalDateTime) int64 {
	from, to := start.date(), wholeDaysEnd(start, end)
	fromYear, fromMonth, fromDay := from.Civil()
	toYear, toMonth, toDay := to.Civil()
	packed := (toYear*12+int64(toMonth))*32 + int64(toDay) - (fromYear*12+int64(fromMonth))*32 - int64(fromDay)
	return packed / 32
}

// daysBetween counts whole days, rounded toward zero.
func daysBetween(start, end LocalDateTime) int64 {
	return wholeDaysEnd(start, end).Days - start.date().Days
}

// wholeDaysEnd returns the date of the end, one day nearer to the start if the last
// day is not complete.
func wholeDaysEnd(start, end LocalDateTime) Date {
	from, to := start.date(), end.date()
	switch {
	case to.Days > from.Days && end.timeOfDay().Nanos < start.timeOfDay().Nanos:
		to.Days--
	case to.Days < from.Days && end.timeOfDay().Nanos > start.timeOfDay().Nanos:
		to.Days++
	}
	return to
}

// addToLocal adds months and days, in this order, to the date of t.
func addToLocal(t LocalDateTime, months, days int64) (LocalDateTime, error) {
	d, err := t.date().addMonths(months)
	if err != nil {
		return LocalDateTime{}, err
	}
	if d, err = d.addDays(days); err != nil {
		return LocalDateTime{}, err
	}
	return d.at(t.timeOfDay()), nil
}
