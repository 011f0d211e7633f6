package exec

import (
	"slices"

	"memgraphd/cypher/batch"
	"memgraphd/engine/column"
)

// noRow stands for the missing row of the right side.
const noRow = -1

// pairs builds batches of rows of a left batch, each with a row of a right batch
// or with none.
type pairs struct {
	nulls       []batch.Slot // of the right side, null in rows without one
	left, right []int32
	cols        []column.Column // by position of the live slot
	b           batch.Batch
	gap         []int32
	pos         int // of the pairs that were handed on
}

func (p *pairs) begin() { p.left, p.right, p.pos = p.left[:0], p.right[:0], 0 }

// pending reports whether there are pairs to be handed on.
func (p *pairs) pending() bool { return p.pos < len(p.left) }

// alone adds left rows without a right one.
func (p *pairs) alone(rows []int32) {
	for _, r := range rows {
		p.left, p.right = append(p.left, r), append(p.right, noRow)
	}
}

// all adds a left row with each of some right rows.
func (p *pairs) all(left int32, rows []int32) {
	for _, r := range rows {
		p.left, p.right = append(p.left, left), append(p.right, r)
	}
}

// fill adds the right rows, which belong to the left rows numbers[row], and in
// front of each the left rows that turned out to have none. It reports whether
// there were any of those.
func (p *pairs) fill(g *gaps, numbers []int64, rows []int32, ordered bool) (found bool) {
	for _, r := range rows {
		left := int32(numbers[r])
		if !ordered {
			g.remove(left)
		} else {
			p.gap = g.before(left, len(g.rows), p.gap[:0])
			if len(p.gap) > 0 {
				found = true
				p.alone(p.gap)
				g.before(left, 1, nil)
			}
		}
		p.left, p.right = append(p.left, left), append(p.right, r)
	}
	return found
}

// batch makes a batch of the next pairs with the live columns.
func (p *pairs) batch(x *Execution, live []batch.Slot, left, right *batch.Batch) *batch.Batch {
	end := min(len(p.left), p.pos+column.BatchSize)
	lefts, rights := p.left[p.pos:end], p.right[p.pos:end]
	p.pos = end
	x.empty(&p.b)
	p.b.N = len(lefts)
	for i, s := range live {
		c := left.Cols[s]
		if c == nil || slices.Contains(p.nulls, s) {
			if right == nil || right.Cols[s] == nil {
				continue
			}
			gatherOrNull(&p.cols[i], right.Cols[s], rights)
		} else {
			column.Gather(&p.cols[i], c, lefts)
		}
		p.b.Cols[s] = &p.cols[i]
	}
	return &p.b
}

// gatherOrNull is column.Gather where noRow stands for null.
func gatherOrNull(dst, src *column.Column, rows []int32) {
	if !slices.Contains(rows, noRow) {
		column.Gather(dst, src, rows)
		return
	}
	dst.Reset(column.Null, 0)
	for i := 0; i < len(rows); {
		end := i + 1
		for end < len(rows) && (rows[end] == noRow) == (rows[i] == noRow) {
			end++
		}
		if rows[i] == noRow {
			dst.AppendNulls(end - i)
		} else {
			dst.AppendRows(src, rows[i:end])
		}
		i = end
	}
}
