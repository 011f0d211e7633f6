package main

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"

	"memgraphd/durability/vfs"
	"memgraphd/engine/value"
)

const memWriters = 3

// memCommits is how many commits each writer makes.
func memCommits() int64 {
	if testing.Short() {
		return 8
	}
	return 25
}

// marks are what each writer has tried, was told, and what somebody has read.
type marks [memWriters]struct{ tried, told, seen int64 }

// marker keeps the marks and takes crash points.
type marker struct {
	mem    *vfs.Mem
	mu     sync.Mutex // guards what follows
	now    marks
	points []markedPoint
}

type markedPoint struct {
	op   vfs.Op
	how  vfs.Crash
	disk *vfs.Mem
	then marks
}

func (m *marker) before(op vfs.Op) error {
	if !op.Kind.Changes() {
		return nil
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	for i, keep := range []vfs.Keep{vfs.KeepNone, vfs.KeepSome} {
		how := vfs.Crash{Keep: keep, Seed: uint64(op.N)*3 + uint64(i)}
		m.points = append(m.points, markedPoint{op: op, how: how, disk: m.mem.CrashClone(how), then: m.now})
	}
	return nil
}

func (m *marker) mark(change func(*marks)) {
	m.mu.Lock()
	defer m.mu.Unlock()
	change(&m.now)
}

// TestPowerCutUnderConcurrentWriters has several sessions commit at a time, with
// snapshots and rotation, while another one reads. Whatever was acknowledged, and
// whatever anybody has read, must be recovered; each transaction as a whole.
func TestPowerCutUnderConcurrentWriters(t *testing.T) {
	m := &marker{mem: vfs.NewMem()}
	e, err := onDisk(t, vfs.Inject(m.mem, m.before))
	check(t, err)
	check(t, e.run("CREATE CONSTRAINT ON (w:Writer) ASSERT w.id IS UNIQUE"))
	check(t, e.run("CREATE INDEX ON :Half(writer, n)"))
	check(t, e.run(fmt.Sprintf("UNWIND range(0, %d) AS id CREATE (:Writer {id: id, last: 0})", memWriters-1)))
	m.mark(func(*marks) { m.points = nil })
	var writers, others sync.WaitGroup
	var done atomic.Bool
	for id := range memWriters {
		writers.Go(func() { m.write(e, id) })
	}
	others.Go(func() { m.read(e, &done) })
	others.Go(func() {
		for !done.Load() {
			if err := e.run("CREATE SNAPSHOT"); err != nil {
				t.Error(err)
			}
		}
	})
	writers.Wait()
	done.Store(true)
	others.Wait()
	check(t, e.close())
	t.Logf("%d crash points", len(m.points))
	for i := range m.points {
		if err := m.points[i].recovers(t); err != nil {
			t.Fatalf("power cut before %v %s, keeping %+v: %v", m.points[i].op.Kind, m.points[i].op.Path, m.points[i].how, err)
		}
	}
}

func (m *marker) write(e *embedded, id int) {
	s := e.in.NewSession("")
	defer s.Close()
	for n := int64(1); n <= memCommits(); n++ {
		m.mark(func(now *marks) { now[id].tried = n })
		_, err := e.rows(s, fmt.Sprintf(`MATCH (w:Writer {id: %d}) SET w.last = %d
			CREATE (:Half {writer: %[1]d, n: %[2]d})-[:PAIR]->(:Half {writer: %[1]d, n: %[2]d})
			WITH w MATCH (h:Half {writer: %[1]d, n: %[3]d}) DETACH DELETE h`, id, n, n-3))
		if err != nil {
			e.t.Errorf("writer %d: %v", id, err)
			return
		}
		m.mark(func(now *marks) { now[id].told = n })
	}
}

func (m *marker) read(e *embedded, done *atomic.Bool) {
	s := e.in.NewSession("")
	defer s.Close()
	for !done.Load() {
		rows, err := e.rows(s, "MATCH (w:Writer) RETURN w.id, w.last")
		if err != nil {
			e.t.Error(err)
			return
		}
		m.mark(func(now *marks) {
			for _, row := range rows {
				now[row[0].AsInt()].seen = row[1].AsInt()
			}
		})
	}
}

func (p *markedPoint) recovers(t *testing.T) error {
	e, err := onDisk(t, p.disk)
	if err != nil {
		return err
	}
	if findings := e.in.Database().Check(5); len(findings) > 0 {
		return fmt.Errorf("unsound: %q", findings)
	}
	rows, err := e.rows(e.session, "MATCH (w:Writer) RETURN w.id, w.last")
	if err != nil {
		return err
	}
	for _, row := range rows {
		id, last := row[0].AsInt(), row[1].AsInt()
		if mark := p.then[id]; last < mark.told || last < mark.seen || last > mark.tried {
			return fmt.Errorf("writer %d is at %d, but tried, was told and seen %v", id, last, mark)
		}
		if err := e.pairs(id, last); err != nil {
			return err
		}
	}
	return e.close()
}

// pairs demands that a writer's last three pairs are there, and nothing else.
func (e *embedded) pairs(id, last int64) error {
	var want []value.Value
	for n := max(1, last-2); n <= last; n++ {
		want = append(want, value.Int(n))
	}
	for _, query := range []string{
		"MATCH (a:Half {writer: %d})-[:PAIR]->(b:Half {writer: %[1]d}) WHERE a.n = b.n WITH a ORDER BY a.n RETURN collect(a.n)",
		"MATCH (a) WHERE a.writer = %d WITH DISTINCT a.n AS n ORDER BY n RETURN collect(n)",
	} {
		rows, err := e.rows(e.session, fmt.Sprintf(query, id))
		if err != nil {
			return err
		}
		if got := value.Format(rows[0][0]); got != value.Format(value.List(want)) {
			return fmt.Errorf("writer %d has the pairs %s, want %v", id, got, want)
		}
	}
	return nil
}
