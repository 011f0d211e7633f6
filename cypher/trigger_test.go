package cypher_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"memgraphd/cypher"
	"memgraphd/engine"
	"memgraphd/engine/value"
)

// read runs a statement and returns its rows.
func read(t *testing.T, s *cypher.Session, text string) [][]value.Value {
	t.Helper()
	r, err := s.Run(t.Context(), text, value.Null, cypher.TxOptions{})
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	list, err := r.Rows(t.Context())
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return list
}

// TestTriggerInTransaction runs triggers where an explicit transaction ends, once for all that it did.
func TestTriggerInTransaction(t *testing.T) {
	_, s := openSession(t, cypher.Options{})
	read(t, s, "CREATE TRIGGER count ON () CREATE BEFORE COMMIT EXECUTE CREATE (:Log {n: size(createdVertices)})")
	if err := s.Begin(cypher.TxOptions{}); err != nil {
		t.Fatal(err)
	}
	read(t, s, "CREATE (:P)")
	read(t, s, "CREATE (:P), (:P)")
	if _, err := s.Run(t.Context(), "DROP TRIGGER count", value.Null, cypher.TxOptions{}); err == nil {
		t.Error("a trigger was dropped within a transaction")
	}
	s.Rollback()
	if err := s.Begin(cypher.TxOptions{}); err != nil {
		t.Fatal(err)
	}
	read(t, s, "CREATE (:P)")
	read(t, s, "CREATE (:P), (:P)")
	if got := read(t, s, "MATCH (l:Log) RETURN l"); len(got) != 0 {
		t.Error("the trigger ran before the commit")
	}
	if err := s.Commit(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := read(t, s, "MATCH (l:Log) RETURN l.n"); len(got) != 1 || got[0][0].AsInt() != 3 {
		t.Error(got)
	}
}

// TestTriggersAreKept finds the triggers of a database that another interpreter serves.
func TestTriggersAreKept(t *testing.T) {
	db := engine.New(engine.Options{})
	defer db.Close()
	params := value.Map([]value.Entry{{Key: "suffix", Value: value.String("!")}})
	first := cypher.New(db, cypher.Options{}).NewSession("ann")
	r, err := first.Run(t.Context(), "CREATE TRIGGER t ON CREATE BEFORE COMMIT EXECUTE UNWIND createdVertices AS v SET v.by = username() + $suffix", params, cypher.TxOptions{})
	if err != nil {
		t.Fatal(err)
	}
	r.Close()
	first.Close()
	second := cypher.New(db, cypher.Options{}).NewSession("bob")
	defer second.Close()
	read(t, second, "CREATE (:P)")
	if got := read(t, second, "MATCH (p:P) RETURN p.by"); got[0][0].AsString() != "bob!" {
		t.Error(got)
	}
	if got := read(t, second, "SHOW TRIGGERS"); got[0][5].AsString() != "ann" {
		t.Error(got)
	}
}

// TestTriggersBesideWriters makes and drops triggers while others commit: each commit sees the trigger or not,
// and those after the commit all run.
func TestTriggersBesideWriters(t *testing.T) {
	const writers, commits = 4, 25
	db := engine.New(engine.Options{})
	defer db.Close()
	in := cypher.New(db, cypher.Options{})
	s := in.NewSession("")
	defer s.Close()
	read(t, s, "CREATE TRIGGER after ON () CREATE AFTER COMMIT EXECUTE UNWIND createdVertices AS v CREATE (:Log {of: id(v)})")
	var all sync.WaitGroup
	for w := range writers {
		all.Go(func() {
			own := in.NewSession("")
			defer own.Close()
			for i := range commits {
				read(t, own, fmt.Sprintf("CREATE (:P {w: %d, i: %d})", w, i))
			}
		})
	}
	for range commits {
		read(t, s, "CREATE TRIGGER before ON () CREATE BEFORE COMMIT EXECUTE UNWIND createdVertices AS v SET v.seen = true")
		read(t, s, "DROP TRIGGER before")
	}
	all.Wait()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	in.AwaitTriggers(ctx)
	if got := read(t, s, "MATCH (l:Log) RETURN count(DISTINCT l.of), count(*)"); got[0][0].AsInt() != writers*commits || got[0][1].AsInt() != writers*commits {
		t.Error(got)
	}
}
