package value

import "math"

// Stretch is an interval of the first coordinate of points, ends included.
type Stretch struct{ Low, High float64 }

// Everywhere is the stretch with all points.
var Everywhere = Stretch{math.Inf(-1), math.Inf(1)}

// searchSlack widens stretches against rounding in the measures that follow.
const searchSlack = 1e-9

// AppendAround appends the stretches of x outside of which no point is within a
// distance of a centre: see [Distance].
func AppendAround(dst []Stretch, centre Point, distance float64) []Stretch {
	if !(distance >= 0) {
		return dst
	}
	if !centre.SRID.IsWGS() {
		slack := searchSlack * (math.Abs(centre.X) + distance)
		return append(dst, Stretch{centre.X - distance - slack, centre.X + distance + slack})
	}
	radius := earthRadius + centre.Z
	if centre.SRID.Is3D() { // the other end may lie lower by the whole distance, and the mean of both counts
		radius -= distance / 2
	}
	angle := distance/radius + searchSlack
	latitude := math.Abs(centre.Y) * math.Pi / 180
	if !(angle >= 0) || latitude+angle >= math.Pi/2 { // a pole is within reach
		return append(dst, Everywhere)
	}
	width := math.Asin(math.Sin(angle)/math.Cos(latitude))*180/math.Pi + searchSlack
	return appendWrapped(dst, centre.X-width, centre.X+width)
}

// appendWrapped cuts an interval of longitudes at the date line.
func appendWrapped(dst []Stretch, low, high float64) []Stretch {
	switch {
	case high-low >= 360:
		return append(dst, Everywhere)
	case low < -180:
		return append(dst, Stretch{low + 360, 180}, Stretch{-180, high})
	case high > 180:
		return append(dst, Stretch{low, 180}, Stretch{-180, high - 360})
	}
	return append(dst, Stretch{low, high})
}

// AppendBox appends the stretches of x outside of which no point is in a box: see
// [WithinBBox].
func AppendBox(dst []Stretch, lowerLeft, upperRight Point) []Stretch {
	switch {
	case lowerLeft.SRID != upperRight.SRID:
		return dst
	case lowerLeft.X <= upperRight.X:
		return append(dst, Stretch{lowerLeft.X, upperRight.X})
	case lowerLeft.SRID.IsWGS():
		return append(dst, Stretch{lowerLeft.X, math.Inf(1)}, Stretch{math.Inf(-1), upperRight.X})
	}
	return dst
}

// Ends returns the first and the last point of a reference system in a stretch, in
// the order of [Order].
func (s Stretch) Ends(srid SRID) (first, last Value) {
	return PointValue(Point{srid, s.Low, math.Inf(-1), math.Inf(-1)}), PointValue(Point{srid, s.High, math.Inf(1), math.Inf(1)})
}
