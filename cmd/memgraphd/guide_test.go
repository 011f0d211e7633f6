package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// texts are what the statements about the directory's lock answer.
const (
	nowLocked       = "Data directory is now locked."
	alreadyLocked   = "Data directory is already locked."
	nowUnlocked     = "Data directory is now unlocked."
	alreadyUnlocked = "Data directory is already unlocked."
	isLocked        = "Data directory is locked."
	isUnlocked      = "Data directory is unlocked."
)

// someGraph makes data of several kinds, with indexes and constraints.
func someGraph(c *testClient) {
	for _, statement := range []string{
		"CREATE INDEX ON :Person(name)", "CREATE INDEX ON :City", "CREATE EDGE INDEX ON :LIVES_IN",
		"CREATE INDEX ON :Person(name, born)",
		"CREATE CONSTRAINT ON (p:Person) ASSERT p.id IS UNIQUE", "CREATE CONSTRAINT ON (c:City) ASSERT EXISTS (c.name)",
		"UNWIND range(1, 20) AS i CREATE (:City {name: 'City ' + i, at: point({x: i, y: -i})})",
		"UNWIND range(1, 500) AS i CREATE (:Person:Citizen {id: i, name: 'Person ' + i, born: date('2000-01-01') + duration({day: i})})",
		"MATCH (p:Person), (c:City {name: 'City ' + (p.id % 20 + 1)}) CREATE (p)-[:LIVES_IN {since: p.id, notes: ['a', p.id, null]}]->(c)",
		"MATCH (p:Person) WHERE p.id % 10 = 0 DETACH DELETE p",
		"MATCH (p:Person) WHERE p.id % 7 = 0 SET p.name = null, p:Seventh REMOVE p:Citizen",
	} {
		c.rows(statement)
	}
}

// writer commits in the background until it is stopped, and counts.
type writer struct {
	stop, gone chan struct{}
	commits    atomic.Int64
}

func startWriter(c *testClient) *writer {
	w := &writer{stop: make(chan struct{}), gone: make(chan struct{})}
	go func() {
		defer close(w.gone)
		for n := int64(1); ; n++ {
			select {
			case <-w.stop:
				return
			default:
			}
			if _, err := c.try("CREATE (:Log {n: $n})-[:NEXT]->(:Log {n: -$n})", params{"n": n}); err != nil {
				c.t.Errorf("a write failed: %v", err)
				return
			}
			w.commits.Store(n)
		}
	}()
	return w
}

func (w *writer) end() int64 {
	close(w.stop)
	<-w.gone
	return w.commits.Load()
}

func snapshotsIn(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(filepath.Join(dir, "snapshots"))
	check(t, err)
	var names []string
	for _, e := range entries {
		if e.Type().IsRegular() && !strings.HasSuffix(e.Name(), ".tmp") {
			names = append(names, e.Name())
		}
	}
	return names
}

// TestPeriodicSnapshots waits for snapshots to appear while somebody writes.
func TestPeriodicSnapshots(t *testing.T) {
	s := start(t, t.TempDir(), "--storage-snapshot-interval-sec=1", "--storage-snapshot-retention-count=2")
	c := s.client()
	if due := c.rows("SHOW NEXT SNAPSHOT"); len(due) != 1 || due[0][0] != filepath.Join(s.dir, "snapshots") {
		t.Errorf("SHOW NEXT SNAPSHOT: %v", due)
	}
	w := startWriter(c)
	first := ""
	s.await(func() bool {
		names := snapshotsIn(t, s.dir)
		if first == "" && len(names) > 0 {
			first = names[0]
		}
		return first != "" && !slices.Contains(names, first) // it was made and retired
	})
	w.end()
	c.rows(`SET DATABASE SETTING "storage.snapshot.interval" TO ""`)
	if due := c.rows("SHOW NEXT SNAPSHOT"); len(due) != 0 {
		t.Errorf("after the pause: %v", due)
	}
	c.snapshot()
	if names := snapshotsIn(t, s.dir); len(names) != 2 {
		t.Errorf("%d snapshots, 2 are to be kept: %v", len(names), names)
	}
}

