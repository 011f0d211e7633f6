package cypher_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"memgraphd/cypher"
	"memgraphd/engine"
	"memgraphd/engine/value"
)

// These tests know no expected rows: they hold queries against each other on random
// small graphs, where openCypher says how their answers must be related.

// smallGraph is a random graph with a session on it.
type smallGraph struct {
	golden
	make []string // the statements that made it
}

func drawGraph(r *rapid.T) *smallGraph {
	g := &smallGraph{golden: golden{db: engine.New(engine.Options{})}}
	g.in = cypher.New(g.db, cypher.Options{})
	g.session = g.in.NewSession("")
	nodes := rapid.IntRange(0, 6).Draw(r, "nodes")
	for i := range nodes {
		labels := rapid.SampledFrom([]string{"", ":A", ":B", ":A:B", ":A:C"}).Draw(r, "labels")
		g.exec(r, fmt.Sprintf("CREATE (%s {i: %d, a: %s, b: %s})", labels, i, drawValue(r), drawValue(r)))
	}
	if nodes == 0 {
		return g
	}
	for range rapid.IntRange(0, 9).Draw(r, "relationships") {
		from, to := rapid.IntRange(0, nodes-1).Draw(r, "from"), rapid.IntRange(0, nodes-1).Draw(r, "to")
		typ := rapid.SampledFrom([]string{"R", "R", "S"}).Draw(r, "type")
		g.exec(r, fmt.Sprintf("MATCH (x {i: %d}), (y {i: %d}) CREATE (x)-[:%s {w: %s}]->(y)", from, to, typ, drawValue(r)))
	}
	return g
}

// drawValue draws a literal, of few values so that some are equal.
func drawValue(r *rapid.T) string {
	return rapid.SampledFrom([]string{
		"null", "0", "1", "2", "3", "1.0", "2.5", "-1", "'a'", "'ab'", "'b'", "true", "false", "[1]", "[1, null]", "date('2020-01-01')",
	}).Draw(r, "value")
}

func (g *smallGraph) exec(r *rapid.T, text string) {
	g.make = append(g.make, text)
	if _, err := g.run(text); err != nil {
		r.Fatalf("%s\n%v", text, err)
	}
}

// rows returns the rows of a query as texts, sorted; or why it failed, as the only one.
func (g *smallGraph) rows(text string) []string {
	a, err := g.run(text)
	if err != nil {
		return []string{"error: " + err.Error()}
	}
	rows := make([]string, len(a.rows))
	for i, row := range a.rows {
		rows[i] = strings.Join(row, " | ")
	}
	slices.Sort(rows)
	return rows
}

func (g *smallGraph) same(r *rapid.T, one, other string, a, b []string) {
	if !slices.Equal(a, b) {
		r.Fatalf("%s\n\n%s\n  %q\n%s\n  %q", strings.Join(g.make, ";\n"), one, a, other, b)
	}
}

// drawPattern draws a pattern with the variables n, and m and r where it has a relationship.
func drawPattern(r *rapid.T) (pattern string, variables []string) {
	node := func(name string) string {
		return "(" + name + rapid.SampledFrom([]string{"", ":A", ":B", ":A|C", ":A&!B", " {a: 1}"}).Draw(r, "node") + ")"
	}
	if rapid.Bool().Draw(r, "alone") {
		return node("n"), []string{"n.a", "n.b"}
	}
	arrow := rapid.SampledFrom([]string{"-[r]->", "<-[r:R]-", "-[r:R|S]-", "-[r:S {w: 1}]->"}).Draw(r, "arrow")
	return node("n") + arrow + node("m"), []string{"n.a", "n.b", "m.a", "m.b", "r.w"}
}

// drawPredicate draws a predicate that is never an error.
func drawPredicate(r *rapid.T, variables []string, depth int) string {
	operand := func() string {
		if rapid.IntRange(0, 2).Draw(r, "operand") == 0 {
			return drawValue(r)
		}
		return rapid.SampledFrom(variables).Draw(r, "variable")
	}
	if depth > 0 && rapid.Bool().Draw(r, "compound") {
		left, right := drawPredicate(r, variables, depth-1), drawPredicate(r, variables, depth-1)
		return "(" + left + " " + rapid.SampledFrom([]string{"AND", "OR", "XOR", "AND NOT", "OR NOT"}).Draw(r, "connective") + " " + right + ")"
	}
	switch rapid.IntRange(0, 5).Draw(r, "kind") {
	case 0:
		return operand() + rapid.SampledFrom([]string{" IS NULL", " IS NOT NULL"}).Draw(r, "null")
	case 1:
		return operand() + " IN [" + drawValue(r) + ", " + drawValue(r) + "]"
	case 2:
		return operand() + rapid.SampledFrom([]string{" STARTS WITH 'a'", " ENDS WITH 'b'", " CONTAINS 'a'"}).Draw(r, "string")
	case 3:
		return rapid.SampledFrom([]string{"n:A", "n:B", "EXISTS { (n)-[:R]->() }", "exists((n)--())", "COUNT { (n)-->() } > 1"}).Draw(r, "node")
	}
	return operand() + rapid.SampledFrom([]string{" = ", " <> ", " < ", " <= ", " > ", " >= "}).Draw(r, "comparison") + operand()
}

