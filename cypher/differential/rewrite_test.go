package differential

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"memgraphd/cypher"
	"memgraphd/cypher/reference"
	"memgraphd/engine"
	"memgraphd/engine/value"
	"memgraphd/internal/tck/rewrite"
)

// TestRewritten compares random queries with what other ways to write them answer and leave behind.
func TestRewritten(t *testing.T) {
	setRapid(t, max(1, *differentialCount/3))
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		q := drawQuery(t)
		if rapid.Bool().Draw(t, "update") {
			q = drawUpdate(t)
		}
		db := w.build()
		if rapid.Bool().Draw(t, "indexed") {
			addIndexes(db)
			addConstraints(db)
		}
		defer db.Close()
		if rapid.Bool().Draw(t, "scattered") {
			db = scatter(db)
			defer db.Close()
		}
		compareRewritten(t, w, db, q)
	})
}

// compareRewritten rewrites a query in some ways, and each result once more. Where a procedure changes the graph there
// are not many ways to write a query.
func compareRewritten(t *rapid.T, w *world, db *engine.Database, q *generated) {
	if q.writer {
		return
	}
	session := cypher.New(db, cypher.Options{Files: inline{}}).NewSession("")
	defer session.Close()
	plain := *q
	plain.ordered = false // subqueries need not keep the order
	before := graphOf(db)
	columns, first := named(session, q.text, value.Null)
	want := plain.show(before, first)
	rng := rand.New(rand.NewPCG(uint64(len(q.text)), 3))
	for range 6 {
		text, params, names := q.text, value.Null, func(name string) string { return name }
		var how []string
		for range 2 {
			way := rewrite.All[rng.IntN(len(rewrite.All))]
			if r := way.Apply(text, params); r != nil {
				old := names
				text, params, names, how = r.Text, r.Params, func(name string) string { return old(r.Column(name)) }, append(how, way.Name)
			}
		}
		got, o := named(session, text, params)
		for i := range got {
			got[i] = names(got[i])
		}
		if difference := differ(want, plain.show(before, rearranged(o, got, columns))); difference != "" {
			t.Fatalf("%s\n\n%s\n\n%q\n\n%s\n%s\n\n%s", w, q.text, how, text, value.Literal(params), difference)
		}
	}
}

func graphOf(db *engine.Database) *reference.Graph {
	txn := db.Begin(engine.TxnOptions{ReadOnly: true})
	defer txn.Abort()
	return reference.Load(txn)
}

// named runs a query in a transaction that is rolled back, and returns its columns as well.
func named(s *cypher.Session, text string, params value.Value) ([]string, outcome) {
	txn := transactionOf(s)
	defer s.Rollback()
	ctx := context.Background()
	r, err := s.Run(ctx, text, params, cypher.TxOptions{})
	if err != nil {
		return nil, outcome{err: err}
	}
	defer r.Close()
	columns := slices.Clone(r.Columns())
	rows, err := r.Rows(ctx)
	if err != nil {
		return nil, outcome{err: err}
	}
	return columns, outcome{rows: rows, graph: reference.Load(txn)}
}

// rearranged puts columns into the order that is wanted.
func rearranged(o outcome, columns, wanted []string) outcome {
	if o.err != nil {
		return o
	}
	if len(columns) != len(wanted) {
		return outcome{err: fmt.Errorf("the columns are %q, not %q", columns, wanted)}
	}
	for i, row := range o.rows {
		cells := make([]value.Value, len(wanted))
		for k, name := range wanted {
			at := slices.Index(columns, name)
			if at < 0 {
				return outcome{err: fmt.Errorf("the columns are %q, not %q", columns, wanted)}
			}
			cells[k] = row[at]
		}
		o.rows[i] = cells
	}
	return o
}
