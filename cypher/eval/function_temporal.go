package eval

import (
	"time"

	"memgraphd/engine/value"
)

var temporalFunctions = append(instantFunctions(), []function{
	{
		name: "duration", params: params("from STRING|MAP|DURATION"), result: "DURATION",
		doc: "A duration from text or components.", call: temporal(value.KindDuration),
	},
	{
		name: "duration.between", params: params("from INSTANT", "to INSTANT"), result: "DURATION",
		doc: "The duration between two instants, in months, days and time.", call: between(value.DurationBetween),
	},
	{
		name: "duration.inMonths", params: params("from INSTANT", "to INSTANT"), result: "DURATION",
		doc: "The whole months between two instants.", call: between(value.DurationInMonths),
	},
	{
		name: "duration.inDays", params: params("from INSTANT", "to INSTANT"), result: "DURATION",
		doc: "The whole days between two instants.", call: between(value.DurationInDays),
	},
	{
		name: "duration.inSeconds", params: params("from INSTANT", "to INSTANT"), result: "DURATION",
		doc: "The time between two instants.", call: between(value.DurationInSeconds),
	},
	{
		name: "datetime.fromEpoch", params: params("seconds NUMBER", "nanoseconds NUMBER"), optional: 1, result: "ZONED_DATE_TIME",
		doc: "The instant so many seconds and nanoseconds after 1970.", call: fromEpoch,
	},
	{
		name: "datetime.fromEpochMillis", params: params("milliseconds NUMBER"), result: "ZONED_DATE_TIME",
		doc: "The instant so many milliseconds after 1970.", call: fromEpochMillis,
	},
	{
		name: "timestamp", params: params("instant DATE|LOCAL_TIME|LOCAL_DATE_TIME|ZONED_DATE_TIME|DURATION"), optional: 1, result: "INTEGER",
		doc: "Microseconds since 1970, at the beginning of the statement or of an instant.", call: timestamp,
	},
}...)

// instantFunctions are the functions of the five kinds of instants.
func instantFunctions() []function {
	var list []function
	for _, t := range []struct {
		name   string
		kind   value.Kind
		result string
	}{
		{"date", value.KindDate, "DATE"},
		{"localTime", value.KindLocalTime, "LOCAL_TIME"},
		{"time", value.KindTime, "ZONED_TIME"},
		{"localDateTime", value.KindLocalDateTime, "LOCAL_DATE_TIME"},
		{"datetime", value.KindDateTime, "ZONED_DATE_TIME"},
	} {
		clock := params("timezone STRING")
		list = append(list,
			function{
				name: t.name, params: params("from STRING|MAP|INSTANT"), optional: 1, result: t.result,
				doc: "The instant of the statement, or one from text, components or another instant.", call: temporal(t.kind),
			},
			function{
				name: t.name + ".truncate", params: params("unit STRING", "instant INSTANT", "components MAP"), optional: 2, result: t.result,
				doc: "An instant cut down to a unit, with components replaced.", call: truncate(t.kind),
			},
			function{
				name: t.name + ".statement", params: clock, optional: 1, result: t.result,
				doc: "The instant at which the statement began.", call: now(t.kind, false),
			},
			function{
				name: t.name + ".transaction", params: clock, optional: 1, result: t.result,
				doc: "The instant at which the statement began.", call: now(t.kind, false),
			},
			function{
				name: t.name + ".realtime", params: clock, optional: 1, result: t.result, volatile: true,
				doc: "The instant of the call.", call: now(t.kind, true),
			},
		)
	}
	return list
}

func temporal(kind value.Kind) rowFunc {
	return func(x *Context, args []value.Value) (value.Value, error) {
		if len(args) == 0 {
			return value.TemporalNow(kind, x.Now), nil
		}
		return value.NewTemporal(kind, args[0], x.Now)
	}
}

func truncate(kind value.Kind) rowFunc {
	return func(x *Context, args []value.Value) (value.Value, error) {
		instant := optional(args, 1)
		if len(args) == 1 {
			instant = value.TemporalNow(kind, x.Now)
		}
		return value.TruncateTemporal(kind, args[0].AsString(), instant, optional(args, 2), x.Now)
	}
}

// now is the instant of the statement, or of the call.
func now(kind value.Kind, call bool) rowFunc {
	return func(x *Context, args []value.Value) (value.Value, error) {
		at := x.Now
		if call {
			at = time.Now().In(x.Now.Location())
		}
		if len(args) == 0 {
			return value.TemporalNow(kind, at), nil
		}
		return value.TemporalFromMap(kind, value.Map([]value.Entry{{Key: "timezone", Value: args[0]}}), at)
	}
}

func between(f func(a, b value.Value) (value.Value, error)) rowFunc {
	return func(_ *Context, args []value.Value) (value.Value, error) { return f(args[0], args[1]) }
}

func fromEpoch(_ *Context, args []value.Value) (value.Value, error) {
	nanos := int64(0)
	if len(args) == 2 {
		nanos = saturate(args[1].Number())
	}
	return value.DateTimeFromEpoch(whole(args[0]), nanos)
}

func fromEpochMillis(_ *Context, args []value.Value) (value.Value, error) {
	return value.DateTimeFromEpochMillis(whole(args[0]))
}

// whole returns a number cut to an integer.
func whole(v value.Value) int64 {
	if v.Kind() == value.KindInt {
		return v.AsInt()
	}
	return saturate(v.AsFloat())
}

func timestamp(x *Context, args []value.Value) (value.Value, error) {
	if len(args) == 0 {
		return value.Int(x.Now.UnixMicro()), nil
	}
	const second, day = 1_000_000, 24 * 60 * 60 * 1_000_000
	switch v := args[0]; v.Kind() {
	case value.KindDate:
		return value.Mul(value.Int(v.AsDate().Days), value.Int(day))
	case value.KindLocalTime:
		return value.Int(v.AsLocalTime().Nanos / 1000), nil
	case value.KindLocalDateTime:
		t := v.AsLocalDateTime()
		return micros(t.Seconds, second, t.Nanos)
	case value.KindDateTime:
		t := v.AsDateTime()
		return micros(t.Seconds, second, t.Nanos)
	default:
		d := v.AsDuration()
		days, err := micros(d.Days, day, 0)
		if err != nil {
			return value.Null, err
		}
		clock, err := micros(d.Seconds, second, d.Nanos)
		if err != nil {
			return value.Null, err
		}
		months := value.Float(float64(d.Months) * 30.436875 * day)
		total, err := value.Add(days, clock)
		if err != nil || d.Months == 0 {
			return total, err
		}
		return value.Add(total, value.Int(saturate(months.AsFloat())))
	}
}

// micros returns n units of so many microseconds, and nanoseconds.
func micros(n, unit int64, nanos int32) (value.Value, error) {
	product, err := value.Mul(value.Int(n), value.Int(unit))
	if err != nil {
		return value.Null, err
	}
	return value.Add(product, value.Int(int64(nanos/1000)))
}
