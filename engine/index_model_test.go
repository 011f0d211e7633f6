package engine

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"memgraphd/engine/column"
	"memgraphd/engine/index"
	"memgraphd/engine/value"
)

// indexModel has a few transactions change a small graph in any interleaving,
// beside indexes that come and go, and compares what the indexes find with scans.
type indexModel struct {
	db      *Database
	labels  []LabelID
	keys    []PropertyID
	types   []TypeID
	open    []*Txn
	dropped []*Index
}

func newIndexModel() *indexModel {
	m := &indexModel{db: New(Options{})}
	for _, name := range []string{"A", "B"} {
		m.labels = append(m.labels, m.db.Label(name))
		m.types = append(m.types, m.db.Type(name))
		m.keys = append(m.keys, m.db.Property(name))
	}
	m.db.nextNode.Store(ChunkRows - 3) // rows on both sides of a chunk's end
	return m
}

// fewValues are those that properties get: some are equal, some comparable.
var fewValues = []value.Value{
	value.Null, value.Int(1), value.Int(2), value.Float(1), value.Float(1.5), value.String("a"), value.String("ab"),
	value.List([]value.Value{value.Int(1)}), value.List([]value.Value{value.Int(1), value.Null}), value.Bool(true),
	mapOf("a", value.Int(1)), mapOf("a", value.Int(2)), mapOf("a", value.Null), mapOf("b", value.Int(1)),
	mapOf("a", mapOf("b", value.Int(1))), mapOf("a", mapOf("b", value.String("ab"))), mapOf("a.b", value.Int(1)), mapOf("a", value.PointValue(value.Point{X: 1, Y: 2, SRID: value.Cartesian})),
}

func mapOf(key string, v value.Value) value.Value {
	return value.Map([]value.Entry{{Key: key, Value: v}})
}

// pathsOf are paths of one, two, or three parts of a key.
var pathsOf = [][][]string{
	{{"a"}},
	{{"a", "b"}},
	{{"a.b"}},
	{{"a", "x"}},
	{{"a"}, nil},
	{nil, {"a"}},
	{{"a"}, {"b"}},
	{{"a", "b"}, {"a", "b"}},
	{{"a"}, {"a", "b"}, {"b"}},
}

func oneOf[T any](r *rapid.T, name string, from []T) T { return rapid.SampledFrom(from).Draw(r, name) }

func (m *indexModel) txn(r *rapid.T) *Txn {
	if len(m.open) == 0 {
		m.open = append(m.open, m.db.Begin(TxnOptions{}))
	}
	return oneOf(r, "txn", m.open)
}

func (m *indexModel) node(r *rapid.T) uint64 {
	return rapid.Uint64Range(ChunkRows-3, max(ChunkRows-3, m.db.nextNode.Load())).Draw(r, "node")
}

func (m *indexModel) rel(r *rapid.T) uint64 {
	return rapid.Uint64Range(0, m.db.nextRel.Load()).Draw(r, "relationship")
}

func (m *indexModel) labelSet(r *rapid.T) LabelSet {
	return m.db.InternLabels(rapid.SampledFrom([][]LabelID{{}, m.labels[:1], m.labels[1:], m.labels}).Draw(r, "labels"))
}

func (m *indexModel) spec(r *rapid.T) IndexSpec {
	s := IndexSpec{Kind: oneOf(r, "kind", []IndexKind{0, 1, 2, 3, 4, 5, IndexNested})}
	s.Label, s.Type = oneOf(r, "label", m.labels), oneOf(r, "type", m.types)
	switch s.Kind {
	case IndexLabel, IndexType:
	case IndexLabelProps:
		s.Properties = rapid.SampledFrom([][]PropertyID{m.keys[:1], m.keys[1:], m.keys, {m.keys[1], m.keys[0]}}).Draw(r, "keys")
		s.Descending = rapid.Bool().Draw(r, "descending")
	case IndexNested:
		s.Paths = oneOf(r, "paths", pathsOf)
		s.Properties = []PropertyID{m.keys[0], m.keys[1], m.keys[0]}[:len(s.Paths)]
		s.Descending = rapid.Bool().Draw(r, "descending")
	default:
		s.Properties = rapid.SampledFrom([][]PropertyID{m.keys[:1], m.keys[1:]}).Draw(r, "keys")
	}
	return s
}

// leave ends a transaction in the list.
func (m *indexModel) leave(t *Txn) {
	m.open = slices.DeleteFunc(m.open, func(o *Txn) bool { return o == t })
	t.Abort()
}

// refused ends the test on errors other than those that writes may give.
func refused(r *rapid.T, err error) bool {
	for _, expected := range []error{nil, ErrConflict, ErrNotFound, ErrHasRelationships} {
		if errors.Is(err, expected) {
			return err != nil
		}
	}
	r.Fatal(err)
	return true
}

