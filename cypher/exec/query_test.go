package exec_test

import (
	"bytes"
	"context"
	"io"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"

	"memgraphd/cypher/exec"
	"memgraphd/engine"
	"memgraphd/engine/value"
)

// parameters are those of the queries below.
var parameters = map[string]value.Value{
	"less":   value.Int(-1),
	"label":  value.String("L"),
	"labels": value.List([]value.Value{value.String("L"), value.String("M")}),
	"map":    value.Map([]value.Entry{{Key: "a", Value: value.Int(1)}, {Key: "b", Value: value.String("x")}, {Key: "none", Value: value.Null}}),
	"maps": value.List([]value.Value{
		value.Map([]value.Entry{{Key: "a", Value: value.Int(1)}}),
		value.Map([]value.Entry{{Key: "b", Value: value.Int(2)}, {Key: "a", Value: value.String("y")}}),
		value.Map(nil),
	}),
}

// ask runs a query in a transaction and shows its rows, one a line.
func ask(t *testing.T, db *engine.Database, s exec.Start, text string) (string, exec.Counters, error) {
	t.Helper()
	prog, ctx := program(t, db, text), context.Background()
	s.Parameter = func(name string) (value.Value, bool) {
		v, ok := parameters[name]
		return v, ok
	}
	x, err := prog.Start(ctx, s)
	if err != nil {
		return "", exec.Counters{}, err
	}
	defer x.Close()
	var rows []string
	for {
		b, err := x.Next(ctx)
		if err != nil || b == nil {
			return strings.Join(rows, "\n"), x.Counters(), err
		}
		for _, r := range b.Rows() {
			var cells []string
			for _, c := range prog.Plan().Columns {
				cells = append(cells, strings.ReplaceAll(value.Format(b.Cols[c.Slot].Value(int(r))), "`", ""))
			}
			rows = append(rows, strings.Join(cells, " "))
		}
	}
}

