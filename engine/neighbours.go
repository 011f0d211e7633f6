package engine

import "memgraphd/engine/column"

// MarkNeighbours sets in set the bits of the nodes that the relationships at the
// nodes from lead to, and returns it, longer where it was too short, and how many
// relationships it followed. It is [Txn.Expand] for who wants no more than that:
// nothing is written out a relationship.
func (t *Txn) MarkNeighbours(from []uint64, dir Direction, types []TypeID, set column.Bitmap) (marked column.Bitmap, followed int) {
	m := marker{hopFilter: hopFilter{t: t, dir: dir, types: types, limit: column.BatchSize}, set: set}
	m.reach(uint64(t.NodeBound()))
	var b hopBlocks
	for len(from) > 0 {
		block := from[:min(len(from), blockNodes)]
		from = from[len(block):]
		b.lookUp(t, block, dir, types)
		b.touch(dir, len(block))
		for i, node := range block {
			if !b.plain(dir, i) {
				m.markSlowly(node)
				continue
			}
			if dir != In && b[Out].length(i) > 0 {
				m.mark(b[Out].roots[i], b[Out].run(i))
			}
			if dir != Out && b[In].length(i) > 0 {
				m.mark(b[In].roots[i], b[In].run(i))
			}
		}
	}
	return m.set, m.followed
}

// NodeBound returns a number that the ids of all nodes are less than.
func (t *Txn) NodeBound() int { return len(t.db.nodes.all()) << rowBits }

// marker collects neighbours.
type marker struct {
	hopFilter
	set      column.Bitmap
	followed int
	hops     Hops // scratch
}

// reach makes the set long enough for ids below a bound.
func (m *marker) reach(bound uint64) {
	if words := int(bound+63) >> 6; words > len(m.set) {
		longer := make(column.Bitmap, words+words/4)
		copy(longer, m.set)
		m.set = longer
	}
}

// mark takes the neighbours of narrow entries that need no further look. They
// lead to nodes that were there when the set was made long enough.
func (m *marker) mark(r *hopRoot, run hopRun) {
	set := m.set
	arena, offset, size, nodes := run.memory(r.layout), 0, int(r.size), r.nodeMask()
	for range run.n {
		id := loadWord(arena, offset) & nodes
		set[id>>6] |= 1 << (id & 63)
		offset += size
	}
	m.followed += run.n
}

// markSlowly takes the neighbours of a node whose entries must be judged one by one.
func (m *marker) markSlowly(node uint64) {
	c := ExpandCursor{side: first(m.dir)}
	for done := false; !done; {
		m.hops.Row, m.hops.To = m.hops.Row[:0], m.hops.To[:0]
		done = c.finishNode(&m.hopFilter, node, &m.hops)
		for _, to := range m.hops.To {
			m.reach(to + 1)
			m.set.Set(int(to))
		}
		m.followed += len(m.hops.To)
	}
}
