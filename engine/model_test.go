package engine

import (
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"memgraphd/engine/value"
)

// model predicts what the database does under any interleaving of a few
// transactions: snapshot isolation, first updater wins.
type model struct {
	db        *Database
	log       *testLog
	committed world
	commit    uint64
	written   map[string]uint64   // object → commit that last changed it
	writing   map[string]*session // object → transaction that is changing it
	attached  map[uint64][]*hop   // node → relationships ever created at it
	open      []*session
}

type session struct {
	txn     *Txn
	view    world
	start   uint64
	touched map[string]bool
	created []*hop
}

// hop is a relationship's creation.
type hop struct {
	by     *session // nil once committed
	commit uint64
	gone   bool // rolled back
}

// testLog keeps records and refuses those that it is told to.
type testLog struct {
	records map[uint64][]byte
	refuse  bool
}

var errRefused = errors.New("refused by the test's log")

func (l *testLog) Append(commit uint64, redo []byte, done func(error)) error {
	if l.refuse {
		return errRefused
	}
	l.records[commit] = append([]byte(nil), redo...)
	done(nil)
	return nil
}

func (l *testLog) Flush() {}

func nodeKey(id uint64) string { return fmt.Sprint("n", id) }
func relKey(id uint64) string  { return fmt.Sprint("r", id) }

func newModel() *model {
	log := &testLog{records: map[uint64][]byte{}}
	m := &model{
		db: New(Options{Log: log}), log: log, committed: newWorld(),
		written: map[string]uint64{}, writing: map[string]*session{}, attached: map[uint64][]*hop{},
	}
	m.db.garbage.pruneAbove = 0
	m.db.garbage.pruneAt.Store(0)
	m.db.nextNode.Store(ChunkRows - 6) // rows on both sides of a chunk's end
	m.db.nextRel.Store(ChunkRows - 6)
	return m
}

// conflict reports whether another transaction changed an object since s started.
func (m *model) conflict(s *session, key string) bool {
	return m.writing[key] != nil && m.writing[key] != s || m.written[key] > s.start
}

func (m *model) touch(s *session, key string) {
	m.writing[key] = s
	s.touched[key] = true
}

func (m *model) pick(t *rapid.T) *session {
	if len(m.open) == 0 {
		t.Skip("no transaction")
	}
	return m.open[rapid.IntRange(0, len(m.open)-1).Draw(t, "txn")]
}

func anyID(t *rapid.T, m *model, nodes bool) uint64 {
	next := m.db.nextNode.Load()
	if !nodes {
		next = m.db.nextRel.Load()
	}
	return rapid.Uint64Range(ChunkRows-6, max(next, ChunkRows-6)).Draw(t, "id")
}

func anyValue() *rapid.Generator[value.Value] {
	return rapid.Custom(func(t *rapid.T) value.Value {
		switch rapid.IntRange(0, 7).Draw(t, "kind") {
		case 0:
			return value.Null
		case 1:
			return value.Bool(rapid.Bool().Draw(t, "bool"))
		case 2, 3:
			return value.Int(rapid.Int64().Draw(t, "int"))
		case 4:
			return value.Float(rapid.Float64Range(-1e9, 1e9).Draw(t, "float"))
		case 5:
			return value.List([]value.Value{value.Int(rapid.Int64Range(0, 9).Draw(t, "elem"))})
		}
		return value.String(rapid.StringN(0, 12, 40).Draw(t, "string"))
	})
}

var (
	labelNames = []string{"A", "B", "C"}
	keyNames   = []string{"k", "l"}
	typeNames  = []string{"R", "S"}
)

func (m *model) anyLabels(t *rapid.T) (LabelSet, string) {
	var ids []LabelID
	text := ""
	for _, name := range labelNames {
		if rapid.Bool().Draw(t, name) {
			ids = append(ids, m.db.Label(name))
			text += ":" + name
		}
	}
	return m.db.InternLabels(ids), text
}

