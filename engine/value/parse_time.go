package value

// ParseLocalTime reads a time of day in basic or extended ISO 8601 form:
// 21:40:32.142, 214032.142, 21:40, 2140 or 21, with an optional T before it.
func ParseLocalTime(s string) (LocalTime, error) {
	p := scanner{text: s, what: "local time"}
	p.accept('T')
	t, err := p.localTime()
	if err != nil {
		return LocalTime{}, err
	}
	return t, p.end()
}

// ParseTime reads a time of day followed by Z or an offset; without one it is in
// the given offset, in seconds east of UTC.
func ParseTime(s string, offset int32) (Time, error) {
	p := scanner{text: s, what: "time"}
	p.accept('T')
	t, err := p.localTime()
	if err != nil {
		return Time{}, err
	}
	if !p.done() {
		zone, err := p.offset()
		if err != nil {
			return Time{}, err
		}
		offset = zone.offset
	}
	return Time{Nanos: t.Nanos, Offset: offset}, p.end()
}

// ParseLocalDateTime reads a date in any form of [ParseDate], and after a T a time
// in any form of [ParseLocalTime]; without one it is midnight.
func ParseLocalDateTime(s string) (LocalDateTime, error) {
	p := scanner{text: s, what: "local date and time"}
	t, err := p.localDateTime()
	if err != nil {
		return LocalDateTime{}, err
	}
	return t, p.end()
}

// ParseDateTime reads a date and time as [ParseLocalDateTime] does, followed by an
// offset, the name of a zone in brackets, or both. Without either it is in the
// given zone.
func ParseDateTime(s string, zone Zone) (DateTime, error) {
	p := scanner{text: s, what: "date and time"}
	local, err := p.localDateTime()
	if err != nil {
		return DateTime{}, err
	}
	offset, hasOffset := Zone{}, false
	if c := p.peek(); c != 0 && c != '[' {
		if offset, err = p.offset(); err != nil {
			return DateTime{}, err
		}
		zone, hasOffset = offset, true
	}
	if !p.accept('[') {
		return zone.Resolve(local), p.end()
	}
	if p.text[len(p.text)-1] != ']' {
		return DateTime{}, p.fail("the name of a zone and a closing bracket")
	}
	if zone, err = LoadZone(p.text[p.pos : len(p.text)-1]); err != nil {
		return DateTime{}, err
	}
	if hasOffset {
		return zone.resolveWith(local, offset.offset)
	}
	return zone.Resolve(local), nil
}

func (p *scanner) localDateTime() (LocalDateTime, error) {
	d, err := p.date()
	if err != nil || !p.accept('T') {
		return d.at(LocalTime{}), err
	}
	t, err := p.localTime()
	return d.at(t), err
}

func (p *scanner) localTime() (LocalTime, error) {
	hour, err := p.digits(2, "an hour (hh)")
	if err != nil {
		return LocalTime{}, err
	}
	var minute, second, fraction int64
	extended := p.peek() == ':'
	if p.another(extended) {
		if minute, err = p.digits(2, "a minute (mm)"); err != nil {
			return LocalTime{}, err
		}
		if p.another(extended) {
			if second, err = p.digits(2, "a second (ss)"); err != nil {
				return LocalTime{}, err
			}
			if fraction, err = p.fraction(9); err != nil {
				return LocalTime{}, err
			}
		}
	}
	return newLocalTime(hour, minute, second, fraction)
}

// another reports whether one more pair of digits follows, and skips the colon of
// the extended form.
func (p *scanner) another(extended bool) bool {
	if extended {
		return p.accept(':')
	}
	return p.run() > 0
}

func newLocalTime(hour, minute, second, nano int64) (LocalTime, error) {
	for _, err := range []error{
		inRange("hour", hour, 0, 23), inRange("minute", minute, 0, 59),
		inRange("second", second, 0, 59), inRange("nanosecond", nano, 0, nanosPerSecond-1),
	} {
		if err != nil {
			return LocalTime{}, err
		}
	}
	return LocalTime{Nanos: ((hour*60+minute)*60+second)*nanosPerSecond + nano}, nil
}

// offset reads Z, ±hh, ±hhmm, ±hh:mm, ±hhmmss or ±hh:mm:ss.
func (p *scanner) offset() (Zone, error) {
	if p.accept('Z') {
		return Zone{}, nil
	}
	negative, signed := p.sign()
	if !signed {
		return Zone{}, p.fail("Z or an offset (±hh:mm)")
	}
	hour, err := p.digits(2, "an hour (hh)")
	if err != nil {
		return Zone{}, err
	}
	var minute, second int64
	extended := p.peek() == ':'
	if p.another(extended) {
		if minute, err = p.digits(2, "a minute (mm)"); err != nil {
			return Zone{}, err
		}
		if p.another(extended) {
			if second, err = p.digits(2, "a second (ss)"); err != nil {
				return Zone{}, err
			}
		}
	}
	if minute > 59 || second > 59 {
		return Zone{}, p.fail("minutes and seconds of the offset below 60")
	}
	total := int32((hour*60+minute)*60 + second)
	if negative {
		total = -total
	}
	return FixedZone(total)
}
