package order

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

func drawValue(t *rapid.T, kind int) value.Value {
	i := rapid.Int64Range(-3, 60).Draw(t, "i")
	switch kind {
	case 0:
		return value.Int(i)
	case 1:
		return value.Int(math.MaxInt64 - i)
	case 2:
		return value.Float(float64(i) / 3)
	case 3:
		return []value.Value{value.Float(math.NaN()), value.Float(math.Inf(1)), value.Float(math.Copysign(0, -1)), value.Float(0)}[i&3]
	case 4:
		return value.String("prefix that is long "[:i&15+3] + string(rune('a'+i%7)))
	case 5:
		return value.String(rapid.StringN(0, 9, 9).Draw(t, "s"))
	case 6:
		return value.Bool(i > 5)
	case 7:
		return value.NodeRef(uint64(i + 3))
	case 8:
		return value.List([]value.Value{value.Int(i)})
	case 9:
		return value.Map([]value.Entry{{Key: "k", Value: value.Int(i)}})
	case 10:
		return value.VirtualNodeValue(&value.VirtualNode{ID: -i - 4})
	}
	return value.Null
}

func TestSort(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.SampledFrom([]int{0, 1, 2, 9, 100, 300}).Draw(t, "n")
		keys := make([]Key, rapid.IntRange(1, 3).Draw(t, "keys"))
		for k := range keys {
			keys[k] = Key{Column: &column.Column{}, Descending: rapid.Bool().Draw(t, "desc")}
			kind := rapid.IntRange(0, 11).Draw(t, "kind")
			for range n {
				one := kind
				if rapid.IntRange(0, 9).Draw(t, "other") == 0 {
					one = rapid.IntRange(0, 11).Draw(t, "kind of one")
				}
				keys[k].Column.Append(drawValue(t, one))
			}
		}
		rows := make([]int32, n)
		for i := range rows {
			rows[i] = int32(i)
		}
		want := slices.Clone(rows)
		slices.SortStableFunc(want, func(a, b int32) int { return compare(keys, int(a), int(b)) })
		var s Sorter
		if err := s.Sort(rows, keys); err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(rows, want) {
			t.Fatalf("got %v\nwant %v", rows, want)
		}
	})
}

// A smaller prefix means a smaller value, and exact prefixes tell all values apart.
func TestPrefix(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := drawValue(t, rapid.IntRange(0, 10).Draw(t, "a"))
		b := drawValue(t, rapid.IntRange(0, 10).Draw(t, "b"))
		p, exactA := prefix(a)
		q, exactB := prefix(b)
		c := value.Order(a, b)
		if p < q && c >= 0 || p > q && c <= 0 {
			t.Fatalf("%v and %v: order %d, prefixes %x and %x", a, b, c, p, q)
		}
		if p == q && c != 0 && exactA && exactB {
			t.Fatalf("%v and %v have the same exact prefix %x", a, b, p)
		}
	})
}

// columnOf makes a column of n rows.
func columnOf(kind string, n int) *column.Column {
	c := &column.Column{}
	state := uint64(1)
	for range n {
		state = state*6364136223846793005 + 1442695040888963407
		switch kind {
		case "age":
			c.Append(value.Int(int64(state >> 40 % 100)))
		case "same":
			c.Append(value.Int(7))
		case "maps": // whose prefix is the largest of all in descending order
			c.Append([]value.Value{value.Map(nil), value.Int(int64(state >> 60))}[state>>63])
		case "random":
			c.Append(value.Float(float64(state>>11) / (1 << 53)))
		case "mixed":
			c.Append([]value.Value{value.Null, value.Int(int64(state >> 50)), value.String("x"), value.Bool(state>>40&1 == 0)}[state>>62])
		case "long":
			c.Append(value.String("a long common prefix " + string(rune('a'+state>>59%26)) + "name" + string(rune('a'+state>>50%26))))
		default:
			c.Append(value.String(string(rune('a'+state>>59%26)) + "name" + string(rune('a'+state>>50%26))))
		}
	}
	return c
}

func upTo(n int) []int32 {
	rows := make([]int32, n)
	for i := range rows {
		rows[i] = int32(i)
	}
	return rows
}

// TestSortTogether: several goroutines come to what one does, and each looks.
func TestSortTogether(t *testing.T) {
	const n = sharedFrom + 777
	var one, many Sorter // used again
	for _, by := range [][]string{{"age"}, {"same"}, {"random"}, {"mixed", "age"}, {"name", "random"}, {"same", "long"}, {"long"}, {"maps"}} {
		var keys []Key
		for i, kind := range by {
			keys = append(keys, Key{Column: columnOf(kind, n), Descending: i == 1 || kind == "maps"})
		}
		want := upTo(n)
		if err := one.Sort(want, keys); err != nil {
			t.Fatal(err)
		}
		for workers := 2; workers <= 4; workers++ {
			rows, looks := upTo(n), make([]Look, workers)
			looked := make([]int, workers) // unguarded on purpose
			for k := range looks {
				looks[k] = func() error { looked[k]++; return nil }
			}
			if err := many.Sort(rows, keys, looks...); err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(rows, want) {
				t.Errorf("%v by %d: in another order", by, workers)
			}
			if slices.Min(looked) < n/workers/column.BatchSize {
				t.Errorf("%v by %d: looked %v times", by, workers, looked)
			}
		}
	}
}

// TestSortStops: an error of any look ends the sort, wherever it is.
func TestSortStops(t *testing.T) {
	const n = sharedFrom
	end := errors.New("enough")
	keys := []Key{{Column: columnOf("name", n)}, {Column: columnOf("age", n)}}
	var s Sorter
	for _, workers := range []int{1, 3} {
		for after := 0; after < 80; after += 13 {
			looks := make([]Look, workers)
			for k := range looks {
				left := after
				looks[k] = func() error {
					if left--; left < 0 && k == workers-1 {
						return end
					}
					return nil
				}
			}
			if err := s.Sort(upTo(n), keys, looks...); err != end {
				t.Errorf("%d goroutines, stopped after %d looks: %v", workers, after, err)
			}
		}
	}
}

func BenchmarkSort(b *testing.B) {
	const n = 1 << 20
	for _, kind := range []string{"age", "random", "name"} {
		for _, workers := range []int{1, 2} {
			b.Run(fmt.Sprintf("%s/%d", kind, workers), func(b *testing.B) {
				c, all, rows := columnOf(kind, n), upTo(n), make([]int32, n)
				looks := slices.Repeat([]Look{func() error { return nil }}, workers)
				var s Sorter
				for b.Loop() {
					copy(rows, all)
					_ = s.Sort(rows, []Key{{Column: c}}, looks...)
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/n, "ns/row")
			})
		}
	}
}
