package exec

import (
	"math/bits"
	"sync/atomic"

	"memgraphd/cypher/batch"
	"memgraphd/cypher/exec/order"
	"memgraphd/cypher/gate"
	"memgraphd/engine/column"
)

// marked is how a frontier takes its last hop where it is to reach a good part of
// the graph: the ends are marked in a bitmap over all nodes, which is read in the
// order of ids when all are.
type marked struct {
	pays bool
	done bool // all ends are marked
	markings
	next int    // word of the set to read
	rest uint64 // of the word before

	team  team
	taken atomic.Int64 // how many of the plain nodes
}

// markings are ends, and how many relationships were followed to find them.
type markings struct {
	set      column.Bitmap
	followed int
}

const (
	markSlice = 512 // nodes between two looks
	// parallelMarks is the number of nodes to follow the hop from that it pays to start others for.
	parallelMarks = 1 << 13
	// markWords is how many words of the bitmap, to clear and to read, each node that the hop
	// starts at makes up for by its relationships.
	markWords = 8
)

func (m *marked) reset() { m.pays, m.done, m.next, m.rest, m.followed = false, false, 0, 0, 0 }

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
	err := f.markPlain(x, h)
	x.ctx.Hops += int64(f.marked.followed)
	if err != nil {
		return err
	}
	if err := x.charge(&f.charged, f.bytes()); err != nil {
		return err
	}
	return f.markPicky(x, h)
}

// markPlain follows it from the plain nodes: many of them by a team, each member of which marks in a bitmap of its own.
func (f *frontier) markPlain(x *Execution, h *frontierHop) error {
	m := &f.marked
	looks := m.team.gather(x, len(f.plain) >= parallelMarks)
	defer m.team.release()
	m.taken.Store(0)
	if len(looks) == 1 {
		return f.markSome(x, h, looks[0], &m.markings)
	}
	others := make([]markings, len(looks)-1)
	err := gate.Each(len(looks), func(k int) error {
		if k == 0 {
			return f.markSome(x, h, looks[0], &m.markings)
		}
		return f.markSome(x, h, looks[k], &others[k-1])
	})
	for i := range others {
		m.add(&others[i])
	}
	return err
}

// markSome takes plain nodes until none are left.
func (f *frontier) markSome(x *Execution, h *frontierHop, look order.Look, m *markings) error {
	for {
		at := int(f.marked.taken.Add(markSlice)) - markSlice
		if at >= len(f.plain) {
			return nil
		}
		if err := look(); err != nil {
			return err
		}
		n := 0
		m.set, n = x.ctx.Txn.MarkNeighbours(f.plain[at:min(at+markSlice, len(f.plain))], h.dir, h.types.ids, m.set)
		m.followed += n
	}
}

// add adds what another one has marked.
func (m *markings) add(other *markings) {
	m.followed += other.followed
	if len(m.set) < len(other.set) {
		m.set, other.set = other.set, m.set
	}
	for i, w := range other.set {
		m.set[i] |= w
	}
}

// markPicky follows it from the other nodes.
func (f *frontier) markPicky(x *Execution, h *frontierHop) error {
	m := &f.marked
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
