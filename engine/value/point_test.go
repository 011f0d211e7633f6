package value

import (
	"math"
	"testing"
)

func TestPointFromMap(t *testing.T) {
	for _, c := range []struct {
		entries []Entry
		want    string
	}{
		{[]Entry{{"x", Int(1)}, {"y", Float(2)}}, "point({x: 1.0, y: 2.0, crs: 'cartesian'})"},
		{[]Entry{{"x", Int(1)}, {"y", Int(2)}, {"z", Int(3)}}, "point({x: 1.0, y: 2.0, z: 3.0, crs: 'cartesian-3d'})"},
		{[]Entry{{"longitude", Int(1)}, {"latitude", Int(2)}}, "point({x: 1.0, y: 2.0, crs: 'wgs-84'})"},
		{[]Entry{{"longitude", Int(1)}, {"latitude", Int(2)}, {"height", Int(3)}}, "point({x: 1.0, y: 2.0, z: 3.0, crs: 'wgs-84-3d'})"},
		{[]Entry{{"longitude", Int(1)}, {"latitude", Int(2)}, {"z", Int(3)}}, "point({x: 1.0, y: 2.0, z: 3.0, crs: 'wgs-84-3d'})"},
		{[]Entry{{"x", Int(1)}, {"y", Int(2)}, {"crs", String("wgs-84")}}, "point({x: 1.0, y: 2.0, crs: 'wgs-84'})"},
		{[]Entry{{"x", Int(1)}, {"y", Int(2)}, {"srid", Int(4326)}}, "point({x: 1.0, y: 2.0, crs: 'wgs-84'})"},
		{[]Entry{{"x", Int(1)}, {"y", Null}}, "null"},
		{[]Entry{{"x", Int(1)}, {"y", Null}, {"w", Int(1)}}, "null"},
		{[]Entry{{"x", Int(1)}}, "A point needs x and y, or longitude and latitude."},
		{[]Entry{{"x", Int(1)}, {"y", Int(2)}, {"crs", String("wgs-84")}, {"srid", Int(4326)}}, "A point takes either crs or srid, not both."},
		{[]Entry{{"x", Int(1)}, {"latitude", Int(2)}}, "A point takes either x, y, z or longitude, latitude, height, not both."},
		{[]Entry{{"x", Int(1)}, {"y", Int(2)}, {"longitude", Int(1)}}, "A point takes either x, y, z or longitude, latitude, height, not both."},
		{[]Entry{{"longitude", Int(1)}, {"latitude", Int(2)}, {"crs", String("cartesian")}}, "Cartesian points must be constructed with x, y, z not longitude, latitude, height"},
		{[]Entry{{"x", Int(1)}, {"y", Int(2)}, {"crs", String("mars")}}, "Unknown CRS 'mars': it must be wgs-84, wgs-84-3d, cartesian or cartesian-3d."},
		{[]Entry{{"x", Int(1)}, {"y", Int(2)}, {"srid", Int(1<<32 + 4326)}}, "Unknown SRID 4294971622: it must be 4326, 4979, 7203 or 9157."},
		{[]Entry{{"x", Int(1)}, {"y", Int(2)}, {"srid", String("4326")}}, "Invalid value for key 'srid'. Expected an integer."},
		{[]Entry{{"x", Int(1)}, {"y", Int(2)}, {"crs", Int(4326)}}, "Invalid value for key 'crs'. Expected a string."},
		{[]Entry{{"x", Int(1)}, {"y", Int(2)}, {"crs", String("cartesian-3d")}}, "A point in cartesian-3d needs three coordinates."},
		{[]Entry{{"x", Int(1)}, {"y", Int(2)}, {"z", Int(3)}, {"crs", String("cartesian")}}, "A point in cartesian has only two coordinates."},
		{[]Entry{{"longitude", Int(181)}, {"latitude", Int(2)}}, "The longitude of a point must be between -180 and 180."},
		{[]Entry{{"longitude", Int(1)}, {"latitude", nan}}, "The latitude of a point must be between -90 and 90."},
		{[]Entry{{"x", String("1")}, {"y", Int(2)}}, "Invalid value for key 'x'. Expected a number."},
		{[]Entry{{"w", Int(1)}}, "Unknown key 'w'."},
	} {
		got, err := PointFromMap(Map(c.entries))
		shown := Format(got)
		if err != nil {
			shown = err.Error()
		}
		if shown != c.want {
			t.Errorf("%s: %s, expected %s", Literal(Map(c.entries)), shown, c.want)
		}
	}
	if _, err := PointFromMap(Int(1)); err == nil {
		t.Error("a point needs a map")
	}
}

