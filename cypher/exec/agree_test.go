package exec_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"memgraphd/cypher/exec"
	"memgraphd/engine"
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// scenario is a query on the graph of randomGraph. What updates leave behind is read
// with check, in the same transaction.
type scenario struct{ text, check string }

var scenarios = []scenario{
	{text: "MATCH (n) RETURN n.i, n.v"},
	{text: "MATCH (n:A) WHERE n.v > 3 RETURN n.i"},
	{text: "UNWIND range(0, 20) AS x MATCH (n:B {i: x}) RETURN x, n.v"},
	{text: "UNWIND [3, 5, 5, null, 'a'] AS x MATCH (n:A {i: x}) RETURN x, n.v"},
	{text: "UNWIND [1, 2, 3] AS x MATCH (n) WHERE n.v = x RETURN x, count(*)"},
	{text: "MATCH (a)-[r]->(b:B) RETURN a.i, r.w, b.i"},
	{text: "MATCH (a:A)-[r:R]-(b) RETURN a.i, r.w, b.i"},
	{text: "MATCH (a)-[r:R|S]->(b) WHERE r.w % 3 = 0 RETURN a.i, b.i"},
	{text: "MATCH (a)-->(b)-->(c)-->(a) RETURN a.i, b.i, c.i"},
	{text: "MATCH (a:A) OPTIONAL MATCH (a)-[:S]->(b:B) RETURN a.i, b.i"},
	{text: "MATCH (a:A) OPTIONAL MATCH (a)-[:S]->(b)-->(c:B) WHERE c.v > a.v RETURN a.i, c.i"},
	{text: "MATCH (a:A) WHERE EXISTS { (a)-->(b) WHERE b.v = a.v } RETURN a.i"},
	{text: "MATCH (a:A) WHERE NOT (a)-[:S]->() RETURN a.i"},
	{text: "MATCH (a:A) RETURN a.i, COUNT { (a)-->(b:B) } AS c, [(a)-[:S]->(b) | b.i] AS l"},
	{text: "MATCH (a:A) CALL (a) { MATCH (a)-->(b) RETURN count(b) AS c, max(b.v) AS m } RETURN a.i, c, m"},
	{text: "MATCH (a:A) CALL (a) { MATCH (a)-->(b) RETURN b ORDER BY b.v, b.i LIMIT 2 } RETURN a.i, b.i"},
	{text: "MATCH (a:A) CALL (a) { MATCH (a)-->(b) RETURN DISTINCT b.v AS v } RETURN a.i, v"},
	{text: "MATCH (a:A) CALL (a) { MATCH (a)-->(b) RETURN b.i AS x UNION ALL MATCH (a)<--(b) RETURN b.i AS x } RETURN a.i, x"},
	{text: "MATCH (a)-->()-->(c) RETURN DISTINCT c.i"},
	{text: "MATCH (a:A {i: 0})-->()-->()-->(d:B) RETURN DISTINCT d.v"},
	{text: "MATCH (a:A)-->()--()-->(d) RETURN count(DISTINCT d)"},
	{text: "MATCH (a)-->(b) RETURN a.v AS v, count(*) AS c, count(DISTINCT b.v) AS d, min(b.i) AS m, collect(DISTINCT b.v % 2) AS l"},
	{text: "MATCH (a)-->(b) RETURN a.i, count(b)"},
	{text: "MATCH (n) RETURN n.v, n.i ORDER BY n.v DESC, n.i SKIP 5 LIMIT 50"},
	{text: "MATCH (a:A), (b:B) WHERE a.v = b.v RETURN count(*), sum(a.i * b.i)"},
	{text: "MATCH (a:A {i: 0})-[r*1..3]->(b) RETURN b.i, size(r)"},
	{text: "MATCH (a:A {i: 0})-[*1..4]->(b) RETURN DISTINCT b.i"},
	{text: "MATCH (a:A {i: 0}), (b:A {i: 4}) MATCH (a)-[r *BFS ..6 (e, n | e.w > 2)]-(b) RETURN size(r)"},
	{text: "MATCH (a:A {i: 0})-[*WSHORTEST ..5 (e, n | e.w) total]->(b) RETURN b.i, total"},
	{text: "MATCH (a:A {i: 0}) ((x)-[e:R]->(y) WHERE x.v <> y.v){1,3} (b) RETURN b.i, size(e), [n IN x | n.i]"},
	{text: "MATCH p = (a:A)-[:R]->(b)<-[:S]-(c) RETURN length(p), [n IN nodes(p) | n.i]"},
	{text: "CREATE (n:New {x: 1})", check: "MATCH (n:New) RETURN n.x"},
	{text: "MATCH (a:A) CREATE (a)-[:N {w: a.v}]->(:New {x: a.i})", check: "MATCH (a)-[r:N]->(n) RETURN a.i, r.w, n.x"},
	{text: "MATCH (a:A) UNWIND range(0, 40) AS x MATCH (b:B {i: x}) CREATE (a)-[:N {w: x, v: CASE x % 3 WHEN 0 THEN null WHEN 1 THEN 'y' ELSE a.v END}]->(b)", check: "MATCH (a)-[r:N]->(b) RETURN a.i, r.w, r.v, b.i"},
	{text: "MATCH (a:A)-[:R]->(b) WHERE NOT (a)-[:N]->(b) CREATE (b)-[:N]->(a)", check: "MATCH (a)-[r:N]->(b) RETURN a.i, b.i"},
	{text: "UNWIND range(0, 3000) AS x CREATE (n:New {x: x % 7}) RETURN n.x, count(*)", check: "MATCH (n:New) RETURN count(*)"},
	{text: "UNWIND range(0, 30) AS x MERGE (n:A {i: x % 12}) ON CREATE SET n.new = 1 ON MATCH SET n.seen = coalesce(n.seen, 0) + 1", check: "MATCH (n:A) RETURN n.i, n.new, n.seen"},
	{text: "MATCH (a:A), (b:B) WHERE a.i < 20 AND b.i < 20 MERGE (a)-[r:R]->(b) ON CREATE SET r.new = true", check: "MATCH (a)-[r:R]->(b) RETURN a.i, r.new, b.i"},
	{text: "MATCH (a:A)-->(b) SET b.hits = coalesce(b.hits, 0) + 1", check: "MATCH (n) RETURN n.i, n.hits"},
	{text: "MATCH (n:A) SET n += {v: n.v + 1, z: null}, n:Z REMOVE n.i", check: "MATCH (n:Z) RETURN n.v, labels(n), keys(n)"},
	{text: "MATCH (a:A)-[r:S]->(b) DELETE r", check: "MATCH ()-[r]->() RETURN type(r), count(*)"},
	{text: "MATCH (n:B) DETACH DELETE n", check: "MATCH (n) RETURN labels(n), count(*)"},
	{text: "MATCH (n:A) FOREACH (x IN range(0, n.v) | CREATE (:New {x: x}) SET n.last = x)", check: "MATCH (n:New) RETURN n.x, count(*) AS c UNION ALL MATCH (n:A) RETURN n.last AS `n.x`, count(*) AS c"},
	{text: "MATCH (n:A) CALL (n) { CREATE (m:New {x: n.i}) } RETURN count(*)", check: "MATCH (n:New) RETURN n.x"},
}

