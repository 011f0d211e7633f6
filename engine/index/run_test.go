package index

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// TestRunSortsLargeParts sorts runs that are long enough for sorting by digits
// and by heads.
func TestRunSortsLargeParts(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 7))
	for name, draw := range map[string]func() value.Value{
		"few":    func() value.Value { return value.Int(rng.Int64N(50)) },
		"ints":   func() value.Value { return value.Int(rng.Int64N(1<<40) - 1<<39) },
		"big":    func() value.Value { return value.Int(1<<60 + rng.Int64N(2000)) },
		"floats": func() value.Value { return value.Float(rng.NormFloat64()) },
		"texts":  func() value.Value { return value.String(fmt.Sprintf("prefix-%x", rng.IntN(1<<20))) },
		"shorts": func() value.Value { return value.String("prefixed"[:rng.IntN(9)]) },
		"longs":  func() value.Value { return value.String(fmt.Sprintf("%020d", rng.IntN(3000))) },
	} {
		for _, ascending := range []bool{true, false} {
			r := NewRun(1)
			col := &column.Column{}
			var ids []uint64
			for i := range 4 * fewItems {
				col.Append(draw())
				if ids = append(ids, uint64(i)); !ascending {
					ids[i] = uint64(rng.IntN(1000))
				}
			}
			r.AddColumn(col, ids)
			numbers, texts := slices.Clone(r.numbers), slices.Clone(r.bytes)
			slices.SortFunc(numbers, compareNumbers)
			slices.SortFunc(texts, compareBytes)
			r.Sort()
			if !slices.Equal(r.numbers, numbers) {
				t.Errorf("%s, ids ascending: %v: numbers are out of order", name, ascending)
			}
			if !slices.EqualFunc(r.bytes, texts, func(a, b item[[]byte]) bool { return compareBytes(a, b) == 0 }) {
				t.Errorf("%s, ids ascending: %v: texts are out of order", name, ascending)
			}
		}
	}
}