func TestQueries(t *testing.T) {
	for _, c := range []struct {
		name     string
		queries  []string // in one transaction; the last is compared
		want     string
		counters exec.Counters // of the last but one, if any
		err      string
	}{
		{
			name: "create with a map", queries: []string{"CREATE (n:L $map)", "MATCH (n) RETURN properties(n)"}, want: `{a: 1, b: "x"}`,
			counters: exec.Counters{NodesCreated: 1, LabelsAdded: 1, PropertiesSet: 2},
		},
		{
			name: "create with maps of different keys", queries: []string{"UNWIND $maps AS m CREATE (n) SET n = m", "MATCH (n) RETURN properties(n)"},
			want: "{a: 1}\n{a: \"y\", b: 2}\n{}",
		},
		{name: "create with dynamic labels", queries: []string{"CREATE (n:$($labels):N)-[:$($label)]->()", "MATCH (n)-[r]->() RETURN labels(n), type(r)"}, want: `["L", "M", "N"] L`},
		{name: "dynamic label of a row", queries: []string{"UNWIND ['A', 'B', 'A'] AS l CREATE (n:$(l))", "MATCH (n:A) RETURN count(n)"}, want: "2"},
		{
			name: "match dynamic labels", queries: []string{"CREATE (:L:M {i: 1}), (:L {i: 2})", "UNWIND [['L'], ['M', 'L'], ['X']] AS l MATCH (n:$(l)) RETURN l, n.i"},
			want: "[\"L\"] 1\n[\"L\"] 2\n[\"M\", \"L\"] 1",
		},
		{name: "dynamic label of a wrong type", queries: []string{"UNWIND [1] AS l MATCH (n:$(l)) RETURN n"}, err: "Labels and types must be strings or lists of strings, got int."},
		{name: "label made by the query itself", queries: []string{"CREATE (:New {i: 1}) WITH * MATCH (n:New)-[:None]->() RETURN n"}, want: ""},
		{name: "label seen by the query itself", queries: []string{"CREATE (:New)-[:FRESH {i: 3}]->() WITH 1 AS one MATCH (n:New)-[r:FRESH]->() RETURN r.i"}, want: "3"},
		{name: "label expression", queries: []string{"CREATE (:A:B {i: 1}), (:A {i: 2}), ({i: 3})", "MATCH (n:!B&%|(A&B)) RETURN n.i"}, want: "1\n2"},
		{
			name: "set labels dynamically", queries: []string{"CREATE (n:A) SET n:$($labels) REMOVE n:A", "MATCH (n) RETURN labels(n)"}, want: `["L", "M"]`,
			counters: exec.Counters{NodesCreated: 1, LabelsAdded: 3, LabelsRemoved: 1},
		},
		{name: "merge a path", queries: []string{"CREATE (:A {i: 1})", "MATCH (a:A) UNWIND [1, 2, 1] AS x MERGE (a)-[:R]->(b:B {x: x}) RETURN b.x", "MATCH (:A)-[r:R]->(b) RETURN b.x"}, want: "1\n2"},
		{name: "merge without a key", queries: []string{"UNWIND [1, 2, 3] AS x MERGE (n:Only) ON CREATE SET n.by = x ON MATCH SET n.last = x", "MATCH (n) RETURN properties(n)"}, want: "{by: 1, last: 3}"},
		{name: "merge without a direction", queries: []string{"CREATE (:A {i: 1}), (:A {i: 2})", "MATCH (a:A), (b:A) WHERE a <> b MERGE (a)-[:R]-(b)", "MATCH ()-[r:R]->() RETURN count(r)"}, want: "1"},
		{name: "create at a null", queries: []string{"OPTIONAL MATCH (n:None) CREATE (n)-[:R]->()"}, err: "A relationship cannot be created: one of its nodes is null."},
		{name: "set on null", queries: []string{"OPTIONAL MATCH (n:None) SET n.x = 1, n:L REMOVE n.y RETURN n"}, want: "null"},
		{name: "set after delete", queries: []string{"CREATE (n) DELETE n SET n.x = 1"}, err: "Trying to change a node or an edge that was deleted in this transaction."},
		{
			name: "delete a path", queries: []string{"CREATE (:A)-[:R]->(:B)", "MATCH p = (:A)-[]->() DELETE p", "MATCH (n) RETURN count(n)"}, want: "0",
			counters: exec.Counters{NodesDeleted: 2, RelationshipsDeleted: 1},
		},
		{name: "foreach of no list", queries: []string{"UNWIND [[1]] AS y FOREACH (x IN y[0] | CREATE ())"}, err: "FOREACH expression must resolve to a list, but got 'int'."},
		{name: "unwind of no list", queries: []string{"WITH {} AS m UNWIND m AS x RETURN x"}, err: "Argument of UNWIND must be a list, but 'map' was provided."},
		{name: "filter of no boolean", queries: []string{"UNWIND [[1]] AS x WITH x WHERE x[0] RETURN x"}, err: "Filter expression must evaluate to bool or null, got int."},
		{name: "skip of no number", queries: []string{"RETURN 1 AS x SKIP $label"}, err: "Number of elements to skip must be an integer."},
		{name: "limit below zero", queries: []string{"UNWIND [1] AS x RETURN x LIMIT $less"}, err: "Limit on number of returned elements must be non-negative."},
		{name: "hop from no node", queries: []string{"CREATE ()", "UNWIND [1] AS x MATCH (n) WITH CASE WHEN n.a IS NULL THEN x ELSE n END AS m MATCH (m)-->(o) RETURN o"}, err: "Expected a vertex in the pattern, got int."},
		{name: "counts without exactness", queries: []string{"CREATE (:A)-[:R]->(:B)", "MATCH ()-[r:R]->() RETURN count(r)"}, want: "1"},
		{name: "distinct of nothing", queries: []string{"UNWIND [1, 2] AS x WITH DISTINCT 1 AS one RETURN one"}, want: "1"},
		{name: "a long path", queries: []string{
			"CREATE (:S) WITH 1 AS x UNWIND range(1, 60) AS i CREATE (:C {i: i})",
			"MATCH (a:C), (b:C) WHERE a.i + 1 = b.i CREATE (a)-[:NEXT]->(b)", "MATCH (:C {i: 1})-[r:NEXT*]->(e) RETURN max(size(r)), count(*)",
		}, want: "59 59"},
		{name: "all shortest with a total", queries: []string{
			"CREATE (a:X {i: 1})-[:R {w: 1}]->(b:X {i: 2})-[:R {w: 1}]->(c:X {i: 3}), (a)-[:R {w: 2}]->(c)",
			"MATCH (a {i: 1})-[r *ALLSHORTEST (e, n | e.w) total]->(b {i: 3}) RETURN size(r) AS s, total ORDER BY s",
		}, want: "1 2\n2 2"},
		{name: "filter by the weight so far", queries: []string{
			"CREATE (:X {i: 1})-[:R {w: 1}]->(:X {i: 2})-[:R {w: 5}]->(:X {i: 3})",
			"MATCH (a {i: 1})-[r *WSHORTEST (e, n | e.w) total (e, n, p, w | w < 4 AND length(p) < 9)]->(b) RETURN b.i, total",
		}, want: "2 1"},
		{name: "weights that are durations", queries: []string{
			"CREATE (:X {i: 1})-[:R {w: duration('PT1H')}]->(:X {i: 2})-[:R {w: duration('PT30M')}]->(:X {i: 3})",
			"MATCH (a {i: 1})-[*WSHORTEST (e, n | e.w) total]->(b {i: 3}) RETURN total",
		}, want: "PT1H30M"},
	} {
		t.Run(c.name, func(t *testing.T) {
			db := engine.New(engine.Options{})
			defer db.Close()
			txn := db.Begin(engine.TxnOptions{})
			defer txn.Abort()
			var got string
			var before, counters exec.Counters
			var err error
			for _, q := range c.queries {
				before = counters
				if got, counters, err = ask(t, db, exec.Start{Txn: txn}, q); err != nil {
					break
				}
			}
			switch {
			case c.err != "" && (err == nil || !strings.HasPrefix(err.Error(), c.err)):
				t.Errorf("got %v, want %s", err, c.err)
			case c.err == "" && err != nil:
				t.Error(err)
			case c.err == "" && got != c.want:
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			case c.counters != (exec.Counters{}) && before != c.counters:
				t.Errorf("got %+v, want %+v", before, c.counters)
			}
		})
	}
}

