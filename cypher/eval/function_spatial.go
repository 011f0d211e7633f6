package eval

import (
	"math"

	"memgraphd/engine/value"
)

var spatialFunctions = []function{
	{
		name: "point", params: params("coordinates MAP"), result: "POINT",
		doc: "A point from its coordinates.", call: first(value.PointFromMap),
	},
	{
		name: "point.distance", aliases: []string{"distance"}, params: params("from POINT", "to POINT"), result: "FLOAT",
		doc: "The distance of two points, in metres on the globe; null if they are of different systems.", call: pointDistance,
	},
	{
		name: "point.withinBBox", params: params("point POINT", "lowerLeft POINT", "upperRight POINT"), result: "BOOLEAN",
		doc: "Whether a point is in a box; null if they are of different systems.", call: withinBBox,
	},
	{
		name: "vector_search.cosine_similarity", params: params("a LIST", "b LIST"), result: "FLOAT",
		doc: "The cosine of the angle between two vectors.", call: cosine,
	},
	{
		name: "vector.similarity.cosine", params: params("a LIST", "b LIST"), result: "FLOAT",
		doc: "The cosine of the angle between two vectors, brought from -1..1 to 0..1.", call: cosineSimilarity,
	},
	{
		name: "vector.similarity.euclidean", params: params("a LIST", "b LIST"), result: "FLOAT",
		doc: "1 / (1 + d²) of two vectors at the distance d.", call: euclidean,
	},
}

func pointDistance(_ *Context, args []value.Value) (value.Value, error) {
	if d, ok := value.Distance(args[0].AsPoint(), args[1].AsPoint()); ok {
		return value.Float(d), nil
	}
	return value.Null, nil
}

func withinBBox(_ *Context, args []value.Value) (value.Value, error) {
	if inside, ok := value.WithinBBox(args[0].AsPoint(), args[1].AsPoint(), args[2].AsPoint()); ok {
		return value.Bool(inside), nil
	}
	return value.Null, nil
}

// vectors calls f for the coordinates of two vectors.
func vectors(args []value.Value, f func(a, b float64)) error {
	a, b := args[0].AsList(), args[1].AsList()
	if len(a) != len(b) || len(a) == 0 {
		return argumentErrorf("Two vectors of the same dimension are needed, not of %d and %d.", len(a), len(b))
	}
	for i := range a {
		if !a[i].IsNumber() || !b[i].IsNumber() {
			return typeErrorf("The coordinates of a vector must be numbers.")
		}
		f(a[i].Number(), b[i].Number())
	}
	return nil
}

func cosine(_ *Context, args []value.Value) (value.Value, error) {
	var product, squareA, squareB float64
	err := vectors(args, func(a, b float64) {
		product, squareA, squareB = product+a*b, squareA+a*a, squareB+b*b
	})
	if err == nil && (squareA == 0 || squareB == 0) {
		err = argumentErrorf("A vector of length 0 has no direction.")
	}
	if err != nil {
		return value.Null, err
	}
	return value.Float(product / math.Sqrt(squareA*squareB)), nil
}

func cosineSimilarity(x *Context, args []value.Value) (value.Value, error) {
	c, err := cosine(x, args)
	if err != nil {
		return value.Null, err
	}
	return value.Float((1 + c.AsFloat()) / 2), nil
}

func euclidean(_ *Context, args []value.Value) (value.Value, error) {
	square := 0.0
	if err := vectors(args, func(a, b float64) { square += (a - b) * (a - b) }); err != nil {
		return value.Null, err
	}
	return value.Float(1 / (1 + square)), nil
}
