package compile_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
)

// generator writes random queries that make sense.
type generator struct {
	*rand.Rand
	nodes  []string // node variables in scope
	values []string // other variables in scope
	next   int
	// late makes the same query in another way: what MATCH asks of nodes is asked behind a WITH, where it can't be
	// used to find anything.
	late  bool
	asked []string // conditions on the nodes of the clause that is being written
}

func (g *generator) fresh(prefix string) string {
	g.next++
	return fmt.Sprintf("%s%d", prefix, g.next)
}

func (g *generator) pick(from ...string) string { return from[g.IntN(len(from))] }

func (g *generator) maybe(percent int, f func() string) string {
	if g.IntN(100) < percent {
		return f()
	}
	return ""
}

// query writes a few clauses and a RETURN of everything in scope.
func (g *generator) query() string {
	var b strings.Builder
	for range 1 + g.IntN(4) {
		b.WriteString(g.clause() + " ")
	}
	return b.String() + "RETURN " + g.columns()
}

func (g *generator) columns() string {
	var items []string
	for _, n := range g.nodes {
		items = append(items, n+".id AS id_"+n)
	}
	items = append(items, g.values...)
	if len(items) == 0 || g.IntN(8) == 0 {
		return "count(*) AS c"
	}
	return g.maybe(20, func() string { return "DISTINCT " }) + strings.Join(items, ", ")
}

func (g *generator) clause() string {
	switch n := g.IntN(21); {
	case n < 10:
		return g.match(g.pattern)
	case n == 20:
		return g.match(func() string { return g.node(g.nodes) + "-[*BFS ..2]->" + g.node(g.nodes) })
	case n < 13:
		late := g.late
		g.late = false
		defer func() { g.late = late }()
		return "OPTIONAL MATCH " + g.pattern() + g.maybe(50, g.where)
	case n < 15:
		x := g.fresh("x")
		g.values = append(g.values, x)
		return "UNWIND [1, 2, null] AS " + x
	case n < 18:
		return g.with()
	default:
		return g.call()
	}
}

func (g *generator) match(pattern func() string) string {
	g.asked = nil
	text := "MATCH " + pattern()
	where := g.maybe(60, g.where)
	if !g.late {
		return text + where
	}
	text += " WITH *, 0 AS " + g.fresh("late")
	if where != "" {
		g.asked = append(g.asked, "("+strings.TrimPrefix(where, " WHERE ")+")")
	}
	if len(g.asked) > 0 {
		text += " WHERE " + strings.Join(g.asked, " AND ")
	}
	return text
}

// with passes on some of what is in scope.
func (g *generator) with() string {
	if len(g.nodes) == 0 {
		g.values = nil
		return "WITH 1 AS " + g.value()
	}
	g.nodes = g.nodes[:1+g.IntN(len(g.nodes))]
	items := slices.Concat(g.nodes, g.values)
	switch g.IntN(3) {
	case 0:
		e := g.expr()
		items = append(items, e+" AS "+g.value())
	case 1:
		items = append(items, "count(*) AS "+g.value())
	}
	return "WITH " + g.maybe(20, func() string { return "DISTINCT " }) + strings.Join(items, ", ") + g.maybe(40, g.where)
}

func (g *generator) value() string {
	v := g.fresh("v")
	g.values = append(g.values, v)
	return v
}

// call writes a subquery that counts, or returns, what hangs on a node.
func (g *generator) call() string {
	if len(g.nodes) == 0 {
		return "UNWIND [3] AS " + g.value()
	}
	n := g.pick(g.nodes...)
	inner := g.fresh("i")
	if g.IntN(2) == 0 {
		return fmt.Sprintf("CALL { WITH %s MATCH (%s)-[]->(%s) RETURN count(%s.p) AS %s }", n, n, inner, inner, g.value())
	}
	return fmt.Sprintf("CALL (%s) { MATCH (%s)-[:R]-(%s) RETURN %s.id AS %s }", n, n, inner, inner, g.value())
}

func (g *generator) pattern() string {
	before := slices.Clone(g.nodes)
	parts := []string{g.part(before)}
	if g.IntN(4) == 0 {
		parts = append(parts, g.part(slices.Clone(g.nodes)))
	}
	return strings.Join(parts, ", ")
}

func (g *generator) part(known []string) string {
	var b strings.Builder
	b.WriteString(g.node(known))
	for range g.IntN(4) {
		b.WriteString(g.link() + g.node(slices.Clone(g.nodes)))
	}
	return b.String()
}

