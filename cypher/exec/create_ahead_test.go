package exec_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"memgraphd/cypher/exec"
	"memgraphd/engine"
)

// TestCreateAhead: it makes no difference to what is created whether the input is read ahead.
func TestCreateAhead(t *testing.T) {
	for _, size := range []int{1, 5, 64} {
		for _, rows := range []int{64*size - 1, 64 * size, 64*size + 1, 150*size + 7, 1000} {
			var want string
			for _, workers := range []int{1, 2} {
				db := social(t, 100, 10)
				txn := db.Begin(engine.TxnOptions{})
				_, counters, err := ask(t, db, exec.Start{Txn: txn, BatchSize: size, Workers: workers}, fmt.Sprintf(
					"UNWIND range(1, %d) AS x MATCH (n:User {id: x %% 90}), (m:User {id: (x * 7) %% 110}) WHERE x %% 11 <> 0 CREATE (n)-[:N {w: x, s: toString(x)}]->(m)", rows))
				if err != nil {
					t.Fatal(err)
				}
				got, _, err := ask(t, db, exec.Start{Txn: txn}, "MATCH (n)-[r:N]->(m) RETURN id(r), id(n), id(m), r.w, r.s ORDER BY id(r)")
				if err != nil || counters.PropertiesSet != 2*counters.RelationshipsCreated {
					t.Fatal(err, counters)
				}
				if workers > 1 && got != want {
					t.Errorf("%d rows by %d: got %.200s, want %.200s", rows, size, got, want)
				}
				want = got
				if err := txn.Commit(context.Background()); err != nil {
					t.Fatal(err)
				}
				if found := db.Check(5); len(found) > 0 {
					t.Error(found)
				}
			}
		}
	}
}

// TestCreateAheadFails has the input, or a relationship, fail after the input has gone ahead.
func TestCreateAheadFails(t *testing.T) {
	for _, c := range []struct{ name, tail, err string }{
		{"evaluation", "CREATE (n)-[:N {w: 1 / (2900 - x)}]->(n)", "Division by zero"},
		{"value", "CREATE (n)-[:N {w: CASE x WHEN 2900 THEN [[n]] ELSE x END}]->(n)", "property value"},
		{"conflict", "MATCH (m:User {id: CASE WHEN x > 1500 THEN 99 ELSE 1 END}) CREATE (n)-[:N]->(m)", engine.ErrConflict.Error()},
		{"end", "OPTIONAL MATCH (m:User {id: CASE WHEN x > 1500 THEN 200 ELSE 1 END}) CREATE (n)-[:N]->(m)", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			db := social(t, 100, 0)
			other := db.Begin(engine.TxnOptions{})
			if _, _, err := ask(t, db, exec.Start{Txn: other}, "MATCH (n:User {id: 99}) DELETE n"); err != nil {
				t.Fatal(err)
			}
			txn := db.Begin(engine.TxnOptions{})
			_, _, err := ask(t, db, exec.Start{Txn: txn, BatchSize: 7, Workers: 2}, "UNWIND range(0, 3000) AS x MATCH (n:User {id: x % 50}) "+c.tail)
			if err == nil || !strings.Contains(err.Error(), c.err) {
				t.Errorf("got %v", err)
			}
			txn.Abort()
			other.Abort()
			if n := db.RelationshipCount(); n != 0 {
				t.Errorf("%d relationships are left", n)
			}
			db.CollectGarbage()
			if found := db.Check(5); len(found) > 0 {
				t.Error(found)
			}
		})
	}
}

// dryFile is a file that comes to a stop behind some rows, until nobody wants it any more.
type dryFile struct {
	rows string
	dry  chan struct{} // closed when it does
}

func (f dryFile) Open(ctx context.Context, _ string, _ map[string]string) (io.ReadCloser, error) {
	return io.NopCloser(io.MultiReader(strings.NewReader(f.rows), &until{ctx, f.dry})), nil
}

type until struct {
	ctx context.Context
	dry chan struct{}
}

func (u *until) Read([]byte) (int, error) {
	close(u.dry)
	<-u.ctx.Done()
	return 0, u.ctx.Err()
}

// TestCreateAheadLeavesFile: who fails to create does not wait for a file that says nothing more, and who waits
// for one can be stopped.
func TestCreateAheadLeavesFile(t *testing.T) {
	var rows strings.Builder
	rows.WriteString("a,b\n")
	for i := range 300 {
		fmt.Fprintf(&rows, "%d,%s\n", min(i/2, 99), strings.Repeat("x", 2000))
	}
	for _, c := range []struct {
		id   string
		want error
	}{{"toInteger(row.a) % 99", context.Canceled}, {"toInteger(row.a)", engine.ErrConflict}} {
		db := social(t, 100, 0)
		other := db.Begin(engine.TxnOptions{})
		if _, _, err := ask(t, db, exec.Start{Txn: other}, "MATCH (n:User {id: 99}) DELETE n"); err != nil {
			t.Fatal(err)
		}
		txn := db.Begin(engine.TxnOptions{})
		prog := program(t, db, "LOAD CSV FROM 'f' WITH HEADER AS row MATCH (n:User {id: "+c.id+"}) CREATE (n)-[:N]->(n)")
		ctx, cancel := context.WithCancel(context.Background())
		file := dryFile{rows.String(), make(chan struct{})}
		x, err := prog.Start(ctx, exec.Start{Txn: txn, BatchSize: 1, Workers: 2, Files: file})
		if err != nil {
			t.Fatal(err)
		}
		done := make(chan error)
		go func() {
			_, err := x.Next(ctx)
			done <- err
		}()
		if errors.Is(c.want, context.Canceled) {
			<-file.dry
			cancel()
		}
		if err := <-done; !errors.Is(err, c.want) {
			t.Errorf("got %v, want %v", err, c.want)
		}
		cancel()
		x.Close()
		txn.Abort()
		other.Abort()
	}
}