func (m *indexModel) write(r *rapid.T) {
	t := m.txn(r)
	var err error
	switch rapid.IntRange(0, 9).Draw(r, "write") {
	case 0, 1:
		_, err = t.CreateNodes(rapid.IntRange(1, 3).Draw(r, "n"), m.labelSet(r), nil)
	case 2, 3:
		err = t.SetNodeProperty(m.node(r), oneOf(r, "key", m.keys), oneOf(r, "value", fewValues))
	case 4:
		err = m.setColumn(r, t)
	case 5:
		err = t.SetNodeLabels(m.node(r), m.labelSet(r))
	case 6:
		err = t.DeleteNode(m.node(r))
	case 7:
		if _, err = t.CreateRelationships([]uint64{m.node(r)}, []uint64{m.node(r)}, oneOf(r, "type", m.types), nil); err != nil {
			m.leave(t)
		}
	case 8:
		err = t.SetRelationshipProperty(m.rel(r), oneOf(r, "key", m.keys), oneOf(r, "value", fewValues))
	case 9:
		err = t.DeleteRelationship(m.rel(r))
	}
	refused(r, err)
}

func (m *indexModel) setColumn(r *rapid.T, t *Txn) error {
	var ids []uint64
	vals := &column.Column{}
	for range rapid.IntRange(1, 4).Draw(r, "rows") {
		ids = append(ids, m.node(r)) // perhaps one twice
		vals.Append(oneOf(r, "value", fewValues))
	}
	err := t.SetNodeColumn(ids, oneOf(r, "key", m.keys), vals)
	if err != nil {
		m.leave(t)
	}
	return err
}

func (m *indexModel) changeSchema(r *rapid.T) {
	spec := m.spec(r)
	var ix *Index
	for _, x := range m.db.Indexes() {
		if x.Spec.same(&spec) {
			ix = x
		}
	}
	var err error
	if ix == nil {
		err = m.db.CreateIndex(context.Background(), spec)
	} else {
		m.dropped = append(m.dropped, ix)
		err = m.db.DropIndex(context.Background(), spec)
	}
	if err != nil {
		r.Fatal(err)
	}
}

func (m *indexModel) step(r *rapid.T) {
	switch n := rapid.IntRange(0, 19).Draw(r, "step"); {
	case n < 11:
		m.write(r)
	case n < 13 && len(m.open) < 4:
		m.open = append(m.open, m.db.Begin(TxnOptions{}))
	case n == 13 && len(m.open) > 0:
		t := m.txn(r)
		if err := t.Commit(context.Background()); err != nil {
			r.Fatal(err)
		}
		m.leave(t)
	case n == 14 && len(m.open) > 0:
		m.leave(m.txn(r))
	case n == 15:
		m.db.CollectGarbage()
	case n == 16:
		m.changeSchema(r)
	case n == 17:
		m.compare(r, m.txn(r))
	}
}

// row is what an index should have of a row.
type row struct {
	id   uint64
	vals []value.Value
	key  []byte
}

// rows scans for what t sees of an index, in its order.
func (m *indexModel) rows(t *Txn, ix *Index) (rows []row) {
	var ids []uint64
	gather := t.NodeProperty
	if ix.Spec.OnNodes() {
		for i := range t.NodeChunks() {
			ids = t.ScanNodes(i, ix.filter, ids)
		}
	} else {
		var rels Relationships
		for i := range t.RelationshipChunks() {
			t.ScanRelationships(i, nil, &rels)
		}
		for i, id := range rels.ID {
			if ix.admits(uint32(rels.Type[i])) {
				ids = append(ids, id)
			}
		}
		gather = t.RelationshipProperty
	}
	cols := make([]column.Column, len(ix.Spec.Properties))
	for i, key := range ix.Spec.Properties {
		gather(ids, key, &cols[i])
	}
	for i, id := range ids {
		rw := row{id: id}
		for j := range cols {
			v := cols[j].Value(i)
			if len(ix.Spec.Paths) > 0 {
				v = within(v, ix.Spec.Paths[j])
			}
			rw.vals = append(rw.vals, v)
		}
		needed := rw.vals[:min(1, len(rw.vals))]
		if ix.whole {
			needed = rw.vals
		}
		if !slices.ContainsFunc(needed, value.Value.IsNull) {
			rw.key = index.AppendKey(nil, rw.vals...)
			rows = append(rows, rw)
		}
	}
	slices.SortFunc(rows, func(a, b row) int {
		if c := bytes.Compare(a.key, b.key); c != 0 {
			return c
		}
		return int(a.id) - int(b.id)
	})
	return rows
}

// within is what lies at the end of a path.
func within(v value.Value, path []string) value.Value {
	switch {
	case len(path) == 0:
		return v
	case v.Kind() == value.KindMap:
		for _, e := range v.AsMap() {
			if e.Key == path[0] {
				return within(e.Value, path[1:])
			}
		}
	case v.Kind() == value.KindPoint && path[0] == "x":
		return within(value.Float(v.AsPoint().X), path[1:])
	}
	return value.Null
}

