package order

import (
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
		s.Sort(rows, keys)
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

func BenchmarkSort(b *testing.B) {
	for _, kind := range []string{"age", "random", "name"} {
		b.Run(kind, func(b *testing.B) {
			const n = 1 << 20
			c, rows := &column.Column{}, make([]int32, n)
			state := uint64(1)
			for range n {
				state = state*6364136223846793005 + 1442695040888963407
				switch kind {
				case "age":
					c.Append(value.Int(int64(state >> 40 % 100)))
				case "random":
					c.Append(value.Float(float64(state>>11) / (1 << 53)))
				default:
					c.Append(value.String(string(rune('a'+state>>59%26)) + "name" + string(rune('a'+state>>50%26))))
				}
			}
			var s Sorter
			for b.Loop() {
				for i := range rows {
					rows[i] = int32(i)
				}
				s.Sort(rows, []Key{{Column: c}})
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/n, "ns/row")
		})
	}
}
