package exec_test

import (
	"context"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/compile"
	"memgraphd/cypher/compile/compiletest"
	"memgraphd/cypher/eval"
	"memgraphd/cypher/exec"
	"memgraphd/cypher/parser"
	"memgraphd/cypher/plan"
	"memgraphd/engine"
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// program compiles a query.
func program(t testing.TB, db *engine.Database, text string) *exec.Program {
	t.Helper()
	st, err := parser.Parse(text)
	if err != nil {
		t.Fatalf("%s\n%v", text, err)
	}
	p, err := compile.Query(db, st.(*ast.Query), compiletest.Functions{})
	if err != nil {
		t.Fatalf("%s\n%v", text, err)
	}
	prog, err := exec.Prepare(p, &eval.Env{Plan: p})
	if err != nil {
		t.Fatalf("%s\n%s\n%v", text, strings.Join(plan.Explain(p), "\n"), err)
	}
	return prog
}

// run runs a program and returns the number of rows.
func run(t testing.TB, prog *exec.Program, s exec.Start) int {
	t.Helper()
	ctx := context.Background()
	x, err := prog.Start(ctx, s)
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	rows := 0
	for {
		b, err := x.Next(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if b == nil {
			return rows
		}
		rows += b.Len()
	}
}

// social makes a graph of users and friendships whose degrees follow power laws.
func social(t testing.TB, users, friendships int) *engine.Database {
	db := engine.New(engine.Options{})
	t.Cleanup(db.Close)
	txn := db.Begin(engine.TxnOptions{})
	user := db.InternLabels([]engine.LabelID{db.Label("User")})
	ids, _ := txn.CreateNodes(users, user, nil)
	var id, age, name column.Column
	for i := range users {
		id.Append(value.Int(int64(i)))
		age.Append(value.Int(int64(uint64(i) * 0x9E3779B97F4A7C15 >> 33 % 60)))
		name.Append(value.String("user-" + string(rune('a'+i%26)) + string(rune('a'+i/26%26)) + string(rune('a'+i/676%26))))
	}
	for key, c := range map[string]*column.Column{"id": &id, "age": &age, "name": &name} {
		if err := txn.SetNodeColumn(ids, db.Property(key), c); err != nil {
			t.Fatal(err)
		}
	}
	rng := rand.New(rand.NewPCG(1, 2))
	popular := rand.NewZipf(rng, 1.25, 12, uint64(users-1))
	active := rand.NewZipf(rng, 1.25, 40, uint64(users-1))
	rank := rng.Perm(users)
	var from, to []uint64
	var since column.Column
	for i := range friendships {
		a, b := rank[active.Uint64()], rank[popular.Uint64()*7919%uint64(users)]
		if rng.IntN(3) > 0 {
			a = rng.IntN(users)
		}
		if rng.IntN(2) > 0 {
			b = rng.IntN(users)
		}
		from, to = append(from, ids[a]), append(to, ids[b])
		since.Append(value.Int(int64(i % 1000)))
	}
	rels, err := txn.CreateRelationships(from, to, db.Type("Friend"), nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := txn.SetRelationshipColumn(rels, db.Property("since"), &since); err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	if err := txn.Commit(ctx); err != nil {
		t.Fatal(err)
	}
	spec := engine.IndexSpec{Kind: engine.IndexLabelProps, Label: db.Label("User"), Properties: []engine.PropertyID{db.Property("id")}}
	if err := db.CreateIndex(ctx, spec); err != nil {
		t.Fatal(err)
	}
	db.CollectGarbage()
	return db
}

// workload are the queries of the field's benchmark.
var workload = []struct{ name, text string }{
	{"return_1", "RETURN 1"},
	{"point", "MATCH (n:User {id: $id}) RETURN n.age"},
	{"expand_1", "MATCH (n:User {id: $id})-->(m:User) RETURN m.id"},
	{"expand_1_filter", "MATCH (n:User {id: $id})-->(m:User) WHERE m.age >= 18 RETURN m.id"},
	{"expand_2", "MATCH (n:User {id: $id})-->()-->(m:User) RETURN DISTINCT m.id"},
	{"expand_2_filter", "MATCH (n:User {id: $id})-->()-->(m:User) WHERE m.age >= 18 RETURN DISTINCT m.id"},
	{"expand_3", "MATCH (n:User {id: $id})-->()-->()-->(m:User) RETURN DISTINCT m.id"},
	{"expand_4_count", "MATCH (n:User {id: $id})-->()-->()-->()-->(m:User) RETURN count(DISTINCT m)"},
	{"neighbours_2", "MATCH (n:User {id: $id})-[*1..2]->(m:User) RETURN DISTINCT m.id"},
	{"neighbours_2_data", "MATCH (n:User {id: $id})-[*1..2]->(m:User) RETURN DISTINCT m.id, m.age, m.name"},
	{"match_unindexed", "MATCH (n:User) WHERE n.name = $name RETURN n.id"},
	{"match_unindexed_relationship", "MATCH ()-[r:Friend]->() WHERE r.since = $id RETURN count(r)"},
	{"aggregate", "MATCH (n:User) RETURN n.age, count(*)"},
	{"aggregate_distinct", "MATCH (n:User) RETURN count(DISTINCT n.age)"},
	{"aggregate_filter", "MATCH (n:User) WHERE n.age >= 18 RETURN n.age, count(*)"},
	{"min_max_avg", "MATCH (n:User) RETURN min(n.age), max(n.age), avg(n.age)"},
	{"count_relationships", "MATCH ()-[r]->() RETURN count(r)"},
	{"top_10_degree", "MATCH (n:User)-->(m) WITH n, count(m) AS degree ORDER BY degree DESC LIMIT 10 RETURN n.id, degree"},
	{"triangles", "MATCH (n:User {id: $id})-->(a)-->(b)-->(n) RETURN count(*)"},
	{"pattern_cycle", "MATCH (n:User {id: $id})-[e1]->(m)-[e2]->(n) RETURN e1, m, e2"},
	{"pattern_long", "MATCH (n1:User {id: $id})-->(n2)-->(n3)-->(n4)<--(n5) RETURN n5 LIMIT 1"},
	{"pattern_short", "MATCH (n:User {id: $id})-->(m) RETURN m LIMIT 1"},
	{"shortest_path", "MATCH (n:User {id: $id}), (m:User {id: $to}) WITH n, m MATCH p = (n)-[*BFS ..15]->(m) RETURN length(p)"},
	{"shortest_path_filter", "MATCH (n:User {id: $id}), (m:User {id: $to}) WITH n, m MATCH p = (n)-[*BFS ..15 (e, v | v.age >= 18)]->(m) RETURN length(p)"},
	{"sort", "MATCH (n:User) RETURN n.name, n.age ORDER BY n.name, n.age"},
	{"write_node", "CREATE (n:Fresh {id: $id})"},
	{"write_relationship", "MATCH (n:User {id: $id}), (m:User {id: $to}) CREATE (n)-[:Fresh]->(m)"},
	{"property_update", "MATCH (n:User {id: $id}) SET n.fresh = $id"},
	{"ingest_100", "UNWIND $rows AS row CREATE (n:Fresh {id: row.id, age: row.age, name: row.name})"},
	{"merge_100", "UNWIND $rows AS row MERGE (n:User {id: row.id}) SET n.seen = row.age"},
}

// drawParameters draws what queries ask for.
func drawParameters(rng *rand.Rand, users int, rows value.Value) func(string) (value.Value, bool) {
	id, to := value.Int(int64(rng.IntN(users))), value.Int(int64(rng.IntN(users)))
	return func(name string) (value.Value, bool) {
		switch name {
		case "id":
			return id, true
		case "to":
			return to, true
		case "name":
			return value.String("user-abc"), true
		case "rows":
			return rows, true
		}
		return value.Null, false
	}
}

func ingestRows(n int) value.Value {
	list := make([]value.Value, n)
	for i := range list {
		list[i] = value.Map([]value.Entry{
			{Key: "age", Value: value.Int(int64(i % 60))}, {Key: "id", Value: value.Int(int64(i))}, {Key: "name", Value: value.String("fresh")},
		})
	}
	return value.List(list)
}

func BenchmarkWorkload(b *testing.B) {
	const users = 10_000
	db, rows := social(b, users, 121_716), ingestRows(100)
	for _, q := range workload {
		b.Run(q.name, func(b *testing.B) {
			prog := program(b, db, q.text)
			if testing.Verbose() {
				b.Log("\n" + strings.Join(plan.Explain(prog.Plan()), "\n"))
			}
			rng, n := rand.New(rand.NewPCG(3, 4)), 0
			b.ReportAllocs()
			for b.Loop() {
				txn := db.Begin(engine.TxnOptions{})
				n += run(b, prog, exec.Start{Txn: txn, Parameter: drawParameters(rng, users, rows), Now: time.Time{}})
				txn.Abort()
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N), "µs/op")
			b.ReportMetric(float64(n)/float64(b.N), "rows")
		})
	}
}

// BenchmarkLarge runs what touches a million nodes.
func BenchmarkLarge(b *testing.B) {
	const users = 1_000_000
	db := social(b, users, 2_000_000)
	for _, q := range []struct{ name, text string }{
		{"scan_filter", "MATCH (n:User) WHERE n.age > 30 RETURN count(*)"},
		{"group_by", "MATCH (n:User) RETURN n.age, count(*), avg(n.id)"},
		{"group_distinct", "MATCH (n:User) RETURN n.age, count(DISTINCT n.name)"},
		{"distinct", "MATCH (n:User) RETURN count(DISTINCT n.age)"},
		{"distinct_unique", "MATCH (n:User) RETURN count(DISTINCT n.id)"},
		{"group_by_string", "MATCH (n:User) RETURN n.name, count(*)"},
		{"hops_distinct", "MATCH (n:User {id: $id})-->()-->(m) RETURN count(DISTINCT m)"},
		{"sort", "MATCH (n:User) WITH n.name AS name, n.age AS age ORDER BY age, name SKIP 999990 RETURN name, age"},
		{"top", "MATCH (n:User) RETURN n.id ORDER BY n.age DESC, n.id LIMIT 10"},
	} {
		b.Run(q.name, func(b *testing.B) {
			prog, rng := program(b, db, q.text), rand.New(rand.NewPCG(3, 4))
			b.ReportAllocs()
			for b.Loop() {
				txn := db.Begin(engine.TxnOptions{})
				run(b, prog, exec.Start{Txn: txn, Parameter: drawParameters(rng, users, value.Null)})
				txn.Abort()
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N), "µs/op")
		})
	}
}

// A cached point read costs no allocation beyond its transaction.
func TestAllocations(t *testing.T) {
	if raceEnabled {
		t.Skip("the race detector makes pools forget")
	}
	db := social(t, 2000, 20_000)
	for text, most := range map[string]float64{
		"RETURN 1":                              0,
		"MATCH (n:User {id: $id}) RETURN n.age": 0,
		"MATCH (n:User {id: $id})-->(m:User) WHERE m.age >= 18 RETURN m.id, m.age + 1": 0,
		"MATCH (n:User) RETURN n.age, count(*)":                                        0,
		"MATCH (n:User {id: $id})-->()-->(m:User) RETURN DISTINCT m.id":                0,
		"MATCH (n:User) RETURN n.id ORDER BY n.id DESC LIMIT 5":                        0,
	} {
		prog := program(t, db, text)
		id := value.Int(7)
		txn := db.Begin(engine.TxnOptions{})
		s := exec.Start{Txn: txn, Parameter: func(string) (value.Value, bool) { return id, true }}
		run(t, prog, s)
		got := math.Inf(1)
		for range 3 { // a collection in between empties the pool
			got = min(got, testing.AllocsPerRun(50, func() { run(t, prog, s) }))
		}
		if got > most {
			t.Errorf("%s: %v allocations, at most %v are expected", text, got, most)
		}
		txn.Abort()
	}
}
