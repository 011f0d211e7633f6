package engine

import (
	"bytes"
	"context"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"memgraphd/engine/column"
	"memgraphd/engine/value"
	"memgraphd/engine/vector"
)

// columnOf makes a column of values.
func columnOf(vals ...value.Value) *column.Column {
	c := &column.Column{}
	for _, v := range vals {
		c.Append(v)
	}
	return c
}

// everything fills a database with every operation that a redo record knows.
func everything(t testing.TB, db *Database) {
	t.Helper()
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	ctx := context.Background()
	check(db.SetMeta(ctx, "users", "anna", []byte("secret")))
	check(db.SetMeta(ctx, "users", "ben", []byte{}))
	check(db.SetMeta(ctx, "users", "gone", []byte("x")))
	check(db.SetMeta(ctx, "users", "gone", nil))
	spec := IndexSpec{Kind: IndexLabelProps, Label: db.Label("A"), Properties: []PropertyID{db.Property("p")}}
	check(db.CreateIndex(ctx, spec))
	check(db.CreateIndex(ctx, IndexSpec{Kind: IndexTypeProp, Type: db.Type("R"), Properties: []PropertyID{db.Property("q")}}))
	check(db.CreateConstraint(ctx, ConstraintSpec{Kind: ConstraintExists, Label: db.Label("Z"), Properties: []PropertyID{db.Property("p")}}))

	w := db.Begin(TxnOptions{})
	ab := db.InternLabels([]LabelID{db.Label("B"), db.Label("A")})
	ids := must[[]uint64](t)(w.CreateNodes(6, ab, nil))
	columns := map[string]*column.Column{
		"bool":   columnOf(value.Bool(true), value.Null, value.Bool(false)),
		"int":    columnOf(value.Int(-1), value.Int(1<<62), value.Null),
		"float":  columnOf(value.Float(0.25), value.Float(-1e300), value.Float(0)),
		"string": columnOf(value.String(""), value.String("ä"), value.Null),
		"any":    columnOf(value.Int(1), value.String("x"), value.List([]value.Value{value.Null, value.Bool(true)})),
		"null":   columnOf(value.Null, value.Null, value.Null),
	}
	rels := must[[]uint64](t)(w.CreateRelationships(ids[:5], ids[1:], db.Type("R"), nil))
	for _, name := range slices.Sorted(maps.Keys(columns)) {
		col := columns[name]
		check(w.SetNodeColumn(ids[1:4], db.Property(name), col))
		check(w.SetRelationshipColumn([]uint64{rels[2], rels[0], rels[1]}, db.Property(name), col))
	}
	mustCommit(t, w)

	w = db.Begin(TxnOptions{})
	check(w.SetNodeProperty(ids[1], db.Property("int"), value.Null))
	check(w.SetNodeProperty(ids[0], db.Property("string"), value.String("new")))
	check(w.SetRelationshipProperty(rels[0], db.Property("int"), value.Int(9)))
	check(w.SetNodeLabels(ids[0], db.InternLabels([]LabelID{db.Label("C")})))
	check(w.SetNodeLabels(ids[1], 0))
	check(w.DeleteRelationship(rels[4]))
	check(w.DeleteNode(ids[5]))
	mustCommit(t, w)
	check(db.DropIndex(ctx, spec))
	typed := ConstraintSpec{Kind: ConstraintType, Label: db.Label("Z"), Properties: []PropertyID{db.Property("q")}, DataType: "STRING"}
	check(db.CreateConstraint(ctx, typed))
	check(db.DropConstraint(ctx, typed))
	near := IndexSpec{
		Kind: IndexVector, Name: "near", Labels: []LabelID{db.Label("A"), db.Label("Z")}, Match: MatchAll, Properties: []PropertyID{db.Property("v")},
		Vector: vector.Config{Dimension: 300, Metric: vector.Cos, Capacity: 1000, Resize: 3, Scalar: "f16"},
	}
	check(db.CreateIndex(ctx, near))
	far := near
	far.Kind, far.Name, far.Labels, far.Types, far.Match = IndexVectorRel, "far", nil, []TypeID{db.Type("R")}, MatchAny
	check(db.CreateIndex(ctx, far))
	check(db.DropIndex(ctx, near))
	check(db.CreateIndex(ctx, IndexSpec{Kind: IndexText, Name: "t", Labels: []LabelID{db.Label("A")}, Properties: []PropertyID{db.Property("string")}}))
	nested := IndexSpec{
		Kind: IndexNested, Label: db.Label("A"), Properties: []PropertyID{db.Property("p"), db.Property("q"), db.Property("p")},
		Paths: [][]string{{"a.b", "c"}, nil, {"a"}},
	}
	check(db.CreateIndex(ctx, nested))
	check(db.DropIndex(ctx, nested))
	nested.Properties, nested.Paths = nested.Properties[:1], nested.Paths[:1]
	check(db.CreateIndex(ctx, nested))
}

