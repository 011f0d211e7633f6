package cypher_test

import (
	"context"
	"runtime"
	"testing"
	"time"

	"memgraphd/cypher"
	"memgraphd/engine/value"
)

// TestTimeoutStopsWorkers: a query that workers run ends at its time like any other.
func TestTimeoutStopsWorkers(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(max(2, runtime.NumCPU())))
	_, s := openSession(t, cypher.Options{})
	run(t, s, "UNWIND range(1, 20000) AS i CREATE (:N {i: i})", nil)
	began := time.Now()
	r, err := s.Run(t.Context(), "USING PARALLEL EXECUTION MATCH (n:N) WHERE size([x IN range(1, 20000) WHERE x = n.i]) >= 0 RETURN count(*)", value.Null,
		cypher.TxOptions{Timeout: 100 * time.Millisecond})
	if err == nil {
		_, err = r.Rows(context.Background())
	}
	if err == nil || time.Since(began) > 4*time.Second {
		t.Errorf("after %v: %v", time.Since(began), err)
	}
}

// TestProfileOfPeriodicCommit: what PROFILE runs is taken back.
func TestProfileOfPeriodicCommit(t *testing.T) {
	_, s := openSession(t, cypher.Options{})
	for _, q := range []string{
		"PROFILE USING PERIODIC COMMIT 1 UNWIND range(1, 5) AS i CREATE (:N)",
		"PROFILE UNWIND range(1, 5) AS i CALL { WITH i CREATE (:N) } IN TRANSACTIONS OF 1 ROWS",
	} {
		r, err := s.Run(t.Context(), q, value.Null, cypher.TxOptions{})
		if err != nil {
			t.Fatal(err)
		}
		r.Close()
		if n := run(t, s, "MATCH (n:N) RETURN n", nil); n != 0 {
			t.Errorf("%s leaves %d nodes", q, n)
		}
	}
}

// TestLongKeysStop: grouping by long lists notices that the query is to stop before a whole batch of them is compared.
func TestLongKeysStop(t *testing.T) {
	_, s := openSession(t, cypher.Options{})
	for _, end := range []string{"WITH DISTINCT l RETURN l", "RETURN l, count(*)", "RETURN count(DISTINCT l)", "RETURN max(l)", "RETURN count(l = l)"} {
		ctx := &countdown{Context: context.Background(), looks: 50}
		r, err := s.Run(ctx, "WITH range(1, 300) AS l UNWIND range(1, 1000) AS i "+end, value.Null, cypher.TxOptions{})
		if err == nil {
			_, err = r.Rows(ctx)
		}
		if err == nil {
			t.Errorf("%s: 1000 rows were worked on with less than 50 looks", end)
		}
	}
}

// countdown is a context that ends after so many looks.
type countdown struct {
	context.Context
	looks int
}

func (c *countdown) Err() error {
	if c.looks--; c.looks < 0 {
		return context.Canceled
	}
	return nil
}