func randomGraph(t *testing.T, seed uint64) *engine.Database {
	db := engine.New(engine.Options{})
	t.Cleanup(db.Close)
	rng, txn := rand.New(rand.NewPCG(seed, 1)), db.Begin(engine.TxnOptions{})
	do := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	var ids []uint64
	for i := range 120 {
		set := db.InternLabels([]engine.LabelID{db.Label([]string{"A", "B"}[rng.IntN(2)])})
		one, err := txn.CreateNodes(1, set, nil)
		do(err)
		do(txn.SetNodeProperty(one[0], db.Property("i"), value.Int(int64(i))))
		if rng.IntN(8) > 0 {
			do(txn.SetNodeProperty(one[0], db.Property("v"), value.Int(rng.Int64N(6))))
		}
		ids = append(ids, one[0])
	}
	for range 200 {
		rel, err := txn.CreateRelationships([]uint64{ids[rng.IntN(120)]}, []uint64{ids[rng.IntN(60)]}, db.Type([]string{"R", "S"}[rng.IntN(2)]), nil)
		do(err)
		do(txn.SetRelationshipProperty(rel[0], db.Property("w"), value.Int(rng.Int64N(9))))
	}
	do(txn.Commit(context.Background()))
	return db
}

// answer runs a query and returns its rows, sorted, or its error.
func answer(t *testing.T, db *engine.Database, txn *engine.Txn, text string, size, workers int) []string {
	prog := program(t, db, text)
	ctx := context.Background()
	x, err := prog.Start(ctx, exec.Start{Txn: txn, BatchSize: size, Workers: workers, Parameter: func(string) (value.Value, bool) { return value.Null, false }})
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	defer x.Close()
	var rows []string
	for {
		b, err := x.Next(ctx)
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		if b == nil {
			break
		}
		for _, r := range b.Rows() {
			var cells []string
			for _, c := range prog.Plan().Columns {
				cells = append(cells, value.Format(b.Cols[c.Slot].Value(int(r))))
			}
			rows = append(rows, strings.Join(cells, " "))
		}
	}
	if !strings.Contains(text, "ORDER BY") || strings.Contains(text, "CALL") {
		slices.Sort(rows)
	}
	return append(rows, fmt.Sprint(x.Counters()))
}

