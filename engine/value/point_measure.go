package value

import "math"

// earthRadius is the radius of the sphere, in metres, on which distances between
// WGS-84 points are measured: the equatorial one, as in Neo4j.
const earthRadius = 6_378_140

// PointField returns a field of a point: x, y, z, crs and srid of every point, and
// longitude, latitude and height of WGS-84 points. A missing third coordinate is
// null; other names are errors.
func PointField(p Point, name string) (Value, error) {
	switch name {
	case "x":
		return Float(p.X), nil
	case "y":
		return Float(p.Y), nil
	case "z":
		return p.third(), nil
	case "crs":
		return String(p.SRID.Name()), nil
	case "srid":
		return Int(int64(p.SRID)), nil
	}
	if p.SRID.IsWGS() {
		switch name {
		case "longitude":
			return Float(p.X), nil
		case "latitude":
			return Float(p.Y), nil
		case "height":
			return p.third(), nil
		}
	}
	return Null, invalidField(KindPoint, name)
}

func (p Point) third() Value {
	if !p.SRID.Is3D() {
		return Null
	}
	return Float(p.Z)
}

// Distance is point.distance(): the straight line between Cartesian points, the way
// over the sphere (haversine, in metres) between WGS-84 points, with heights by
// Pythagoras. It is not ok between different systems.
func Distance(a, b Point) (distance float64, ok bool) {
	if a.SRID != b.SRID {
		return 0, false
	}
	if !a.SRID.IsWGS() {
		return math.Hypot(math.Hypot(a.X-b.X, a.Y-b.Y), a.Z-b.Z), true
	}
	arc := centralAngle(a, b) * (earthRadius + (a.Z+b.Z)/2)
	return math.Hypot(arc, a.Z-b.Z), true
}

// centralAngle is the haversine formula: the angle between two points as seen from
// the centre of the sphere, in radians.
func centralAngle(a, b Point) float64 {
	const degree = math.Pi / 180
	sinLat := math.Sin((b.Y - a.Y) * degree / 2)
	sinLon := math.Sin((b.X - a.X) * degree / 2)
	h := sinLat*sinLat + math.Cos(a.Y*degree)*math.Cos(b.Y*degree)*sinLon*sinLon
	return 2 * math.Asin(math.Sqrt(min(1, h)))
}

// WithinBBox is point.withinbbox(): whether p lies in the box, or on its edge. On
// WGS-84 a box whose lower left longitude is the greater one crosses the date line.
// It is not ok between different systems.
func WithinBBox(p, lowerLeft, upperRight Point) (inside, ok bool) {
	if p.SRID != lowerLeft.SRID || p.SRID != upperRight.SRID {
		return false, false
	}
	inX := lowerLeft.X <= p.X && p.X <= upperRight.X
	if p.SRID.IsWGS() && lowerLeft.X > upperRight.X {
		inX = p.X >= lowerLeft.X || p.X <= upperRight.X
	}
	inY := lowerLeft.Y <= p.Y && p.Y <= upperRight.Y
	inZ := !p.SRID.Is3D() || lowerLeft.Z <= p.Z && p.Z <= upperRight.Z
	return inX && inY && inZ, true
}
