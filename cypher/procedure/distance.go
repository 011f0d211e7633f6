package procedure

import (
	"math"

	"memgraphd/engine/value"
)

// distanceProcedures measure how far nodes with coordinates are from one another.
var distanceProcedures = []Procedure{
	{
		Signature: `distance_calculator.single(start :: NODE, end :: NODE, metrics = "m" :: STRING, decimals = 2 :: INTEGER) :: (distance :: FLOAT)`,
		Doc:       "The distance of two nodes over the globe by their properties lat and lng, in m or km.",
		Run:       singleDistance,
	},
	{
		Signature: `distance_calculator.multiple(start_points :: LIST OF NODE, end_points :: LIST OF NODE, metrics = "m" :: STRING, decimals = 2 :: INTEGER) :: (distances :: LIST OF FLOAT)`,
		Doc:       "distance_calculator.single for the first of both lists, the second of both, and so on.",
		Run:       multipleDistances,
	},
}

func singleDistance(c *Call) error {
	d, err := c.distance(c.Args[0], c.Args[1])
	if err != nil {
		return err
	}
	return c.Yield(d)
}

func multipleDistances(c *Call) error {
	if err := c.sameLength(0, 1); err != nil {
		return err
	}
	all := make([]value.Value, len(c.list(0)))
	for i, from := range c.list(0) {
		var err error
		if all[i], err = c.distance(from, c.list(1)[i]); err != nil {
			return err
		}
	}
	return c.Yield(value.List(all))
}

// distance measures as the third and the fourth argument say.
func (c *Call) distance(from, to value.Value) (value.Value, error) {
	unit, ok := map[string]float64{"m": 1, "km": 1000}[c.string(2)]
	if !ok {
		return value.Null, c.errorf("the unit must be m or km, got '%s'.", c.string(2))
	}
	a, err := c.position(from)
	if err != nil {
		return value.Null, err
	}
	b, err := c.position(to)
	if err != nil {
		return value.Null, err
	}
	d, _ := value.Distance(a, b)
	scale := math.Pow(10, float64(c.int(3)))
	return value.Float(math.Round(d/unit*scale) / scale), nil
}

// position reads the properties lat and lng.
func (c *Call) position(node value.Value) (value.Point, error) {
	lat, lng := c.property(node, "lat"), c.property(node, "lng")
	if !lat.IsNumber() || !lng.IsNumber() {
		return value.Point{}, c.errorf("the properties lat and lng of a node must be numbers, got %s and %s.", value.Literal(lat), value.Literal(lng))
	}
	return value.Point{SRID: value.WGS84, X: lng.Number(), Y: lat.Number()}, nil
}