// However many rows are handed on at once, the answer is the same.
func TestBatchSizesAgree(t *testing.T) {
	for seed := range uint64(3) {
		db := randomGraph(t, seed)
		for _, s := range scenarios {
			var want []string
			for _, size := range []int{1024, 1, 7, 64} {
				txn := db.Begin(engine.TxnOptions{})
				got := answer(t, db, txn, s.text, size, 1)
				if s.check != "" {
					got = append(got, answer(t, db, txn, s.check, 0, 1)...)
				}
				txn.Abort()
				if want == nil {
					want = got
				} else if !slices.Equal(got, want) {
					t.Errorf("%s\nwith batches of %d:\n%s\nwith batches of 1024:\n%s", s.text, size, strings.Join(got, "\n"), strings.Join(want, "\n"))
				}
			}
		}
	}
}

// What is looked up for a batch at once is what is looked up for each row: rows with many
// matches, with one, with none.
func TestLookUpsAgree(t *testing.T) {
	db := social(t, 3000, 0)
	for _, key := range []string{"id", "age", "name"} {
		spec := engine.IndexSpec{Kind: engine.IndexLabelProps, Label: db.Label("User"), Properties: []engine.PropertyID{db.Property(key)}}
		if err := db.CreateIndex(context.Background(), spec); err != nil && key != "id" {
			t.Fatal(err)
		}
	}
	for _, text := range []string{
		"UNWIND range(0, 3500) AS x MATCH (n:User {id: x}) RETURN x, n.name",
		"UNWIND range(0, 3500) AS x MATCH (n:User {id: x * 7 % 4001}) MATCH (m:User {id: x}) RETURN x, n.id, m.id",
		"UNWIND range(0, 5000) AS x MATCH (n:User {id: x * 3}) MATCH (m:User {id: x * 5 + 0.0}) RETURN x, n.id, m.id",
		"UNWIND range(0, 200) AS x MATCH (n:User {age: x}) RETURN x, n.id",
		"UNWIND range(0, 3500) AS x MATCH (n:User {id: x}) MATCH (m:User {name: n.name}) RETURN n.id, m.id",
		"UNWIND [1, null, 2, 2, 3, 100] AS x MATCH (n:User {age: x}) RETURN x, n.id",
		"UNWIND [1, null, 2, 2, 1.0, 0.0/0.0, 3] AS x MATCH (n:User {age: x}) RETURN x, n.id",
		"UNWIND range(0, 3500) AS x MATCH (n:User {id: x}) RETURN n.id LIMIT 1100",
	} {
		txn := db.Begin(engine.TxnOptions{})
		want := answer(t, db, txn, text, 1, 1)
		for _, size := range []int{7, 1024} {
			if got := answer(t, db, txn, text, size, 1); !slices.Equal(got, want) {
				t.Errorf("%s\nwith batches of %d: %d rows instead of %d", text, size, len(got), len(want))
			}
		}
		txn.Abort()
	}
}

