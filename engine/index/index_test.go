package index

import (
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	"pgregory.net/rapid"

	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

type tuple struct {
	key []value.Value
	id  uint64
}

func compareTuples(a, b tuple) int {
	if c := orderTuples(a.key, b.key); c != 0 {
		return c
	}
	return int(a.id) - int(b.id)
}

// drawBounds draws bounds near the tuples, sensible and senseless ones.
func drawBounds(r *rapid.T, columns int, pool []value.Value) *Bounds {
	one := rapid.SampledFrom(pool)
	b := &Bounds{}
	for range rapid.IntRange(0, columns).Draw(r, "equal") {
		b.Equal = append(b.Equal, one.Draw(r, "equals"))
	}
	if len(b.Equal) == columns {
		return b
	}
	if rapid.Bool().Draw(r, "has lower") {
		b.Lower, b.LowerExclusive = one.Draw(r, "lower"), rapid.Bool().Draw(r, "exclusive")
	}
	if rapid.Bool().Draw(r, "has upper") {
		b.Upper, b.UpperExclusive = one.Draw(r, "upper"), rapid.Bool().Draw(r, "exclusive")
	}
	if rapid.IntRange(0, 4).Draw(r, "has prefix") == 0 {
		b.HasPrefix, b.Prefix = true, rapid.SampledFrom([]string{"", "a", "\xff", "a\x00", "\xff\xff"}).Draw(r, "prefix")
	}
	return b
}

func TestIndexAgainstScan(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		columns := rapid.IntRange(1, 3).Draw(r, "columns")
		pool := make([]value.Value, rapid.IntRange(1, 12).Draw(r, "pool"))
		for i := range pool {
			if pool[i] = drawValue(r, 2); pool[i].IsNull() {
				pool[i] = value.Int(0)
			}
		}
		pick := rapid.SampledFrom(pool)
		var model []tuple
		for id := range uint64(rapid.IntRange(0, 60).Draw(r, "entries")) {
			tp := tuple{id: id % 20}
			for range columns {
				tp.key = append(tp.key, pick.Draw(r, "value"))
			}
			model = append(model, tp)
		}
		x := fill(r, columns, model)
		slices.SortFunc(model, compareTuples)
		model = slices.CompactFunc(model, func(a, b tuple) bool { return compareTuples(a, b) == 0 })
		for range 4 {
			checkBounds(r, x, model, drawBounds(r, columns, pool))
		}
		for _, tp := range model {
			if !x.RemoveKey(AppendKey(nil, tp.key...), tp.id) {
				r.Fatalf("%v is not there", tp)
			}
		}
		if entries, distinct := x.Stats(); entries != 0 || distinct != 0 {
			r.Fatalf("%d entries of %d keys in an empty index", entries, distinct)
		}
	})
}

// fill makes an index of the tuples in one of three ways.
func fill(r *rapid.T, columns int, tuples []tuple) *Index {
	x := New(columns)
	switch rapid.IntRange(0, 2).Draw(r, "way") {
	case 0:
		for _, tp := range tuples {
			x.Insert(tp.key, tp.id)
		}
		return x
	case 1:
		run := NewRun(columns)
		for _, tp := range tuples {
			run.Add(tp.key, tp.id)
		}
		x.InsertRun(run)
		return x
	}
	runs := make([]*Run, rapid.IntRange(1, 4).Draw(r, "runs"))
	for i := range runs {
		runs[i] = NewRun(columns)
	}
	for i, tp := range tuples {
		runs[i%len(runs)].Add(tp.key, tp.id)
	}
	for _, run := range runs {
		run.Sort()
	}
	x.Load(runs...)
	return x
}

func checkBounds(r *rapid.T, x *Index, model []tuple, b *Bounds) {
	var want []uint64
	for _, tp := range model {
		if b.Match(tp.key) {
			want = append(want, tp.id)
		}
	}
	if b.Descending = rapid.Bool().Draw(r, "descending"); b.Descending {
		slices.Reverse(want)
	}
	var ids []uint64
	var c, d Cursor
	limit := rapid.IntRange(1, 30).Draw(r, "limit")
	for done := false; !done; {
		if rapid.Bool().Draw(r, "rewind") {
			again, _ := x.Seek(b, &c, limit, ids)
			c.Rewind()
			ids, done = x.Seek(b, &c, limit, ids[:len(ids):len(ids)])
			if !slices.Equal(again, ids) {
				r.Fatalf("after rewind %v, before %v", ids, again)
			}
			continue
		}
		ids, done = x.Seek(b, &c, limit, ids)
	}
	var e Entries
	for done := false; !done; {
		done = x.SeekEntries(b, &d, limit, &e)
	}
	if !slices.Equal(e.IDs, ids) {
		r.Fatalf("with keys %v, without %v", e.IDs, ids)
	}
	if n := x.Estimate(b); n != len(ids) {
		r.Fatalf("estimate %d, found %d", n, len(ids))
	}
	if b.Loose() {
		ids = matching(e, model, b)
	}
	if !slices.Equal(ids, want) {
		r.Fatalf("%+v: found %v, want %v", b, ids, want)
	}
}

