package differential

import (
	"fmt"
	"math/bits"
	"slices"
	"strings"

	"pgregory.net/rapid"

	"memgraphd/engine/value"
)

// generated is a random query.
type generated struct {
	template string // the text with marks where its literals are
	literals []string
	text     string // with the literals
	ordered  bool   // its rows are in the order that it asks for
	bag      bool   // the order of elements in lists means nothing
	loose    bool   // 1 and 1.0 are the same
	writer   bool   // it calls a procedure that changes the graph
}

const mark = "\x01"

// finish puts the literals into the text.
func (q *generated) finish(template string, literals []string) {
	q.template, q.literals = template, literals
	q.text = q.fill(func(i int) string { return literals[i] })
}

func (q *generated) fill(literal func(i int) string) string {
	parts := strings.Split(q.template, mark)
	for i := 1; i < len(parts); i += 2 {
		var n int
		must2(fmt.Sscan(parts[i], &n))
		parts[i] = literal(n)
	}
	return strings.Join(parts, "")
}

func must2(_ int, err error) { must(err) }

// parameterised returns the query with parameters in place of its literals.
func (q *generated) parameterised() (string, value.Value) {
	var entries []value.Entry
	for i, l := range q.literals {
		entries = append(entries, value.Entry{Key: fmt.Sprintf("p%d", i), Value: constant(l)})
	}
	return q.fill(func(i int) string { return fmt.Sprintf("$p%d", i) }), value.Map(entries)
}

// kind is what an expression evaluates to, or null.
type kind int

const (
	anInt kind = iota
	aNumber
	aText
	aBool
	mixed // anything that can be compared
	aList // of integers
	aBag  // a list whose order means nothing
	aDate
	aZoned // a date with a time and a zone
	aStamp // a date with a time
	aSpan  // a duration
	anEnum
	aPoint
	aMap
	aNode
	aRel
	aPath
	someNodes
	someRels
)

// sortable are the kinds whose values are the same only if they look the same, and which ORDER BY, DISTINCT and
// grouping can therefore be tried on.
var sortable = []kind{anInt, aText, aBool, mixed, aNumber, aList, aDate, aMap, aZoned, aStamp, aSpan, anEnum, aNode, aRel}

// variable is a name in scope.
type variable struct {
	name string
	kind kind
}

// gen draws a query. Its first choice is always the plainest, so that shrinking
// leads there.
type gen struct {
	t        *rapid.T
	q        *generated
	vars     []variable
	taken    int
	literals []string
	rows     float64    // about how many there are, to keep queries small
	inside   int        // nesting of subqueries
	updates  bool       // the query may change the graph
	sorted   bool       // the rows are in a certain order, so that updates may depend on it
	open     bool       // the query can't end here
	around   []variable // what is bound before a search
	blind    bool       // expressions may not look at relationships, which other rows create
	created  bool       // there are nodes whose ids are anybody's guess
}

func (g *gen) pick(n int) int { return pick(g.t, n) }

// pick draws a number below n, all of them about as often, which rapid's own
// ranges don't: they are for finding limits.
func pick(t *rapid.T, n int) int {
	i := 0
	for range bits.Len(uint(n-1)) + 2 {
		i <<= 1
		if rapid.Bool().Draw(t, "") {
			i++
		}
	}
	return i % n
}

// chance is true so many times of ten, and false if shrunk.
func (g *gen) chance(n int) bool { return g.pick(10) > 9-n }

func (g *gen) name(prefix string) string {
	g.taken++
	return fmt.Sprintf("%s%d", prefix, g.taken)
}

func (g *gen) one(choices ...func() string) string { return choices[g.pick(len(choices))]() }

// literal writes a literal that may become a parameter.
func (g *gen) literal(text string) string {
	g.literals = append(g.literals, text)
	return fmt.Sprintf("%s%d%s", mark, len(g.literals)-1, mark)
}

func (g *gen) word(words ...string) string { return words[g.pick(len(words))] }

// of returns the variables of some kinds.
func (g *gen) of(kinds ...kind) []variable {
	var list []variable
	for _, v := range g.vars {
		if slices.Contains(kinds, v.kind) {
			list = append(list, v)
		}
	}
	return list
}

func (g *gen) declare(prefix string, k kind) string {
	name := g.name(prefix)
	g.vars = append(g.vars, variable{name, k})
	return name
}

// local draws something with variables of its own.
func (g *gen) local(f func() string) string {
	vars, rows := g.vars, g.rows
	g.vars = slices.Clone(vars)
	text := f()
	g.vars, g.rows = vars, rows
	return text
}

// drawQuery draws a query that only reads.
func drawQuery(t *rapid.T) *generated {
	g := &gen{t: t, q: &generated{}, rows: 1}
	var text string
	switch {
	case g.chance(1):
		text = g.union()
	case g.pick(20) == 19:
		g.q.finish(g.chosen(), g.literals)
		return g.q
	case g.pick(12) == 11:
		text = g.ranked()
	default:
		text = g.reading([]int{0, 0, 1, 1, 2, 3}[g.pick(6)]) + g.result("RETURN")
	}
	g.q.finish(g.directives()+text, g.literals)
	return g.q
}

