package compile_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/compile"
	"memgraphd/cypher/compile/compiletest"
	"memgraphd/cypher/eval"
	"memgraphd/cypher/exec"
	"memgraphd/cypher/optimize"
	"memgraphd/cypher/parser"
	"memgraphd/cypher/plan"
	"memgraphd/engine"
	"memgraphd/engine/value"
)

// run executes a query in a transaction and returns its rows, sorted, or why it failed, and its plan.
func run(t *testing.T, txn *engine.Txn, catalog optimize.Catalog, text string) ([]string, string) {
	t.Helper()
	statement, err := parser.Parse(text)
	if err != nil {
		t.Fatalf("%s\n%v", text, err)
	}
	p, err := compile.Query(catalog, statement.(*ast.Query), compiletest.Functions{})
	if err != nil {
		t.Fatalf("%s\n%v", text, err)
	}
	shown := strings.Join(plan.Explain(p), "\n")
	program, err := exec.Prepare(p, &eval.Env{Plan: p})
	if err != nil {
		t.Fatalf("%s\n%s\n%v", text, shown, err)
	}
	rows, err := fetch(program, txn)
	if err != nil {
		return []string{"error: " + err.Error()}, shown
	}
	slices.Sort(rows)
	return rows, shown
}

func fetch(program *exec.Program, txn *engine.Txn) ([]string, error) {
	ctx := context.Background()
	none := func(string) (value.Value, bool) { return value.Null, false }
	x, err := program.Start(ctx, exec.Start{Txn: txn, Parameter: none, Now: time.Now()})
	if err != nil {
		return nil, err
	}
	defer x.Close()
	var rows []string
	for {
		b, err := x.Next(ctx)
		if err != nil || b == nil {
			return rows, err
		}
		for _, i := range b.Rows() {
			var cells []string
			for _, col := range program.Plan().Columns {
				cells = append(cells, value.Format(b.Cols[col.Slot].Value(int(i))))
			}
			rows = append(rows, strings.Join(cells, " | "))
		}
	}
}

// build fills a database with a small random graph: labels, types and properties repeat often enough for
// patterns to match, and some values are missing or of another type.
func build(t *testing.T, rng *rand.Rand, nodes, rels int) *engine.Database {
	db := engine.New(engine.Options{})
	t.Cleanup(db.Close)
	txn := db.Begin(engine.TxnOptions{})
	ids, err := txn.CreateNodes(nodes, 0, nil)
	if err != nil {
		t.Fatal(err)
	}
	labels := []string{"A", "B", "C"}
	values := []value.Value{value.Int(1), value.Int(2), value.Int(3), value.Float(2), value.String("x"), value.Null}
	set := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, id := range ids {
		var has []engine.LabelID
		for _, l := range labels {
			if rng.IntN(2) == 0 {
				has = append(has, db.Label(l))
			}
		}
		set(txn.SetNodeLabels(id, db.InternLabels(has)))
		set(txn.SetNodeProperty(id, db.Property("id"), value.Int(int64(id))))
		for _, key := range []string{"p", "q"} {
			set(txn.SetNodeProperty(id, db.Property(key), values[rng.IntN(len(values))]))
		}
	}
	for range rels {
		from, to := ids[rng.IntN(len(ids))], ids[rng.IntN(len(ids))]
		typ := db.Type([]string{"R", "S"}[rng.IntN(2)])
		rel, err := txn.CreateRelationships([]uint64{from}, []uint64{to}, typ, nil)
		set(err)
		set(txn.SetRelationshipProperty(rel[0], db.Property("w"), values[rng.IntN(len(values))]))
	}
	if err := txn.Commit(context.Background()); err != nil {
		t.Fatal(err)
	}
	index(t, db)
	return db
}

func index(t *testing.T, db *engine.Database) {
	specs := []engine.IndexSpec{
		{Kind: engine.IndexLabel, Label: db.Label("A")},
		{Kind: engine.IndexLabelProps, Label: db.Label("A"), Properties: []engine.PropertyID{db.Property("p")}},
		{Kind: engine.IndexLabelProps, Label: db.Label("B"), Properties: []engine.PropertyID{db.Property("p"), db.Property("q")}},
		{Kind: engine.IndexNodeProp, Properties: []engine.PropertyID{db.Property("q")}},
		{Kind: engine.IndexTypeProp, Type: db.Type("R"), Properties: []engine.PropertyID{db.Property("w")}},
		{Kind: engine.IndexRelProp, Properties: []engine.PropertyID{db.Property("w")}},
	}
	for _, spec := range specs {
		if err := db.CreateIndex(context.Background(), spec); err != nil {
			t.Fatal(err)
		}
	}
}

// everything shows a graph, ids apart.
const everything = `MATCH (n) OPTIONAL MATCH (n)-[r]->(m) RETURN size(labels(n)), n:A, n:B, n:D, properties(n), type(r), properties(r), properties(m)`

// TestStatisticsNeverChangeResults plans queries under made-up statistics: whatever plan is
// chosen, the rows must be the same.
func TestStatisticsNeverChangeResults(t *testing.T) {
	for seed := range uint64(3) {
		rng := rand.New(rand.NewPCG(seed, 1))
		db := build(t, rng, 40, 70)
		for _, text := range reads {
			compare(t, db, rng, text, "")
		}
		for _, text := range writes {
			compare(t, db, rng, text, everything)
		}
	}
}

// compare runs a query with true statistics and with several false ones. If state is given, it is what the
// query leaves behind that is compared as well.
func compare(t *testing.T, db *engine.Database, rng *rand.Rand, text, state string) {
	t.Helper()
	var first []string
	var how string
	for i := range 6 {
		txn := db.Begin(engine.TxnOptions{})
		var catalog optimize.Catalog = db
		if i > 0 {
			catalog = compiletest.MadeUp{Database: db, Rand: rng}
		}
		rows, shown := run(t, txn, catalog, text)
		if state != "" && !strings.HasPrefix(strings.Join(rows, ""), "error: ") {
			left, _ := run(t, txn, db, state)
			rows = append(rows, left...)
		}
		txn.Abort()
		switch {
		case i == 0:
			first, how = rows, shown
		case !slices.Equal(first, rows):
			t.Errorf("%s\n%s\n%d rows: %.500s\nbut\n%s\n%d rows: %.500s", text, how, len(first), fmt.Sprint(first), shown, len(rows), fmt.Sprint(rows))
			return
		}
	}
}

// TestRandomQueries does the same with queries that nobody thought of.
func TestRandomQueries(t *testing.T) {
	for seed := range uint64(150) {
		rng := rand.New(rand.NewPCG(seed, 2))
		db := build(t, rng, 9, 14)
		g := &generator{Rand: rand.New(rand.NewPCG(seed, 3))}
		text := g.query()
		compare(t, db, rng, text, "")
		twins(t, db, text, seed)
		g = &generator{Rand: rng}
		compare(t, db, rng, g.change(), everything)
	}
}

// twins compares a query with the one that asks for the same, but later than it could be used.
func twins(t *testing.T, db *engine.Database, text string, seed uint64) {
	t.Helper()
	other := (&generator{Rand: rand.New(rand.NewPCG(seed, 3)), late: true}).query()
	txn := db.Begin(engine.TxnOptions{})
	defer txn.Abort()
	rows, shown := run(t, txn, db, text)
	late, how := run(t, txn, db, other)
	if !slices.Equal(rows, late) {
		t.Errorf("%s\n%s\n%d rows: %.500s\nbut\n%s\n%s\n%d rows: %.500s", text, shown, len(rows), fmt.Sprint(rows), other, how, len(late), fmt.Sprint(late))
	}
}