func TestSnapshotStatements(t *testing.T) {
	s := start(t, t.TempDir())
	c := s.client()
	if rows := c.rows("SHOW SNAPSHOTS"); len(rows) != 0 {
		t.Errorf("a new server has snapshots: %v", rows)
	}
	var paths []string
	for range 3 {
		someWrite(c)
		paths = append(paths, c.one("CREATE SNAPSHOT").(string))
	}
	for i, row := range c.rows("SHOW SNAPSHOTS") {
		want := paths[len(paths)-1-i]
		if row[0] != want || row[1].(int64) <= 0 {
			t.Errorf("row %d of SHOW SNAPSHOTS is %v, want %s", i, row, want)
		}
		if _, err := time.Parse("2006-01-02T15:04:05-0700", row[2].(string)); err != nil {
			t.Error(err)
		}
		if !strings.HasSuffix(row[3].(string), "B") {
			t.Errorf("size %v", row[3])
		}
	}
	for _, path := range paths {
		if filepath.Dir(path) != filepath.Join(s.dir, "snapshots") {
			t.Errorf("%s is not in the data directory", path)
		}
		_, err := os.Stat(path)
		check(t, err)
	}
}

// snapshot makes one, after the one that is being made if there is.
func (c *testClient) snapshot() string {
	c.t.Helper()
	for {
		rows, err := c.try("CREATE SNAPSHOT", nil)
		switch {
		case err == nil:
			return rows[0][0].(string)
		case !strings.Contains(err.Error(), "Another snapshot creation is already in progress"):
			c.t.Fatal(err)
		}
		time.Sleep(time.Millisecond)
	}
}

func someWrite(c *testClient) { c.rows("CREATE (:Some {at: timestamp()})") }

// TestLockTexts says exactly what Memgraph says.
func TestLockTexts(t *testing.T) {
	s := start(t, t.TempDir())
	c, other := s.client(), s.client()
	for _, step := range []struct {
		client         *testClient
		statement, say string
	}{
		{c, "DATA DIRECTORY LOCK STATUS", isUnlocked},
		{c, "UNLOCK DATA DIRECTORY", alreadyUnlocked},
		{c, "LOCK DATA DIRECTORY", nowLocked},
		{other, "lock data directory;", alreadyLocked},
		{c, "DATA DIRECTORY LOCK STATUS", isLocked},
		{other, "UNLOCK DATA DIRECTORY", nowUnlocked}, // whoever locked it
		{c, "DATA DIRECTORY LOCK STATUS;", isUnlocked},
		{c, "LOCK DATA DIRECTORY", nowLocked},
	} {
		if got := step.client.one(step.statement); got != step.say {
			t.Errorf("%s: %q, want %q", step.statement, got, step.say)
		}
	}
	s.kill()
	c = start(t, s.dir).client()
	if got := c.one("DATA DIRECTORY LOCK STATUS"); got != isUnlocked {
		t.Errorf("after a restart: %q", got) // the lock lives in memory
	}
	for _, statement := range []string{"LOCK DATA DIRECTORY", "UNLOCK DATA DIRECTORY", "DATA DIRECTORY LOCK STATUS", "CREATE SNAPSHOT", "SHOW SNAPSHOTS"} {
		if _, err := inTransaction(c, statement); err == nil || !strings.Contains(err.Error(), "in multicommand transactions") {
			t.Errorf("%s in a transaction: %v", statement, err)
		}
	}
}

