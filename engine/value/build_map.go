package value

import "time"

// TemporalFromMap builds a value of a temporal kind from a map of components such
// as year, week or nanosecond. The keys date, time and datetime select the
// components of another temporal value, which further keys then override. A zone
// given along with a selected time that has one converts the instant. A map of
// only a timezone is the instant now in that zone.
func TemporalFromMap(kind Kind, m Value, now time.Time) (Value, error) {
	if m.kind != KindMap {
		return Null, typeError("Expected a map of components, got a %s.", m.kind.TypeWord())
	}
	if kind == KindDuration {
		return durationFromMap(m.AsMap())
	}
	if int(kind) >= len(allowedComponents) || allowedComponents[kind] == 0 {
		return Null, typeError("Cannot build a %s from a map of components.", kind.TypeWord())
	}
	c, err := readComponents(kind, m.AsMap())
	if err != nil {
		return Null, err
	}
	switch {
	case c.set == setOf(cTimezone):
		return temporalAt(kind, c.zone.At(now.Unix(), int32(now.Nanosecond()))), nil
	case c.set.has(cTimezone) && kind != KindTime && kind != KindDateTime:
		return Null, argumentError("A %s has no time zone: remove the key 'timezone'.", kind.TypeWord())
	case c.set.hasAny(epochComponents):
		return c.fromEpoch(now)
	case kind == KindTime:
		return c.zonedTime(now)
	}
	t, err := c.dateTime(now)
	if err != nil {
		return Null, err
	}
	return temporalAt(kind, t), nil
}

// dateTime assembles date, time and zone. A kind without a zone takes the local
// part of the result.
func (c *components) dateTime(now time.Time) (DateTime, error) {
	base, hasBase := dateOf(firstOf(c.date, c.moment))
	date, err := c.dateFrom(base, hasBase)
	if err != nil {
		return DateTime{}, err
	}
	selected := firstOf(c.time, c.moment)
	clock, err := c.timeFrom(timeOf(selected), false)
	if err != nil {
		return DateTime{}, err
	}
	zone, zoned := zoneOf(selected)
	switch {
	case !zoned && c.set.has(cTimezone):
		zone = c.zone
	case !zoned:
		zone = ZoneOf(now)
	}
	t := zone.Resolve(date.at(clock))
	if zoned && c.set.has(cTimezone) {
		return c.zone.At(t.Seconds, t.Nanos), nil
	}
	return t, nil
}

// zonedTime assembles a time of day with an offset.
func (c *components) zonedTime(now time.Time) (Value, error) {
	t, err := c.timeFrom(timeOf(c.time), false)
	if err != nil {
		return Null, err
	}
	offset := ZoneOf(now).offsetAt(now.Unix())
	if c.set.has(cTimezone) {
		offset = c.zone.offsetAt(now.Unix())
	}
	switch c.time.kind {
	case KindTime:
		return TimeValue(withOffset(Time{Nanos: t.Nanos, Offset: c.time.AsTime().Offset}, offset, c.set.has(cTimezone))), nil
	case KindDateTime:
		return TimeValue(withOffset(Time{Nanos: t.Nanos, Offset: c.time.AsDateTime().Offset}, offset, c.set.has(cTimezone))), nil
	}
	return TimeValue(Time{Nanos: t.Nanos, Offset: offset}), nil
}

// withOffset converts the instant of t to another offset if it should.
func withOffset(t Time, offset int32, convert bool) Time {
	if !convert {
		return t
	}
	return Time{Nanos: floorMod(t.utcNanos()+int64(offset)*nanosPerSecond, nanosPerDay), Offset: offset}
}

func (c *components) fromEpoch(now time.Time) (Value, error) {
	fraction, err := c.secondFraction()
	if err != nil {
		return Null, err
	}
	zone := ZoneOf(now)
	if c.set.has(cTimezone) {
		zone = c.zone
	}
	if c.set.has(cEpochMillis) {
		return dateTimeInZone(zone, floorDiv(c.numbers[cEpochMillis], 1000), floorMod(c.numbers[cEpochMillis], 1000)*1_000_000+fraction)
	}
	return dateTimeInZone(zone, c.numbers[cEpochSeconds], fraction)
}

func firstOf(a, b Value) Value {
	if a.IsNull() {
		return b
	}
	return a
}

// dateOf returns the local date of a temporal value that has one.
func dateOf(v Value) (Date, bool) {
	switch v.kind {
	case KindDate:
		return v.AsDate(), true
	case KindLocalDateTime:
		return v.AsLocalDateTime().date(), true
	case KindDateTime:
		return v.AsDateTime().Local().date(), true
	}
	return Date{}, false
}

// timeOf returns the local time of day of a temporal value, midnight if it has none.
func timeOf(v Value) LocalTime {
	switch v.kind {
	case KindLocalTime:
		return v.AsLocalTime()
	case KindTime:
		return LocalTime{Nanos: v.AsTime().Nanos}
	case KindLocalDateTime:
		return v.AsLocalDateTime().timeOfDay()
	case KindDateTime:
		return v.AsDateTime().Local().timeOfDay()
	}
	return LocalTime{}
}

// zoneOf returns the zone of a temporal value that has one.
func zoneOf(v Value) (Zone, bool) {
	switch v.kind {
	case KindTime:
		return Zone{offset: v.AsTime().Offset}, true
	case KindDateTime:
		return v.AsDateTime().InZone(), true
	}
	return Zone{}, false
}