// install makes one object of the committed world what s made of it.
func (m *model) install(s *session, key string) {
	var id uint64
	fmt.Sscan(key[1:], &id)
	if key[0] == 'n' {
		delete(m.committed.Nodes, id)
		if n, ok := s.view.clone().Nodes[id]; ok {
			m.committed.Nodes[id] = n
		}
		return
	}
	delete(m.committed.Rels, id)
	if r, ok := s.view.clone().Rels[id]; ok {
		m.committed.Rels[id] = r
	}
}

// check compares every open transaction, and a new one, with the model.
func (m *model) check(t *rapid.T) {
	fresh := m.db.Begin(TxnOptions{ReadOnly: true})
	defer fresh.Abort()
	views := append([]*session{{txn: fresh, view: m.committed}}, m.open...)
	limit := rapid.IntRange(1, 5).Draw(t, "limit")
	for i, s := range views {
		if diff := cmp.Diff(s.view, read(t, s.txn)); diff != "" {
			t.Fatalf("transaction %d (-want +got):\n%s", i, diff)
		}
		checkHops(t, s.txn, s.view, limit)
	}
	if found := m.db.Check(10); len(found) > 0 {
		t.Fatal(found)
	}
}

func TestModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := newModel()
		defer m.db.Close()
		t.Repeat(map[string]func(*rapid.T){
			"":            m.check,
			"begin":       m.begin,
			"createNodes": m.createNodes,
			"createRel":   m.createRel,
			"createRel2":  m.createRel,
			"setProperty": m.setProperty,
			"setLabels":   m.setLabels,
			"deleteNode":  m.deleteNode,
			"deleteRel":   m.deleteRel,
			"end":         m.end,
			"collect":     func(*rapid.T) { m.db.CollectGarbage() },
		})
		for len(m.open) > 0 {
			m.end(t)
		}
		m.db.CollectGarbage()
		if n := m.db.Info().UnreleasedUndo; n != 0 {
			t.Fatalf("%d undo records are left", n)
		}
		m.check(t)
		m.checkReplay(t)
		m.checkLoad(t)
	})
}

// checkReplay compares the database with one that was made from its log.
func (m *model) checkReplay(t *rapid.T) {
	db := New(Options{})
	defer db.Close()
	for commit := uint64(1); commit <= m.db.LastCommit(); commit++ {
		if redo, ok := m.log.records[commit]; ok {
			if err := db.Replay(commit, redo); err != nil {
				t.Fatal(err)
			}
		}
	}
	m.checkRecovered(t, db)
}

// checkLoad compares the database with one that was made from its snapshot.
func (m *model) checkLoad(t *rapid.T) {
	db := New(Options{})
	defer db.Close()
	copySnapshot(t, m.db, db)
	m.checkRecovered(t, db)
}

func (m *model) checkRecovered(t *rapid.T, db *Database) {
	if err := db.BuildIndexes(nil); err != nil {
		t.Fatal(err)
	}
	if found := db.Check(10); len(found) > 0 {
		t.Fatal(found)
	}
	txn := db.Begin(TxnOptions{ReadOnly: true})
	defer txn.Abort()
	if diff := cmp.Diff(m.committed, read(t, txn)); diff != "" {
		t.Fatalf("recovered (-want +got):\n%s", diff)
	}
	checkHops(t, txn, m.committed, 3)
}

// copySnapshot loads a snapshot of one database into another.
func copySnapshot(t interface{ Fatal(...any) }, from, to *Database) {
	s := from.Snapshot()
	defer s.Release()
	load(t, s, to)
}

// load loads a snapshot into an empty database.
func load(t interface{ Fatal(...any) }, s *Snapshot, to *Database) {
	l, err := to.Load(s.Catalog())
	if err != nil {
		t.Fatal(err)
	}
	for i := range s.NodeChunks() {
		var img NodeImage
		if s.NodeChunk(i, &img) {
			if err := l.Nodes(&img); err != nil {
				t.Fatal(err)
			}
		}
	}
	for i := range s.RelationshipChunks() {
		var img RelationshipImage
		if s.RelationshipChunk(i, &img) {
			if err := l.Relationships(&img); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := l.Finish(nil); err != nil {
		t.Fatal(err)
	}
}
