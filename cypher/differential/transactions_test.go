package differential

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"memgraphd/cypher"
	"memgraphd/cypher/reference"
	"memgraphd/engine/value"
)

// TestDifferentialTransactions compares what CALL {} IN TRANSACTIONS answers and leaves behind, some of whose
// transactions fail.
func TestDifferentialTransactions(t *testing.T) {
	checkRandom(t, func(t *rapid.T) {
		w, q := drawWorld(t), drawTransactions(t)
		db := w.build()
		defer db.Close()
		if pick(t, 2) == 1 {
			addIndexes(db)
		}
		if pick(t, 3) == 2 {
			db = scatter(db)
			defer db.Close()
		}
		session := cypher.New(db, cypher.Options{Files: inline{}}).NewSession("")
		defer session.Close()
		before := graphOf(db)
		want := referTo(limited(before), q)
		if errors.Is(want.err, reference.ErrTooLong) {
			return
		}
		rows, err := ask(session, q.text, value.Null)
		got := outcome{rows: rows, err: err}
		if err == nil {
			got.graph = graphOf(db)
		}
		if difference := differ(q.show(before, want), q.show(before, got)); difference != "" {
			t.Fatalf("%s\n\n%s\n\n%s", w, q.text, difference)
		}
		if found := db.Check(10); len(found) > 0 {
			t.Fatalf("%s\n\n%s\n\nthe database is damaged: %q", w, q.text, found)
		}
	})
}

// limited returns a copy of a graph on which a query may take so many steps.
func limited(g *reference.Graph) *reference.Graph {
	c := g.Clone()
	c.Budget = 30_000
	return c
}

// drawTransactions draws a query with a subquery in transactions. Its rows are in a certain order, for it matters which of them
// share a transaction.
func drawTransactions(t *rapid.T) *generated {
	g := &gen{t: t, q: &generated{}, rows: 1, updates: true}
	text := g.reading(g.pick(2))
	g.vars = slices.DeleteFunc(g.vars, func(v variable) bool { return v.kind == aBag })
	if len(g.vars) == 0 {
		text += "WITH 1 AS " + g.declare("v", anInt) + " "
	}
	outer := slices.Clone(g.vars)
	text += "WITH " + join(outer) + " ORDER BY " + g.keys(outer) + " " + g.word("", "", "OPTIONAL ")
	text += "CALL (" + join(outer) + ") { " + g.transaction()
	columns := []variable{{g.name("c"), anInt}}
	text += fmt.Sprintf("RETURN %s AS %s ", g.expr(anInt, 1), columns[0].name)
	text += "} IN TRANSACTIONS OF " + g.word("2", "1", "3", "100") + " ROWS"
	g.vars = append(slices.DeleteFunc(outer, func(v variable) bool { return v.kind == aNode || v.kind == aRel || v.kind == aPath }), columns...)
	if onError := g.word("", " ON ERROR CONTINUE", " ON ERROR BREAK"); onError != "" {
		status := g.name("st")
		text += onError + " REPORT STATUS AS " + status
		text += " WITH " + join(g.vars) + ", " + status + ".committed AS " + g.declare("v", aBool) + ", " + status + ".started AS " + g.declare("v", aBool)
	}
	text += " "
	if g.q.finish(text+"RETURN "+join(g.vars), g.literals); g.chance(3) {
		g.q.finish(text+g.result("RETURN"), g.literals)
	}
	return g.q
}

// transaction draws what a transaction does. Some rows divide by zero, before or behind a change.
func (g *gen) transaction() string {
	g.inside++
	defer func() { g.inside-- }()
	g.sorted = true
	fail := func() string {
		return fmt.Sprintf("CREATE (:D {i: 1 / (coalesce(%s, 5) - %s)}) ", g.expr(anInt, 1), g.literal(g.word("1", "2")))
	}
	text := ""
	if g.chance(3) {
		text += fail()
	}
	text += g.one(g.create, g.set, g.merge, g.foreach, g.remove)
	if g.chance(5) {
		text += fail()
	}
	if g.chance(3) {
		text += g.one(g.set, g.create, g.merge)
	}
	return text
}