func TestPointFields(t *testing.T) {
	flat := Point{SRID: Cartesian, X: 1, Y: 2}
	globe := Point{SRID: WGS84_3D, X: 1, Y: 2, Z: 3}
	for _, c := range []struct {
		p          Point
		name, want string
	}{
		{flat, "x", "1.0"},
		{flat, "y", "2.0"},
		{flat, "z", "null"},
		{flat, "crs", `"cartesian"`},
		{flat, "srid", "7203"},
		{flat, "longitude", "Invalid property name longitude for Point"},
		{globe, "longitude", "1.0"},
		{globe, "latitude", "2.0"},
		{globe, "height", "3.0"},
		{globe, "z", "3.0"},
		{globe, "depth", "Invalid property name depth for Point"},
		{Point{SRID: WGS84}, "height", "null"},
	} {
		got, err := PointField(c.p, c.name)
		if shown := literalOrError(got, err); shown != c.want {
			t.Errorf("%s of %v: %s, expected %s", c.name, c.p, shown, c.want)
		}
	}
}

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b Point
		want float64
	}{
		{Point{SRID: Cartesian, X: 1, Y: 1}, Point{SRID: Cartesian, X: 4, Y: 5}, 5},
		{Point{SRID: Cartesian3D, X: 1, Y: 1, Z: 1}, Point{SRID: Cartesian3D, X: 3, Y: 4, Z: 7}, 7},
		{Point{SRID: WGS84, X: 12.564590, Y: 55.672874}, Point{SRID: WGS84, X: 12.994341, Y: 55.611784}, 27842},
		{Point{SRID: WGS84, X: 0, Y: 90}, Point{SRID: WGS84, X: 77, Y: 90}, 0},
		{Point{SRID: WGS84, X: 0, Y: 0}, Point{SRID: WGS84, X: 180, Y: 0}, math.Pi * earthRadius},
		{Point{SRID: WGS84_3D, X: 5, Y: 5, Z: 100}, Point{SRID: WGS84_3D, X: 5, Y: 5, Z: 350}, 250},
	} {
		got, ok := Distance(c.a, c.b)
		if !ok || math.Abs(got-c.want) > 0.5 {
			t.Errorf("from %v to %v: %v, expected %v", c.a, c.b, got, c.want)
		}
	}
	if _, ok := Distance(Point{SRID: WGS84}, Point{SRID: Cartesian}); ok {
		t.Error("there is no distance between systems")
	}
}

func TestWithinBBox(t *testing.T) {
	for _, c := range []struct {
		p, low, high Point
		want         bool
	}{
		{Point{SRID: Cartesian, X: 1, Y: 1}, Point{SRID: Cartesian}, Point{SRID: Cartesian, X: 2, Y: 2}, true},
		{Point{SRID: Cartesian, X: 2, Y: 2}, Point{SRID: Cartesian}, Point{SRID: Cartesian, X: 2, Y: 2}, true},
		{Point{SRID: Cartesian, X: 3, Y: 1}, Point{SRID: Cartesian}, Point{SRID: Cartesian, X: 2, Y: 2}, false},
		{Point{SRID: Cartesian, X: 1, Y: 1}, Point{SRID: Cartesian, X: 2}, Point{SRID: Cartesian, X: 0, Y: 2}, false},
		{Point{SRID: Cartesian3D, X: 1, Y: 1, Z: 5}, Point{SRID: Cartesian3D}, Point{SRID: Cartesian3D, X: 2, Y: 2, Z: 2}, false},
		{Point{SRID: WGS84, X: 179, Y: 0}, Point{SRID: WGS84, X: 170, Y: -1}, Point{SRID: WGS84, X: -170, Y: 1}, true},
		{Point{SRID: WGS84, X: -175, Y: 0}, Point{SRID: WGS84, X: 170, Y: -1}, Point{SRID: WGS84, X: -170, Y: 1}, true},
		{Point{SRID: WGS84, X: 0, Y: 0}, Point{SRID: WGS84, X: 170, Y: -1}, Point{SRID: WGS84, X: -170, Y: 1}, false},
	} {
		if got, ok := WithinBBox(c.p, c.low, c.high); !ok || got != c.want {
			t.Errorf("%v in %v, %v: %t, expected %t", c.p, c.low, c.high, got, c.want)
		}
	}
	if _, ok := WithinBBox(Point{SRID: WGS84}, Point{SRID: Cartesian}, Point{SRID: WGS84}); ok {
		t.Error("a box of another system decides nothing")
	}
}
