package cypher_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"memgraphd/cypher"
	"memgraphd/engine"
	"memgraphd/engine/value"
)

func openSession(t *testing.T, opts cypher.Options) (*cypher.Interpreter, *cypher.Session) {
	t.Helper()
	db := engine.New(engine.Options{})
	in := cypher.New(db, opts)
	s := in.NewSession("")
	t.Cleanup(func() { s.Close(); db.Close() })
	return in, s
}

// TestIdleTransactionEnds leaves an explicit transaction alone beyond its time: it must let go of its view.
func TestIdleTransactionEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		in, s := openSession(t, cypher.Options{})
		if err := s.Begin(cypher.TxOptions{Timeout: time.Second}); err != nil {
			t.Fatal(err)
		}
		run(t, s, "CREATE (:N)", nil)
		if n := in.Database().Info().ActiveTransactions; n != 1 {
			t.Fatalf("%d transactions are open", n)
		}
		time.Sleep(time.Second)
		synctest.Wait()
		if n := in.Database().Info().ActiveTransactions; n != 0 {
			t.Fatalf("%d transactions are open after their time", n)
		}
		_, err := s.Run(t.Context(), "RETURN 1", value.Null, cypher.TxOptions{})
		wantTransient(t, err)
		s.Rollback()
		if n := run(t, s, "MATCH (n:N) RETURN n", nil); n != 0 {
			t.Fatalf("%d nodes of the transaction are left", n)
		}
	})
}

func wantTransient(t *testing.T, err error) {
	t.Helper()
	var e *cypher.Error
	if !errors.As(err, &e) || e.Class != cypher.TransientError {
		t.Fatalf("got %v, want a transient error", err)
	}
}

// TestUnreadResultEnds leaves the result of a statement on its own half read beyond its time.
func TestUnreadResultEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		in, s := openSession(t, cypher.Options{})
		r, err := s.Run(t.Context(), "UNWIND range(1, 10000) AS i RETURN i", value.Null, cypher.TxOptions{Timeout: time.Second})
		if err != nil {
			t.Fatal(err)
		}
		if b, err := r.Next(t.Context()); err != nil || b == nil {
			t.Fatalf("the first batch is %v, %v", b, err)
		}
		r.Pause()
		time.Sleep(time.Second)
		synctest.Wait()
		if n := in.Database().Info().ActiveTransactions; n != 0 {
			t.Fatalf("%d transactions are open after their time", n)
		}
		_, err = r.Next(t.Context())
		wantTransient(t, err)
	})
}

// TestTerminateEndsIdleTransaction terminates a transaction that nobody is using.
func TestTerminateEndsIdleTransaction(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		in, s := openSession(t, cypher.Options{})
		if err := s.Begin(cypher.TxOptions{}); err != nil {
			t.Fatal(err)
		}
		run(t, s, "CREATE (:N)", nil)
		other := in.NewSession("")
		defer other.Close()
		run(t, other, `TERMINATE TRANSACTIONS "*"`, nil)
		synctest.Wait()
		if n := in.Database().Info().ActiveTransactions; n != 0 {
			t.Fatalf("%d transactions are open", n)
		}
		if err := s.Commit(t.Context()); err == nil {
			t.Fatal("a terminated transaction was committed")
		}
	})
}

// TestFailedTransactionLetsGo commits a transaction that failed before: refused, and nothing stays pinned.
func TestFailedTransactionLetsGo(t *testing.T) {
	in, s := openSession(t, cypher.Options{})
	if err := s.Begin(cypher.TxOptions{}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Run(t.Context(), "RETURN x", value.Null, cypher.TxOptions{}); err == nil {
		t.Fatal("no error")
	}
	if err := s.Commit(t.Context()); err == nil {
		t.Fatal("a failed transaction was committed")
	}
	if n := in.Database().Info().ActiveTransactions; n != 0 {
		t.Fatalf("%d transactions are left open", n)
	}
}

// TestRuntimeSettings changes what SET DATABASE SETTING reaches while sessions are open.
func TestRuntimeSettings(t *testing.T) {
	in, s := openSession(t, cypher.Options{})
	one := func(query string) (value.Value, error) {
		r, err := s.Run(t.Context(), query, value.Null, cypher.TxOptions{})
		if err != nil {
			return value.Null, err
		}
		rows, err := r.Rows(t.Context())
		if err != nil {
			return value.Null, err
		}
		return rows[0][0], nil
	}
	const ahead = "RETURN duration.inSeconds(datetime(), datetime({datetime: localdatetime(), timezone: 'UTC'})).hours"
	for zone, hours := range map[string]int64{"UTC": 0, "Etc/GMT-5": 5} {
		location, err := time.LoadLocation(zone)
		if err != nil {
			t.Fatal(err)
		}
		in.SetLocation(location)
		if got, err := one(ahead); err != nil || got != value.Int(hours) {
			t.Errorf("%s is %v hours ahead, %v", zone, got, err)
		}
	}
	run(t, s, "UNWIND range(1, 5) AS i CREATE (:N)-[:R]->(:M)", nil)
	const hops = "USING HOPS LIMIT 3 MATCH (:N)-[:R]->(m) RETURN count(m)"
	if got, err := one(hops); err != nil || got != value.Int(3) {
		t.Error(got, err)
	}
	in.SetHopsStrict(true)
	if _, err := one(hops); err == nil || err.Error() != "Query exceeded the maximum number of hops." {
		t.Error(err)
	}
}

// ask runs a statement in a session and reads all of it.
func ask(s *cypher.Session, text string, params value.Value) ([][]value.Value, error) {
	ctx := context.Background()
	r, err := s.Run(ctx, text, params, cypher.TxOptions{})
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return r.Rows(ctx)
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}
