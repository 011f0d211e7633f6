package engine

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"memgraphd/engine/value"
	"memgraphd/engine/vector"
)

func flatConfig(m vector.Metric, dimension int) vector.Config {
	return vector.Config{Dimension: dimension, Metric: m, Capacity: 10, Resize: 2, Scalar: "f32"}
}

func vectorOf(xs ...float64) value.Value {
	list := make([]value.Value, len(xs))
	for i, x := range xs {
		list[i] = value.Float(x)
	}
	return value.List(list)
}

// searched are ids in the order in which an index finds them.
func searched(t failer, txn *Txn, ix *Index, v []float32, limit int) (ids []uint64) {
	t.Helper()
	hits, err := txn.SearchVectors(background, ix, v, limit)
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range hits {
		ids = append(ids, h.ID)
	}
	return ids
}

// nearest are ids in the order in which a scan finds them.
func nearest(txn *Txn, ix *Index, v []float32, limit int) (ids []uint64) {
	top := vector.NewTop(limit)
	q := vector.NewQuery(&ix.Spec.Vector, v)
	offer := func(id uint64, val value.Value) {
		if buf := make([]float32, len(v)); vector.Unpack(val, buf) {
			top.Offer(vector.Hit{ID: id, Distance: q.Distance(buf)})
		}
	}
	key := ix.Spec.Properties[0]
	for i := range txn.NodeChunks() {
		for _, id := range txn.ScanNodes(i, ix.filter, nil) {
			if ix.Spec.OnNodes() {
				for _, p := range txn.NodeProperties(id, nil) {
					if p.Key == key {
						offer(id, p.Value)
					}
				}
			}
		}
	}
	for i := range txn.RelationshipChunks() {
		var rels Relationships
		if !ix.Spec.OnNodes() {
			txn.ScanRelationships(i, ix.Spec.Types, &rels)
		}
		for _, id := range rels.ID {
			for _, p := range txn.RelationshipProperties(id, nil) {
				if p.Key == key {
					offer(id, p.Value)
				}
			}
		}
	}
	for _, h := range top.Hits() {
		ids = append(ids, h.ID)
	}
	return ids
}

// vectorWorld is a small graph that a few transactions change at once.
type vectorWorld struct {
	searchWorld
	labels []LabelID
	typ    TypeID
	key    PropertyID
}

func (w *vectorWorld) vector() value.Value {
	if w.rng.IntN(5) == 0 {
		return value.Null
	}
	return vectorOf(w.rng.Float64(), w.rng.Float64(), w.rng.Float64())
}

func (w *vectorWorld) set() LabelSet {
	return w.InternLabels([][]LabelID{{}, w.labels[:1], w.labels[1:], w.labels}[w.rng.IntN(4)])
}

// step has one of the transactions do something, or end.
func (w *vectorWorld) step(t *testing.T) {
	t.Helper()
	txn := w.pick(TxnOptions{ReadCommitted: w.rng.IntN(4) == 0})
	node, rel := w.rng.Uint64N(w.nextNode.Load()+1), w.rng.Uint64N(w.nextRel.Load()+1)
	var err error
	switch n := w.rng.IntN(20); {
	case n < 4:
		var ids []uint64
		if ids, err = txn.CreateNodes(1+w.rng.IntN(3), w.set(), nil); err == nil {
			err = txn.SetNodeProperty(ids[0], w.key, w.vector())
		}
	case n < 9:
		err = txn.SetNodeProperty(node, w.key, w.vector())
	case n < 11:
		err = txn.SetNodeLabels(node, w.set())
	case n < 12:
		err = txn.DeleteNode(node)
	case n < 13:
		_, err = txn.CreateRelationships([]uint64{node}, []uint64{node}, w.typ, nil)
	case n < 15:
		err = txn.SetRelationshipProperty(rel, w.key, w.vector())
	case n < 16:
		err = txn.DeleteRelationship(rel)
	case n < 17:
		txn.Refresh()
	default:
		if err = w.end(txn, n == 19); err == nil {
			return
		}
	}
	w.settle(t, txn, err)
}

