package reference

import (
	"math"
	"strings"
	"time"

	"memgraphd/engine/value"
)

var temporalKinds = map[string]value.Kind{
	"date": value.KindDate, "time": value.KindTime, "localtime": value.KindLocalTime,
	"datetime": value.KindDateTime, "localdatetime": value.KindLocalDateTime, "duration": value.KindDuration,
}

var between = map[string]func(a, b value.Value) (value.Value, error){
	"duration.between": value.DurationBetween, "duration.indays": value.DurationInDays,
	"duration.inmonths": value.DurationInMonths, "duration.inseconds": value.DurationInSeconds,
}

// temporal calls a function that makes a value of a temporal kind; false if it is none. There is no clock:
// times that are not given are those of no time at all.
func (r *run) temporal(name string, args []value.Value) (value.Value, bool) {
	if f, ok := between[name]; ok {
		return r.try(f(args[0], args[1])), true
	}
	name, truncate := strings.CutSuffix(name, ".truncate")
	k, ok := temporalKinds[name]
	switch {
	case !ok:
		return value.Null, false
	case truncate:
		return r.try(value.TruncateTemporal(k, args[0].AsString(), args[1], value.Null, time.Time{})), true
	}
	return r.try(value.NewTemporal(k, args[0], time.Time{})), true
}

// pointFunction knows points on a plane. Those of other spaces are not to be compared.
func (r *run) pointFunction(name string, args []value.Value) value.Value {
	p := args[0].AsPoint()
	for _, other := range args[1:] {
		if other.Kind() != value.KindPoint {
			return r.fail("%s of %s", name, other.Kind())
		}
		if other.AsPoint().SRID != p.SRID {
			return value.Null
		}
	}
	switch name {
	case "point.distance":
		q := args[1].AsPoint()
		return value.Float(math.Sqrt((p.X-q.X)*(p.X-q.X) + (p.Y-q.Y)*(p.Y-q.Y) + (p.Z-q.Z)*(p.Z-q.Z)))
	case "point.withinbbox":
		low, high := args[1].AsPoint(), args[2].AsPoint()
		return value.Bool(low.X <= p.X && p.X <= high.X && low.Y <= p.Y && p.Y <= high.Y && low.Z <= p.Z && p.Z <= high.Z)
	}
	return r.unknown(name, args[0])
}