// committing starts transactions one after the other and counts commits.
type committing struct {
	db      *engine.Database
	txn     *engine.Txn
	commits int
}

func (c *committing) commit(ctx context.Context) (*engine.Txn, error) {
	c.commits++
	if err := c.txn.Commit(ctx); err != nil {
		return nil, err
	}
	c.txn = c.db.Begin(engine.TxnOptions{})
	return c.txn, nil
}

func TestInTransactions(t *testing.T) {
	for _, c := range []struct {
		name, query string
		commits     int
		nodes       int64
	}{
		{"unit", "UNWIND range(1, 10) AS x CALL (x) { CREATE (:N {x: x}) } IN TRANSACTIONS OF 3 ROWS", 3, 10},
		{"with rows", "UNWIND range(1, 10) AS x CALL (x) { CREATE (n:N {x: x}) RETURN n } IN TRANSACTIONS OF 4 ROWS RETURN n.x", 2, 10},
		{"periodic", "USING PERIODIC COMMIT 4 UNWIND range(1, 10) AS x CREATE (:N {x: x})", 2, 10},
		{"periodic delete", "USING PERIODIC COMMIT 2 MATCH (n:Old) DETACH DELETE n", 2, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			db := engine.New(engine.Options{})
			defer db.Close()
			w := &committing{db: db, txn: db.Begin(engine.TxnOptions{})}
			if c.nodes == 0 {
				if _, _, err := ask(t, db, exec.Start{Txn: w.txn}, "UNWIND range(1, 5) AS x CREATE (:Old)-[:R]->(:Old)<-[:R]-(:Old)"); err != nil {
					t.Fatal(err)
				}
				if _, _, err := ask(t, db, exec.Start{Txn: w.txn}, "MATCH (n:Old) WITH n LIMIT 11 DETACH DELETE n"); err != nil {
					t.Fatal(err)
				}
				if _, err := w.commit(context.Background()); err != nil {
					t.Fatal(err)
				}
				w.commits = 0
			}
			if _, _, err := ask(t, db, exec.Start{Txn: w.txn, Commit: w.commit}, c.query); err != nil {
				t.Fatal(err)
			}
			if err := w.txn.Commit(context.Background()); err != nil {
				t.Fatal(err)
			}
			if w.commits != c.commits || db.NodeCount() != c.nodes {
				t.Errorf("%d commits and %d nodes, want %d and %d", w.commits, db.NodeCount(), c.commits, c.nodes)
			}
		})
	}
}

func TestNoCommitInBetween(t *testing.T) {
	db := engine.New(engine.Options{})
	defer db.Close()
	txn := db.Begin(engine.TxnOptions{})
	defer txn.Abort()
	_, _, err := ask(t, db, exec.Start{Txn: txn}, "UNWIND range(1, 10) AS x CALL (x) { CREATE (:N {x: x}) } IN TRANSACTIONS OF 3 ROWS")
	if err == nil || !strings.Contains(err.Error(), "can't be committed") {
		t.Error(err)
	}
}

// memoryFile serves one file from memory, in place or, if stream, from front to back only.
type memoryFile struct {
	data   []byte
	stream bool
}

type placed struct{ *bytes.Reader }

func (placed) Close() error { return nil }

func (f memoryFile) Open(context.Context, string, map[string]string) (io.ReadCloser, error) {
	if f.stream {
		return io.NopCloser(bytes.NewBuffer(f.data)), nil
	}
	return placed{bytes.NewReader(f.data)}, nil
}

func TestLoadParquet(t *testing.T) {
	type row struct {
		ID   int64  `parquet:"id"`
		Name string `parquet:"name"`
	}
	var file bytes.Buffer
	if err := parquet.Write(&file, []row{{1, "a"}, {2, "b"}}); err != nil {
		t.Fatal(err)
	}
	for _, stream := range []bool{false, true} {
		db := engine.New(engine.Options{})
		txn := db.Begin(engine.TxnOptions{})
		got, _, err := ask(t, db, exec.Start{Txn: txn, Files: memoryFile{file.Bytes(), stream}}, "LOAD PARQUET FROM 'f' AS row RETURN row.id, row.name")
		if err != nil || got != "1 a\n2 b" {
			t.Errorf("%s, %v", got, err)
		}
		txn.Abort()
		db.Close()
	}
}