// TestVectorsAgreeWithScans compares searches with scans while transactions
// change vectors, labels and what there is, commit and roll back.
func TestVectorsAgreeWithScans(t *testing.T) {
	for seed := range uint64(20) {
		w := &vectorWorld{searchWorld: newSearchWorld(seed)}
		w.labels, w.typ, w.key = []LabelID{w.Label("A"), w.Label("B")}, w.Type("T"), w.Property("v")
		for range 30 {
			w.step(t)
		}
		keys := []PropertyID{w.key}
		for i, spec := range []IndexSpec{
			{Kind: IndexVector, Labels: w.labels[:1], Properties: keys},
			{Kind: IndexVector, Labels: w.labels, Match: MatchAll, Properties: keys},
			{Kind: IndexVector, Labels: w.labels, Properties: keys},
			{Kind: IndexVector, Match: MatchEvery, Properties: keys},
			{Kind: IndexVectorRel, Types: []TypeID{w.typ}, Properties: keys},
		} {
			spec.Name, spec.Vector = fmt.Sprint("v", i), flatConfig(vector.Metric(i%3), 3)
			if err := w.CreateIndex(background, spec); err != nil {
				t.Fatal(err)
			}
		}
		for range 300 {
			w.step(t)
			w.agree(t, func(txn *Txn, ix *Index) (got, want []uint64) {
				v := []float32{w.rng.Float32(), w.rng.Float32(), w.rng.Float32()}
				limit := 1 + w.rng.IntN(10)
				return searched(t, txn, ix, v, limit), nearest(txn, ix, v, limit)
			})
		}
		w.finish(t)
	}
}

// TestVectorsUnderWriters has writers move the same vectors around between nodes
// while readers must find each vector once.
func TestVectorsUnderWriters(t *testing.T) {
	const n = 64
	vectors := func(i int) value.Value { return vectorOf(float64(i)) }
	spec := IndexSpec{Kind: IndexVector, Name: "v", Vector: flatConfig(vector.L2sq, 1)}
	null := func(err error) bool { return strings.Contains(err.Error(), "finite numbers") }
	underWriters(t, n, vectors, spec, null, func(db *Database) { findEach(t, db, n) })
}

// findEach finds each of the vectors 0 … n-1 once.
func findEach(t *testing.T, db *Database, n int) {
	t.Helper()
	txn := db.Begin(TxnOptions{ReadOnly: true})
	defer txn.Abort()
	hits, err := txn.SearchVectors(background, db.NamedIndex(IndexVector, "v"), []float32{0}, 2*n)
	if err != nil || len(hits) != n {
		t.Fatalf("%d vectors, want %d; %v", len(hits), n, err)
	}
	for i, h := range hits {
		if h.Distance != float64(i*i) {
			t.Fatalf("vector %d is at the distance %v", i, h.Distance)
		}
	}
}

