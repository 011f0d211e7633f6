package cypher_test

import (
	"errors"
	"fmt"
	"runtime"
	"testing"

	"memgraphd/cypher"
	"memgraphd/engine/value"
)

// TestWorkersRestBetweenBatches: who has read a part of a result that workers compute may write in
// its transaction, and end it, for between two batches nobody else is at work in it.
func TestWorkersRestBetweenBatches(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(max(2, runtime.NumCPU())))
	in, s := openSession(t, cypher.Options{})
	run(t, s, "UNWIND range(1, 12000) AS i CREATE (n:N {i: i})-[:R {w: i}]->(n)", nil)
	for name, end := range map[string]func(*cypher.Result) error{
		"written and read on": func(r *cypher.Result) error {
			err := writeAround(s)
			_, failure := r.Rows(t.Context())
			return errors.Join(err, failure)
		},
		"written and closed": func(r *cypher.Result) error {
			err := writeAround(s)
			r.Close()
			return err
		},
		"rolled back and read on": func(r *cypher.Result) error {
			s.Rollback()
			if _, err := r.Rows(t.Context()); err == nil {
				return errors.New("a result was read after the end of its transaction")
			}
			return nil
		},
		"committed and closed": func(r *cypher.Result) error {
			err := errors.Join(writeAround(s), s.Commit(t.Context()))
			r.Close()
			return err
		},
		"terminated": func(r *cypher.Result) error {
			other := in.NewSession("")
			defer other.Close()
			_, err := ask(other, "TERMINATE TRANSACTIONS '*'", value.Null)
			for in.Database().Info().ActiveTransactions > 0 {
				runtime.Gosched()
			}
			if _, stopped := r.Rows(t.Context()); stopped == nil {
				return errors.New("a result was read after its transaction was terminated")
			}
			return err
		},
		"reset": func(r *cypher.Result) error {
			s.Reset()
			r.Close()
			return nil
		},
	} {
		r := partlyRead(t, s)
		if err := end(r); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		s.Reset()
	}
}

// partlyRead returns a result in a transaction of which one batch was read, while workers, who are slow, have more to come.
func partlyRead(t *testing.T, s *cypher.Session) *cypher.Result {
	t.Helper()
	must(s.Begin(cypher.TxOptions{}))
	const text = "USING PARALLEL EXECUTION MATCH (n:N) WHERE size([x IN range(1, 200) WHERE x = n.i]) >= 0 RETURN DISTINCT n.i, n.s"
	r, err := s.Run(t.Context(), text, value.Null, cypher.TxOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if b, err := r.Next(t.Context()); err != nil || b == nil {
		t.Fatal(b, err)
	}
	return r
}

// writeAround changes much of what workers read.
func writeAround(s *cypher.Session) error {
	for _, text := range []string{
		"MATCH (n:N) WHERE n.i % 3 = 0 SET n.i = -n.i, n:M, n.s = 'x'",
		"MATCH (n:N)-[r:R]->() WHERE n.i % 5 = 0 SET r.w = 'none'",
		"UNWIND range(0, 2000) AS i CREATE (:N {i: i})-[:R]->(:N {s: 'new'})",
		"MATCH (n:N) WHERE n.i % 7 = 0 DETACH DELETE n",
	} {
		if _, err := ask(s, text, value.Null); err != nil {
			return fmt.Errorf("%s: %w", text, err)
		}
	}
	return nil
}
