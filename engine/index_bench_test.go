package engine

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"

	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// indexForms are the values that benchmarks of indexes use.
var indexForms = []struct {
	name string
	make func(i int) value.Value
}{
	{"int", func(i int) value.Value { return value.Int(int64(i)) }},
	{"string", func(i int) value.Value { return value.String(fmt.Sprintf("user-%07d", i)) }},
}

type indexBench struct {
	db    *Database
	label LabelID
	key   PropertyID
	spec  IndexSpec
	ids   []uint64
}

const benchNodes = 1_000_000

func newIndexBench(b *testing.B, n int, make func(i int) value.Value) *indexBench {
	x := &indexBench{db: New(Options{})}
	x.label, x.key = x.db.Label("L"), x.db.Property("p")
	x.spec = IndexSpec{Kind: IndexLabelProps, Label: x.label, Properties: []PropertyID{x.key}}
	x.fill(b, n, make)
	return x
}

// fill creates nodes with shuffled values, a batch per transaction.
func (x *indexBench) fill(b *testing.B, n int, make func(i int) value.Value) {
	set := x.db.InternLabels([]LabelID{x.label})
	perm := rand.New(rand.NewPCG(1, 1)).Perm(n)
	var col column.Column
	for len(perm) > 0 {
		part := perm[:min(len(perm), 8192)]
		perm = perm[len(part):]
		t := x.db.Begin(TxnOptions{})
		from := len(x.ids)
		ids, err := t.CreateNodes(len(part), set, x.ids)
		if err != nil {
			b.Fatal(err)
		}
		x.ids = ids
		col.Reset(column.Null, 0)
		for _, i := range part {
			col.Append(make(i))
		}
		if err := t.SetNodeColumn(ids[from:], x.key, &col); err != nil {
			b.Fatal(err)
		}
		mustCommit(b, t)
	}
	x.db.CollectGarbage()
}

func (x *indexBench) index(b *testing.B) *Index {
	if err := x.db.CreateIndex(context.Background(), x.spec); err != nil {
		b.Fatal(err)
	}
	x.db.CollectGarbage()
	return x.db.Indexes()[0]
}

func perRow(b *testing.B, rows int) {
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(rows), "ns/row")
}

func BenchmarkCreateIndex(b *testing.B) {
	for _, form := range indexForms {
		x := newIndexBench(b, benchNodes, form.make)
		b.Run(form.name, func(b *testing.B) {
			for b.Loop() {
				x.index(b)
				if err := x.db.DropIndex(context.Background(), x.spec); err != nil {
					b.Fatal(err)
				}
			}
			perRow(b, benchNodes)
		})
		x.db.Close()
	}
}

func BenchmarkBuildIndexes(b *testing.B) {
	for _, form := range indexForms {
		x := newIndexBench(b, benchNodes, form.make)
		b.Run(form.name, func(b *testing.B) {
			for b.Loop() {
				x.db.schema.Store(&schema{})
				if err := x.db.registerIndex(x.spec); err != nil {
					b.Fatal(err)
				}
				if err := x.db.BuildIndexes(nil); err != nil {
					b.Fatal(err)
				}
			}
			perRow(b, benchNodes)
		})
		x.db.Close()
	}
}

// BenchmarkFillIndexed creates nodes with an indexed property.
func BenchmarkFillIndexed(b *testing.B) {
	for _, form := range indexForms {
		for _, indexed := range []bool{false, true} {
			b.Run(fmt.Sprintf("%s/indexed=%v", form.name, indexed), func(b *testing.B) {
				const n = 200_000
				for b.Loop() {
					x := newIndexBench(b, 0, form.make)
					if indexed {
						x.index(b)
					}
					x.fill(b, n, form.make)
					x.db.Close()
				}
				perRow(b, n)
			})
		}
	}
}

// BenchmarkSeekIndex looks up single values, in an index without open changes
// and in one with.
func BenchmarkSeekIndex(b *testing.B) {
	for _, form := range indexForms {
		x := newIndexBench(b, benchNodes, form.make)
		ix := x.index(b)
		keys := make([]value.Value, 1<<16)
		for i := range keys {
			keys[i] = form.make(i * 15)
		}
		for _, settled := range []bool{true, false} {
			b.Run(fmt.Sprintf("%s/settled=%v", form.name, settled), func(b *testing.B) {
				w := x.db.Begin(TxnOptions{})
				defer w.Abort()
				if !settled {
					if err := w.SetNodeProperty(x.ids[0], x.key, value.Bool(true)); err != nil {
						b.Fatal(err)
					}
				}
				t := x.db.Begin(TxnOptions{ReadOnly: true})
				defer t.Abort()
				bounds := Bounds{Equal: make([]value.Value, 1)}
				var c IndexCursor
				var ids []uint64
				b.ReportAllocs()
				for i := 0; b.Loop(); i++ {
					bounds.Equal[0] = keys[i%len(keys)]
					c.Reset()
					if ids, _ = t.SeekIndex(ix, bounds, &c, 10, ids[:0]); len(ids) > 1 {
						b.Fatal(ids)
					}
				}
			})
		}
		x.db.Close()
	}
}

// BenchmarkCommitUnique commits single nodes under a unique constraint.
func BenchmarkCommitUnique(b *testing.B) {
	for _, constrained := range []bool{false, true} {
		b.Run(fmt.Sprint(constrained), func(b *testing.B) {
			x := newIndexBench(b, 100_000, indexForms[0].make)
			defer x.db.Close()
			if constrained {
				spec := ConstraintSpec{Kind: ConstraintUnique, Label: x.label, Properties: []PropertyID{x.key}}
				if err := x.db.CreateConstraint(context.Background(), spec); err != nil {
					b.Fatal(err)
				}
			}
			set := x.db.InternLabels([]LabelID{x.label})
			var ids []uint64
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				t := x.db.Begin(TxnOptions{})
				ids, _ = t.CreateNodes(1, set, ids[:0])
				if err := t.SetNodeProperty(ids[0], x.key, value.Int(int64(benchNodes+i))); err != nil {
					b.Fatal(err)
				}
				mustCommit(b, t)
			}
		})
	}
}

// BenchmarkSeekRange reads all of an index, whose order is not that of the nodes.
func BenchmarkSeekRange(b *testing.B) {
	x := newIndexBench(b, benchNodes, indexForms[0].make)
	defer x.db.Close()
	ix := x.index(b)
	for _, settled := range []bool{true, false} {
		b.Run(fmt.Sprintf("settled=%v", settled), func(b *testing.B) {
			w := x.db.Begin(TxnOptions{})
			defer w.Abort()
			if !settled {
				if err := w.SetNodeProperty(x.ids[0], x.key, value.Bool(true)); err != nil {
					b.Fatal(err)
				}
			}
			t := x.db.Begin(TxnOptions{ReadOnly: true})
			defer t.Abort()
			var c IndexCursor
			var ids []uint64
			for b.Loop() {
				c.Reset()
				for done := false; !done; {
					ids, done = t.SeekIndex(ix, Bounds{}, &c, ChunkRows, ids[:0])
				}
			}
			perRow(b, benchNodes)
		})
	}
}
