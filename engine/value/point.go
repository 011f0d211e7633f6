package value

import "unsafe"

// SRID names a coordinate reference system.
type SRID int32

// The supported coordinate reference systems.
const (
	WGS84       SRID = 4326
	WGS84_3D    SRID = 4979
	Cartesian   SRID = 7203
	Cartesian3D SRID = 9157
)

// Is3D reports whether points of this system have a third coordinate.
func (s SRID) Is3D() bool { return s == WGS84_3D || s == Cartesian3D }

// Point is a position in a coordinate reference system: x, y (longitude and
// latitude in degrees for WGS-84) and z (height in metres) where it has three
// dimensions.
type Point struct {
	SRID    SRID
	X, Y, Z float64
}

// PointValue returns a point value.
func PointValue(p Point) Value { return Value{kind: KindPoint, ptr: unsafe.Pointer(&p)} }

// AsPoint returns the payload of a point.
func (v Value) AsPoint() Point { return *(*Point)(v.ptr) }

// Enum is a value of a user-defined enumeration: its type's and its own name.
type Enum struct {
	Type  string
	Value string
}

// EnumValue returns an enumeration value.
func EnumValue(e Enum) Value { return Value{kind: KindEnum, ptr: unsafe.Pointer(&e)} }

// AsEnum returns the payload of an enumeration value.
func (v Value) AsEnum() Enum { return *(*Enum)(v.ptr) }