func (m *indexModel) bounds(r *rapid.T, columns int) Bounds {
	var b Bounds
	b.Descending = rapid.Bool().Draw(r, "descending")
	for range rapid.IntRange(0, columns).Draw(r, "equal") {
		b.Equal = append(b.Equal, oneOf(r, "equals", fewValues))
	}
	if len(b.Equal) == columns {
		return b
	}
	b.Lower, b.Upper = oneOf(r, "lower", fewValues), oneOf(r, "upper", fewValues)
	b.LowerExclusive, b.UpperExclusive = rapid.Bool().Draw(r, "exclusive"), rapid.Bool().Draw(r, "exclusive")
	if b.Lower.IsNull() && b.Upper.IsNull() {
		b.HasPrefix, b.Prefix = rapid.Bool().Draw(r, "has prefix"), "a"
		b.Present = rapid.Bool().Draw(r, "present")
	}
	return b
}

// compare seeks in every index, dropped ones included.
func (m *indexModel) compare(r *rapid.T, t *Txn) {
	for _, ix := range append(m.db.Indexes(), m.dropped...) {
		var b Bounds
		if ix.tree != nil {
			b = m.bounds(r, len(ix.Spec.Properties))
		}
		var want, got []uint64
		for _, rw := range m.rows(t, ix) {
			if ix.tree == nil || b.Match(rw.vals) {
				want = append(want, rw.id)
			}
		}
		if b.Descending {
			slices.Reverse(want)
		}
		limit := rapid.IntRange(1, 5).Draw(r, "limit")
		var c IndexCursor
		for done := false; !done; {
			before := len(got)
			got, done = t.SeekIndex(ix, b, &c, limit, got)
			if n := len(got) - before; n > limit || !done && n < limit {
				r.Fatalf("%d ids with limit %d, done: %v", n, limit, done)
			}
		}
		if !slices.Equal(got, want) {
			r.Fatalf("index %+v, bounds %+v: found %v, a scan finds %v", ix.Spec, b, got, want)
		}
		m.lookUp(r, t, ix)
	}
}

// lookUp compares what is found at once with a scan, where it can be.
func (m *indexModel) lookUp(r *rapid.T, t *Txn, ix *Index) {
	if ix.tree == nil || len(ix.Spec.Properties) > 1 {
		return
	}
	var col column.Column
	var want, got Matches
	for range 3 {
		b := m.bounds(r, 1)
		if len(b.Equal) == 0 {
			continue
		}
		for _, rw := range m.rows(t, ix) {
			if b = (Bounds{Equal: b.Equal}); b.Match(rw.vals) {
				want.IDs, want.Rows = append(want.IDs, rw.id), append(want.Rows, int32(col.N))
			}
		}
		col.Append(b.Equal[0])
	}
	all := []int32{0, 1, 2}[:col.N]
	if t.LookUp(ix, &col, all, &got) && !(slices.Equal(got.IDs, want.IDs) && slices.Equal(got.Rows, want.Rows)) {
		r.Fatalf("index %+v: looked up %v of rows %v, a scan finds %v of %v", ix.Spec, got.IDs, got.Rows, want.IDs, want.Rows)
	}
}

// settle ends all transactions; then indexes must hold exactly what is there.
func (m *indexModel) settle(r *rapid.T) {
	for len(m.open) > 0 {
		m.leave(m.open[0])
	}
	m.db.CollectGarbage()
	t := m.db.Begin(TxnOptions{ReadOnly: true})
	defer t.Abort()
	m.compare(r, t)
	for _, ix := range m.db.Indexes() {
		want := m.rows(t, ix)
		if n, _ := m.db.IndexEntries(ix); n != int64(len(want)) {
			r.Fatalf("index %+v holds %d entries for %d rows", ix.Spec, n, len(want))
		}
		if b, s := ix.begun.Load(), ix.settled.Load(); b != s {
			r.Fatalf("index %+v: %d changes begun, %d settled", ix.Spec, b, s)
		}
	}
	if found := m.db.Check(10); len(found) > 0 {
		r.Fatal(found)
	}
}

func TestIndexesAgainstScans(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		m := newIndexModel()
		defer m.db.Close()
		for range rapid.IntRange(0, 3).Draw(r, "indexes") {
			m.changeSchema(r)
		}
		for range oneOf(r, "steps", []int{20, 200, 1000}) {
			m.step(r)
		}
		for _, txn := range m.open {
			m.compare(r, txn)
		}
		m.settle(r)
	})
}

// TestIndexIsSettledWithoutTransactions creates an index while nothing else goes on: what it leaves
// behind must be released all the same, or nothing behind it ever is.
func TestIndexIsSettledWithoutTransactions(t *testing.T) {
	db := New(Options{})
	defer db.Close()
	if err := db.CreateIndex(t.Context(), IndexSpec{Kind: IndexLabelProps, Label: db.Label("L"), Properties: []PropertyID{db.Property("p")}}); err != nil {
		t.Fatal(err)
	}
	txn := db.Begin(TxnOptions{})
	if _, err := txn.CreateNodes(1, 0, nil); err != nil {
		t.Fatal(err)
	}
	if err := txn.Commit(t.Context()); err != nil {
		t.Fatal(err)
	}
	waitFor(t, "undo is never released after an index was created", func() bool { return db.Info().UnreleasedUndo == 0 })
}
