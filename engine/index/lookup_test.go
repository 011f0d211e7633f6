package index

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// lookupKeys are values of all types that can be looked up, many of them neighbours: integers
// that share a float, long texts that begin alike.
func lookupKeys() map[string][]value.Value {
	keys := map[string][]value.Value{}
	for i := range int64(3000) {
		keys["integers"] = append(keys["integers"], value.Int(i*3), value.Int(-i), value.Int(1<<53-1000+i), value.Int(math.MaxInt64-i%700))
		keys["floats"] = append(keys["floats"], value.Float(float64(i)/2), value.Float(math.Ldexp(1, int(i%80))))
		text := "the beginning of them all " + string(rune('a'+i%26))
		keys["texts"] = append(keys["texts"], value.String(text[:i%28]), value.String(text+string(rune('a'+i/26%120))))
	}
	keys["floats"] = append(keys["floats"], value.Float(math.Inf(1)), value.Float(math.NaN()), value.Float(math.Copysign(0, -1)))
	return keys
}

// TestLookup looks up columns in a tree of several levels, in which some keys have more
// entries than a leaf, and compares what it finds with single seeks.
func TestLookup(t *testing.T) {
	x := New(1)
	keys := lookupKeys()
	id := uint64(0)
	for _, list := range keys {
		for i, k := range list {
			if i%3 == 0 {
				continue // not in the index
			}
			x.Insert([]value.Value{k}, id)
			id++
		}
		for range 300 {
			x.Insert([]value.Value{list[1]}, id)
			x.Insert([]value.Value{list[7]}, id)
			id++
		}
	}
	rng := rand.New(rand.NewPCG(1, 1))
	for name, list := range keys {
		var col column.Column
		for range 1000 {
			v := list[rng.IntN(len(list))]
			if rng.IntN(20) == 0 {
				v = value.Null
			}
			col.Append(v)
		}
		var rows []int32
		for r := range int32(col.N) {
			if rng.IntN(10) > 0 {
				rows = append(rows, r)
			}
		}
		var got, want Matches
		if !x.Lookup(&col, rows, &got) {
			t.Fatalf("%s can't be looked up", name)
		}
		for _, r := range rows {
			var c Cursor
			before := len(want.IDs)
			if v := col.Value(int(r)); !v.IsNull() {
				want.IDs, _ = x.Seek(&Bounds{Equal: []value.Value{v}}, &c, 1<<30, want.IDs)
			}
			for range len(want.IDs) - before {
				want.Rows = append(want.Rows, r)
			}
		}
		if len(want.IDs) < 500 || !slices.Equal(got.IDs, want.IDs) || !slices.Equal(got.Rows, want.Rows) {
			t.Errorf("%s: %d matches, want %d", name, len(got.IDs), len(want.IDs))
		}
	}
	lists := column.Column{Type: column.Any, N: 1, Values: []value.Value{value.List(nil)}}
	if x.Lookup(&lists, []int32{0}, &Matches{}) {
		t.Error("a column of lists was looked up")
	}
	if nulls := (column.Column{Type: column.Null, N: 1}); !x.Lookup(&nulls, []int32{0}, &Matches{}) {
		t.Error("nulls can't be looked up")
	}
}
