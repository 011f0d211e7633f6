package column

import (
	"testing"

	"pgregory.net/rapid"

	"memgraphd/engine/value"
)

// drawColumn makes a column of one kind of values, or of several if mixed.
func drawColumn(t *rapid.T, label string) ([]value.Value, *Column) {
	kind := rapid.IntRange(0, 5).Draw(t, label+" kind")
	n := rapid.IntRange(0, 130).Draw(t, label+" n")
	c, want := &Column{}, make([]value.Value, n)
	for i := range want {
		want[i] = drawValue(t, kind)
		c.Append(want[i])
	}
	return want, c
}

func drawValue(t *rapid.T, kind int) value.Value {
	if rapid.IntRange(0, 3).Draw(t, "null") == 0 {
		return value.Null
	}
	if kind == 5 {
		kind = rapid.IntRange(0, 4).Draw(t, "mixed")
	}
	i := rapid.Int64Range(0, 9).Draw(t, "v")
	return []value.Value{
		value.Int(i), value.Float(float64(i)), value.String(string(rune('a' + i))),
		value.NodeRef(uint64(i)), value.List([]value.Value{value.Int(i)}),
	}[kind]
}

func sameRows(t *rapid.T, what string, c *Column, want []value.Value) {
	if c.N != len(want) {
		t.Fatalf("%s: %d rows, want %d", what, c.N, len(want))
	}
	for i, w := range want {
		if got := c.Value(i); !value.Equivalent(got, w) {
			t.Fatalf("%s: row %d is %v, want %v", what, i, got, w)
		}
		if c.IsNull(i) != w.IsNull() {
			t.Fatalf("%s: row %d: IsNull is %v", what, i, c.IsNull(i))
		}
	}
}

func TestAppendRows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want, dst := drawColumn(t, "dst")
		for range rapid.IntRange(1, 3).Draw(t, "times") {
			from, src := drawColumn(t, "src")
			var rows []int32
			if len(from) > 0 {
				rows = rapid.SliceOfN(rapid.Int32Range(0, int32(len(from)-1)), 0, 80).Draw(t, "rows")
			}
			for _, r := range rows {
				want = append(want, from[r])
			}
			dst.AppendRows(src, rows)
			nulls := rapid.IntRange(0, 3).Draw(t, "nulls")
			dst.AppendNulls(nulls)
			want = append(want, make([]value.Value, nulls)...)
		}
		sameRows(t, "appended", dst, want)
	})
}

func TestView(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want, src := drawColumn(t, "src")
		from := min(len(want), 64*rapid.IntRange(0, 2).Draw(t, "from")) &^ 63
		to := rapid.IntRange(from, len(want)).Draw(t, "to")
		var v Column
		v.View(src, from, to)
		sameRows(t, "view", &v, want[from:to])
	})
}
