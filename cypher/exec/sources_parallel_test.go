package exec_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"memgraphd/cypher/exec"
	"memgraphd/cypher/plan"
	"memgraphd/engine"
	"memgraphd/engine/value"
)

// TestWorkersShareSources: a stretch of an index and the table of relationships are read by several
// workers, each entry by one.
func TestWorkersShareSources(t *testing.T) {
	db := hubs(t, 12_000)
	txn := db.Begin(engine.TxnOptions{})
	ids := txn.ScanNodes(3, nil, nil)
	_, err := txn.CreateRelationships(ids[:300], ids[300:600], db.Type("RARE"), nil)
	if err := errors.Join(err, txn.Commit(t.Context())); err != nil {
		t.Fatal(err)
	}
	for _, spec := range []engine.IndexSpec{
		{Kind: engine.IndexLabelProps, Label: db.Label("User"), Properties: []engine.PropertyID{db.Property("i")}},
		{Kind: engine.IndexType, Type: db.Type("RARE")},
	} {
		if err := db.CreateIndex(t.Context(), spec); err != nil {
			t.Fatal(err)
		}
	}
	r := db.Begin(engine.TxnOptions{ReadOnly: true})
	defer r.Abort()
	for _, c := range []struct{ source, text string }{
		{"ScanAllByLabelPropert", "MATCH (n:User) WHERE n.i > 9500 RETURN count(*), sum(n.i), min(n.i), avg(n.i)"},
		{"ScanAllByLabelPropert", "MATCH (n:User) WHERE 5000 < n.i <= 9000 RETURN n.i % 3 AS k, count(*), avg(n.i)"},
		{"ScanAllByLabelPropert", "MATCH (n:User)-[e]->(m) WHERE n.i > 10000 RETURN m.i % 5 AS k, count(e), max(n.i)"},
		{"ScanAllByLabelPropert", "MATCH (n:User) WHERE n.i > 11990 RETURN DISTINCT n.i"},
		{"ScanAllByLabelPropert", "MATCH (n:User)-->(m) WHERE n.i > 11000 WITH n, count(m) AS c ORDER BY c DESC, n.i LIMIT 20 RETURN n.i, c"},
		{"ScanAllByEdgeType", "MATCH (n)-[e:RARE]->(m) RETURN n.i % 5 AS k, count(*), avg(m.i)"},
		{"ScanAllByEdgeType", "MATCH (n)-[e:RARE]-(m) WHERE m.i % 2 = 0 RETURN DISTINCT n.i, m.i"},
	} {
		if p := strings.Join(plan.Explain(program(t, db, c.text).Plan()), "\n"); !strings.Contains(p, c.source) {
			t.Errorf("%s reads no %s:\n%s", c.text, c.source, p)
		}
		one := answer(t, db, r, c.text, 0, 1)
		for range 3 {
			if many := answer(t, db, r, c.text, 0, 4); !slices.Equal(many, one) {
				t.Errorf("%s\nby workers: %d rows, want %d", c.text, len(many)-1, len(one)-1)
			}
		}
	}
}

// TestSortTogether: rows that tie stay as they came also where several goroutines sort.
func TestSortTogether(t *testing.T) {
	db := engine.New(engine.Options{})
	t.Cleanup(db.Close)
	r := db.Begin(engine.TxnOptions{ReadOnly: true})
	defer r.Abort()
	const text = "UNWIND range(1, 140000) AS x WITH x ORDER BY x % 100, toString(x % 7) DESC RETURN x"
	prog := program(t, db, text)
	one, many := ordered(t, prog, r, 1), ordered(t, prog, r, 3)
	if len(one) != 140_000 || !slices.Equal(one, many) {
		t.Errorf("%d rows by one goroutine, %d by three, or in another order", len(one), len(many))
	}
}

// ordered returns the numbers that a program yields.
func ordered(t *testing.T, prog *exec.Program, txn *engine.Txn, workers int) (found []int64) {
	t.Helper()
	none := func(string) (value.Value, bool) { return value.Null, false }
	x, err := prog.Start(t.Context(), exec.Start{Txn: txn, Parameter: none, Workers: workers})
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	for {
		b, err := x.Next(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if b == nil {
			return found
		}
		c := b.Cols[prog.Plan().Columns[0].Slot]
		for _, row := range b.Rows() {
			found = append(found, c.Ints[row])
		}
	}
}

// TestMarkTogether: a team marks the ends of a last hop that one goroutine would.
func TestMarkTogether(t *testing.T) {
	const nodes = 20_000
	db := engine.New(engine.Options{})
	t.Cleanup(db.Close)
	txn := db.Begin(engine.TxnOptions{})
	ids, err := txn.CreateNodes(nodes, db.InternLabels(nil), nil)
	if err != nil {
		t.Fatal(err)
	}
	var from, to []uint64
	for i := range ids {
		for k := range 5 {
			from, to = append(from, ids[i]), append(to, ids[(7*i*(k+1)+k*k)%(nodes-3000)])
		}
	}
	_, err = txn.CreateRelationships(from, to, db.Type("R"), nil)
	if err = errors.Join(err, txn.Commit(t.Context())); err != nil {
		t.Fatal(err)
	}
	r := db.Begin(engine.TxnOptions{ReadOnly: true})
	defer r.Abort()
	for _, text := range []string{
		"MATCH (a)-->()-->(b) WHERE id(a) % 2 = 0 RETURN count(DISTINCT b)",
		"MATCH (a)-->()-->()-->(b) WHERE id(a) < 6000 RETURN count(DISTINCT b)",
		"MATCH (a)-->()-->()-->()-->(b) WHERE id(a) < 3000 RETURN DISTINCT id(b)",
		"MATCH (a)--()--()--(b) WHERE id(a) < 3 RETURN DISTINCT id(b)",
	} {
		one := answer(t, db, r, text, 0, 1)
		if many := answer(t, db, r, text, 0, 4); !slices.Equal(many, one) {
			t.Errorf("%s\nby a team: %d rows, want %d", text, len(many)-1, len(one)-1)
		}
	}
}