const returned = " RETURN n, coalesce(n.i, -1) AS i"

// TestPartition: the rows for which a predicate is true, false and null are all rows.
func TestPartition(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		g := drawGraph(r)
		defer g.close()
		pattern, variables := drawPattern(r)
		p := drawPredicate(r, variables, 2)
		all := "MATCH " + pattern + returned
		var parts []string
		for _, where := range []string{p, "NOT (" + p + ")", "(" + p + ") IS NULL"} {
			parts = append(parts, g.rows("MATCH "+pattern+" WHERE "+where+returned)...)
		}
		slices.Sort(parts)
		g.same(r, all, "the rows by "+p, g.rows(all), parts)

		// Filtering after a projection is the same as before it.
		where := "MATCH " + pattern + " WHERE " + p + returned
		with := "MATCH " + pattern + " WITH * WHERE " + p + returned
		g.same(r, where, with, g.rows(where), g.rows(with))

		// So is counting what a case distinction says.
		count := "MATCH " + pattern + " RETURN sum(CASE WHEN " + p + " THEN 1 ELSE 0 END) AS n"
		counted := "MATCH " + pattern + " WHERE " + p + " RETURN count(*) AS n"
		g.same(r, count, counted, g.rows(count), g.rows(counted))
	})
}

// TestPathLengths: the paths of 1 to 3 relationships are those of 1, of 2 and of 3, however they are written.
func TestPathLengths(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		g := drawGraph(r)
		defer g.close()
		typ := rapid.SampledFrom([]string{"", ":R", ":R|S"}).Draw(r, "type")
		left, right := "-", "->"
		switch rapid.IntRange(0, 2).Draw(r, "direction") {
		case 1:
			left, right = "<-", "-"
		case 2:
			right = "-"
		}
		start := rapid.SampledFrom([]string{"(n)", "(n:A)"}).Draw(r, "start")
		query := func(bounds string) string {
			return "MATCH p = " + start + left + "[" + typ + "*" + bounds + "]" + right + "(m) RETURN p"
		}
		var parts []string
		for _, bounds := range []string{"1", "2", "3"} {
			parts = append(parts, g.rows(query(bounds))...)
		}
		slices.Sort(parts)
		all := g.rows(query("1..3"))
		g.same(r, query("1..3"), "lengths 1, 2 and 3", all, parts)

		quantified := "MATCH p = " + start + left + "[" + typ + "]" + right + "{1,3}(m) RETURN p"
		g.same(r, query("1..3"), quantified, all, g.rows(quantified))

		steps := "MATCH p = " + start + left + "[" + typ + "]" + right + "()" + left + "[" + typ + "]" + right + "(m) RETURN p"
		g.same(r, query("2"), steps, g.rows(query("2")), g.rows(steps))

		// The shortest of all paths to a node is as long as that of a search by breadth.
		short := "MATCH p = " + start + left + "[" + typ + "*1..3]" + right + "(m) WHERE n <> m RETURN n.i AS n, m.i AS m, min(length(p)) AS l"
		breadth := "MATCH p = " + start + left + "[" + typ + "*BFS 1..3]" + right + "(m) WHERE n <> m RETURN n.i AS n, m.i AS m, length(p) AS l"
		g.same(r, short, breadth, g.rows(short), g.rows(breadth))
	})
}

// TestOptional: OPTIONAL MATCH keeps the rows without a match once.
func TestOptional(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		g := drawGraph(r)
		defer g.close()
		p := drawPredicate(r, []string{"n.a", "m.a", "m.b"}, 1)
		pattern := "(n)-[:R]->(m) WHERE " + p
		optional := "MATCH (n) OPTIONAL MATCH " + pattern + " RETURN n, m"
		parts := g.rows("MATCH (n) MATCH " + pattern + " RETURN n, m")
		parts = append(parts, g.rows("MATCH (n) WHERE NOT EXISTS { MATCH "+pattern+" RETURN m } RETURN n, null AS m")...)
		slices.Sort(parts)
		g.same(r, optional, "matches, and nodes without", g.rows(optional), parts)
	})
}