// TestLockKeepsFiles makes more snapshots than are kept while the directory is
// locked, and watches that no file goes before it is unlocked, and the right ones
// then.
func TestLockKeepsFiles(t *testing.T) {
	s := start(t, t.TempDir(), "--storage-snapshot-retention-count=2", "--storage-wal-file-size-kib=1")
	c := s.client()
	someGraph(c)
	for range 3 {
		someWrite(c)
		c.one("CREATE SNAPSHOT")
	}
	c.one("LOCK DATA DIRECTORY")
	before := listFiles(t, s.dir)
	w := startWriter(s.client())
	for range 5 {
		someWrite(c)
		c.one("CREATE SNAPSHOT")
		missing(t, "under the lock", before, listFiles(t, s.dir))
		before = listFiles(t, s.dir)
	}
	w.end()
	before = listFiles(t, s.dir)
	all := snapshotsIn(t, s.dir)
	if len(all) != 2+5 {
		t.Fatalf("%d snapshots under the lock, want 7: %v", len(all), all)
	}
	c.one("UNLOCK DATA DIRECTORY")
	after := listFiles(t, s.dir)
	if kept := snapshotsIn(t, s.dir); !slices.Equal(kept, all[5:]) {
		t.Errorf("after the unlocking there are %v, want the newest two of %v", kept, all)
	}
	for _, name := range before {
		switch dir := filepath.Dir(name); {
		case slices.Contains(after, name), dir == "wal": // segments that no kept snapshot needs go as well
		case strings.HasSuffix(name, ".tmp"): // the other name of a snapshot that was renamed under the lock
		case dir == "snapshots" && slices.Contains(all[:5], filepath.Base(name)):
		default:
			t.Errorf("%s went with the unlocking", name)
		}
	}
	want := c.dump()
	s.kill()
	c = start(t, s.dir).client()
	if got := c.dump(); got != want {
		t.Error("what is left does not hold all the data")
	}
	c.sound()
}

func missing(t *testing.T, when string, before, after []string) {
	t.Helper()
	for _, name := range before {
		if !slices.Contains(after, name) && !strings.HasSuffix(name, ".tmp") {
			t.Errorf("%s went %s", name, when)
		}
	}
}

// TestCopies follows the guide while somebody writes: a server on the copy of
// the directory has everything that was committed before the copy began, and a
// server on one copied snapshot has what it says.
func TestCopies(t *testing.T) {
	s := start(t, t.TempDir(), "--storage-wal-file-size-kib=4", "--storage-snapshot-interval-sec=1")
	c := s.client()
	someGraph(c)
	c.rows("CREATE USER ann IDENTIFIED BY 'secret'")
	c.rows("DROP USER ann")
	want := c.dump()
	snapshot := c.snapshot()

	single := t.TempDir()
	check(t, os.Mkdir(filepath.Join(single, "snapshots"), 0o700))
	data, err := os.ReadFile(snapshot)
	check(t, err)
	check(t, os.WriteFile(filepath.Join(single, "snapshots", filepath.Base(snapshot)), data, 0o600))
	restored := start(t, single).client()
	if got := restored.dump(); got != want {
		t.Errorf("the copied snapshot holds\n%s\nwant\n%s", got, want)
	}
	restored.sound()

	w := startWriter(s.client())
	s.await(func() bool { return w.commits.Load() > 20 })
	c.one("LOCK DATA DIRECTORY")
	committed := w.commits.Load()
	whole := filepath.Join(t.TempDir(), "copy")
	copyDir(t, s.dir, whole)
	c.one("UNLOCK DATA DIRECTORY")
	attempted := w.end() + 1
	restored = start(t, whole).client()
	restored.sound()
	n := restored.one("MATCH (l:Log) WHERE l.n > 0 RETURN count(l)").(int64)
	if n < committed || n > attempted {
		t.Errorf("the copy holds %d commits, between %d and %d were made", n, committed, attempted)
	}
	if got := restored.rows("MATCH (a:Log)-[:NEXT]->(b:Log {n: -a.n}) RETURN count(a), max(a.n), sum(b.n)"); text(got) != fmt.Sprintf("%d | %d | %d\n", n, n, -n*(n+1)/2) {
		t.Errorf("the copy holds half transactions: %d commits, %v", n, got)
	}
	restored.rows("MATCH (l:Log) DETACH DELETE l")
	if got := restored.dump(); got != want {
		t.Error("the copy differs in what was there before")
	}
}

