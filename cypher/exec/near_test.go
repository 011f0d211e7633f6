package exec_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"memgraphd/cypher/exec"
	"memgraphd/engine"
)

// TestNear closes circles in a graph with loops and parallel relationships, which
// batches of all sizes must find as searching pair by pair does.
func TestNear(t *testing.T) {
	db := social(t, 60, 0)
	rng := rand.New(rand.NewPCG(3, 7))
	var pairs []string
	for range 900 {
		pairs = append(pairs, fmt.Sprintf("[%d, %d]", rng.IntN(60), rng.IntN(20)))
	}
	write := "UNWIND [" + strings.Join(pairs, ",") + "] AS p MATCH (a:User {id: p[0]}), (b:User {id: p[1]}) CREATE (a)-[:R]->(b), (b)-[:S]->(a)"
	txn := db.Begin(engine.TxnOptions{})
	defer txn.Abort()
	if _, _, err := ask(t, db, exec.Start{Txn: txn}, write); err != nil {
		t.Fatal(err)
	}
	for _, pattern := range []string{
		"(a)-[r:R]->(b)-[s:R]->(c)-[u:R]->(a)", "(a)-[r:R]->(b)-[s:R]->(c)<-[u:R]-(a)", "(a)-[r:R]->(b)-[s]-(c)-[u]-(a)", "(a)-[r]-(b)-[s]-(c)-[u:S]->(a)",
	} {
		var want string
		for _, size := range []int{1, 7, 1024} { // one row at a time is never marked for
			got, _, err := ask(t, db, exec.Start{Txn: txn, BatchSize: size}, "MATCH "+pattern+" RETURN count(*), sum(a.id * c.id), sum(id(r)), sum(id(u))")
			if err != nil {
				t.Fatal(err)
			}
			if want == "" {
				want = got
			}
			if got != want {
				t.Errorf("%s by %d: got %s, want %s", pattern, size, got, want)
			}
		}
	}
}
