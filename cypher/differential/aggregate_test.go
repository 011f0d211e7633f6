package differential

import "fmt"

// aggregation draws a column that aggregates, and returns its kind.
func (g *gen) aggregation() (string, kind) {
	distinct := g.word("", "DISTINCT ")
	call := func(name string, k kind) string { return fmt.Sprintf("%s(%s%s)", name, distinct, g.expr(k, 2)) }
	switch g.pick(14) {
	case 0:
		return "count(*)", anInt
	case 1:
		return call("count", sortable[g.pick(len(sortable))]), anInt
	case 2:
		return call("sum", anInt), anInt
	case 3:
		return call("avg", anInt), aNumber
	case 4:
		k := []kind{mixed, aDate, aZoned, aStamp, aSpan, anEnum}[g.pick(6)]
		return call(g.word("min", "max"), k), k
	case 5:
		return call(g.word("min", "max"), anInt) + " + " + g.literal("1"), anInt
	case 6:
		return "size(" + call("collect", mixed) + ")", anInt
	case 7:
		return call("sum", aNumber), aNumber
	case 8:
		return call(g.word("stDev", "stDevP"), []kind{anInt, aNumber}[g.pick(2)]), aNumber
	case 9:
		name, p := g.word("percentileDisc", "percentileCont"), g.word("0.5", "0", "1.0", "0.3")
		return fmt.Sprintf("%s(%s, %s)", name, g.expr([]kind{anInt, aNumber}[g.pick(2)], 2), g.literal(p)), aNumber
	case 10:
		return call("sum", aSpan), mixed
	case 11:
		return call("avg", aNumber), aNumber
	case 12:
		return fmt.Sprintf("size(keys(collect(%s, %s)))", g.expr(aText, 2), g.expr(mixed, 1)), anInt
	}
	g.q.bag = true
	return call("collect", sortable[g.pick(len(sortable))]), aBag
}
