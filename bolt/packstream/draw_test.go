package packstream

import (
	"pgregory.net/rapid"

	"memgraphd/engine/value"
)

// drawValue draws a value of any kind that can be a parameter.
func drawValue(t *rapid.T, depth int) value.Value {
	kinds := 13
	if depth == 0 {
		kinds = 11
	}
	switch rapid.IntRange(0, kinds-1).Draw(t, "kind") {
	case 0:
		return value.Null
	case 1:
		return value.Bool(rapid.Bool().Draw(t, "bool"))
	case 2:
		return value.Int(rapid.Int64().Draw(t, "int"))
	case 3:
		return value.Float(rapid.Float64().Draw(t, "float"))
	case 4:
		return value.String(rapid.String().Draw(t, "string"))
	case 5:
		return value.DateValue(value.Date{Days: rapid.Int64Range(minDays, maxDays).Draw(t, "days")})
	case 6:
		return drawTime(t)
	case 7:
		return drawDateTime(t)
	case 8:
		return value.DurationValue(value.Duration{
			Months: rapid.Int64().Draw(t, "months"), Days: rapid.Int64().Draw(t, "days"),
			Seconds: rapid.Int64().Draw(t, "seconds"), Nanos: rapid.Int32Range(0, 1e9-1).Draw(t, "nanos"),
		})
	case 9:
		return drawPoint(t)
	case 10:
		return value.EnumValue(value.Enum{Type: rapid.StringMatching(`\w+`).Draw(t, "type"), Value: rapid.StringMatching(`\w+`).Draw(t, "name")})
	case 11:
		list := make([]value.Value, rapid.IntRange(0, 20).Draw(t, "length"))
		for i := range list {
			list[i] = drawValue(t, depth-1)
		}
		return value.List(list)
	default:
		entries := make([]value.Entry, rapid.IntRange(0, 20).Draw(t, "size"))
		for i := range entries {
			entries[i] = value.Entry{Key: rapid.String().Draw(t, "key"), Value: drawValue(t, depth-1)}
		}
		return value.Map(entries)
	}
}

func drawTime(t *rapid.T) value.Value {
	nanos := rapid.Int64Range(0, daySecs*1e9-1).Draw(t, "nanos")
	if rapid.Bool().Draw(t, "local") {
		return value.LocalTimeValue(value.LocalTime{Nanos: nanos})
	}
	return value.TimeValue(value.Time{Nanos: nanos, Offset: rapid.Int32Range(-maxOffset, maxOffset).Draw(t, "offset")})
}

func drawDateTime(t *rapid.T) value.Value {
	seconds := rapid.Int64Range(-1e11, 1e11).Draw(t, "seconds")
	nanos := rapid.Int32Range(0, 1e9-1).Draw(t, "nanos")
	switch rapid.IntRange(0, 2).Draw(t, "zone") {
	case 0:
		return value.LocalDateTimeValue(value.LocalDateTime{Seconds: seconds, Nanos: nanos})
	case 1:
		offset := rapid.Int32Range(-maxOffset, maxOffset).Draw(t, "offset")
		return value.DateTimeValue(value.DateTime{Seconds: seconds, Nanos: nanos, Offset: offset})
	}
	zone, err := value.LoadZone(rapid.SampledFrom([]string{"Asia/Tokyo", "Etc/UTC"}).Draw(t, "zone"))
	if err != nil {
		t.Skip("no zones here")
	}
	return value.DateTimeValue(zone.At(seconds, nanos))
}

func drawPoint(t *rapid.T) value.Value {
	p := value.Point{
		SRID: rapid.SampledFrom([]value.SRID{value.WGS84, value.WGS84_3D, value.Cartesian, value.Cartesian3D}).Draw(t, "srid"),
		X:    rapid.Float64Range(-90, 90).Draw(t, "x"), Y: rapid.Float64Range(-90, 90).Draw(t, "y"),
	}
	if p.SRID.Is3D() {
		p.Z = rapid.Float64().Draw(t, "z")
	}
	return value.PointValue(p)
}
