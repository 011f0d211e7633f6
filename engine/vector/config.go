package vector

import (
	"fmt"
	"math"
	"slices"

	"memgraphd/engine/value"
)

// MaxDimension is the largest dimension of an index.
const MaxDimension = math.MaxUint16

// Config describes a vector index. Capacity, Resize and Scalar are kept to be
// shown: a block takes the memory that its vectors need, and holds float32.
type Config struct {
	Dimension int
	Metric    Metric
	Capacity  uint64 // vectors that were said to come
	Resize    uint64 // by what capacity is multiplied when it is exceeded
	Scalar    string // one of Scalars
}

// DefaultResize and DefaultScalar are what a configuration has that does not say otherwise.
const (
	DefaultResize = 2
	DefaultScalar = "f32"
)

var scalars = []string{
	"b1x8", "u40", "uuid", "bf16", "f64", "f32", "f16", "f8",
	"u64", "u32", "u16", "u8", "i64", "i32", "i16", "i8",
}

// ParseScalar returns the name of a scalar kind, given in lower case.
func ParseScalar(name string) (string, bool) {
	if name == "binary" {
		name = "b1x8"
	}
	return name, slices.Contains(scalars, name)
}

// ScalarNames returns the names of the scalar kinds.
func ScalarNames() []string { return scalars }

// Check says what is wrong with a configuration.
func (c *Config) Check() error {
	switch _, known := ParseScalar(c.Scalar); {
	case c.Dimension < 1 || c.Dimension > MaxDimension:
		return fmt.Errorf("the dimension of a vector index is 1 to %d, not %d", MaxDimension, c.Dimension)
	case int(c.Metric) >= len(metricNames):
		return fmt.Errorf("metric %d is not known", c.Metric)
	case c.Metric == Haversine && c.Dimension != 2:
		return fmt.Errorf("the metric haversine needs the dimension 2, not %d", c.Dimension)
	case c.Capacity == 0:
		return fmt.Errorf("the capacity of a vector index is at least 1")
	case c.Resize == 0:
		return fmt.Errorf("the resize coefficient of a vector index is at least 1")
	case !known:
		return fmt.Errorf("the scalar kind %q is not known", c.Scalar)
	}
	return nil
}

// CapacityFor returns the capacity that an index of some size shows.
func (c *Config) CapacityFor(size uint64) uint64 {
	n := c.Capacity
	for n < size {
		if c.Resize < 2 || n > math.MaxUint64/c.Resize {
			return size
		}
		n *= c.Resize
	}
	return n
}

// Unpack writes the coordinates of a list to dst, and reports whether the list
// is one of as many finite numbers, as float32 has them.
func Unpack(v value.Value, dst []float32) bool {
	if v.Kind() != value.KindList {
		return false
	}
	list := v.AsList()
	if len(list) != len(dst) {
		return false
	}
	for i := range list {
		if !list[i].IsNumber() {
			return false
		}
		x := float32(list[i].Number())
		if x-x != 0 { // infinite, or not a number
			return false
		}
		dst[i] = x
	}
	return true
}
