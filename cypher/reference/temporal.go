package reference

import (
	"math"

	"memgraphd/engine/value"
)

// parsed makes a date or a duration of a text.
func (r *run) parsed(name, s string) value.Value {
	if name == "date" {
		d, err := value.ParseDate(s)
		return r.try(value.DateValue(d), err)
	}
	d, err := value.ParseDuration(s)
	return r.try(value.DurationValue(d), err)
}

func (r *run) dateFunction(name string, v value.Value) value.Value {
	switch name {
	case "date":
		return v
	case "tostring":
		return value.String(v.AsDate().String())
	}
	return r.unknown(name, v)
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
