package eval

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/batch"
	"memgraphd/engine"
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// TestKernelsAgreeWithReference compares kernels and the reference evaluator on
// random expressions, for random columns in batches of several sizes and with
// random selections.
func TestKernelsAgreeWithReference(t *testing.T) {
	f := newFixture(t)
	nodes := f.people(t, 40)
	f.ctx.Parameter = func(string) (value.Value, bool) { return value.Int(3), true }
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.SampledFrom([]int{1, 7, 64, 1024}).Draw(t, "rows")
		cols := drawColumns(t, n, nodes)
		var e ast.Expr
		kind := rapid.SampledFrom([]kind{aBool, aNumber, aText, aList, anything}).Draw(t, "kind")
		e = drawExpr(t, kind, 4, nil)
		sel := batch.All(n)
		if rapid.Bool().Draw(t, "select") {
			sel = drawSelection(t, n)
		}
		f.names = map[string]batch.Slot{}
		in := f.batch(n, cols)
		k, err := f.compile(e)
		if err != nil {
			t.Fatalf("%s: %v", show(e), err)
		}
		// Twice, for scratch must not leak from one batch to the next.
		for range 2 {
			got, err := k.Eval(f.ctx, in, sel)
			f.compare(t, e, cols, sel, got, err)
		}
	})
}

// people creates nodes with properties and returns their ids.
func (f *fixture) people(t testing.TB, n int) []uint64 {
	t.Helper()
	db := f.ctx.Txn.Database()
	ids, err := f.ctx.Txn.CreateNodes(n, db.InternLabels([]engine.LabelID{db.Label("P")}), nil)
	if err != nil {
		t.Fatal(err)
	}
	for i, id := range ids {
		if i%5 == 0 {
			continue
		}
		props := map[string]value.Value{"a": value.Int(int64(i % 7)), "b": value.String(string(rune('a' + i%3)))}
		if i%2 == 0 {
			props["c"] = value.Float(float64(i) / 2)
		} else {
			props["c"] = value.Int(int64(i))
		}
		for key, v := range props {
			if err := f.ctx.Txn.SetNodeProperty(id, db.Property(key), v); err != nil {
				t.Fatal(err)
			}
		}
	}
	return ids
}

// compare fails unless the kernel's answer is the reference's.
func (f *fixture) compare(t *rapid.T, e ast.Expr, cols map[string]*column.Column, sel []int32, got *column.Column, err error) {
	var failed error
	want := make([]value.Value, len(sel))
	for j, i := range sel {
		r := &reference{x: f.ctx, vars: map[string]value.Value{}}
		for name, c := range cols {
			r.vars[name] = c.Value(int(i))
		}
		v, err := r.eval(e)
		if err != nil {
			failed = err
			break
		}
		want[j] = v
	}
	switch {
	case failed != nil && err == nil:
		t.Fatalf("%s succeeded; the reference fails: %v", show(e), failed)
	case failed == nil && err != nil:
		t.Fatalf("%s failed: %v", show(e), err)
	case failed != nil:
		return
	}
	for j, i := range sel {
		if v := got.Value(int(i)); value.Literal(v) != value.Literal(want[j]) {
			t.Fatalf("%s: row %d of %d is %s, want %s", show(e), i, got.N, value.Literal(v), value.Literal(want[j]))
		}
	}
}

func drawSelection(t *rapid.T, n int) []int32 {
	rows := rapid.SliceOfNDistinct(rapid.Int32Range(0, int32(n-1)), 1, min(n, 20), rapid.ID[int32]).Draw(t, "selection")
	slices.Sort(rows)
	return rows
}

// drawColumns makes columns of each type: i f s b with nulls here and there, I F
// without, mixed m, lists l and nodes p.
func drawColumns(t *rapid.T, n int, nodes []uint64) map[string]*column.Column {
	seed := rapid.Int64Range(0, 1<<20).Draw(t, "seed")
	next := func(m int64) int64 {
		seed = (seed*6364136223846793005 + 1442695040888963407) & (1<<62 - 1)
		return seed >> 33 % m
	}
	makers := map[string]func() value.Value{
		"i": func() value.Value { return value.Int(next(9) - 4) },
		"I": func() value.Value { return value.Int(next(5) + 1) },
		"f": func() value.Value { return value.Float(float64(next(20)-10) / 4) },
		"F": func() value.Value { return value.Float(float64(next(8))) },
		"s": func() value.Value { return value.String([]string{"", "a", "ab", "b", "1", "2.5"}[next(6)]) },
		"b": func() value.Value { return value.Bool(next(2) == 0) },
		"l": func() value.Value { return drawList(next) },
		"p": func() value.Value { return value.NodeRef(nodes[next(int64(len(nodes)))]) },
	}
	cols := map[string]*column.Column{"m": {}}
	for _, name := range []string{"i", "I", "f", "F", "s", "b", "l", "p"} {
		cols[name] = &column.Column{}
		for range n {
			v := makers[name]()
			if name != "I" && name != "F" && next(6) == 0 {
				v = value.Null
			}
			cols[name].Append(v)
		}
	}
	for range n {
		cols["m"].Append(makers[[]string{"i", "f", "s", "b", "l"}[next(5)]]())
	}
	return cols
}

func drawList(next func(int64) int64) value.Value {
	list := make([]value.Value, next(5))
	for i := range list {
		switch next(6) {
		case 0:
			list[i] = value.Null
		case 1:
			list[i] = value.Float(float64(next(4)) / 2)
		default:
			list[i] = value.Int(next(6))
		}
	}
	return value.List(list)
}
