package differential

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"memgraphd/cypher/reference"
	"memgraphd/engine"
)

// TestDifferentialBatches compares what CALL {} IN TRANSACTIONS and PERIODIC COMMIT leave behind with what the
// same query does in one transaction.
func TestDifferentialBatches(t *testing.T) {
	checkRandom(t, func(t *rapid.T) {
		w, q := drawWorld(t), drawBatches(t)
		c := &comparison{t: t, w: w, q: q}
		for _, how := range []struct {
			name string
			make func(*engine.Database) *engine.Database
		}{
			{"plain", func(db *engine.Database) *engine.Database { return db }},
			{"indexed", func(db *engine.Database) *engine.Database { addIndexes(db); return db }},
			{"scattered", scatter},
		} {
			db := w.build()
			defer db.Close()
			made := how.make(db)
			defer made.Close()
			s := c.setting(how.name, made)
			if errors.Is(s.wanted.err, reference.ErrTooLong) {
				return
			}
			c.committed(s)
		}
	})
}

// drawBatches draws an update that commits every few rows.
func drawBatches(t *rapid.T) *generated {
	g := &gen{t: t, q: &generated{}, rows: 1, updates: true}
	text := g.one(g.match, g.match, g.load)
	if g.chance(5) {
		text += g.clause()
	}
	switch {
	case len(g.vars) == 0: // nothing else keeps the query from reading what it has committed
		text += "WITH 1 AS " + g.declare("v", anInt) + " ORDER BY " + g.vars[0].name + " "
	case len(g.of(aBag)) == 0:
		text += "WITH " + join(g.vars) + " ORDER BY " + g.keys(g.vars) + " "
		g.sorted = true
	}
	if g.chance(3) {
		g.q.finish(fmt.Sprintf("USING PERIODIC COMMIT %s ", g.word("1", "2", "3"))+text+g.one(g.create, g.set, g.merge, g.remove), g.literals)
		return g.q
	}
	unit := strings.TrimSpace(g.unit())
	text += unit + fmt.Sprintf(" IN TRANSACTIONS OF %s ROWS ", g.word("1", "2", "3", "100"))
	if g.chance(5) {
		text += g.result("RETURN")
	}
	g.q.finish(text, g.literals)
	return g.q
}