func (g *generator) node(known []string) string {
	name := ""
	switch n := g.IntN(10); {
	case n < 4 && len(known) > 0:
		name = g.pick(known...)
	case n < 9:
		name = g.fresh("n")
		g.nodes = append(g.nodes, name)
	}
	label := g.maybe(40, func() string { return ":" + g.pick("A", "B", "C", "A:B", "A|C") })
	value := g.maybe(20, func() string {
		if len(known) > 0 && g.IntN(2) == 0 {
			return g.pick(known...) + ".q"
		}
		return g.pick("1", "2", "'x'")
	})
	if g.late {
		return g.askedLater(name, label, value)
	}
	if value != "" {
		value = " {p: " + value + "}"
	}
	return "(" + name + label + value + ")"
}

// askedLater leaves what is asked of a node for the condition behind the pattern.
func (g *generator) askedLater(name, label, value string) string {
	if name == "" {
		name = g.fresh("hidden")
	}
	if label != "" {
		g.asked = append(g.asked, name+label)
	}
	if value != "" {
		g.asked = append(g.asked, name+".p = "+value)
	}
	return "(" + name + ")"
}

func (g *generator) link() string {
	types := g.maybe(60, func() string { return ":" + g.pick("R", "S", "R|S") })
	inside := types
	if g.IntN(6) == 0 {
		inside += g.pick("*1..2", "*0..1", "*2")
	} else {
		inside += g.maybe(15, func() string { return " {w: " + g.pick("1", "2") + "}" })
	}
	left, right := g.pick("-", "-", "<-"), "-"
	if left == "-" {
		right = g.pick("-", "->", "->")
	}
	return left + "[" + inside + "]" + right
}

func (g *generator) where() string {
	return " WHERE " + g.condition() + g.maybe(40, func() string { return g.pick(" AND ", " AND ", " OR ") + g.condition() })
}

func (g *generator) condition() string {
	if len(g.nodes) == 0 {
		return "true"
	}
	n := g.pick(g.nodes...)
	switch g.IntN(9) {
	case 0:
		return n + ".id < " + g.pick(g.nodes...) + ".id"
	case 1:
		return n + ".p = " + g.pick(g.nodes...) + ".q"
	case 2:
		return n + ".p IN [1, 2]"
	case 3:
		return "NOT (" + n + ")-[:R]->(:B)"
	case 4:
		return "EXISTS { (" + n + ")-[]->(m) WHERE m.p = " + g.pick(g.nodes...) + ".p }"
	case 5:
		return n + ".q IS NOT NULL"
	case 6:
		return n + ":A"
	case 7:
		return "COUNT { (" + n + ")-[:S]-() } > 0"
	}
	return n + ".q >= 2"
}

func (g *generator) expr() string {
	n := g.pick(g.nodes...)
	return g.pick(n+".p", n+".id + 1", "size([("+n+")-[]->(m) | m.id])", "COUNT { ("+n+")-[:R]-() }")
}

// change writes a query that changes data in a way that does not depend on the order of rows.
func (g *generator) change() string {
	var b strings.Builder
	for len(g.nodes) == 0 {
		b.WriteString("MATCH " + g.pattern() + g.maybe(60, g.where) + " ")
	}
	if g.IntN(3) == 0 {
		b.WriteString(g.clause() + " ")
	}
	for range 1 + g.IntN(2) {
		b.WriteString(g.update() + " ")
	}
	if g.IntN(2) == 0 {
		b.WriteString("WITH " + strings.Join(g.nodes, ", ") + " MATCH " + g.pattern() + " ")
	}
	return b.String() + "RETURN count(*) AS c"
}

func (g *generator) update() string {
	n, m := g.pick(g.nodes...), g.pick(g.nodes...)
	switch g.IntN(10) {
	case 0:
		return "SET " + n + ".p = " + n + ".id, " + n + ".new = true"
	case 1:
		return "SET " + n + ":" + g.pick("A", "B", "D")
	case 2:
		return "REMOVE " + n + ":" + g.pick("A", "B") + ", " + n + ".q"
	case 3:
		return "CREATE (" + n + ")-[:R {w: 1}]->(:A {p: 1, q: 2, of: " + m + ".id})"
	case 4:
		return "CREATE (" + n + ")-[:" + g.pick("R", "S") + "]->(" + m + ")"
	case 5:
		return "CREATE (:B {p: 2, of: " + n + ".id})"
	case 6:
		return "MERGE (" + g.fresh("k") + ":A {p: coalesce(" + n + ".id, 0) % 3})"
	case 7:
		return "MERGE (" + n + ")-[:" + g.pick("R", "S") + "]->(" + m + ")"
	case 8:
		return "FOREACH (x IN [1, 2] | CREATE (:A {p: x}))"
	}
	return "SET " + n + " += {q: 2}, " + m + ".p = 1"
}
