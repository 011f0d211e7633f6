package differential

import (
	"fmt"
	"slices"
)

// Forms that are short for others: LET, FILTER and WHEN; and subqueries that may find nothing.

// let draws LET, which adds variables.
func (g *gen) let() string {
	k := sortable[g.pick(len(sortable)-2)]
	text := g.expr(k, 3)
	return fmt.Sprintf("LET %s = %s ", g.declare("v", k), text)
}

// drop draws FILTER, which drops rows.
func (g *gen) drop() string {
	return "FILTER " + g.word("", "WHERE ") + g.condition(3) + " "
}

// branches draws a subquery of which one branch is run for each row.
func (g *gen) branches() string {
	if g.tooMany() || g.inside > 2 {
		return g.let()
	}
	g.inside++
	defer func() { g.inside-- }()
	outer := slices.Clone(g.vars)
	columns := []variable{{g.name("c"), anInt}, {g.name("c"), mixed}}
	branch := func() string {
		return g.local(func() string {
			text := ""
			if g.chance(4) {
				text = g.match()
			}
			if g.chance(1) {
				text += g.one(g.call, g.branches)
			}
			return text + g.columns(columns)
		})
	}
	text := fmt.Sprintf("%sCALL (*) { WHEN %s THEN %s", g.word("", "OPTIONAL "), g.condition(2), branch())
	if g.chance(5) {
		text += fmt.Sprintf("WHEN %s THEN %s", g.condition(1), branch())
	}
	if g.chance(6) {
		text += "ELSE " + branch()
	}
	g.vars, g.rows = append(outer, columns...), g.rows*2
	return text + "} "
}

// chosen draws a query that is one of several.
func (g *gen) chosen() string {
	columns := []variable{{g.name("c"), anInt}, {g.name("c"), mixed}}
	branch := func() string {
		return g.local(func() string {
			g.vars, g.rows = nil, 1
			return g.reading(g.pick(2)) + g.columns(columns)
		})
	}
	text := "WHEN " + g.expr(aBool, 2) + " THEN { " + branch() + "} "
	if g.chance(4) {
		text += "WHEN " + g.expr(aBool, 1) + " THEN " + branch()
	}
	if g.chance(8) {
		text += "ELSE { " + branch() + "} "
	}
	return text
}

// perhaps draws OPTIONAL CALL, which keeps the rows for which nothing is found.
func (g *gen) perhaps() string {
	if g.tooMany() || g.inside > 2 {
		return g.unwind()
	}
	g.inside++
	defer func() { g.inside-- }()
	imports := g.some(g.vars)
	outer := slices.Clone(g.vars)
	columns := []variable{{g.name("c"), anInt}, {g.name("n"), aNode}}
	g.vars = slices.Clone(imports)
	text := fmt.Sprintf("OPTIONAL CALL (%s) { %s", join(imports), g.match())
	node := "null"
	if nodes := g.of(aNode); len(nodes) > 0 {
		node = nodes[g.pick(len(nodes))].name
	}
	text += fmt.Sprintf("RETURN %s AS %s, %s AS %s } ", g.expr(anInt, 2), columns[0].name, node, columns[1].name)
	g.vars = append(outer, columns...)
	return text
}

// typed draws a test of the type of a value.
func (g *gen) typed(depth int) string {
	types := g.word("INTEGER", "STRING", "INTEGER NOT NULL", "INTEGER | STRING", "LIST<INTEGER>", "LIST<ANY>", "DATE", "DURATION", "NULL", "BOOLEAN NOT NULL")
	return fmt.Sprintf("(%s IS %s:: %s)", g.expr(mixed, depth), g.word("", "NOT "), types)
}

// nearest draws the length of a shortest path that is an expression.
func (g *gen) nearest() string {
	nodes := g.of(aNode)
	if len(nodes) < 2 || g.inside > 1 || g.rows > 60 {
		return g.leaf(anInt)
	}
	from := g.pick(len(nodes))
	to := (from + 1 + g.pick(len(nodes)-1)) % len(nodes)
	arrow := g.arrow(g.someTypes() + g.word("*", "*..2", "*1..3"))
	if g.chance(3) {
		return fmt.Sprintf("size(allShortestPaths((%s)%s(%s)))", nodes[from].name, arrow, nodes[to].name)
	}
	return fmt.Sprintf("length(shortestPath((%s)%s(%s)))", nodes[from].name, arrow, nodes[to].name)
}
