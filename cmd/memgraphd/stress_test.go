package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"memgraphd/cypher"
	"memgraphd/durability/vfs"
	"memgraphd/engine"
	"memgraphd/engine/value"
)

var stressDuration = flag.Duration("stress.duration", 2*time.Second, "how long everything goes on at once in TestEverythingAtOnce")

// upheaval is a database on which everything goes on at once: transfers between accounts leave the sum of all
// balances as it is, whatever is replaced, dropped and made anew around them.
type upheaval struct {
	*embedded
	ctx context.Context // done when it is to end
	// epoch is odd while data are being replaced or dropped: what was acknowledged then may be gone.
	epoch atomic.Int64
	done  [6]atomic.Int64 // how often each kind of work succeeded
}

// The kinds of work.
const (
	transfers = iota
	notes
	audits
	schemas
	snapshots
	replacements
)

const makeAccounts = "UNWIND range(1, 20) AS i CREATE (:Account {id: i, balance: 100})-[:OF]->(:Customer {name: 'c' + toString(i)})"

// TestEverythingAtOnce lets readers, writers, changes of the schema, garbage collection, snapshots, RECOVER
// SNAPSHOT and DROP GRAPH run at once, looks at what must hold all the time, and at what is there after a restart.
func TestEverythingAtOnce(t *testing.T) {
	e, err := onDisk(t, vfs.NewMem())
	check(t, err)
	ctx, cancel := context.WithTimeout(t.Context(), *stressDuration)
	defer cancel()
	u := &upheaval{embedded: e, ctx: ctx}
	check(t, e.run(makeAccounts))
	check(t, e.run("CREATE SNAPSHOT"))
	var all sync.WaitGroup
	for i := range 2 {
		all.Go(func() { u.repeat(transfers, u.transfer(i)) })
		all.Go(func() { u.repeat(notes, u.note(i)) })
	}
	all.Go(func() { u.repeat(audits, u.audit) })
	all.Go(func() { u.repeat(schemas, u.remodel()) })
	all.Go(func() { u.repeat(snapshots, u.keep) })
	all.Go(func() { u.repeat(replacements, u.replace()) })
	all.Wait()
	for kind := range u.done {
		if u.done[kind].Load() == 0 {
			t.Errorf("no work of kind %d was done", kind)
		}
	}
	u.restart()
}

// repeat does some work, in a session of its own, until all is to end.
func (u *upheaval) repeat(kind int, work func(s *cypher.Session) bool) {
	s := u.in.NewSession("")
	defer s.Close()
	for u.ctx.Err() == nil {
		if work(s) {
			u.done[kind].Add(1)
		}
	}
}

// tolerated runs a statement that may have to be repeated, and reports whether it succeeded.
func (u *upheaval) tolerated(s *cypher.Session, text string) bool {
	_, err := u.rows(s, text)
	var known *cypher.Error
	var refused *engine.ConstraintError
	if err != nil && !errors.As(err, &refused) && (!errors.As(err, &known) || known.Class == cypher.DatabaseError) {
		u.t.Errorf("%s: %v", text, err)
	}
	return err == nil
}

// transfer moves money between two accounts.
func (u *upheaval) transfer(seed int) func(*cypher.Session) bool {
	i := 0
	return func(s *cypher.Session) bool {
		i++
		from := 1 + (i*7+seed)%20
		to := 1 + (from+i%19)%20
		return u.tolerated(s, fmt.Sprintf(
			"MATCH (a:Account {id: %d}), (b:Account {id: %d}) SET a.balance = a.balance - 1, b.balance = b.balance + 1", from, to))
	}
}

// note writes a number and reads it again: if nothing was replaced meanwhile, what was acknowledged is there.
func (u *upheaval) note(writer int) func(*cypher.Session) bool {
	seq := 0
	return func(s *cypher.Session) bool {
		seq++
		epoch := u.epoch.Load()
		if !u.tolerated(s, fmt.Sprintf("MERGE (n:Note {writer: %d}) SET n.seq = %d", writer, seq)) {
			return false
		}
		rows, err := u.rows(s, fmt.Sprintf("MATCH (n:Note {writer: %d}) RETURN n.seq", writer))
		if epoch%2 != 0 || u.epoch.Load() != epoch || err != nil {
			return false
		}
		if len(rows) != 1 || rows[0][0] != value.Int(int64(seq)) {
			u.t.Errorf("%d was acknowledged, but there is %v", seq, rows)
		}
		return true
	}
}

