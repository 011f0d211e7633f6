package differential

import (
	"fmt"

	"memgraphd/engine/value"
)

// Dates, points and maps: values with fields of their own.

func dateOf(text string) value.Value {
	d, err := value.ParseDate(text)
	must(err)
	return value.DateValue(d)
}

func pointOf(coordinates ...float64) value.Value {
	var entries []value.Entry
	for i, c := range coordinates {
		entries = append(entries, value.Entry{Key: []string{"x", "y", "z"}[i], Value: value.Float(c)})
	}
	p, err := value.PointFromMap(value.Map(entries))
	must(err)
	return p
}

func mapOf(key string, v value.Value) value.Value {
	return value.Map([]value.Entry{{Key: key, Value: v}})
}

// written are values of kinds that have no literals.
var written = map[kind][]string{
	aDate:  {"date('2024-02-29')", "date('2023-01-05')", "date('2024-12-31')", "null"},
	aZoned: {"datetime('2024-02-29T12:00Z')", "datetime('2024-02-29T13:00+01:00')", "datetime('2024-10-27T02:30:00[Europe/Berlin]')", "null"},
	aStamp: {"localdatetime('2024-02-29T12:00')", "localdatetime('2023-01-05T00:00:00.5')", "null"},
	aSpan:  {"duration('P1D')", "duration('P1M')", "duration('PT24H')", "duration('P30DT1.5S')", "null"},
	anEnum: {"E::X", "E::Y", "toEnum('E::X')", "null"},
	aPoint: {"point({x: 1, y: 2})", "point({x: 0, y: 0})", "point({x: 3, y: 1})", "point({x: 1, y: 2, z: 3})", "null"},
	aMap:   {"{k: 1}", "{}", "{k: {d: 2}}", "null"},
}

func (g *gen) date(depth int) string {
	return g.one(
		func() string {
			return fmt.Sprintf("(%s %s %s)", g.expr(aDate, depth), g.word("+", "-"), g.expr(aSpan, depth))
		},
		func() string { return fmt.Sprintf("(%s + duration('P1M'))", g.expr(aDate, depth)) },
		func() string { return fmt.Sprintf("date(toString(%s))", g.expr(aDate, 0)) },
	)
}

// mapping draws a map: of literals, or a projection.
func (g *gen) mapping(depth int) string {
	vars := g.of(aNode, aRel)
	if len(vars) == 0 {
		return fmt.Sprintf("{k: %s, x: %s}", g.expr(mixed, depth), g.expr(anInt, depth))
	}
	n := vars[g.pick(len(vars))].name
	if g.updates { // all properties of a node as one of them are soon nested too deep
		return fmt.Sprintf("%s {.s, x: %s}", n, g.expr(anInt, depth))
	}
	return g.one(
		func() string { return fmt.Sprintf("%s {.i, .s, .w}", n) },
		func() string { return fmt.Sprintf("%s {.*}", n) },
		func() string {
			return fmt.Sprintf("%s {.s, x: %s, k: %s}", n, g.expr(anInt, depth), g.expr(mixed, depth))
		},
		func() string { return fmt.Sprintf("%s {.*, i: %s}", n, g.expr(anInt, depth)) },
		func() string { return fmt.Sprintf("properties(%s)", n) },
		func() string {
			if maps := g.of(aMap); len(maps) > 0 {
				n = maps[g.pick(len(maps))].name
			}
			return fmt.Sprintf("%s {.k, y: %s}", n, g.expr(anInt, depth))
		},
	)
}

// field draws a number that is a field of something.
func (g *gen) field(depth int) string {
	return g.one(
		func() string {
			return fmt.Sprintf("%s.%s", g.expr(aDate, depth), g.word("year", "month", "day", "week"))
		},
		func() string { return g.component(depth) },
		func() string { return fmt.Sprintf("toInteger(%s.%s)", g.expr(aPoint, depth), g.word("x", "y")) },
		func() string { return fmt.Sprintf("size(keys(%s))", g.expr(aMap, depth)) },
	)
}

// near draws a condition on where a point lies.
func (g *gen) near(depth int) string {
	p := func() string { return g.expr(aPoint, depth) }
	corner := func() string { return g.word(written[aPoint]...) }
	return g.one(
		func() string {
			return fmt.Sprintf("(point.distance(%s, %s) %s %s)", p(), corner(), g.word("<", "<=", ">", "="), g.word("1", "2.5", "0", "1.5"))
		},
		func() string { return fmt.Sprintf("(%s > point.distance(%s, %s))", g.word("2", "1.5"), corner(), p()) },
		func() string { return fmt.Sprintf("point.withinbbox(%s, %s, %s)", p(), corner(), corner()) },
		func() string { return fmt.Sprintf("(%s = %s)", p(), p()) },
	)
}
