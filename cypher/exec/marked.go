package exec

import (
	"math/bits"

	"memgraphd/cypher/batch"
	"memgraphd/engine/column"
)

// marked is how a frontier takes its last hop where it is to reach a good part of
// the graph: the ends are marked in a bitmap over all nodes, which is read in the
// order of ids when all are.
type marked struct {
	pays bool
	done bool // all ends are marked
	set  column.Bitmap
	next int    // word of the set to read
	rest uint64 // of the word before
}

const (
	markSlice = 512 // nodes between two looks for a cancellation
	// markWords is how many words of the bitmap, to clear and to read, each node that the hop
	// starts at makes up for by its relationships.
	markWords = 8
)

func (m *marked) reset() { m.pays, m.done, m.next, m.rest = false, false, 0, 0 }

func (m *marked) free() {
	if len(m.set) > 64*keepColumns {
		m.set = nil
	}
}

// begin decides whether the last hop is to be taken so. It is not where somebody may
// be content with the first ends.
func (m *marked) begin(x *Execution, f *frontier) {
	words := x.ctx.Txn.NodeBound() / 64
	m.pays = f.ramp.first == 0 && markWords*len(f.plain) >= words
	if m.pays {
		clear(m.set)
	}
}

// nextMarked is next where marking pays.
func (f *frontier) nextMarked(x *Execution, h *frontierHop) (*batch.Batch, error) {
	m := &f.marked
	if !m.done {
		if err := f.markAll(x, h); err != nil {
			return nil, err
		}
		m.done = true
	}
	for {
		f.queue = m.read(f.queue[:0], x.batchSize)
		if len(f.queue) == 0 {
			return nil, nil
		}
		if f.keepLabelled(x, h, 0); len(f.queue) > 0 {
			return f.hand(x, f.queue), nil
		}
	}
}

// markAll follows the last hop.
func (f *frontier) markAll(x *Execution, h *frontierHop) error {
	m := &f.marked
	for at := 0; at < len(f.plain); at += markSlice {
		if err := x.ctx.Look(); err != nil {
			return err
		}
		slice, followed := f.plain[at:min(at+markSlice, len(f.plain))], 0
		m.set, followed = x.ctx.Txn.MarkNeighbours(slice, h.dir, h.types.ids, m.set)
		x.ctx.Hops += int64(followed)
	}
	if err := x.charge(&f.charged, f.bytes()); err != nil {
		return err
	}
	for done := len(f.picky) == 0; !done; {
		if err := x.ctx.Look(); err != nil {
			return err
		}
		done = f.expand(x, &f.cursor, f.picky, h, true)
		for i, to := range f.hit.To {
			if !m.set.Has(int(to)) && f.free(&f.set.nodes[f.places[f.hit.Row[i]]], h.size-1, f.hit.Rel[i]) {
				m.set.Set(int(to))
			}
		}
	}
	return nil
}

// read appends the next ids of the set, up to n in all.
func (m *marked) read(dst []uint64, n int) []uint64 {
	for len(dst) < n {
		for m.rest == 0 {
			if m.next == len(m.set) {
				return dst
			}
			m.rest = m.set[m.next]
			m.next++
		}
		dst = append(dst, uint64(m.next-1)<<6|uint64(bits.TrailingZeros64(m.rest)))
		m.rest &= m.rest - 1
	}
	return dst
}
