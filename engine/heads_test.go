package engine

import (
	"math/rand/v2"
	"testing"
)

// TestHeads: a table of records holds what was put into it, and nothing else, however records are shared.
func TestHeads(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	for range 50 {
		h, model := new(heads), [ChunkRows]*undo{}
		records := make([]*undo, 1+rng.IntN(2000))
		for i := range records {
			records[i] = new(undo)
		}
		for range 3000 {
			u, row := records[rng.IntN(len(records))], rng.IntN(ChunkRows)
			switch rng.IntN(5) {
			case 0:
				u = nil
				fallthrough
			case 1, 2, 3:
				h.set(row, u)
				model[row] = u
			default:
				n, fresh := min(1+rng.IntN(100), ChunkRows-row), 0
				for r := row; r < row+n; r++ {
					if model[r] == nil {
						fresh++
					}
					model[r] = u
				}
				if got := h.setRun(row, n, u); got != fresh {
					t.Fatalf("%d fresh rows of %d", got, fresh)
				}
			}
		}
		for row, u := range model {
			if h.at(row) != u || h.has(row) != (u != nil) {
				t.Fatalf("row %d has another record", row)
			}
			h.set(row, nil)
		}
		if len(h.free) != len(h.slots) || len(h.slots) > ChunkRows+1 {
			t.Fatalf("%d places are free, of %d", len(h.free), len(h.slots))
		}
		for _, s := range h.slots {
			if s.record != nil || s.rows != 0 {
				t.Fatal("a record is kept")
			}
		}
	}
}
