package differential

import (
	"fmt"
	"slices"
)

// lambda draws a condition or weight of each step: of its relationship and the node behind it, and of what
// stands behind them, the path and its weight.
func (g *gen) lambda(more []variable, body func(rel, node string) string) string {
	rel, node := g.name("e"), g.name("n")
	return g.local(func() string {
		g.vars = append(slices.Clone(g.around), variable{rel, aRel}, variable{node, aNode})
		g.vars = append(g.vars, more...)
		g.inside += 2
		defer func() { g.inside -= 2 }()
		names := join(append([]variable{{rel, aRel}, {node, aNode}}, more...))
		return fmt.Sprintf(" (%s | %s)", names, body(rel, node))
	})
}

// accumulated is what a filter may ask of the path so far: what is the same of all paths that a search might choose.
type accumulated int

const (
	ofSteps   accumulated = iota // nothing
	ofPaths                      // anything: all paths are tried
	ofLengths                    // its length: the shortest one is chosen
	ofWeights                    // its weight: the lightest one is chosen
)

// filter draws a condition of each step, or none.
func (g *gen) filter(of accumulated) string {
	if g.chance(5) {
		return ""
	}
	if of != ofSteps && g.chance(4) {
		return g.onPath(of)
	}
	return g.lambda(nil, func(rel, node string) string {
		return g.one(
			func() string { return fmt.Sprintf("%s.w %s %s", rel, g.word("<>", ">", "<="), g.literal("2")) },
			func() string { return node + g.word(":A", ":!B", ":A|C") },
			func() string { return g.comparison(1) },
			func() string { return fmt.Sprintf("%s.i %s %s", node, g.word("<", ">=", "<>"), g.expr(anInt, 0)) },
		)
	})
}

// onPath draws a condition on the path so far, the step included.
func (g *gen) onPath(of accumulated) string {
	p := g.name("p")
	more := []variable{{p, aPath}}
	short := func() string { return fmt.Sprintf("length(%s) <= %s", p, g.literal(g.word("2", "1", "3"))) }
	switch of {
	case ofLengths:
		return g.lambda(more, func(_, node string) string { return g.word("", node+":!C AND ") + short() })
	case ofWeights:
		w := g.name("w")
		return g.lambda(append(more, variable{w, anInt}), func(rel, _ string) string {
			return g.word("", "coalesce("+rel+".w, 0) < 3 AND ") + fmt.Sprintf("%s %s %s", w, g.word("<=", "<"), g.literal(g.word("2", "3", "5")))
		})
	}
	return g.lambda(more, func(rel, node string) string {
		return g.one(
			short,
			func() string {
				return fmt.Sprintf("none(x IN nodes(%s) WHERE x.i = %s)", p, g.literal(g.word("2", "0")))
			},
			func() string { return fmt.Sprintf("size([x IN nodes(%s) WHERE x = %s]) < 2", p, node) },
			func() string {
				return fmt.Sprintf("last(relationships(%s)) = %s AND last(nodes(%s)) = %s", p, rel, p, node)
			},
			func() string {
				return fmt.Sprintf("reduce(s = 0, x IN relationships(%s) | s + coalesce(x.w, 1)) < 4", p)
			},
			func() string { return fmt.Sprintf("head(nodes(%s)).i %s %s", p, g.word(">", "<="), g.expr(anInt, 0)) },
		)
	})
}

func (g *gen) weight() string {
	return g.lambda(nil, func(rel, node string) string {
		return g.one(
			func() string { return "1" },
			func() string { return fmt.Sprintf("abs(coalesce(%s.w, 1))", rel) },
			func() string { return fmt.Sprintf("abs(coalesce(%s.w, 0)) + abs(coalesce(%s.i, 1))", rel, node) },
			func() string { return fmt.Sprintf("abs(coalesce(%s.i, 0))", node) },
			func() string { return fmt.Sprintf("CASE WHEN %s.s IS NULL THEN 1 ELSE 3 END", rel) },
		)
	})
}
