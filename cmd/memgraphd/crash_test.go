package main

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

var crashDuration = flag.Duration("crash.duration", 6*time.Second, "how long to kill servers in TestKill")

const (
	crashWriters = 4
	crashWindow  = 10 // pairs of a writer that are there at a time
	accounts     = 20
	balance      = 100 // of each account at first
)

// journal is what writers were told. Each writer has its own entry.
type journal struct{ acknowledged [crashWriters]int64 }

// TestKill kills a server again and again, at random moments, while several
// clients write. After each start everything that was acknowledged must be
// there, nothing of which only a half happened, and indexes must agree with scans.
func TestKill(t *testing.T) {
	duration := *crashDuration
	if testing.Short() {
		duration = min(duration, 2*time.Second)
	}
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	dir := t.TempDir()
	j := &journal{}
	kills, commits := 0, int64(0)
	for end := time.Now().Add(duration); time.Now().Before(end); kills++ {
		s := start(t, dir, "--storage-wal-file-size-kib=16", "--storage-snapshot-interval-sec=1", "--storage-snapshot-retention-count=2")
		c := s.client()
		if kills == 0 {
			prepareCrash(c)
		} else {
			j.compare(c)
		}
		if t.Failed() {
			return
		}
		commits += j.write(s, time.Duration(random.IntN(300))*time.Millisecond, random.IntN(2) == 0)
	}
	s := start(t, dir)
	j.compare(s.client())
	t.Logf("%d kills, %d acknowledged commits", kills, commits)
	if commits == 0 {
		t.Error("nothing was committed")
	}
}

func prepareCrash(c *testClient) {
	for _, statement := range []string{
		"CREATE INDEX ON :Half(key)", "CREATE INDEX ON :Half(writer, n)", "CREATE EDGE INDEX ON :PAIR",
		"CREATE CONSTRAINT ON (w:Writer) ASSERT w.id IS UNIQUE", "CREATE CONSTRAINT ON (h:Half) ASSERT EXISTS (h.n)",
		fmt.Sprintf("UNWIND range(1, %d) AS id CREATE (:Account {id: id, balance: %d})", accounts, balance),
		fmt.Sprintf("UNWIND range(0, %d) AS id CREATE (:Writer {id: id, last: 0})", crashWriters-1),
	} {
		c.rows(statement)
	}
}

// step is the n-th commit of a writer: it makes the pair n, takes away the one
// that leaves the window, and says so at the writer's node.
const step = `MATCH (w:Writer {id: $writer}) SET w.last = $n
	CREATE (:Half {key: $writer * 1000000 + $n, writer: $writer, n: $n})-[:PAIR {n: $n}]->(:Half:Other {key: -$n, writer: $writer, n: $n})
	WITH w MATCH (h:Half {writer: $writer, n: $n - $window}) DETACH DELETE h`

// write lets clients write for some time and then kills the server.
func (j *journal) write(s *running, for_ time.Duration, snapshots bool) (commits int64) {
	before := j.acknowledged
	stop := make(chan struct{})
	var clients sync.WaitGroup
	for id := range crashWriters {
		clients.Go(func() { j.writer(s.client(), id, stop) })
	}
	clients.Go(func() { transfer(s.client(), stop) })
	if snapshots {
		clients.Go(func() {
			c := s.client()
			for !closed(stop) {
				_, _ = c.try("CREATE SNAPSHOT", nil) // one is made already, or the server is gone
			}
		})
	}
	time.Sleep(for_)
	s.kill()
	close(stop)
	clients.Wait()
	for id := range crashWriters {
		commits += j.acknowledged[id] - before[id]
	}
	return commits
}

func closed(c <-chan struct{}) bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}

func (j *journal) writer(c *testClient, id int, stop <-chan struct{}) {
	for !closed(stop) {
		n := j.acknowledged[id] + 1
		if _, err := c.try(step, params{"writer": id, "n": n, "window": crashWindow}); err != nil {
			return // the server is gone
		}
		j.acknowledged[id] = n
	}
}

// transfer moves money in explicit transactions, which conflict now and then.
func transfer(c *testClient, stop <-chan struct{}) {
	ctx := context.Background()
	session := c.driver.NewSession(ctx, neo4j.SessionConfig{})
	defer session.Close(ctx)
	for !closed(stop) {
		tx, err := session.BeginTransaction(ctx)
		if err != nil {
			return
		}
		from, to, amount := 1+rand.IntN(accounts), 1+rand.IntN(accounts), rand.IntN(10)
		for id, change := range map[int]int{from: -amount, to: amount} {
			if from != to {
				_, _ = tx.Run(ctx, "MATCH (a:Account {id: $id}) SET a.balance = a.balance + $change", params{"id": id, "change": change})
			}
		}
		_ = tx.Commit(ctx) // if it fails, the money stays where it was
	}
}

// compare demands that the database is what the journal says, and takes up from
// there: the last commit of each writer may have got through unacknowledged.
func (j *journal) compare(c *testClient) {
	c.t.Helper()
	c.sound()
	if sum := c.one("MATCH (a:Account) RETURN sum(a.balance)"); sum != int64(accounts*balance) {
		c.t.Errorf("the accounts have %v, want %d: half a transaction was kept", sum, accounts*balance)
	}
	for id := range crashWriters {
		last := c.one("MATCH (w:Writer {id: $id}) RETURN w.last", params{"id": id}).(int64)
		if last != j.acknowledged[id] && last != j.acknowledged[id]+1 {
			c.t.Errorf("writer %d was told of %d commits, the database has %d", id, j.acknowledged[id], last)
		}
		j.acknowledged[id] = last
		j.comparePairs(c, id, last)
	}
}

// comparePairs looks at a writer's pairs by a scan, by two indexes and by their relationships.
func (j *journal) comparePairs(c *testClient, id int, last int64) {
	c.t.Helper()
	var want [][]any
	for n := max(1, last-crashWindow+1); n <= last; n++ {
		want = append(want, []any{n})
	}
	p := params{"id": id, "from": max(1, last-crashWindow+1), "last": last}
	for _, query := range []string{
		"MATCH (h) WHERE h.writer = $id AND NOT h:Other RETURN h.n ORDER BY h.n",
		"MATCH (h:Other) WHERE h.writer = $id RETURN h.n ORDER BY h.n",
		"MATCH (h:Half {writer: $id})-[r:PAIR]->(o:Other {n: h.n, writer: $id, key: -h.n}) WHERE r.n = h.n RETURN h.n ORDER BY h.n",
		"UNWIND range($from, $last) AS n MATCH (h:Half {key: $id * 1000000 + n}) RETURN h.n ORDER BY h.n",
		"MATCH (h:Half) WHERE h.writer = $id AND h.n >= 0 AND NOT h:Other RETURN h.n ORDER BY h.n",
	} {
		demand(c, want, query, p)
	}
}
