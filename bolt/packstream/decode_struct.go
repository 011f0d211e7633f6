package packstream

import (
	"math"

	"memgraphd/engine/value"
)

// fieldsOf tells how many fields the structure of a value has.
func fieldsOf(tag byte) (n int, known bool) {
	switch tag {
	case TagDate, TagLocalTime:
		return 1, true
	case TagTime, TagLocalDateTime:
		return 2, true
	case TagDateTime, TagDateTimeZone, TagLegacyDateTime, TagLegacyDateTimeZone, TagPoint2D:
		return 3, true
	case TagDuration, TagPoint3D:
		return 4, true
	}
	return 0, false
}

// structValue reads a structure. One that is no value is read to its end and refused.
func (d *Decoder) structValue() value.Value {
	n, tag := d.Struct()
	if !d.enter() {
		return value.Null
	}
	defer d.leave()
	want, known := fieldsOf(tag)
	if known && n == want {
		return d.fieldsValue(tag)
	}
	for range n {
		d.Skip()
	}
	switch {
	case known:
		d.Refuse("The structure 0x%02X must have %d fields, not %d.", tag, want, n)
	case tag == TagNode, tag == TagRelationship, tag == TagUnboundRelationship, tag == TagPath:
		d.Refuse(msgGraph)
	default:
		d.Refuse("The structure 0x%02X is not a value.", tag)
	}
	return value.Null
}

func (d *Decoder) fieldsValue(tag byte) value.Value {
	switch tag {
	case TagDate:
		return d.date()
	case TagLocalTime:
		return value.LocalTimeValue(value.LocalTime{Nanos: d.nanosOfDay(d.intField())})
	case TagTime:
		nanos, offset := d.nanosOfDay(d.intField()), d.offset(d.intField())
		return value.TimeValue(value.Time{Nanos: nanos, Offset: offset})
	case TagLocalDateTime:
		seconds, nanos := d.seconds(d.intField()), d.nanosOfSecond(d.intField())
		return value.LocalDateTimeValue(value.LocalDateTime{Seconds: seconds, Nanos: nanos})
	case TagDateTime, TagLegacyDateTime:
		return d.offsetDateTime(tag)
	case TagDateTimeZone, TagLegacyDateTimeZone:
		return d.zonedDateTime(tag)
	case TagDuration:
		return d.duration()
	default:
		return d.point(tag)
	}
}

// intField reads a field that must be an integer; a field of another type is
// read and refused.
func (d *Decoder) intField() int64 {
	if d.Peek() == TypeInt {
		return d.Int()
	}
	d.Skip()
	d.Refuse("A field of a date, time, duration or point must be an integer.")
	return 0
}

func (d *Decoder) floatField() float64 {
	if d.Peek() == TypeFloat {
		return d.Float()
	}
	d.Skip()
	d.Refuse("The coordinates of a point must be floats.")
	return 0
}

func (d *Decoder) stringField() string {
	if d.Peek() == TypeString {
		return d.Key() // the names of zones come again
	}
	d.Skip()
	d.Refuse("The zone of a date and time must be a string.")
	return ""
}

func (d *Decoder) duration() value.Value {
	const second = int64(1e9)
	months, days := d.intField(), d.intField()
	seconds, nanos := d.intField(), d.intField()
	carry := nanos / second
	if nanos %= second; nanos < 0 {
		nanos += second
		carry--
	}
	if carry > 0 && seconds > math.MaxInt64-carry || carry < 0 && seconds < math.MinInt64-carry {
		d.Refuse("The duration is out of range: its seconds and nanoseconds together overflow.")
		return value.Null
	}
	return value.DurationValue(value.Duration{Months: months, Days: days, Seconds: seconds + carry, Nanos: int32(nanos)})
}

func (d *Decoder) point(tag byte) value.Value {
	p := value.Point{}
	srid := d.intField()
	p.X, p.Y = d.floatField(), d.floatField()
	if tag == TagPoint3D {
		p.Z = d.floatField()
	}
	switch value.SRID(srid) {
	case value.WGS84, value.WGS84_3D, value.Cartesian, value.Cartesian3D:
		p.SRID = value.SRID(srid)
	}
	if int64(p.SRID) != srid || p.SRID == 0 || p.SRID.Is3D() != (tag == TagPoint3D) {
		d.Refuse("The point has an unsupported SRID: %d. Use 4326 or 7203 for two dimensions, 4979 or 9157 for three.", srid)
		return value.Null
	}
	return value.PointValue(p)
}
