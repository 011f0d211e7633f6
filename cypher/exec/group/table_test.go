package group

import (
	"testing"

	"pgregory.net/rapid"

	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// model numbers rows by comparing them with all groups so far.
type model struct{ rows [][]value.Value }

func (m *model) find(row []value.Value) uint32 {
	for g, have := range m.rows {
		same := true
		for i := range row {
			same = same && value.Equivalent(row[i], have[i])
		}
		if same {
			return uint32(g)
		}
	}
	return None
}

func drawKey(t *rapid.T, kind int) value.Value {
	i := rapid.Int64Range(-2, 40).Draw(t, "i")
	switch kind {
	case 0:
		return value.Int(i)
	case 1:
		return value.NodeRef(uint64(i + 2))
	case 2:
		return value.String(string(rune('a' + i%20)))
	case 3:
		return value.Float(float64(i) / 2)
	case 4:
		return value.Null
	case 5:
		return value.Int(i << 40)
	case 6:
		return value.List([]value.Value{value.Int(i), value.Null})
	}
	return value.Bool(i%2 == 0)
}

// drawBatch makes rows whose columns each are mostly of one kind.
func drawBatch(t *rapid.T, width int) ([][]value.Value, []*column.Column, []int32) {
	n := rapid.IntRange(1, 40).Draw(t, "rows")
	rows, cols := make([][]value.Value, n), make([]*column.Column, width)
	for i := range rows {
		rows[i] = make([]value.Value, width)
	}
	for c := range cols {
		cols[c] = &column.Column{}
		kind := rapid.IntRange(0, 7).Draw(t, "kind")
		for i := range rows {
			k := kind
			if rapid.IntRange(0, 9).Draw(t, "other") == 0 {
				k = rapid.IntRange(0, 7).Draw(t, "kind of one")
			}
			rows[i][c] = drawKey(t, k)
			cols[c].Append(rows[i][c])
		}
	}
	var sel []int32
	for i := range rows {
		if rapid.IntRange(0, 3).Draw(t, "selected") > 0 {
			sel = append(sel, int32(i))
		}
	}
	return rows, cols, sel
}

func TestTableNumbersDistinctRows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		table, width := &Table{}, rapid.IntRange(1, 3).Draw(t, "width")
		for range 2 { // a table is used again
			table.Reset()
			m := &model{}
			for range rapid.IntRange(1, 5).Draw(t, "batches") {
				rows, cols, sel := drawBatch(t, width)
				out := make([]uint32, len(sel))
				if rapid.Bool().Draw(t, "find first") {
					table.Find(cols, sel, out)
					for i, r := range sel {
						if want := m.find(rows[r]); out[i] != want {
							t.Fatalf("Find(%v) = %d, want %d", rows[r], out[i], want)
						}
					}
				}
				var fresh []int32
				for i, r := range sel {
					out[i] = None
					if m.find(rows[r]) == None {
						m.rows = append(m.rows, rows[r])
						fresh = append(fresh, r)
					}
				}
				got := table.Assign(cols, sel, out)
				if len(got) != len(fresh) {
					t.Fatalf("%d rows began a group, want %d", len(got), len(fresh))
				}
				for i, r := range sel {
					if want := m.find(rows[r]); out[i] != want {
						t.Fatalf("Assign(%v) = %d, want %d", rows[r], out[i], want)
					}
				}
			}
			for g, row := range m.rows {
				for i := range row {
					if k := table.Key(i).Value(g); !value.Equivalent(k, row[i]) {
						t.Fatalf("the key of group %d is %v, want %v", g, k, row)
					}
				}
			}
		}
	})
}

func BenchmarkAssign(b *testing.B) {
	for _, kind := range []string{"int", "string", "two"} {
		b.Run(kind, func(b *testing.B) {
			ints, strings := &column.Column{}, &column.Column{}
			for i := range column.BatchSize {
				ints.Append(value.Int(int64(i % 100)))
				strings.Append(value.String("name " + string(rune('a'+i%26))))
			}
			cols := map[string][]*column.Column{"int": {ints}, "string": {strings}, "two": {ints, strings}}[kind]
			sel, out, table := make([]int32, column.BatchSize), make([]uint32, column.BatchSize), &Table{}
			for i := range sel {
				sel[i] = int32(i)
			}
			b.ReportAllocs()
			for b.Loop() {
				table.Assign(cols, sel, out)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/column.BatchSize, "ns/row")
		})
	}
}