// Workers find the same rows. What is collected comes in any order.
func TestWorkersAgree(t *testing.T) {
	db := randomGraph(t, 1)
	txn := db.Begin(engine.TxnOptions{})
	var labels engine.LabelSet
	for _, name := range []string{"A", "B"} { // enough chunks to be shared, of nodes without relationships
		labels = db.InternLabels([]engine.LabelID{db.Label(name)})
		ids, err := txn.CreateNodes(4000, labels, nil)
		if err != nil {
			t.Fatal(err)
		}
		var v, i column.Column
		for n := range ids {
			v.Append(value.Int(int64(n % 9)))
			i.Append(value.Int(int64(1000 + n)))
		}
		if err := errors.Join(txn.SetNodeColumn(ids, db.Property("v"), &v), txn.SetNodeColumn(ids, db.Property("i"), &i)); err != nil {
			t.Fatal(err)
		}
	}
	if err := txn.Commit(context.Background()); err != nil {
		t.Fatal(err)
	}
	texts := []string{
		"MATCH (n) RETURN count(*)",
		"MATCH (n) WHERE n.v > 3 RETURN count(*), count(n.v), sum(n.i), min(n.i), max(n.v)",
		"MATCH (n:A) WHERE n.v > 100 RETURN count(*), sum(n.i), min(n.i)",
		"MATCH (n) RETURN n.v % 4 AS k, labels(n) AS l, count(*) AS c, sum(n.v) AS s, min(n.i) AS m",
		"MATCH (n) RETURN n.v, avg(n.i), count(DISTINCT n.i % 5)",
		"MATCH (n) RETURN n.v AS v, avg(n.i), sum(n.i), count(*)",
		"MATCH (n) RETURN count(DISTINCT n.v)",
		"MATCH (n) RETURN count(DISTINCT n.i), count(DISTINCT n.v), sum(DISTINCT n.v), min(n.i), max(n.v)",
		"MATCH (n) RETURN n.v % 4 AS k, count(DISTINCT n.i % 50), avg(DISTINCT n.i)",
		"MATCH (n)-->(m) RETURN n.v AS v, count(DISTINCT m), count(DISTINCT m.v)",
		"MATCH (n) WHERE n.v > 100 RETURN count(DISTINCT n.v), collect(DISTINCT n.v)",
		"MATCH (n) RETURN n.v AS v, count(DISTINCT n.i), count(*)",
		"MATCH (n) WHERE n.v > 100 RETURN avg(n.i), sum(n.i), min(n.v)",
		"MATCH (n) RETURN avg(n.i), avg(CASE n.v WHEN 1 THEN 0.5 ELSE n.i END), sum(CASE n.v WHEN 1 THEN 0.5 END)",
		"MATCH (n) RETURN n.v AS v, avg(duration({days: n.i})), sum(duration({days: n.i}))",
		"MATCH (n:A) WHERE n.i IN [1001, 1002, 4990, 4991] RETURN sum(CASE WHEN n.i < 2000 THEN 1 ELSE -1 END * 9223372036854775807), avg(9223372036854775807)",
		"MATCH (n:B) RETURN DISTINCT n.v, n.i % 3",
		"MATCH (n) RETURN n.i ORDER BY n.v DESC, n.i",
		"MATCH (n) RETURN n.i ORDER BY n.v DESC, n.i SKIP 10 LIMIT 20",
		"MATCH (n) WITH n, n.v AS v ORDER BY v, n.i LIMIT 20 RETURN n.i",
		"MATCH (n)-->(m) RETURN n.i, count(m)",
		"MATCH (n)-->(m)-[r]-(o:A) RETURN m.v, count(r), max(o.i)",
		"MATCH (n)-->()-->(m) RETURN DISTINCT m.i",
		"MATCH (n:A)-[*1..2]->(m) RETURN n.v, count(*)",
	}
	for _, s := range scenarios {
		if s.check == "" {
			texts = append(texts, s.text)
		}
	}
	r := db.Begin(engine.TxnOptions{ReadOnly: true})
	defer r.Abort()
	for _, text := range texts {
		want := answer(t, db, r, text, 0, 1)
		for range 3 {
			if got := answer(t, db, r, text, 0, 4); !slices.Equal(got, want) {
				t.Errorf("%s\nby workers:\n%s\nby one:\n%s", text, strings.Join(got, "\n"), strings.Join(want, "\n"))
			}
		}
	}
}

// What fails in a worker fails the query, and what is given up leaves no worker behind.
func TestWorkersStop(t *testing.T) {
	db := social(t, 8000, 10)
	txn := db.Begin(engine.TxnOptions{ReadOnly: true})
	defer txn.Abort()
	none := func(string) (value.Value, bool) { return value.Null, false }
	start := exec.Start{Txn: txn, Workers: 4, Parameter: none}
	ctx := context.Background()
	x, err := program(t, db, "MATCH (n:User) RETURN n.age / (n.id - 5000) AS x ORDER BY x").Start(ctx, start)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := x.Next(ctx); err == nil || !strings.Contains(err.Error(), "zero") {
		t.Errorf("got %v", err)
	}
	x.Close()
	prog := program(t, db, "MATCH (n:User) RETURN DISTINCT n.id")
	for range 3 {
		if x, err = prog.Start(ctx, start); err != nil {
			t.Fatal(err)
		}
		if b, err := x.Next(ctx); err != nil || b == nil {
			t.Fatal(b, err)
		}
		x.Close()
	}
	canceled, cancel := context.WithCancel(ctx)
	if x, err = prog.Start(canceled, start); err != nil {
		t.Fatal(err)
	}
	cancel()
	if _, err := x.Next(canceled); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	x.Close()
}
