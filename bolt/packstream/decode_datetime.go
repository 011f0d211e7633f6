package packstream

import "memgraphd/engine/value"

const (
	maxDays   = 365_241_780_471 // 31 December of the year 999,999,999
	minDays   = -365_243_219_162
	daySecs   = 24 * 60 * 60
	maxOffset = 18 * 60 * 60 // seconds, in both directions
)

func (d *Decoder) date() value.Value {
	days := d.intField()
	if days < minDays || days > maxDays {
		d.Refuse("The date is out of range: %d days from 1970-01-01.", days)
		return value.Null
	}
	return value.DateValue(value.Date{Days: days})
}

func (d *Decoder) nanosOfDay(n int64) int64 {
	if n < 0 || n >= daySecs*1e9 {
		d.Refuse("The time of day is out of range: %d nanoseconds from midnight.", n)
		return 0
	}
	return n
}

func (d *Decoder) nanosOfSecond(n int64) int32 {
	if n < 0 || n >= 1e9 {
		d.Refuse("The nanoseconds of a time are out of range: %d.", n)
		return 0
	}
	return int32(n)
}

func (d *Decoder) seconds(n int64) int64 {
	if n < minDays*daySecs || n >= (maxDays+1)*daySecs {
		d.Refuse("The date and time is out of range: %d seconds from 1970-01-01.", n)
		return 0
	}
	return n
}

func (d *Decoder) offset(n int64) int32 {
	if n < -maxOffset || n > maxOffset {
		d.Refuse("The offset from UTC is out of range: %d seconds, more than 18 hours.", n)
		return 0
	}
	return int32(n)
}

func (d *Decoder) offsetDateTime(tag byte) value.Value {
	t := value.DateTime{Seconds: d.seconds(d.intField()), Nanos: d.nanosOfSecond(d.intField())}
	t.Offset = d.offset(d.intField())
	if tag == TagLegacyDateTime {
		t.Seconds -= int64(t.Offset)
	}
	return value.DateTimeValue(t)
}

func (d *Decoder) zonedDateTime(tag byte) value.Value {
	t := value.DateTime{Seconds: d.seconds(d.intField()), Nanos: d.nanosOfSecond(d.intField())}
	name := d.stringField()
	if d.err != nil || d.unsupported != nil {
		return value.Null
	}
	zone, err := value.ParseZone(name)
	if err != nil {
		d.Refuse("The time zone %q is unknown.", name)
		return value.Null
	}
	if tag == TagLegacyDateTimeZone {
		return value.DateTimeValue(zone.Resolve(value.LocalDateTime{Seconds: t.Seconds, Nanos: t.Nanos}))
	}
	return value.DateTimeValue(zone.At(t.Seconds, t.Nanos))
}
