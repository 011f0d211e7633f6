package value

import "strings"

// component is one key of the map that a temporal value is built from.
type component uint8

const (
	cYear component = iota
	cQuarter
	cMonth
	cWeek
	cDayOfWeek
	cOrdinalDay
	cDayOfQuarter
	cDay
	cHour
	cMinute
	cSecond
	cMillisecond
	cMicrosecond
	cNanosecond
	cEpochSeconds
	cEpochMillis
	cTimezone
	cDate
	cTime
	cDateTime
	componentCount
)

var componentNames = map[string]component{
	"year": cYear, "quarter": cQuarter, "month": cMonth, "week": cWeek, "dayOfWeek": cDayOfWeek,
	"weekDay": cDayOfWeek, "ordinalDay": cOrdinalDay, "dayOfQuarter": cDayOfQuarter, "day": cDay,
	"hour": cHour, "minute": cMinute, "second": cSecond, "millisecond": cMillisecond,
	"microsecond": cMicrosecond, "nanosecond": cNanosecond, "epochSeconds": cEpochSeconds,
	"epochMillis": cEpochMillis, "timezone": cTimezone, "date": cDate, "time": cTime, "datetime": cDateTime,
}

// componentSet is a set of components.
type componentSet uint32

func setOf(cs ...component) componentSet {
	var set componentSet
	for _, c := range cs {
		set |= 1 << c
	}
	return set
}

func (s componentSet) has(c component) bool { return s&(1<<c) != 0 }

func (s componentSet) hasAny(t componentSet) bool { return s&t != 0 }

var (
	weekComponents    = setOf(cWeek, cDayOfWeek)
	quarterComponents = setOf(cQuarter, cDayOfQuarter)
	ordinalComponents = setOf(cOrdinalDay)
	monthComponents   = setOf(cMonth, cDay)
	dateComponents    = setOf(cYear) | weekComponents | quarterComponents | ordinalComponents | monthComponents
	secondFractions   = setOf(cMillisecond, cMicrosecond, cNanosecond)
	timeComponents    = setOf(cHour, cMinute, cSecond) | secondFractions
	epochComponents   = setOf(cEpochSeconds, cEpochMillis)
	selections        = setOf(cDate, cTime, cDateTime)
)

// allowedComponents tells which keys build a value of each kind.
var allowedComponents = [...]componentSet{
	KindDate:          dateComponents | setOf(cDate, cTimezone),
	KindLocalTime:     timeComponents | setOf(cTime, cTimezone),
	KindTime:          timeComponents | setOf(cTime, cTimezone),
	KindLocalDateTime: dateComponents | timeComponents | selections | setOf(cTimezone),
	KindDateTime:      dateComponents | timeComponents | epochComponents | selections | setOf(cTimezone),
}

// components is such a map, read and checked.
type components struct {
	set                componentSet
	numbers            [componentCount]int64
	date, time, moment Value // the selections date, time and datetime
	zone               Zone
}

// componentsOf returns the keys from which values of a kind are built.
func componentsOf(kind Kind) []string {
	var keys []string
	for key, component := range componentNames {
		if allowedComponents[kind].has(component) {
			keys = append(keys, key)
		}
	}
	return keys
}

// readComponents reads the entries that build a value of the given kind.
func readComponents(kind Kind, entries []Entry) (*components, error) {
	c := &components{}
	for _, e := range entries {
		key, known := componentNames[e.Key]
		if !known || !allowedComponents[kind].has(key) {
			return nil, unknownError(e.Key, componentsOf(kind), "Unknown key '%s'.", e.Key)
		}
		if c.set.has(key) {
			return nil, argumentError("The key '%s' is given twice under different names.", e.Key)
		}
		if err := c.read(key, e); err != nil {
			return nil, err
		}
		c.set |= 1 << key
	}
	return c, c.check()
}

func (c *components) read(key component, e Entry) (err error) {
	switch key {
	case cDate:
		c.date = e.Value
		return expectTemporal(e, KindDate, KindLocalDateTime, KindDateTime)
	case cTime:
		c.time = e.Value
		return expectTemporal(e, KindLocalTime, KindTime, KindLocalDateTime, KindDateTime)
	case cDateTime:
		c.moment = e.Value
		return expectTemporal(e, KindLocalDateTime, KindDateTime)
	case cTimezone:
		c.zone, err = zoneFromValue(e.Value)
		return err
	}
	if e.Value.kind != KindInt {
		return typeError("Invalid value for key '%s'. Expected an integer.", e.Key)
	}
	c.numbers[key] = e.Value.AsInt()
	return nil
}

func expectTemporal(e Entry, kinds ...Kind) error {
	words := make([]string, len(kinds))
	for i, k := range kinds {
		if e.Value.kind == k {
			return nil
		}
		words[i] = k.TypeWord()
	}
	return typeError("Invalid value for key '%s'. Expected one of %s.", e.Key, strings.Join(words, ", "))
}

