package value

import "time"

// NewTemporal is what the functions date(), localtime(), time(), localdatetime(),
// datetime() and duration() do with their argument: it reads a string
// ([ParseTemporal]), builds from a map ([TemporalFromMap]), or converts another
// temporal value ([ConvertTemporal]). Null gives null. The location of now is the
// default time zone.
func NewTemporal(kind Kind, arg Value, now time.Time) (Value, error) {
	switch arg.kind {
	case KindNull:
		return Null, nil
	case KindString:
		return ParseTemporal(kind, arg.AsString(), now)
	case KindMap:
		return TemporalFromMap(kind, arg, now)
	default:
		return ConvertTemporal(kind, arg, now)
	}
}

// TemporalNow returns the instant now as a value of the given kind, which is one
// of date, times and dates with times; of other kinds it is null.
func TemporalNow(kind Kind, now time.Time) Value {
	return temporalAt(kind, ZoneOf(now).At(now.Unix(), int32(now.Nanosecond())))
}

// temporalAt narrows an instant to a kind.
func temporalAt(kind Kind, t DateTime) Value {
	local := t.Local()
	switch kind {
	case KindDate:
		return DateValue(local.date())
	case KindLocalTime:
		return LocalTimeValue(local.timeOfDay())
	case KindTime:
		return TimeValue(Time{Nanos: local.timeOfDay().Nanos, Offset: t.Offset})
	case KindLocalDateTime:
		return LocalDateTimeValue(local)
	case KindDateTime:
		return DateTimeValue(t)
	}
	return Null
}

// ParseTemporal reads the text form of a value of the given temporal kind; the
// location of now is the zone of text that names none.
func ParseTemporal(kind Kind, s string, now time.Time) (Value, error) {
	var v Value
	var err error
	switch kind {
	case KindDate:
		d, parseErr := ParseDate(s)
		v, err = DateValue(d), parseErr
	case KindLocalTime:
		t, parseErr := ParseLocalTime(s)
		v, err = LocalTimeValue(t), parseErr
	case KindTime:
		t, parseErr := ParseTime(s, ZoneOf(now).offsetAt(now.Unix()))
		v, err = TimeValue(t), parseErr
	case KindLocalDateTime:
		t, parseErr := ParseLocalDateTime(s)
		v, err = LocalDateTimeValue(t), parseErr
	case KindDateTime:
		t, parseErr := ParseDateTime(s, ZoneOf(now))
		v, err = DateTimeValue(t), parseErr
	case KindDuration:
		d, parseErr := ParseDuration(s)
		v, err = DurationValue(d), parseErr
	default:
		err = typeError("Cannot read text as a %s.", kind.TypeWord())
	}
	if err != nil {
		return Null, err
	}
	return v, nil
}

// ConvertTemporal turns one temporal value into another kind: it takes the part
// that the kind asks for, and midnight or the zone of now for what v lacks.
func ConvertTemporal(kind Kind, v Value, now time.Time) (Value, error) {
	if v.kind == kind {
		return v, nil
	}
	var key string
	switch {
	case kind == KindDate:
		key = "date"
	case kind == KindLocalTime || kind == KindTime:
		key = "time"
	case kind != KindLocalDateTime && kind != KindDateTime:
		return Null, typeError("Cannot convert a %s to a %s.", v.kind.TypeWord(), kind.TypeWord())
	case v.kind == KindDate:
		key = "date"
	default:
		key = "datetime"
	}
	built, err := TemporalFromMap(kind, Map([]Entry{{Key: key, Value: v}}), now)
	if err != nil {
		return Null, typeError("Cannot convert a %s to a %s.", v.kind.TypeWord(), kind.TypeWord())
	}
	return built, nil
}
