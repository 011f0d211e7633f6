package main

import (
	"context"
	"errors"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/dbtype"
)

// sampleValues are values of all types that can be parameters, with what comes
// back of them where that differs.
func sampleValues() map[string]any {
	at := time.Date(2024, 3, 5, 6, 7, 8, 9000, time.UTC)
	return map[string]any{
		"bool": true, "zero": int64(0), "least": int64(-1 << 63), "greatest": int64(1<<63 - 1),
		"float": 2.5, "empty": "", "text": "ünï\"code\\\n", "long": strings.Repeat("x", 100_000),
		"list": []any{int64(1), "a", nil, []any{true}}, "map": map[string]any{"a": map[string]any{"b c": int64(1)}},
		"date": neo4j.Date(at.Truncate(24 * time.Hour)), "localtime": neo4j.LocalTimeOf(at),
		"localdatetime": neo4j.LocalDateTimeOf(at), "datetime": at.In(time.FixedZone("Offset", -5400)),
		"duration": dbtype.Duration{Days: 2, Seconds: 3, Nanos: 4000},
		"point":    neo4j.Point2D{X: 1, Y: 2, SpatialRefId: 7203},
		"place":    neo4j.Point3D{X: 1, Y: 2, Z: 3, SpatialRefId: 4979},
	}
}

// same compares values as the driver hands them out; instants by their text.
func same(got, want any) bool {
	if instant, ok := want.(time.Time); ok {
		at, ok := got.(time.Time)
		return ok && at.Equal(instant) && at.Format(time.RFC3339Nano) == instant.Format(time.RFC3339Nano)
	}
	return reflect.DeepEqual(got, want)
}

// TestValues sends values of every type through the server, into properties and
// over a restart, with a snapshot and with the log alone.
func TestValues(t *testing.T) {
	dir := t.TempDir()
	s := start(t, dir)
	for _, scheme := range []string{"bolt", "neo4j"} {
		c := &testClient{t: t, driver: s.driverAs(scheme, neo4j.NoAuth())}
		for name, want := range sampleValues() {
			if got := c.one("RETURN $x", params{"x": want}); !same(got, want) {
				t.Errorf("%s over %s: got %#v, want %#v", name, scheme, got, want)
			}
		}
		if got := c.rows("RETURN $x", params{"x": nil}); got[0][0] != nil {
			t.Errorf("null became %v", got[0][0])
		}
	}
	c := s.client()
	c.rows("CREATE (:V $all)", params{"all": sampleValues()})
	c.rows("MATCH (v:V) CREATE (v)-[:R $all]->(:W)", params{"all": sampleValues()})
	for _, how := range []string{"written", "from the log", "from a snapshot"} {
		for name, want := range sampleValues() {
			for _, row := range c.rows("MATCH (v:V)-[r]->() RETURN v[$name], r[$name]", params{"name": name}) {
				if !same(row[0], want) || !same(row[1], want) {
					t.Errorf("%s, %s: got %#v and %#v, want %#v", name, how, row[0], row[1], want)
				}
			}
		}
		if how == "from the log" {
			c.rows("CREATE SNAPSHOT")
		}
		s.kill()
		s = start(t, dir)
		c = s.client()
	}
}

