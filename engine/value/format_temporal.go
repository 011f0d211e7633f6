package value

import "strconv"

// String returns the ISO 8601 form: 2015-07-21.
func (d Date) String() string { return string(appendDate(nil, d)) }

// String returns the ISO 8601 form, without seconds where they are zero: 21:40.
func (t LocalTime) String() string { return string(appendLocalTime(nil, t)) }

// String returns the ISO 8601 form: 21:40:32.142+01:00.
func (t Time) String() string {
	return string(appendOffset(appendLocalTime(nil, LocalTime{Nanos: t.Nanos}), t.Offset))
}

// String returns the ISO 8601 form: 2015-07-21T21:40:32.142.
func (t LocalDateTime) String() string { return string(appendLocalDateTime(nil, t)) }

// String returns the ISO 8601 form with the name of the zone, if any, in
// brackets: 2015-07-21T21:40+02:00[Europe/Stockholm].
func (t DateTime) String() string { return string(appendDateTime(nil, t)) }

// String returns the ISO 8601 form: P1Y2M3DT4H5M6.7S. Every part has its own sign.
func (d Duration) String() string { return string(appendDuration(nil, d)) }

// appendTemporal appends the text form of a value of a temporal kind.
func appendTemporal(dst []byte, v Value) []byte {
	switch v.kind {
	case KindDate:
		return appendDate(dst, v.AsDate())
	case KindLocalTime:
		return appendLocalTime(dst, v.AsLocalTime())
	case KindTime:
		t := v.AsTime()
		return appendOffset(appendLocalTime(dst, LocalTime{Nanos: t.Nanos}), t.Offset)
	case KindLocalDateTime:
		return appendLocalDateTime(dst, v.AsLocalDateTime())
	case KindDateTime:
		return appendDateTime(dst, v.AsDateTime())
	default:
		return appendDuration(dst, v.AsDuration())
	}
}

func appendDate(dst []byte, d Date) []byte {
	year, month, day := d.Civil()
	switch {
	case year > 9999:
		dst = append(dst, '+')
	case year < 0:
		dst, year = append(dst, '-'), -year
	}
	dst = append(appendPadded(dst, year, 4), '-')
	dst = append(appendPadded(dst, int64(month), 2), '-')
	return appendPadded(dst, int64(day), 2)
}

func appendLocalTime(dst []byte, t LocalTime) []byte {
	seconds, nanos := t.Nanos/nanosPerSecond, t.Nanos%nanosPerSecond
	dst = append(appendPadded(dst, seconds/3600, 2), ':')
	dst = appendPadded(dst, seconds/60%60, 2)
	if seconds%60 == 0 && nanos == 0 {
		return dst
	}
	dst = appendPadded(append(dst, ':'), seconds%60, 2)
	switch { // fractions come in groups of three digits
	case nanos == 0:
		return dst
	case nanos%1_000_000 == 0:
		return appendPadded(append(dst, '.'), nanos/1_000_000, 3)
	case nanos%1_000 == 0:
		return appendPadded(append(dst, '.'), nanos/1_000, 6)
	}
	return appendPadded(append(dst, '.'), nanos, 9)
}

func appendLocalDateTime(dst []byte, t LocalDateTime) []byte {
	return appendLocalTime(append(appendDate(dst, t.date()), 'T'), t.timeOfDay())
}

func appendDateTime(dst []byte, t DateTime) []byte {
	dst = appendOffset(appendLocalDateTime(dst, t.Local()), t.Offset)
	if t.Zone != "" {
		dst = append(append(append(dst, '['), t.Zone...), ']')
	}
	return dst
}

func appendOffset(dst []byte, offset int32) []byte {
	if offset == 0 {
		return append(dst, 'Z')
	}
	sign := byte('+')
	if offset < 0 {
		sign, offset = '-', -offset
	}
	dst = append(appendPadded(append(dst, sign), int64(offset/3600), 2), ':')
	dst = appendPadded(dst, int64(offset/60%60), 2)
	if offset%60 != 0 {
		dst = appendPadded(append(dst, ':'), int64(offset%60), 2)
	}
	return dst
}

func appendDuration(dst []byte, d Duration) []byte {
	if d == (Duration{}) {
		return append(dst, "PT0S"...)
	}
	dst = append(dst, 'P')
	dst = appendUnit(dst, d.Months/12, 'Y')
	dst = appendUnit(dst, d.Months%12, 'M')
	dst = appendUnit(dst, d.Days, 'D')
	seconds, nanos := d.clock()
	if seconds == 0 && nanos == 0 {
		return dst
	}
	dst = append(dst, 'T')
	dst = appendUnit(dst, seconds/3600, 'H')
	dst = appendUnit(dst, seconds/60%60, 'M')
	return appendSeconds(dst, seconds%60, nanos)
}

func appendUnit(dst []byte, n int64, unit byte) []byte {
	if n == 0 {
		return dst
	}
	return append(strconv.AppendInt(dst, n, 10), unit)
}

// appendSeconds writes seconds and nanoseconds, which have the same sign, without
// trailing zeros.
func appendSeconds(dst []byte, seconds int64, nanos int32) []byte {
	if nanos == 0 {
		return appendUnit(dst, seconds, 'S')
	}
	if nanos < 0 {
		dst, seconds, nanos = append(dst, '-'), -seconds, -nanos
	}
	dst = append(strconv.AppendInt(dst, seconds, 10), '.')
	dst = appendPadded(dst, int64(nanos), 9)
	for dst[len(dst)-1] == '0' {
		dst = dst[:len(dst)-1]
	}
	return append(dst, 'S')
}

// appendPadded writes a number of at least width digits, which is not negative.
func appendPadded(dst []byte, n int64, width int) []byte {
	for limit := int64(10); width > 1; width-- {
		if n < limit {
			for range width - 1 {
				dst = append(dst, '0')
			}
			break
		}
		limit *= 10
	}
	return strconv.AppendInt(dst, n, 10)
}