// matching drops from loose candidates those that do not match.
func matching(e Entries, model []tuple, b *Bounds) (ids []uint64) {
	for i, id := range e.IDs {
		for _, tp := range model {
			if tp.id == id && string(AppendKey(nil, tp.key...)) == string(e.Key(i)) && b.Match(tp.key) {
				ids = append(ids, id)
			}
		}
	}
	return ids
}

func TestNumbersOfDifferentKindsAreOneEntry(t *testing.T) {
	for _, columns := range []int{1, 2} {
		x := New(columns)
		tail := make([]value.Value, columns-1)
		for i := range tail {
			tail[i] = value.String("x")
		}
		key := func(v value.Value) []value.Value { return append([]value.Value{v}, tail...) }
		if !x.Insert(key(value.Int(1)), 5) || x.Insert(key(value.Float(1)), 5) {
			t.Error("1 and 1.0 of the same node are two entries")
		}
		if !x.Remove(key(value.Float(1)), 5) || x.Len() != 0 {
			t.Error("1 is not removed as 1.0")
		}
	}
}

func TestInsertColumn(t *testing.T) {
	cols := []*column.Column{{}, {}, {}, {}}
	rows := [][]value.Value{
		{value.Int(3), value.Null, value.Int(-1)},
		{value.Float(0.5), value.Null, value.Float(2)},
		{value.String("b"), value.Null, value.String("")},
		{value.Bool(true), value.Null, value.Int(2)},
	}
	x, want := New(1), New(1)
	for i, col := range cols {
		ids := make([]uint64, len(rows[i]))
		for j, v := range rows[i] {
			col.Append(v)
			ids[j] = uint64(10*i + j)
			if !v.IsNull() {
				want.Insert([]value.Value{v}, ids[j])
			}
		}
		x.InsertColumn(col, ids)
	}
	var c, d Cursor
	got, _ := x.Seek(&Bounds{}, &c, 100, nil)
	all, _ := want.Seek(&Bounds{}, &d, 100, nil)
	if !slices.Equal(got, all) || len(got) != 8 {
		t.Errorf("got %v, want %v", got, all)
	}
}

// TestReadersSeeWhatStays has readers walk over entries that stay while writers
// insert and remove others in between.
func TestReadersSeeWhatStays(t *testing.T) {
	for name, make := range map[string]func(i int) value.Value{
		"numbers": func(i int) value.Value { return value.Int(int64(i)) },
		"strings": func(i int) value.Value { return value.String(string(rune('a'+i%26)) + string(rune(0x100+i))) },
	} {
		t.Run(name, func(t *testing.T) {
			const n = 2000
			x := New(1)
			for i := range n {
				x.Insert([]value.Value{make(2 * i)}, uint64(2*i))
			}
			stop := churn(x, n, make)
			for range 20 {
				var c Cursor
				var ids []uint64
				for done := false; !done; {
					ids, done = x.Seek(&Bounds{}, &c, 64, ids)
				}
				stay := 0
				for _, id := range ids {
					if id%2 == 0 {
						stay++
					}
				}
				if stay != n {
					t.Fatalf("found %d of %d entries that stay", stay, n)
				}
			}
			stop()
			if entries, distinct := x.Stats(); entries != n || distinct != n {
				t.Errorf("%d entries of %d keys are left, want %d", entries, distinct, n)
			}
		})
	}
}

// churn inserts and removes the odd entries, from two goroutines, until it is stopped.
func churn(x *Index, n int, make func(int) value.Value) (stop func()) {
	var wg sync.WaitGroup
	var quit atomic.Bool
	for half := range 2 {
		wg.Go(func() {
			for !quit.Load() {
				for i := half; i < n; i += 2 {
					x.Insert([]value.Value{make(2*i + 1)}, uint64(2*i+1))
				}
				for i := half; i < n; i += 2 {
					x.Remove([]value.Value{make(2*i + 1)}, uint64(2*i+1))
				}
			}
		})
	}
	return func() {
		quit.Store(true)
		wg.Wait()
	}
}
