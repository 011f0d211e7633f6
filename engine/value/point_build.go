package value

import (
	"maps"
	"slices"
	"strings"
)

// crsNames are the names of the coordinate reference systems.
var crsNames = map[SRID]string{
	WGS84: "wgs-84", WGS84_3D: "wgs-84-3d", Cartesian: "cartesian", Cartesian3D: "cartesian-3d",
}

// Name returns the name of the system, such as wgs-84, or "" if it is not known.
func (s SRID) Name() string { return crsNames[s] }

// IsWGS reports whether coordinates are longitude, latitude and height.
func (s SRID) IsWGS() bool { return s == WGS84 || s == WGS84_3D }

// pointKeys is the map that a point is built from, read.
type pointKeys struct {
	coordinates           [3]float64
	present               [3]bool
	geographic, cartesian bool // longitude or x, and their like, were given
	srid                  SRID
}

// pointCoordinates tells which coordinate a key sets. The key z goes with either way
// of naming.
var pointCoordinates = map[string]int{
	"x": 0, "y": 1, "z": 2, "longitude": 0, "latitude": 1, "height": 2,
}

// PointFromMap is the function point(): it builds a point from x, y and z or
// longitude, latitude and height, and the system from crs or srid if it is not the
// usual one for these names. A map with a null in it gives null.
func PointFromMap(m Value) (Value, error) {
	if m.kind != KindMap {
		return Null, typeError("Expected a map of coordinates, got a %s.", m.kind.TypeWord())
	}
	var k pointKeys
	for _, e := range m.AsMap() {
		if e.Value.IsNull() {
			return Null, nil
		}
	}
	for _, e := range m.AsMap() {
		if err := k.read(e); err != nil {
			return Null, err
		}
	}
	p, err := k.point()
	if err != nil {
		return Null, err
	}
	return PointValue(p), nil
}

func (k *pointKeys) read(e Entry) error {
	if e.Key == "crs" || e.Key == "srid" {
		return k.readSystem(e)
	}
	i, known := pointCoordinates[e.Key]
	switch {
	case !known:
		return unknownError(e.Key, slices.AppendSeq([]string{"crs", "srid"}, maps.Keys(pointCoordinates)), "Unknown key '%s'.", e.Key)
	case !e.Value.IsNumber():
		return typeError("Invalid value for key '%s'. Expected a number.", e.Key)
	case k.present[i]:
		return argumentError("A point takes either x, y, z or longitude, latitude, height, not both.")
	case len(e.Key) > 1:
		k.geographic = true
	case e.Key != "z":
		k.cartesian = true
	}
	k.coordinates[i], k.present[i] = e.Value.Number(), true
	return nil
}

func (k *pointKeys) readSystem(e Entry) error {
	if k.srid != 0 {
		return argumentError("A point takes either crs or srid, not both.")
	}
	switch {
	case e.Key == "srid" && e.Value.kind == KindInt:
		k.srid = SRID(int32(e.Value.AsInt()))
		if k.srid.Name() == "" || int64(k.srid) != e.Value.AsInt() {
			return argumentError("Unknown SRID %d: it must be 4326, 4979, 7203 or 9157.", e.Value.AsInt())
		}
	case e.Key == "crs" && e.Value.kind == KindString:
		for srid, name := range crsNames {
			if strings.EqualFold(name, e.Value.AsString()) {
				k.srid = srid
			}
		}
		if k.srid == 0 {
			return argumentError("Unknown CRS '%s': it must be wgs-84, wgs-84-3d, cartesian or cartesian-3d.", e.Value.AsString())
		}
	case e.Key == "srid":
		return typeError("Invalid value for key 'srid'. Expected an integer.")
	default:
		return typeError("Invalid value for key 'crs'. Expected a string.")
	}
	return nil
}

// point checks that the keys fit together.
func (k *pointKeys) point() (Point, error) {
	p := Point{SRID: k.system(), X: k.coordinates[0], Y: k.coordinates[1], Z: k.coordinates[2]}
	switch {
	case k.geographic && k.cartesian:
		return Point{}, argumentError("A point takes either x, y, z or longitude, latitude, height, not both.")
	case !k.present[0] || !k.present[1]:
		return Point{}, argumentError("A point needs x and y, or longitude and latitude.")
	case k.geographic && !p.SRID.IsWGS():
		return Point{}, argumentError("Cartesian points must be constructed with x, y, z not longitude, latitude, height")
	case p.SRID.Is3D() && !k.present[2]:
		return Point{}, argumentError("A point in %s needs three coordinates.", p.SRID.Name())
	case !p.SRID.Is3D() && k.present[2]:
		return Point{}, argumentError("A point in %s has only two coordinates.", p.SRID.Name())
	case p.SRID.IsWGS() && !(p.X >= -180 && p.X <= 180):
		return Point{}, argumentError("The longitude of a point must be between -180 and 180.")
	case p.SRID.IsWGS() && !(p.Y >= -90 && p.Y <= 90):
		return Point{}, argumentError("The latitude of a point must be between -90 and 90.")
	}
	return p, nil
}

// system returns the system that was asked for, or the usual one.
func (k *pointKeys) system() SRID {
	switch {
	case k.srid != 0:
		return k.srid
	case k.geographic && k.present[2]:
		return WGS84_3D
	case k.geographic:
		return WGS84
	case k.present[2]:
		return Cartesian3D
	}
	return Cartesian
}
