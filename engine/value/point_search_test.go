package value

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// anyPoint draws points of a system, often ones on its edges.
func anyPoint(srid SRID) *rapid.Generator[Point] {
	return rapid.Custom(func(t *rapid.T) Point {
		x, y := 1e6, 1e6
		if srid.IsWGS() {
			x, y = 180, 90
		}
		p := Point{SRID: srid, X: coordinate(t, "x", x), Y: coordinate(t, "y", y)}
		if srid.Is3D() {
			p.Z = coordinate(t, "z", 1e5)
		}
		return p
	})
}

func coordinate(t *rapid.T, label string, limit float64) float64 {
	return rapid.OneOf(rapid.Float64Range(-limit, limit), rapid.SampledFrom([]float64{-limit, -limit + 1e-6, 0, 1, limit - 1e-3, limit})).Draw(t, label)
}

func covers(stretches []Stretch, x float64) bool {
	for _, s := range stretches {
		if s.Low <= x && x <= s.High {
			return true
		}
	}
	return false
}

var systems = rapid.SampledFrom([]SRID{WGS84, WGS84_3D, Cartesian, Cartesian3D})

func TestAroundHasAllThatIsNear(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		srid := systems.Draw(t, "srid")
		centre, p := anyPoint(srid).Draw(t, "centre"), anyPoint(srid).Draw(t, "point")
		distance, _ := Distance(centre, p)
		distance *= rapid.SampledFrom([]float64{1, 1 + 1e-9, 1.5, 10}).Draw(t, "more")
		if stretches := AppendAround(nil, centre, distance); !covers(stretches, p.X) {
			t.Fatalf("%v is within %v of %v, but not in %v", p, distance, centre, stretches)
		}
	})
}

func TestBoxHasAllThatIsInside(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		srid := systems.Draw(t, "srid")
		low, high, p := anyPoint(srid).Draw(t, "low"), anyPoint(srid).Draw(t, "high"), anyPoint(srid).Draw(t, "point")
		if inside, _ := WithinBBox(p, low, high); inside && !covers(AppendBox(nil, low, high), p.X) {
			t.Fatalf("%v is not in the stretches of the box", p)
		}
	})
}

func TestAroundIsNarrow(t *testing.T) {
	for _, c := range []struct {
		centre   Point
		distance float64
		width    float64 // of all stretches together
	}{
		{Point{SRID: Cartesian, X: 5}, 2, 4},
		{Point{SRID: WGS84, X: 10, Y: 0}, 111_319, 2},
		{Point{SRID: WGS84, X: 10, Y: 60}, 111_319, 4},
		{Point{SRID: WGS84, X: 179.5, Y: 0}, 111_319, 2},
		{Point{SRID: WGS84, X: 10, Y: 89.5}, 111_319, math.Inf(1)},
		{Point{SRID: Cartesian}, -1, 0},
		{Point{SRID: Cartesian}, math.NaN(), 0},
	} {
		width := 0.0
		for _, s := range AppendAround(nil, c.centre, c.distance) {
			width += s.High - s.Low
		}
		if width != c.width && math.Abs(width-c.width) > 0.01 {
			t.Errorf("%v, %v: width %v, want %v", c.centre, c.distance, width, c.width)
		}
	}
}
