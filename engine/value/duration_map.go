package value

import (
	"maps"
	"slices"
)

// durationUnits are the keys of the map that a duration is built from.
var durationUnits = map[string]durationUnit{
	"years": unitYear, "year": unitYear, "quarters": unitQuarter, "quarter": unitQuarter,
	"months": unitMonth, "month": unitMonth, "weeks": unitWeek, "week": unitWeek,
	"days": unitDay, "day": unitDay, "hours": unitHour, "hour": unitHour,
	"minutes": unitMinute, "minute": unitMinute, "seconds": unitSecond, "second": unitSecond,
	"milliseconds": unitMillisecond, "millisecond": unitMillisecond,
	"microseconds": unitMicrosecond, "microsecond": unitMicrosecond,
	"nanoseconds": unitNanosecond, "nanosecond": unitNanosecond,
}

func durationFromMap(entries []Entry) (Value, error) {
	var sum durationSum
	for _, e := range entries {
		unit, known := durationUnits[e.Key]
		if !known {
			return Null, unknownError(e.Key, slices.Collect(maps.Keys(durationUnits)), "Unknown key '%s'.", e.Key)
		}
		if !e.Value.IsNumber() {
			return Null, typeError("Invalid value for key '%s'. Expected an integer or a float.", e.Key)
		}
		number, ok := decimalOf(e.Value)
		if !ok {
			return Null, argumentError("Invalid value for key '%s'. The number is out of range.", e.Key)
		}
		sum.add(unit, number)
	}
	d, err := sum.duration()
	if err != nil {
		return Null, err
	}
	return DurationValue(d), nil
}