// audit compares, in one transaction, sums, and what indexes find with what a scan finds.
func (u *upheaval) audit(s *cypher.Session) bool {
	check(u.t, s.Begin(cypher.TxOptions{}))
	defer s.Rollback()
	for _, text := range []string{
		"MATCH (a:Account) WITH count(*) AS n, sum(a.balance) AS s RETURN n = 0 AND s = 0 OR n = 20 AND s = 2000",
		"MATCH (a:Account) WHERE a.balance >= 100 WITH count(*) AS n MATCH (a:Account) WITH n, sum(CASE WHEN a.balance >= 100 THEN 1 ELSE 0 END) AS m RETURN n = m",
		"OPTIONAL MATCH (a:Account)-[:OF]->(c) WITH count(c) AS n OPTIONAL MATCH (c:Customer)<-[r:OF]-() WITH n, count(r) AS m, count(DISTINCT c.name) AS d RETURN n = m AND n = d",
		"MATCH ()-[r]->() WITH count(r) AS n MATCH (x) WITH n, sum(outDegree(x)) AS m RETURN n = m",
	} {
		rows, err := u.rows(s, text)
		if err != nil {
			u.t.Errorf("%s: %v", text, err)
			return false
		}
		if len(rows) == 1 && rows[0][0] != value.Bool(true) {
			u.t.Errorf("%s: %v", text, rows)
		}
	}
	return true
}

// remodel changes the schema, and collects garbage.
func (u *upheaval) remodel() func(*cypher.Session) bool {
	texts := []string{
		"CREATE INDEX ON :Account(id)", "CREATE INDEX ON :Account(balance)", "CREATE CONSTRAINT ON (c:Customer) ASSERT c.name IS UNIQUE",
		"CREATE EDGE INDEX ON :OF", "DROP INDEX ON :Account(balance)", "DROP CONSTRAINT ON (c:Customer) ASSERT c.name IS UNIQUE",
		"DROP EDGE INDEX ON :OF", "DROP INDEX ON :Account(id)",
	}
	i := 0
	return func(s *cypher.Session) bool {
		i++
		u.in.Database().CollectGarbage()
		return u.tolerated(s, texts[i%len(texts)])
	}
}

func (u *upheaval) keep(s *cypher.Session) bool {
	return u.tolerated(s, "CREATE SNAPSHOT") && u.tolerated(s, "STORAGE MODE IN_MEMORY_TRANSACTIONAL")
}

// replace goes back to a snapshot, or begins with an empty graph.
func (u *upheaval) replace() func(*cypher.Session) bool {
	i := 0
	return func(s *cypher.Session) bool {
		time.Sleep(5 * time.Millisecond)
		u.epoch.Add(1)
		defer u.epoch.Add(1)
		if i++; i%3 == 0 {
			return u.tolerated(s, "DROP GRAPH") && u.tolerated(s, makeAccounts)
		}
		files, err := u.rows(s, "SHOW SNAPSHOTS")
		if err != nil || len(files) == 0 {
			u.t.Errorf("there is no snapshot: %v", err)
			return false
		}
		return u.tolerated(s, fmt.Sprintf("RECOVER SNAPSHOT '%s' FORCE", files[0][0].AsString()))
	}
}

// restart compares what is there with what is there after a restart.
func (u *upheaval) restart() {
	if found := u.in.Database().Check(10); len(found) > 0 {
		u.t.Errorf("the database is damaged: %q", found)
	}
	before := u.state()
	check(u.t, u.close())
	check(u.t, u.open())
	if after := u.state(); after != before {
		u.t.Errorf("before the restart there was\n%s\nthereafter\n%s", before, after)
	}
	if found := u.in.Database().Check(10); len(found) > 0 {
		u.t.Errorf("the database is damaged after a restart: %q", found)
	}
	check(u.t, u.close())
}
