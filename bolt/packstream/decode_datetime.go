package packstream

import (
	"time"

	"memgraphd/engine/value"
)

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
	zone, err := value.LoadZone(name)
	if err != nil {
		d.Refuse("The time zone %q is unknown.", name)
		return value.Null
	}
	t.Zone = zone.String()
	if tag == TagLegacyDateTimeZone {
		t.Seconds = localSeconds(t.Seconds, zone)
	}
	_, offset := time.Unix(t.Seconds, 0).In(zone).Zone()
	t.Offset = int32(offset)
	return value.DateTimeValue(t)
}

// localSeconds returns the instant at which the clocks of a zone show local,
// given and returned as seconds from 1970-01-01. Of two such instants it takes
// the earlier; a local time that the clocks skip is moved on by the gap.
func localSeconds(local int64, zone *time.Location) int64 {
	offsetAt := func(utc int64) int64 {
		_, offset := time.Unix(utc, 0).In(zone).Zone()
		return int64(offset)
	}
	before := offsetAt(local - daySecs)
	if utc := local - before; offsetAt(utc) == before {
		return utc
	}
	if utc := local - offsetAt(local+daySecs); offsetAt(utc) == local-utc {
		return utc
	}
	return local - before
}
