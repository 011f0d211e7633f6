package exec_test

import (
	"context"
	"fmt"
	"testing"

	"memgraphd/cypher/exec"
	"memgraphd/engine"
)

// TestMemo asks an index for the same keys again and again: those of one node, of two, and of none. What
// it finds is what a query finds that asks once for each.
func TestMemo(t *testing.T) {
	const users, keys = 40_000, 42_000
	db := social(t, users, 0)
	txn := db.Begin(engine.TxnOptions{})
	do := func(text string) string {
		t.Helper()
		got, _, err := ask(t, db, exec.Start{Txn: txn}, text)
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	do("UNWIND range(0, 999) AS x CREATE (:User {id: x * 30, age: 1000 + x})")
	if err := txn.Commit(context.Background()); err != nil {
		t.Fatal(err)
	}
	db.CollectGarbage() // the index is settled
	txn = db.Begin(engine.TxnOptions{})
	defer txn.Abort()
	const sum = " MATCH (n:User {id: k}) RETURN count(*), sum(n.age), sum(n.age * k)"
	once := do(fmt.Sprintf("UNWIND range(0, %d) AS k", keys-1) + sum)
	var count, ages, mixed int
	if _, err := fmt.Sscan(once, &count, &ages, &mixed); err != nil {
		t.Fatal(err)
	}
	for _, times := range []int{1, 4} {
		got := do(fmt.Sprintf("UNWIND range(1, %d) AS time UNWIND range(0, %d) AS x WITH x * 11 %% %d AS k", times, keys-1, keys) + sum)
		if want := fmt.Sprint(times*count, times*ages, times*mixed); got != want {
			t.Errorf("%d times: got %s, want %s", times, got, want)
		}
	}
}

// TestMemoOfChanges: a query that changes the nodes it looks for finds what it has made of them.
func TestMemoOfChanges(t *testing.T) {
	db := social(t, 100, 0)
	txn := db.Begin(engine.TxnOptions{})
	defer txn.Abort()
	got, _, err := ask(t, db, exec.Start{Txn: txn, BatchSize: 100}, "UNWIND range(0, 29999) AS x "+
		"CALL (x) { MATCH (n:User {id: x % 100}) SET n.id = n.id + CASE WHEN x >= 20000 AND x < 20100 THEN 1000 ELSE 0 END RETURN count(*) AS c } RETURN sum(c)")
	if err != nil || got != "20100" {
		t.Errorf("got %s, %v", got, err)
	}
}