// TestRecoverSnapshot takes a database back to a snapshot while it runs, without
// losing users.
func TestRecoverSnapshot(t *testing.T) {
	s := start(t, t.TempDir())
	c := s.client()
	someGraph(c)
	want := c.dump()
	path := c.one("CREATE SNAPSHOT").(string)
	backup := filepath.Join(t.TempDir(), filepath.Base(path))
	data, err := os.ReadFile(path)
	check(t, err)
	check(t, os.WriteFile(backup, data, 0o600))
	c.rows("MATCH (n) DETACH DELETE n")
	if _, err := c.try("RECOVER SNAPSHOT $path", params{"path": backup}); err == nil || !strings.Contains(err.Error(), "Storage is not clean. Try using FORCE.") {
		t.Errorf("without FORCE: %v", err)
	}
	c.rows("RECOVER SNAPSHOT $path FORCE", params{"path": backup})
	if got := c.dump(); got != want {
		t.Errorf("recovered\n%s\nwant\n%s", got, want)
	}
	someWrite(c)
	want = c.dump()
	s.kill()
	c = start(t, s.dir).client()
	if got := c.dump(); got != want {
		t.Error("the recovered data are not the same after a restart")
	}
	c.sound()
}

// TestDump moves a database as statements, with the program's own client.
func TestDump(t *testing.T) {
	from, to := start(t, t.TempDir()), start(t, t.TempDir())
	someGraph(from.client())
	from.client().rows("CREATE ENUM Colour VALUES { Red, `dark blue` }")
	from.client().rows("CREATE (:`odd label` {`odd key`: Colour::`dark blue`, text: 'a\\'b\"c\\n;d', at: datetime('2020-07-02T01:02[Europe/Berlin]')})-[:`odd type` {x: duration('P1DT2.5S')}]->(:C)")
	dump := call(t, "query", from.portFlag(), "DUMP DATABASE")
	_, statements, _ := strings.Cut(dump.stdout, "\n")
	cmd := command(t, "query", to.portFlag())
	cmd.Stdin = strings.NewReader(statements)
	if got := finish(t, cmd); got.code != exitOK {
		t.Fatalf("%+v", got)
	}
	if got, want := to.client().withoutIDs(), from.client().withoutIDs(); got != want {
		t.Errorf("restored\n%s\nwant\n%s", got, want)
	}
	to.client().sound()
}

// withoutIDs is the database's dump with the ids of nodes left out, sorted.
func (c *testClient) withoutIDs() string {
	c.t.Helper()
	lines := strings.Split(c.dump(), "\n")
	for i, line := range lines {
		lines[i] = regexp.MustCompile(`__mg_id__(:| =) \d+`).ReplaceAllString(line, "__mg_id__")
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

// TestStopCarriesOutDeletions that the directory's lock had put off, as Memgraph does.
func TestStopCarriesOutDeletions(t *testing.T) {
	s := start(t, t.TempDir(), "--storage-snapshot-retention-count=2")
	c := s.client()
	c.one("LOCK DATA DIRECTORY")
	for range 4 {
		someWrite(c)
		c.snapshot()
	}
	all := snapshotsIn(t, s.dir)
	s.stop()
	if kept := snapshotsIn(t, s.dir); len(all) != 4 || !slices.Equal(kept, all[2:]) {
		t.Errorf("of %v there is left %v, want the newest two", all, kept)
	}
	for _, name := range listFiles(t, s.dir) {
		if strings.HasSuffix(name, ".tmp") {
			t.Errorf("%s is left", name)
		}
	}
	if n := start(t, s.dir).client().one("MATCH (s:Some) RETURN count(s)"); n != int64(4) {
		t.Errorf("%v of four commits", n)
	}
}
