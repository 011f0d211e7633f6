package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"memgraphd/cypher"
	"memgraphd/durability"
	"memgraphd/durability/vfs"
	"memgraphd/engine"
	"memgraphd/engine/auth"
	"memgraphd/engine/value"
)

// embedded is a database with its interpreter, without a socket: on a disk in
// memory, or on none at all.
type embedded struct {
	t       *testing.T
	opts    durability.Options
	store   *durability.Store // nil: on no disk
	in      *cypher.Interpreter
	session *cypher.Session
}

// smallFiles are options under which a few statements fill several segments.
func smallFiles(fsys vfs.FS) durability.Options {
	return durability.Options{
		Directory: "/data", FS: fsys, Log: true, SegmentSize: 2048, Retention: 2, Workers: 2, SnapshotOnExit: true,
		OwnSpaces: []string{auth.Space, cypher.SettingSpace},
	}
}

func inMemory(t *testing.T) *embedded {
	e := &embedded{t: t}
	e.interpret(engine.New(engine.Options{}), nil)
	t.Cleanup(func() { e.in.Database().Close() })
	return e
}

func onDisk(t *testing.T, fsys vfs.FS) (*embedded, error) {
	e := &embedded{t: t, opts: smallFiles(fsys)}
	e.opts.Replaced = func(db *engine.Database) { e.in.Replace(db) }
	return e, e.open()
}

func (e *embedded) open() error {
	var err error
	if e.store, err = durability.Open(context.Background(), e.opts); err != nil {
		return err
	}
	e.interpret(e.store.Database(), e.store)
	return nil
}

func (e *embedded) interpret(db *engine.Database, disk engine.Disk) {
	users, err := auth.New(func() *engine.Database { return e.in.Database() }, auth.Options{PermitNull: true})
	check(e.t, err)
	e.in = cypher.New(db, cypher.Options{
		Disk: disk, Users: users,
		Settings: []cypher.Setting{{Name: "server.name", Persistent: true, Apply: func(string) error { return nil }}},
	})
	e.session = e.in.NewSession("")
}

func (e *embedded) close() error {
	e.session.Close()
	return e.store.Close()
}

// run runs a statement to its end.
func (e *embedded) run(text string) error {
	_, err := e.rows(e.session, text)
	return err
}

func (e *embedded) rows(s *cypher.Session, text string) ([][]value.Value, error) {
	r, err := s.Run(context.Background(), text, value.Null, cypher.TxOptions{})
	if err != nil {
		return nil, err
	}
	return r.Rows(context.Background())
}

// state is everything that is committed: graph, schema, users and settings.
func (e *embedded) state() string {
	e.t.Helper()
	s := e.in.NewSession("")
	defer s.Close()
	all := ""
	for _, statement := range []string{"DUMP DATABASE", "SHOW INDEX INFO", "SHOW CONSTRAINT INFO", "SHOW USERS", "SHOW ENUMS"} {
		rows, err := e.rows(s, statement)
		check(e.t, err)
		for _, row := range rows {
			if statement == "SHOW INDEX INFO" {
				row = row[:3] // the count may include entries of old versions
			}
			all += value.Format(value.List(row)) + "\n"
		}
	}
	name, _ := e.in.Database().Meta(cypher.SettingSpace, "server.name")
	return all + string(name)
}

// What a workload does besides running a statement.
const (
	restart     = "restart"      // closes the database and opens it again
	recoverLast = "recover last" // goes back to the snapshot of the latest "CREATE SNAPSHOT"
)

// workload is everything that writes to the disk. The statements with a bang must fail.
var workload = []string{
	"CREATE INDEX ON :P(k)", `CREATE INDEX down FOR (p:P) ON (p.k, p.size) WITH CONFIG {"order": "DESC"}`, "CREATE CONSTRAINT ON (p:P) ASSERT p.k IS UNIQUE",
	"CREATE (:P {k: 1, text: 'one', list: [1, 'a', null], at: point({x: 1, y: 2}), day: date('2020-02-03')})",
	"UNWIND range(2, 9) AS i CREATE (:P {k: i})-[:R {w: i * 0.5}]->(:Q:Z {k: i})",
	"CREATE ENUM Colour VALUES { Red, Green }", "CREATE (:P {k: 10, colour: Colour::Red, d: duration('P1DT2H')})",
	"CREATE EDGE INDEX ON :R(w)", "CREATE USER ann IDENTIFIED BY NULL", `SET DATABASE SETTING "server.name" TO "x"`,
	"MATCH (p:P) WHERE p.k > 6 SET p:Big, p.size = p.k * 2", "CREATE SNAPSHOT",
	"MATCH (:P {k: 3})-[r]->(q) SET r.w = null, q.note = 'changed' REMOVE q:Z", "MATCH (p:P {k: 9})-[r]->(q) DELETE r, q",
	restart,
	"MATCH (p:P {k: 10}) DETACH DELETE p", "CREATE (:Last)", "MATCH (l:Last) DELETE l", restart, "CREATE (:AfterLast)",
	"MERGE (p:P {k: 4}) ON MATCH SET p.seen = true ON CREATE SET p.made = true", "MERGE (p:P {k: 44}) ON CREATE SET p.made = true",
	"FOREACH (i IN range(100, 110) | CREATE (:F {i: i, filling: 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'}))",
	"LOCK DATA DIRECTORY", "CREATE (:Locked)", "CREATE SNAPSHOT", "CREATE SNAPSHOT", "UNLOCK DATA DIRECTORY",
	"!CREATE (:P {k: 1})", "!MATCH (p:P {k: 1}) SET p.k = 2",
	"BEGIN", "CREATE (:T {n: 1})", "MATCH (t:T) SET t.n = 2", "COMMIT",
	"BEGIN", "CREATE (:T {n: 3})", "MATCH (n) DETACH DELETE n", "ROLLBACK",
	"CREATE CONSTRAINT ON (f:F) ASSERT EXISTS (f.i)", "DROP INDEX ON :P(k)", "CREATE SNAPSHOT",
	`CREATE INDEX ON :P(k) WITH CONFIG {"order": "DESC"}`, "CREATE INDEX ON :P(k)", `DROP INDEX ON :P(k) WITH CONFIG {"order": "ASC"}`,
	"DROP CONSTRAINT ON (p:P) ASSERT p.k IS UNIQUE", "DROP USER ann", "CREATE (:P {k: 1})",
	"UNWIND range(1, 60) AS i CREATE (:Large {i: i, text: 'a transaction of several segments ' + i})",
	recoverLast, restart,
}