func sameDatabases(t *testing.T, a, b *Database) {
	t.Helper()
	ta, tb := a.Begin(TxnOptions{ReadOnly: true}), b.Begin(TxnOptions{ReadOnly: true})
	defer ta.Abort()
	defer tb.Abort()
	if diff := cmp.Diff(read(t, ta), read(t, tb)); diff != "" {
		t.Errorf("the graphs differ:\n%s", diff)
	}
	sa, sb := a.Snapshot(), b.Snapshot()
	defer sa.Release()
	defer sb.Release()
	ca, cb := sa.Catalog(), sb.Catalog()
	for _, c := range []*Catalog{ca, cb} { // ids of names may differ between a database and its replay
		c.UUID, c.Labels, c.Properties, c.Types, c.LabelSets = "", nil, nil, nil, nil
		for i := range c.Indexes {
			c.Indexes[i] = IndexSpec{Kind: c.Indexes[i].Kind}
		}
		for i := range c.Constraints {
			c.Constraints[i] = ConstraintSpec{Kind: c.Constraints[i].Kind}
		}
	}
	if diff := cmp.Diff(ca, cb); diff != "" {
		t.Errorf("the catalogs differ:\n%s", diff)
	}
	if found := b.Check(5); len(found) > 0 {
		t.Error(found)
	}
}

func TestReplayEverything(t *testing.T) {
	log := &testLog{records: map[uint64][]byte{}}
	db := New(Options{Log: log})
	defer db.Close()
	everything(t, db)
	replayed := New(Options{})
	defer replayed.Close()
	replayed.Label("occupied") // so that the ids of names differ
	for commit := uint64(1); commit <= db.LastCommit(); commit++ {
		redo := log.records[commit]
		if err := replayed.Replay(commit, redo); err != nil {
			t.Fatal(err)
		}
		for i := range redo { // the log may use its buffer again
			redo[i] = 0xAA
		}
		if err := replayed.Replay(commit, []byte("a record that was replayed before is ignored")); err != nil {
			t.Fatal(err)
		}
	}
	if err := replayed.BuildIndexes(nil); err != nil {
		t.Fatal(err)
	}
	sameDatabases(t, db, replayed)
}

func TestLoadEverything(t *testing.T) {
	db := New(Options{})
	defer db.Close()
	everything(t, db)
	loaded := New(Options{})
	defer loaded.Close()
	copySnapshot(t, db, loaded)
	if err := loaded.BuildIndexes(nil); err != nil {
		t.Fatal(err)
	}
	sameDatabases(t, db, loaded)
	if loaded.UUID() != db.UUID() {
		t.Error("the identity differs")
	}
	w := loaded.Begin(TxnOptions{})
	ids := must[[]uint64](t)(w.CreateNodes(1, 0, nil))
	if ids[0] != 6 {
		t.Errorf("the next node has the id %d", ids[0])
	}
	mustCommit(t, w)
	if loaded.LastCommit() != db.LastCommit()+1 {
		t.Errorf("the next commit is %d", loaded.LastCommit())
	}
}

func TestRedoRejects(t *testing.T) {
	record := func(b ...byte) []byte { return append([]byte{redoVersion}, b...) }
	for name, c := range map[string]struct {
		redo []byte
		want string
	}{
		"version":         {[]byte{99}, "version 99"},
		"operation":       {record(77), "unknown operation"},
		"early end":       {record(opLabel, 5, 'a'), "more elements than bytes"},
		"undefined set":   {record(opCreateNodes, 0, 1, 0), "undefined"},
		"undefined label": {record(opSet, 1, 0), "undefined"},
		"number":          {record(opDeleteNode, 0x80), "malformed number"},
		"huge count":      {record(opType, 1, 'R', opCreateRels, 0, 0xff, 0xff, 0xff, 0xff, 0x7f, 0), "more elements"},
		"missing node":    {record(opDeleteNode, 3), ErrNotFound.Error()},
		"no nodes":        {record(opSet, 0, opCreateNodes, 0, 0, 0), "cannot be"},
		"twice":           {record(opSet, 0, opCreateNodes, 0, 1, 0, opCreateNodes, 0, 1, 0), "taken"},
		"far off":         {record(opSet, 0, opCreateNodes, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f, 1, 0), "cannot be"},
		"column type":     {record(opKey, 1, 'k', opNodeColumn, 0, 0, 5, 0), "column type"},
	} {
		t.Run(name, func(t *testing.T) {
			db := New(Options{})
			defer db.Close()
			err := db.Replay(1, c.redo)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Fatalf("got %v, want %q", err, c.want)
			}
		})
	}
}

// FuzzDecodeRedo feeds the decoder any bytes. It must neither panic nor
// allocate more than the record could hold.
func FuzzDecodeRedo(f *testing.F) {
	log := &testLog{records: map[uint64][]byte{}}
	db := New(Options{Log: log})
	defer db.Close()
	everything(f, db)
	for _, redo := range log.records {
		f.Add(redo)
	}
	f.Fuzz(func(t *testing.T, redo []byte) {
		before := bytes.Clone(redo)
		_ = decodeRedo(redo, func(op *redoOp) error {
			if len(op.ids) > len(redo) || len(op.list) > len(redo) || op.col.N > len(redo) {
				t.Fatalf("more elements than bytes in operation %d", op.code)
			}
			return nil
		})
		if !bytes.Equal(before, redo) {
			t.Fatal("the decoder has changed the record")
		}
	})
}