// directives draws what may stand in front of a query and must not change what it means.
func (g *gen) directives() string {
	if !g.chance(2) {
		return ""
	}
	return g.word("USING INDEX :A(i) ", "USING INDEX :B(i, s), :C(m) ", "USING HOPS LIMIT 1000000 ", "USING PARALLEL EXECUTION ",
		"USING INDEX :A, HOPS LIMIT 1000000 ", "USING INDEX :Missing(x) ")
}

func (g *gen) union() string {
	g.q.loose = true
	kinds := []kind{anInt, mixed}
	part := func() string {
		g.vars, g.rows = nil, 1
		text := g.reading(g.pick(2)) + "RETURN "
		for i, k := range kinds {
			text += fmt.Sprintf("%s AS c%d, ", g.expr(k, 2), i)
		}
		return strings.TrimSuffix(text, ", ")
	}
	glue := g.word(" UNION ALL ", " UNION ")
	text := part() + glue + part()
	if g.chance(3) {
		text += glue + part()
	}
	return text
}

// reading draws MATCH and so many more clauses.
func (g *gen) reading(more int) string {
	text := g.one(g.match, g.match, g.match, g.match, g.match, g.match, g.match, g.match, g.load, g.ofGraph)
	for range more {
		text += g.clause()
	}
	return text
}

// tooMany reports whether a query has become so large that the reference evaluator would take too long.
func (g *gen) tooMany() bool { return g.rows > 300 }

func (g *gen) clause() string {
	return g.one(
		g.match,
		func() string { return g.result("WITH") },
		g.optional,
		g.unwind,
		g.call,
		g.match,
		g.search,
		g.let,
		g.drop,
		g.branches,
		g.perhaps,
		g.procedure,
		g.procedure,
	)
}

func (g *gen) match() string {
	if g.tooMany() {
		return g.result("WITH")
	}
	return "MATCH " + g.pattern(2) + g.where() + " "
}

func (g *gen) optional() string {
	if g.tooMany() {
		return g.result("WITH")
	}
	return "OPTIONAL MATCH " + g.pattern(2) + g.where() + " "
}

func (g *gen) where() string {
	if g.chance(3) {
		return " WHERE " + g.condition(3)
	}
	return ""
}

func (g *gen) unwind() string {
	list := g.expr(aList, 2)
	g.rows *= 3
	return fmt.Sprintf("UNWIND %s AS %s ", list, g.declare("x", anInt))
}

// call draws CALL {}, with variables of the row or without.
func (g *gen) call() string {
	if g.tooMany() || g.inside > 2 {
		return g.unwind()
	}
	g.inside++
	defer func() { g.inside-- }()
	outer := slices.Clone(g.vars)
	columns := []variable{{g.name("c"), anInt}, {g.name("c"), mixed}}
	text := "CALL "
	imports := g.some(outer)
	scoped := len(imports) == 0 || g.chance(5)
	if scoped {
		text += "(" + join(imports) + ") "
	}
	body := func() string {
		g.vars = slices.Clone(imports)
		text := ""
		if !scoped {
			text = "WITH " + join(imports) + " "
		}
		if len(imports) == 0 || g.chance(7) {
			text += g.one(g.match, g.match, g.search)
		}
		if g.chance(2) {
			text += g.one(g.call, g.branches, g.perhaps)
		}
		return text + g.columns(columns)
	}
	rows := g.rows
	text += "{ " + body()
	if g.chance(2) {
		g.q.loose = true
		text += g.word(" UNION ", " UNION ALL ") + body()
	}
	g.vars, g.rows = append(outer, columns...), min(rows*4, max(rows, g.rows))
	return text + "} "
}

// columns draws the RETURN of a subquery.
func (g *gen) columns(columns []variable) string {
	if g.chance(3) { // an aggregation
		return fmt.Sprintf("RETURN count(*) AS %s, min(%s) AS %s ", columns[0].name, g.expr(mixed, 1), columns[1].name)
	}
	text := "RETURN "
	for _, c := range columns {
		text += fmt.Sprintf("%s AS %s, ", g.expr(c.kind, 2), c.name)
	}
	text = strings.TrimSuffix(text, ", ")
	if g.chance(3) {
		text += fmt.Sprintf(" ORDER BY %s, %s DESC LIMIT %s", columns[0].name, columns[1].name, g.literal("2"))
	}
	return text + " "
}

// some returns some of the variables.
func (g *gen) some(vars []variable) []variable {
	var list []variable
	for _, v := range vars {
		if g.chance(7) {
			list = append(list, v)
		}
	}
	return list
}

func join(vars []variable) string {
	names := make([]string, len(vars))
	for i, v := range vars {
		names[i] = v.name
	}
	return strings.Join(names, ", ")
}