// zoneFromValue reads a zone: text as [ParseZone], or an offset in minutes.
func zoneFromValue(v Value) (Zone, error) {
	switch v.kind {
	case KindString:
		return ParseZone(v.AsString())
	case KindInt:
		if minutes := v.AsInt(); minutes >= -maxOffset/60 && minutes <= maxOffset/60 {
			return FixedZone(int32(minutes) * 60)
		}
		return Zone{}, argumentError("The time zone offset of %d minutes is out of range: the limit is ±18:00.", v.AsInt())
	}
	return Zone{}, typeError("Invalid value for key 'timezone'. Expected a string or an integer.")
}

// check refuses keys that contradict each other.
func (c *components) check() error {
	ways := 0
	for _, way := range []componentSet{weekComponents, quarterComponents, ordinalComponents, monthComponents} {
		if c.set.hasAny(way) {
			ways++
		}
	}
	if ways > 1 {
		return argumentError("A date is given by month and day, week and dayOfWeek, quarter and dayOfQuarter, or ordinalDay: use keys of one of these only.")
	}
	if c.set.has(cDateTime) && c.set.hasAny(setOf(cDate, cTime)) {
		return argumentError("The key 'datetime' cannot be combined with 'date' or 'time'.")
	}
	if c.set.hasAny(epochComponents) && c.set&^(epochComponents|secondFractions|setOf(cTimezone)) != 0 {
		return argumentError("The keys 'epochSeconds' and 'epochMillis' can only be combined with 'timezone' and fractions of a second.")
	}
	if c.set.has(cEpochSeconds) && c.set.has(cEpochMillis) {
		return argumentError("The keys 'epochSeconds' and 'epochMillis' exclude each other.")
	}
	return nil
}

// get returns a number, or fallback where the key is missing.
func (c *components) get(key component, fallback int64) int64 {
	if c.set.has(key) {
		return c.numbers[key]
	}
	return fallback
}

// dateFrom applies the date components to base; without one, what is missing is
// the start of the year, week or quarter.
func (c *components) dateFrom(base Date, hasBase bool) (Date, error) {
	if !c.set.hasAny(dateComponents) && hasBase {
		return base, nil
	}
	if !hasBase {
		base = Date{Days: daysFromCivil(0, 1, 1)}
	}
	year, month, day := base.Civil()
	year = c.get(cYear, year)
	switch {
	case c.set.hasAny(weekComponents):
		return c.weekDateFrom(base, hasBase)
	case c.set.hasAny(quarterComponents):
		return c.quarterDateFrom(year, month, day)
	case c.set.has(cOrdinalDay):
		return ordinalDate(year, c.numbers[cOrdinalDay])
	}
	wanted := c.get(cMonth, int64(month))
	if err := inRange("month", wanted, 1, 12); err != nil {
		return Date{}, err
	}
	if !c.set.has(cDay) {
		return NewDate(year, int(wanted), min(day, daysInMonth(year, int(wanted))))
	}
	if err := inRange("day", c.numbers[cDay], 1, 31); err != nil {
		return Date{}, err
	}
	return NewDate(year, int(wanted), int(c.numbers[cDay]))
}

func (c *components) weekDateFrom(base Date, hasBase bool) (Date, error) {
	year, week := base.isoWeek()
	day := base.weekday()
	if !hasBase {
		year, week, day = 0, 1, 1
	}
	return weekDate(c.get(cYear, year), c.get(cWeek, week), c.get(cDayOfWeek, day))
}

func (c *components) quarterDateFrom(year int64, month, day int) (Date, error) {
	quarter := c.get(cQuarter, int64(quarterOf(month)))
	if c.set.has(cDayOfQuarter) {
		return quarterDate(year, quarter, c.numbers[cDayOfQuarter])
	}
	if err := inRange("quarter", quarter, 1, 4); err != nil {
		return Date{}, err
	}
	month = int(quarter-1)*3 + (month-1)%3 + 1
	return NewDate(year, month, min(day, daysInMonth(year, month)))
}

// timeFrom applies the time components to base, a time of day. With merge,
// fractions of a second are added to those of base, which a truncation has cut.
func (c *components) timeFrom(base LocalTime, merge bool) (LocalTime, error) {
	if !c.set.hasAny(timeComponents) {
		return base, nil
	}
	seconds, nanos := base.Nanos/nanosPerSecond, base.Nanos%nanosPerSecond
	if c.set.hasAny(secondFractions) {
		fraction, err := c.secondFraction()
		if err != nil {
			return LocalTime{}, err
		}
		if !merge {
			nanos = 0
		}
		nanos += fraction
	}
	return newLocalTime(c.get(cHour, seconds/3600), c.get(cMinute, seconds/60%60), c.get(cSecond, seconds%60), nanos)
}

// secondFraction returns the nanoseconds that millisecond, microsecond and
// nanosecond make up together; each only fills what the one before leaves.
func (c *components) secondFraction() (int64, error) {
	total, limit := int64(0), int64(nanosPerSecond)
	for _, part := range [...]struct {
		key  component
		unit int64
		name string
	}{{cMillisecond, 1_000_000, "millisecond"}, {cMicrosecond, 1_000, "microsecond"}, {cNanosecond, 1, "nanosecond"}} {
		if !c.set.has(part.key) {
			continue
		}
		if err := inRange(part.name, c.numbers[part.key], 0, limit/part.unit-1); err != nil {
			return 0, err
		}
		total += c.numbers[part.key] * part.unit
		limit = part.unit
	}
	return total, nil
}
