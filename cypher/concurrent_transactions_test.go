package cypher_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"memgraphd/cypher"
	"memgraphd/engine"
	"memgraphd/engine/value"
)

// pairLog lets commits become durable two at a time.
type pairLog struct {
	mu   sync.Mutex
	held func(error)
}

func (l *pairLog) Append(_ uint64, _ []byte, done func(error)) error {
	l.mu.Lock()
	first := l.held
	l.held = nil
	if first == nil {
		l.held = done
	}
	l.mu.Unlock()
	if first != nil {
		go func() { first(nil); done(nil) }()
	}
	return nil
}

func (l *pairLog) Flush() {}

// TestConcurrentTransactions: a transaction that waits for the disk does not keep the other one from it.
func TestConcurrentTransactions(t *testing.T) {
	db := engine.New(engine.Options{Log: &pairLog{}})
	defer db.Close()
	s := cypher.New(db, cypher.Options{}).NewSession("")
	defer s.Close()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	r, err := s.Run(ctx, "UNWIND range(1, 20) AS i CALL (i) { CREATE (:N {i: i}) } IN 2 CONCURRENT TRANSACTIONS OF 1 ROW", value.Null, cypher.TxOptions{})
	if err == nil {
		_, err = r.Rows(ctx)
	}
	if err != nil {
		t.Fatal(err)
	}
	if n := run(t, s, "MATCH (n:N) RETURN n", nil); n != 20 {
		t.Errorf("%d nodes, want 20", n)
	}
}

const endless = "UNWIND range(1, 100) AS i CALL (i) { UNWIND range(1, 1000000000) AS j WITH j WHERE j < 0 CREATE (:N) } IN 3 CONCURRENT TRANSACTIONS OF 1 ROW"

// TestConcurrentTransactionsStop: the workers end with the query, whatever ends it.
func TestConcurrentTransactionsStop(t *testing.T) {
	in, s := openSession(t, cypher.Options{})
	for name, stop := range map[string]func() error{
		"timeout": func() error {
			r, err := s.Run(t.Context(), endless, value.Null, cypher.TxOptions{Timeout: 30 * time.Millisecond})
			if err == nil {
				_, err = r.Rows(context.Background())
			}
			return err
		},
		"context": func() error {
			ctx, cancel := context.WithTimeout(t.Context(), 30*time.Millisecond)
			defer cancel()
			r, err := s.Run(ctx, endless, value.Null, cypher.TxOptions{})
			if err == nil {
				_, err = r.Rows(ctx)
			}
			return err
		},
		"termination": func() error {
			r, err := s.Run(t.Context(), endless, value.Null, cypher.TxOptions{})
			if err != nil {
				return err
			}
			other := in.NewSession("")
			defer other.Close()
			time.AfterFunc(30*time.Millisecond, func() { run(t, other, `TERMINATE TRANSACTIONS "*"`, nil) })
			_, err = r.Rows(context.Background())
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			wantTransient(t, stop())
			if n := in.Database().Info().ActiveTransactions; n != 0 {
				t.Errorf("%d transactions are open afterwards", n)
			}
		})
	}
}

// TestConcurrentTransactionsAbandoned: a client that does not want the rest ends the workers.
func TestConcurrentTransactionsAbandoned(t *testing.T) {
	in, s := openSession(t, cypher.Options{})
	r, err := s.Run(t.Context(), "UNWIND range(1, 100000) AS i CALL (i) { CREATE (n:N) RETURN n } IN 4 CONCURRENT TRANSACTIONS OF 10 ROWS RETURN n", value.Null, cypher.TxOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.Next(t.Context()); err != nil {
		t.Fatal(err)
	}
	r.Close()
	if n := in.Database().Info().ActiveTransactions; n != 0 {
		t.Errorf("%d transactions are open afterwards", n)
	}
}

// TestConcurrentTransactionsBreak: after the first error none is begun that was not.
func TestConcurrentTransactionsBreak(t *testing.T) {
	_, s := openSession(t, cypher.Options{})
	if n := run(t, s, "UNWIND [0] + range(1, 1000) AS x "+
		"CALL (x) { CREATE (n:N {v: 20 / x}) } IN 2 CONCURRENT TRANSACTIONS OF 1 ROW ON ERROR BREAK REPORT STATUS AS s "+
		"WITH s WHERE s.started AND NOT s.committed RETURN s", nil); n != 1 {
		t.Errorf("%d transactions failed, want 1", n)
	}
	if n := run(t, s, "MATCH (n:N) RETURN n", nil); n >= 1000 {
		t.Errorf("all the others were run nevertheless")
	}
}

// TestConcurrentTransactionsFire: each transaction fires the triggers that wait for it, and may fail by them.
func TestConcurrentTransactionsFire(t *testing.T) {
	in, s := openSession(t, cypher.Options{})
	run(t, s, "CREATE TRIGGER before ON () CREATE BEFORE COMMIT EXECUTE UNWIND createdVertices AS n SET n.check = 1 / (n.i % 5)", nil)
	run(t, s, "CREATE TRIGGER after ON () CREATE AFTER COMMIT EXECUTE UNWIND createdVertices AS n CREATE (:Seen)", nil)
	run(t, s, "UNWIND range(1, 50) AS i CALL (i) { CREATE (:N {i: i}) } IN 4 CONCURRENT TRANSACTIONS OF 1 ROW ON ERROR CONTINUE", nil)
	in.AwaitTriggers(t.Context())
	if n := run(t, s, "MATCH (n:N) WHERE n.check IS NOT NULL RETURN n", nil); n != 40 {
		t.Errorf("%d nodes, want 40", n)
	}
	if n := run(t, s, "MATCH (n:Seen) RETURN n", nil); n != 40 {
		t.Errorf("%d nodes were seen, want 40", n)
	}
}
