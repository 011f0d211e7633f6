package exec_test

import (
	"context"
	"fmt"
	"testing"

	"memgraphd/cypher/eval"
	"memgraphd/cypher/exec"
	"memgraphd/engine"
)

// TestCreateManyFails has a relationship fail behind some that were created and among
// others that wait: once the transaction is given up, nothing is left.
func TestCreateManyFails(t *testing.T) {
	for _, c := range []struct{ name, property string }{
		{"evaluation", "{w: 1 / (1900 - x)}"},
		{"value", "{w: CASE x WHEN 1900 THEN [[n]] ELSE x END}"},
	} {
		for _, size := range []int{1, 7, 1024} {
			t.Run(fmt.Sprint(c.name, " ", size), func(t *testing.T) {
				db := social(t, 100, 50)
				txn := db.Begin(engine.TxnOptions{})
				_, _, err := ask(t, db, exec.Start{Txn: txn, BatchSize: size},
					"UNWIND range(0, 2000) AS x MATCH (n:User {id: x % 100}) CREATE (n)-[:N "+c.property+"]->(n)")
				if err == nil {
					t.Fatal("no error")
				}
				txn.Abort()
				if n := db.RelationshipCount(); n != 50 {
					t.Errorf("%d relationships are left", n)
				}
				db.CollectGarbage()
				if found := db.Check(5); len(found) > 0 {
					t.Error(found)
				}
			})
		}
	}
}

// TestCreateManyCommits commits in between: what was asked for before a commit is in it.
func TestCreateManyCommits(t *testing.T) {
	for _, every := range []int64{1, 7, 1500, 5000} {
		db := social(t, 100, 0)
		txn, commits := db.Begin(engine.TxnOptions{}), int64(0)
		s := exec.Start{Txn: txn, Commit: func(ctx context.Context) (*engine.Txn, error) {
			commits++
			if err := txn.Commit(ctx); err != nil {
				return nil, err
			}
			if n := db.RelationshipCount(); n < commits*every || n > commits*(every+1023) {
				t.Errorf("%d relationships after commit %d of %d", n, commits, every)
			}
			txn = db.Begin(engine.TxnOptions{})
			return txn, nil
		}}
		_, counters, err := ask(t, db, s, fmt.Sprintf(
			"USING PERIODIC COMMIT %d UNWIND range(1, 3000) AS x MATCH (n:User {id: x %% 100}) CREATE (n)-[:N {w: x}]->(n)", every))
		if err != nil {
			t.Fatal(err)
		}
		if err := txn.Commit(context.Background()); err != nil {
			t.Fatal(err)
		}
		if n := db.RelationshipCount(); n != 3000 || counters.RelationshipsCreated != 3000 || counters.PropertiesSet != 3000 {
			t.Errorf("%d relationships, %+v", n, counters)
		}
	}
}

// TestCreateManyInLittleMemory creates more than the query has memory to keep.
func TestCreateManyInLittleMemory(t *testing.T) {
	db := social(t, 100, 0)
	txn := db.Begin(engine.TxnOptions{})
	defer txn.Abort()
	_, counters, err := ask(t, db, exec.Start{Txn: txn, Memory: &eval.Memory{}}, "MATCH (a:User) UNWIND [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] AS x UNWIND [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] AS y CREATE (a)-[:N {w: x}]->(a) QUERY MEMORY LIMIT 100 KB")
	if err != nil || counters.RelationshipsCreated != 10_000 {
		t.Errorf("%d relationships, %v", counters.RelationshipsCreated, err)
	}
}