func TestVectorsSurvive(t *testing.T) {
	db := New(Options{})
	defer db.Close()
	log := &testLog{records: map[uint64][]byte{}}
	db.SetLog(log)
	early := db.Snapshot()
	defer early.Release()
	a, b, key, typ := db.Label("A"), db.Label("B"), db.Property("v"), db.Type("T")
	txn := db.Begin(TxnOptions{})
	ids := must[[]uint64](t)(txn.CreateNodes(3, db.InternLabels([]LabelID{b, a}), nil))
	rels := must[[]uint64](t)(txn.CreateRelationships(ids[:1], ids[1:2], typ, nil))
	for i, err := range []error{
		txn.SetNodeProperty(ids[0], key, vectorOf(1, 2)), txn.SetNodeProperty(ids[1], key, vectorOf(3, 4)),
		txn.SetRelationshipProperty(rels[0], key, vectorOf(5, 6)),
	} {
		if err != nil {
			t.Fatal(i, err)
		}
	}
	mustCommit(t, txn)
	keys := []PropertyID{key}
	specs := []IndexSpec{
		{Kind: IndexVector, Name: "all", Labels: []LabelID{a, b}, Match: MatchAll, Properties: keys, Vector: flatConfig(vector.Cos, 2)},
		{Kind: IndexVector, Name: "gone", Match: MatchEvery, Properties: keys, Vector: flatConfig(vector.Cos, 2)},
		{Kind: IndexVectorRel, Name: "rel", Types: []TypeID{typ}, Properties: keys, Vector: flatConfig(vector.IP, 2)},
	}
	for _, spec := range specs {
		if err := db.CreateIndex(background, spec); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.CreateIndex(background, specs[0]); !errors.Is(err, ErrExists) {
		t.Error(err)
	}
	late := db.Snapshot()
	defer late.Release()
	if err := db.DropIndex(background, IndexSpec{Kind: IndexVector, Name: "gone"}); err != nil {
		t.Fatal(err)
	}
	for _, s := range []*Snapshot{early, late} {
		again := reload(t, s, log)
		if diff := cmp.Diff([]string{"all", "rel"}, names(again)); diff != "" {
			t.Error(diff)
		}
		for i, ix := range again.Indexes() {
			want := db.Indexes()[i].Spec
			if ix.Spec.Vector != want.Vector || ix.Spec.Match != want.Match || len(ix.Spec.Labels)+len(ix.Spec.Types) != 2-i {
				t.Errorf("recovered %+v, was %+v", ix.Spec, want)
			}
			if n, _ := again.IndexEntries(ix); n != int64(2-i) {
				t.Errorf("index %s has %d entries", ix.Spec.Name, n)
			}
		}
		if found := again.Check(5); len(found) > 0 {
			t.Error(found)
		}
	}
}

func names(db *Database) (names []string) {
	for _, ix := range db.Indexes() {
		names = append(names, ix.Spec.Name)
	}
	return names
}

func TestVectorsOfOtherShapesAreRefused(t *testing.T) {
	db := New(Options{})
	defer db.Close()
	label, key := db.Label("A"), db.Property("v")
	set := db.InternLabels([]LabelID{label})
	spec := IndexSpec{Kind: IndexVector, Name: "v", Labels: []LabelID{label}, Properties: []PropertyID{key}, Vector: flatConfig(vector.L2sq, 2)}
	txn := db.Begin(TxnOptions{})
	ids := must[[]uint64](t)(txn.CreateNodes(1, set, nil))
	if err := txn.SetNodeProperty(ids[0], key, value.String("no vector")); err != nil {
		t.Fatal(err)
	}
	mustCommit(t, txn)
	const want = "The vector index v needs lists of 2 finite numbers: the property v of node 0 is none."
	if err := db.CreateIndex(background, spec); err == nil || err.Error() != want {
		t.Error(err)
	}
	txn = db.Begin(TxnOptions{})
	if err := txn.SetNodeProperty(ids[0], key, value.Null); err != nil {
		t.Fatal(err)
	}
	mustCommit(t, txn)
	if err := db.CreateIndex(background, spec); err != nil {
		t.Fatal(err)
	}
	txn = db.Begin(TxnOptions{})
	defer txn.Abort()
	for _, v := range []value.Value{vectorOf(1), vectorOf(1, 2, 3), vectorOf(1, math.NaN()), value.Int(1)} {
		if err := txn.SetNodeProperty(ids[0], key, v); err == nil || err.Error() != want {
			t.Errorf("%s: %v", value.Literal(v), err)
		}
	}
	free := must[[]uint64](t)(txn.CreateNodes(1, 0, nil))
	if err := txn.SetNodeProperty(free[0], key, vectorOf(1)); err != nil {
		t.Error("a node that the index does not cover:", err)
	}
	if err := txn.SetNodeLabels(free[0], set); err == nil {
		t.Error("a label brought a wrong vector into the index")
	}
}

// TestDroppedVectorsAreMissing searches with an index that was found before it was dropped.
func TestDroppedVectorsAreMissing(t *testing.T) {
	db := New(Options{})
	defer db.Close()
	spec := IndexSpec{Kind: IndexVector, Name: "v", Match: MatchEvery, Properties: []PropertyID{db.Property("v")}, Vector: flatConfig(vector.L2sq, 2)}
	if err := db.CreateIndex(background, spec); err != nil {
		t.Fatal(err)
	}
	ix := db.NamedIndex(IndexVector, "v")
	if err := db.DropIndex(background, spec); err != nil {
		t.Fatal(err)
	}
	txn := db.Begin(TxnOptions{ReadOnly: true})
	defer txn.Abort()
	if _, err := txn.SearchVectors(background, ix, []float32{1, 2}, 1); !errors.Is(err, ErrMissing) {
		t.Error(err)
	}
	if db.NamedIndex(IndexVector, "v") != nil {
		t.Error("the index is still found")
	}
}

func BenchmarkSearchVectors(b *testing.B) {
	const n, dimension = 100_000, 128
	db := New(Options{})
	defer db.Close()
	rng := rand.New(rand.NewPCG(1, 2))
	label, key := db.Label("A"), db.Property("v")
	txn := db.Begin(TxnOptions{})
	ids := must[[]uint64](b)(txn.CreateNodes(n, db.InternLabels([]LabelID{label}), nil))
	xs := make([]float64, dimension)
	for _, id := range ids {
		for i := range xs {
			xs[i] = rng.Float64()
		}
		if err := txn.SetNodeProperty(id, key, vectorOf(xs...)); err != nil {
			b.Fatal(err)
		}
	}
	mustCommit(b, txn)
	spec := IndexSpec{Kind: IndexVector, Name: "v", Labels: []LabelID{label}, Properties: []PropertyID{key}, Vector: flatConfig(vector.Cos, dimension)}
	start := time.Now()
	if err := db.CreateIndex(background, spec); err != nil {
		b.Fatal(err)
	}
	b.Logf("built in %v", time.Since(start))
	ix := db.NamedIndex(IndexVector, "v")
	read := db.Begin(TxnOptions{ReadOnly: true})
	defer read.Abort()
	v := make([]float32, dimension)
	for b.Loop() {
		for i := range v {
			v[i] = rng.Float32()
		}
		searched(b, read, ix, v, 10)
	}
}