// TestIndexes: an index changes no answer.
func TestIndexes(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		g := drawGraph(r)
		defer g.close()
		var queries []string
		var before [][]string
		for range 4 {
			pattern, variables := drawPattern(r)
			q := "MATCH " + pattern + " WHERE " + drawPredicate(r, variables, 1) + returned
			queries, before = append(queries, q), append(before, g.rows(q))
		}
		for _, index := range []string{
			"CREATE INDEX ON :A", "CREATE INDEX ON :A(a)", "CREATE INDEX ON :B(a, b)", "CREATE EDGE INDEX ON :R",
			"CREATE EDGE INDEX ON :S(w)", "CREATE GLOBAL INDEX ON :(b)", "CREATE GLOBAL EDGE INDEX ON :(w)",
		} {
			if rapid.Bool().Draw(r, index) {
				g.exec(r, index)
			}
		}
		for i, q := range queries {
			g.same(r, q, "the same, with indexes", before[i], g.rows(q))
		}
	})
}

// TestLiteralsAndParameters: a value means the same as a literal and as a parameter,
// with a plan that was made for it and with one made for another.
func TestLiteralsAndParameters(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		g := drawGraph(r)
		defer g.close()
		op := rapid.SampledFrom([]string{" = ", " < ", " >= ", " <> "}).Draw(r, "comparison")
		query := func(operand string) string {
			return "MATCH (n) WHERE n.a" + op + operand + " OR n.b IN [" + operand + ", 1]" + returned + ", " + operand + " AS x"
		}
		for range 4 {
			lit := drawValue(r)
			cold := cypher.New(g.db, cypher.Options{}).NewSession("")
			warm := g.session
			g.params = g.value(r, lit)
			g.session = cold
			fresh := g.rows(query(lit))
			g.session = warm
			g.same(r, query(lit), "the same, by the plan of another", fresh, g.rows(query(lit)))
			g.same(r, query(lit), query("$x"), fresh, g.rows(query("$x")))
			cold.Close()
		}
	})
}

// value returns parameters with a literal as x.
func (g *smallGraph) value(r *rapid.T, lit string) value.Value {
	g.params = value.Null
	res, err := g.session.Run(r.Context(), "RETURN "+lit, value.Null, cypher.TxOptions{})
	if err != nil {
		r.Fatal(err)
	}
	rows, err := res.Rows(r.Context())
	if err != nil {
		r.Fatal(err)
	}
	return value.Map([]value.Entry{{Key: "x", Value: rows[0][0]}})
}

// TestSorting: LIMIT takes the first rows of what ORDER BY makes; grouping keeps every row.
func TestSorting(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		g := drawGraph(r)
		defer g.close()
		order := rapid.SampledFrom([]string{"a, i", "a DESC, i", "b, a DESC, i DESC"}).Draw(r, "order")
		query := "MATCH (n) RETURN n.i AS i, n.a AS a, n.b AS b ORDER BY " + order
		skip, limit := rapid.IntRange(0, 4).Draw(r, "skip"), rapid.IntRange(0, 4).Draw(r, "limit")
		all, err := g.run(query)
		if err != nil {
			r.Fatal(err)
		}
		cut, err := g.run(fmt.Sprintf("%s SKIP %d LIMIT %d", query, skip, limit))
		if err != nil {
			r.Fatal(err)
		}
		from := min(skip, len(all.rows))
		want := all.rows[from:min(from+limit, len(all.rows))]
		if !slices.EqualFunc(cut.rows, want, func(a, b []string) bool { return slices.Equal(a, b) }) {
			r.Fatalf("%s\n%s\n got %v of %v", strings.Join(g.make, ";\n"), query, cut.rows, all.rows)
		}
		grouped := "MATCH (n) WITH n.a AS a, collect(n.i) AS ns UNWIND ns AS i RETURN i, a"
		plain := "MATCH (n) RETURN n.i AS i, n.a AS a"
		g.same(r, plain, grouped, sansEquivalents(g.rows(plain)), sansEquivalents(g.rows(grouped)))
		distinct := "MATCH (n) RETURN DISTINCT n.a AS a"
		groups := "MATCH (n) WITH n.a AS a, count(*) AS c RETURN a"
		g.same(r, distinct, groups, g.rows(distinct), g.rows(groups))
	})
}

// sansEquivalents writes 1.0 as 1: a group has the first of its equivalent keys.
func sansEquivalents(rows []string) []string {
	for i, row := range rows {
		rows[i] = strings.ReplaceAll(row, "1.0", "1")
	}
	slices.Sort(rows)
	return rows
}