// TestManagedTransactions lets many sessions add to one property: the conflicts
// are retried by the driver, and no addition is lost.
func TestManagedTransactions(t *testing.T) {
	s := start(t, t.TempDir())
	c := s.client()
	c.rows("CREATE (:Counter {n: 0})")
	const sessions, each = 8, 20
	var wg sync.WaitGroup
	for range sessions {
		wg.Go(func() {
			ctx := context.Background()
			session := c.driver.NewSession(ctx, neo4j.SessionConfig{})
			defer session.Close(ctx)
			for range each {
				if _, err := session.ExecuteWrite(ctx, increment); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	if n := c.one("MATCH (c:Counter) RETURN c.n"); n != int64(sessions*each) {
		t.Errorf("%d additions were acknowledged, the counter says %v", sessions*each, n)
	}
}

func increment(tx neo4j.ManagedTransaction) (any, error) {
	ctx := context.Background()
	result, err := tx.Run(ctx, "MATCH (c:Counter) SET c.n = c.n + 1 RETURN c.n", nil)
	if err != nil {
		return nil, err
	}
	return result.Single(ctx)
}

// TestConflict has two explicit transactions write to one node: the second
// writer is told to try again, and its transaction is over.
func TestConflict(t *testing.T) {
	s := start(t, t.TempDir())
	c := s.client()
	c.rows("CREATE (:X {n: 0})")
	ctx := context.Background()
	begin := func() (neo4j.SessionWithContext, neo4j.ExplicitTransaction) {
		session := c.driver.NewSession(ctx, neo4j.SessionConfig{})
		tx, err := session.BeginTransaction(ctx)
		check(t, err)
		return session, tx
	}
	one, first := begin()
	defer one.Close(ctx)
	two, second := begin()
	defer two.Close(ctx)
	set := func(tx neo4j.ExplicitTransaction, n int) error {
		result, err := tx.Run(ctx, "MATCH (x:X) SET x.n = $n", params{"n": n})
		if err == nil {
			_, err = result.Consume(ctx)
		}
		return err
	}
	check(t, set(first, 1))
	err := set(second, 2)
	if refused, ok := errors.AsType[*neo4j.Neo4jError](err); !ok || !refused.IsRetriableTransient() {
		t.Errorf("the second writer got %v, no error to be retried", err)
	}
	if err := second.Commit(ctx); err == nil {
		t.Error("the refused transaction was committed")
	}
	check(t, first.Commit(ctx))
	if n := c.one("MATCH (x:X) RETURN x.n"); n != int64(1) {
		t.Errorf("x.n is %v", n)
	}
}

// TestExplicitTransaction sees its own changes, which nobody else does until it commits.
func TestExplicitTransaction(t *testing.T) {
	s := start(t, t.TempDir())
	c := s.client()
	ctx := context.Background()
	for _, commit := range []bool{false, true} {
		session := c.driver.NewSession(ctx, neo4j.SessionConfig{})
		tx, err := session.BeginTransaction(ctx)
		check(t, err)
		for range 2 {
			_, err = tx.Run(ctx, "CREATE (:N)", nil)
			check(t, err)
		}
		result, err := tx.Run(ctx, "MATCH (n:N) RETURN count(n)", nil)
		check(t, err)
		record, err := result.Single(ctx)
		check(t, err)
		if record.Values[0] != int64(2) || c.one("MATCH (n:N) RETURN count(n)") != int64(0) {
			t.Errorf("inside %v, outside %v", record.Values[0], c.one("MATCH (n:N) RETURN count(n)"))
		}
		if commit {
			check(t, tx.Commit(ctx))
		} else {
			check(t, tx.Rollback(ctx))
		}
		check(t, session.Close(ctx))
	}
	if n := c.one("MATCH (n:N) RETURN count(n)"); n != int64(2) {
		t.Errorf("%v nodes after a rollback and a commit of two", n)
	}
}

// TestStreaming pulls results in small pieces, several at a time.
func TestStreaming(t *testing.T) {
	s := start(t, t.TempDir())
	ctx := context.Background()
	session := s.driver().NewSession(ctx, neo4j.SessionConfig{FetchSize: 7})
	defer session.Close(ctx)
	tx, err := session.BeginTransaction(ctx)
	check(t, err)
	const results, rows = 5, 3000
	var open []neo4j.ResultWithContext
	for i := range results {
		result, err := tx.Run(ctx, "UNWIND range(1, $n) AS x RETURN x * $i AS y", params{"n": rows, "i": i})
		check(t, err)
		open = append(open, result)
	}
	for x := int64(1); x <= rows; x++ {
		for i, result := range open {
			if !result.Next(ctx) {
				t.Fatalf("result %d ends before row %d: %v", i, x, result.Err())
			}
			if y := result.Record().Values[0]; y != x*int64(i) {
				t.Fatalf("result %d, row %d: %v", i, x, y)
			}
		}
	}
	for i, result := range open {
		if result.Next(ctx) {
			t.Errorf("result %d goes on", i)
		}
	}
	left, err := tx.Run(ctx, "UNWIND range(1, 1000000) AS x RETURN x", nil)
	check(t, err)
	if !left.Next(ctx) {
		t.Errorf("no row: %v", left.Err())
	}
	check(t, tx.Commit(ctx)) // with a result that was not read to its end
}

// TestInterrupt gives up a query that would run for ever; the server must stop it.
func TestInterrupt(t *testing.T) {
	s := start(t, t.TempDir())
	c := s.client()
	ctx, cancel := context.WithTimeout(context.Background(), 300*time.Millisecond)
	defer cancel()
	session := c.driver.NewSession(ctx, neo4j.SessionConfig{})
	_, err := session.ExecuteRead(ctx, func(tx neo4j.ManagedTransaction) (any, error) {
		result, err := tx.Run(ctx, "UNWIND range(1, 100000) AS x UNWIND range(1, 100000) AS y RETURN sum(x * y % 7)", nil)
		if err != nil {
			return nil, err
		}
		return result.Consume(ctx)
	})
	if err == nil || !strings.Contains(err.Error(), context.DeadlineExceeded.Error()) {
		t.Fatalf("the endless query ended with %v", err)
	}
	_ = session.Close(context.Background())
	s.await(func() bool { return c.otherTransactions() == 0 })
}

// TestTransactionWords runs BEGIN, COMMIT and ROLLBACK as statements, as clients of mgclient do.
func TestTransactionWords(t *testing.T) {
	s := start(t, t.TempDir())
	ctx := context.Background()
	session := s.driver().NewSession(ctx, neo4j.SessionConfig{})
	defer session.Close(ctx)
	for _, statement := range []string{"BEGIN", "CREATE (:N)", "ROLLBACK", "BEGIN", "CREATE (:N)", "COMMIT"} {
		result, err := session.Run(ctx, statement, nil)
		check(t, err)
		_, err = result.Consume(ctx)
		check(t, err)
	}
	if n := s.client().one("MATCH (n:N) RETURN count(n)"); n != int64(1) {
		t.Errorf("%v nodes", n)
	}
}

// TestImpersonation: nobody acts as somebody else.
func TestImpersonation(t *testing.T) {
	driver := start(t, t.TempDir()).driver()
	as := driver.NewSession(t.Context(), neo4j.SessionConfig{ImpersonatedUser: "ann"})
	defer as.Close(t.Context())
	if _, err := as.Run(t.Context(), "RETURN 1", nil); err == nil || !strings.Contains(err.Error(), "Impersonation is not supported: log in as 'ann'") {
		t.Errorf("a statement: %v", err)
	}
	if _, err := as.BeginTransaction(t.Context()); err == nil || !strings.Contains(err.Error(), "Impersonation") {
		t.Errorf("a transaction: %v", err)
	}
}