// crashPoint is the disk as a power cut left it before an operation.
type crashPoint struct {
	op   vfs.Op
	how  vfs.Crash
	disk *vfs.Mem
	step int // of the workload, that was under way
}

// crasher takes crash points.
type crasher struct {
	mem      *vfs.Mem
	policies []vfs.Keep
	step     atomic.Int64
	mu       sync.Mutex // guards points
	points   []crashPoint
}

func (c *crasher) before(op vfs.Op) error {
	if !op.Kind.Changes() {
		return nil
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	for i, keep := range c.policies {
		how := vfs.Crash{Keep: keep, Seed: uint64(op.N)*3 + uint64(i)}
		c.points = append(c.points, crashPoint{op: op, how: how, disk: c.mem.CrashClone(how), step: int(c.step.Load())})
	}
	return nil
}

func (p *crashPoint) String() string {
	return fmt.Sprintf("power cut before %v %s (%d) while %q, keeping %+v", p.op.Kind, p.op.Path, p.op.N, workload[p.step], p.how)
}

// TestPowerCutAtEveryOperation runs a workload of everything that Cypher can
// write, with rotation, snapshots, restarts and RECOVER SNAPSHOT, and cuts the
// power before every operation on the disk. What is recovered must be the state
// before the statement that was under way, or after it, as a database without a
// disk has it.
func TestPowerCutAtEveryOperation(t *testing.T) {
	states := model(t)
	c := &crasher{mem: vfs.NewMem(), policies: []vfs.Keep{vfs.KeepNone, vfs.KeepAll, vfs.KeepSome, vfs.KeepSome, vfs.KeepSome, vfs.KeepSome}}
	if testing.Short() {
		c.policies = c.policies[5:]
	}
	e, err := onDisk(t, vfs.Inject(c.mem, c.before))
	check(t, err)
	snapshot := ""
	for i, step := range workload {
		c.step.Store(int64(i))
		check(t, e.perform(step, &snapshot))
		if got := e.state(); got != states[i+1] {
			t.Fatalf("after %q:\n%s\nthe model has\n%s", step, got, states[i+1])
		}
	}
	check(t, e.close())
	t.Logf("%d crash points", len(c.points))
	again := 0
	for i := range c.points {
		p := &c.points[i]
		before, after := states[p.step], states[p.step+1]
		if i%10 != 0 || testing.Short() { // not every one, for they multiply
			check(t, p.recovers(t, p.disk, before, after))
			continue
		}
		recovery := &crasher{mem: p.disk, policies: []vfs.Keep{vfs.KeepNone, vfs.KeepSome}}
		recovery.step.Store(int64(p.step))
		check(t, p.recovers(t, vfs.Inject(p.disk, recovery.before), before, after))
		again += len(recovery.points)
		for i := range recovery.points {
			check(t, recovery.points[i].recovers(t, recovery.points[i].disk, before, after))
		}
	}
	t.Logf("%d crash points during recovery", again)
}

// model returns the state before each step of the workload, and after the last,
// from a database that has no disk to lose anything on.
func model(t *testing.T) []string {
	m := inMemory(t)
	states := []string{m.state()}
	latest, snapshot := states[0], ""
	for _, step := range workload {
		switch step {
		case "CREATE SNAPSHOT":
			snapshot = latest
		case recoverLast:
			latest = snapshot
		case "LOCK DATA DIRECTORY", "UNLOCK DATA DIRECTORY", restart:
		default:
			check(t, m.expect(step))
			latest = m.state()
		}
		states = append(states, latest)
	}
	return states
}

// expect runs a statement that must succeed or, with a bang, fail.
func (e *embedded) expect(step string) error {
	text, fails := strings.CutPrefix(step, "!")
	if err := e.run(text); (err != nil) != fails {
		return fmt.Errorf("%q: %v", step, err)
	}
	return nil
}

// perform takes a step of the workload; snapshot is the path of the latest one.
func (e *embedded) perform(step string, snapshot *string) error {
	switch step {
	case restart:
		return errors.Join(e.close(), e.open())
	case recoverLast:
		return e.run(fmt.Sprintf("RECOVER SNAPSHOT %q FORCE", *snapshot))
	case "CREATE SNAPSHOT":
		rows, err := e.rows(e.session, step)
		if err == nil {
			*snapshot = rows[0][0].AsString()
		}
		return err
	}
	return e.expect(step)
}

// recovers demands that one of two states is recovered.
func (p *crashPoint) recovers(t *testing.T, disk vfs.FS, before, after string) error {
	e, err := onDisk(t, disk)
	if err != nil {
		return fmt.Errorf("%v: %w", p, err)
	}
	findings := e.in.Database().Check(5)
	if got := e.state(); len(findings) > 0 || got != before && got != after {
		return fmt.Errorf("%v: recovered %q\n%s\nbefore there was\n%s\nand afterwards\n%s", p, findings, got, before, after)
	}
	return e.close()
}
