package exec_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"memgraphd/cypher/eval"
	"memgraphd/cypher/exec"
	"memgraphd/engine"
	"memgraphd/engine/value"
)

// hubs makes nodes of which every node i has i % 7 relationships to the next ones, node 3 a loop besides.
func hubs(t *testing.T, nodes int) *engine.Database {
	t.Helper()
	db := engine.New(engine.Options{})
	t.Cleanup(db.Close)
	txn := db.Begin(engine.TxnOptions{})
	ids, err := txn.CreateNodes(nodes, db.InternLabels([]engine.LabelID{db.Label("User")}), nil)
	if err != nil {
		t.Fatal(err)
	}
	from, to := []uint64{ids[3]}, []uint64{ids[3]}
	for i, id := range ids {
		err = errors.Join(err, txn.SetNodeProperty(id, db.Property("i"), value.Int(int64(i))))
		for k := range i % 7 {
			from, to = append(from, id), append(to, ids[(i+k+1)%nodes])
		}
	}
	_, created := txn.CreateRelationships(from, to, db.Type("R"), nil)
	if err := errors.Join(err, created, txn.Commit(t.Context())); err != nil {
		t.Fatal(err)
	}
	return db
}

// TestDegreesOfEachNode: hops that are only counted for each node of a scan need no groups, and so
// no memory that grows with the nodes, whoever runs them.
func TestDegreesOfEachNode(t *testing.T) {
	const limit = 64 << 10 // a table of the groups takes 600 KB and more
	db := hubs(t, 20_000)
	txn := db.Begin(engine.TxnOptions{ReadOnly: true})
	defer txn.Abort()
	for _, text := range []string{
		"MATCH (n:User)-->(m) RETURN n, count(m)",
		"MATCH (n:User)-[e]->() RETURN n, count(e), count(*)",
		"MATCH (n)-[e:R]-() WHERE n.i % 2 = 0 WITH n.i AS i, n, count(e) AS c RETURN i, c",
	} {
		prog := program(t, db, text)
		for _, workers := range []int{1, 4} {
			s := exec.Start{Txn: txn, Memory: &eval.Memory{Limit: limit}, Workers: workers}
			if n := run(t, prog, s); n == 0 {
				t.Errorf("%s: no rows", text)
			}
		}
	}
}

// TestDegreesOfEachNodeAgree compares with hops that are followed, because something else is asked of them, too.
func TestDegreesOfEachNodeAgree(t *testing.T) {
	db := hubs(t, 5000)
	txn := db.Begin(engine.TxnOptions{ReadOnly: true})
	defer txn.Abort()
	for _, pattern := range []string{"(n)-[e]->(m)", "(n:User)<-[e:R]-(m)", "(n)-[e]-(m)", "(n)-[e:None]->(m)"} {
		for _, rest := range []string{
			"WITH n, %s AS c RETURN n.i, c",
			"WITH n, n.i + 1 AS k, %s AS c WHERE c > 3 RETURN k, c",
			"WHERE n.i < 2500 AND n.i %% 2 = 1 WITH n, %s AS c ORDER BY c DESC, n.i LIMIT 20 RETURN n.i, c",
			"WITH n, %s AS c RETURN c, count(*), min(n.i)",
		} {
			counted, followed := fmt.Sprintf(rest, "count(e)"), fmt.Sprintf(rest, "count(e) + 0 * max(m.i)")
			want := answer(t, db, txn, "MATCH "+pattern+" "+followed, 0, 1)
			for _, workers := range []int{1, 4} {
				if got := answer(t, db, txn, "MATCH "+pattern+" "+counted, 0, workers); !slices.Equal(got, want) {
					t.Errorf("%s %s by %d: %d rows, want %d", pattern, counted, workers, len(got)-1, len(want)-1)
				}
			}
		}
	}
}
