package durability

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"go.uber.org/goleak"

	"memgraphd/durability/vfs"
	"memgraphd/engine"
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const dir = "/data"

// small are options under which a few commits fill several segments.
func small(fsys vfs.FS) Options {
	return Options{Directory: dir, FS: fsys, Log: true, SegmentSize: 1024, Retention: 2, Workers: 2}
}

func open(t *testing.T, opts Options) *Store {
	t.Helper()
	s, err := Open(t.Context(), opts)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func closeStore(t *testing.T, s *Store) {
	t.Helper()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// add commits a node with the number n, and a relationship to itself.
func add(db *engine.Database, n int64) error {
	txn := db.Begin(engine.TxnOptions{})
	defer txn.Abort()
	labels := db.InternLabels([]engine.LabelID{db.Label("Number")})
	ids, err := txn.CreateNodes(1, labels, nil)
	if err != nil {
		return err
	}
	if err := txn.SetNodeProperty(ids[0], db.Property("n"), value.Int(n)); err != nil {
		return err
	}
	if err := txn.SetNodeProperty(ids[0], db.Property("text"), value.String(fmt.Sprint("number ", n))); err != nil {
		return err
	}
	if _, err := txn.CreateRelationships(ids, ids, db.Type("IS"), nil); err != nil {
		return err
	}
	return txn.Commit(context.Background())
}

func addAll(t *testing.T, s *Store, from, to int64) {
	t.Helper()
	for n := from; n < to; n++ {
		check(t, add(s.Database(), n))
	}
}

// numbers are what was added, in the order of the nodes.
func numbers(db *engine.Database) []int64 {
	txn := db.Begin(engine.TxnOptions{ReadOnly: true})
	defer txn.Abort()
	var ids []uint64
	for chunk := range txn.NodeChunks() {
		ids = txn.ScanNodes(chunk, nil, ids)
	}
	key, _ := db.FindProperty("n")
	var col column.Column
	txn.NodeProperty(ids, key, &col)
	found := make([]int64, len(ids))
	for i := range found {
		found[i] = col.Value(i).AsInt()
	}
	return found
}

// upTo are the numbers from 0 to n-1.
func upTo(n int64) []int64 {
	all := make([]int64, n)
	for i := range all {
		all[i] = int64(i)
	}
	return all
}

// holds demands that a store has exactly the numbers want, and is sound.
func holds(s *Store, want []int64) error {
	db := s.Database()
	if got := numbers(db); !slices.Equal(got, want) {
		return fmt.Errorf("the database holds %d numbers, %v, want %d", len(got), got, len(want))
	}
	if db.RelationshipCount() != int64(len(want)) {
		return fmt.Errorf("%d relationships, want %d", db.RelationshipCount(), len(want))
	}
	if findings := db.Check(5); len(findings) > 0 {
		return fmt.Errorf("the database is unsound: %q", findings)
	}
	return nil
}

// reopened opens a directory, looks what it holds and closes it.
func reopened(opts Options, look func(*Store) error) error {
	s, err := Open(context.Background(), opts)
	if err != nil {
		return err
	}
	return errors.Join(look(s), s.Close())
}

func checkReopened(t *testing.T, opts Options, want []int64) {
	t.Helper()
	check(t, reopened(opts, func(s *Store) error { return holds(s, want) }))
}

func names(t *testing.T, fsys vfs.FS, parts ...string) []string {
	t.Helper()
	infos, err := fsys.ReadDir(filepath.Join(append([]string{dir}, parts...)...))
	check(t, err)
	var list []string
	for _, info := range infos {
		if info.Kind == vfs.Regular {
			list = append(list, info.Name)
		}
	}
	return list
}

// crash is a power cut that keeps what a policy says.
func crash(mem *vfs.Mem, keep vfs.Keep) *vfs.Mem { return mem.CrashClone(vfs.Crash{Keep: keep}) }
