package engine

import (
	"slices"
	"sync/atomic"
)

// hopBlock is the runs of some nodes of an expansion, looked up in stages, each
// a loop of loads that do not depend on one another, so that the misses of many
// nodes overlap.
type hopBlock struct {
	roots [blockNodes]*hopRoot
	heads [blockNodes]uint32
	runs  [blockNodes]uint32 // plus one, where there are segments; 0 if there is none
	place [blockNodes]uint64 // of the run
	plain [blockNodes]bool   // the run is all there is, and narrow, without doubt and without a loop to skip
	first byte               // keeps the loads of touch from being optimised away
}

// hopBlocks is a block for each direction.
type hopBlocks [2]hopBlock

const (
	blockNodes = 32
	fewNodes   = 4 // for which a block does not pay
)

// lookUp finds the runs of up to blockNodes nodes.
func (b *hopBlocks) lookUp(t *Txn, from []uint64, dir Direction, types []TypeID) {
	if dir != In {
		b[Out].lookUp(t, from, Out, types)
	}
	if dir != Out {
		b[In].lookUp(t, from, In, types)
	}
	if dir == Both {
		b[In].skipLoops(t, from)
	}
}

// skipLoops takes nodes whose runs may hold loops for not plain.
func (b *hopBlock) skipLoops(t *Txn, from []uint64) {
	for i, id := range from {
		if b.length(i) > 0 && t.db.nodes.at(id).in.loops.Load() > 0 {
			b.plain[i] = false
		}
	}
}

// plain reports whether node i is plain on each side that is asked for.
func (b *hopBlocks) plain(dir Direction, i int) bool {
	return (dir == In || b[Out].plain[i]) && (dir == Out || b[In].plain[i])
}

// lookUp finds the runs of up to blockNodes nodes on one side.
func (b *hopBlock) lookUp(t *Txn, from []uint64, dir Direction, types []TypeID) {
	chunks := t.db.nodes.all()
	for i, id := range from {
		b.roots[i], b.heads[i] = nil, 0
		if n := id >> rowBits; n < uint64(len(chunks)) && chunks[n] != nil {
			b.roots[i] = chunks[n].adjacency(dir).root.Load()
		}
	}
	for i, id := range from {
		if r := b.roots[i]; r != nil {
			b.heads[i] = atomic.LoadUint32(&r.heads[id&rowMask])
		}
	}
	for i, id := range from {
		b.find(i, int(id&rowMask), types)
	}
	for i, id := range from {
		b.believe(i, int(id&rowMask))
	}
}

// length returns how many entries the run of node i has.
func (b *hopBlock) length(i int) int { return int(uint32(b.place[i])) }

// run returns the run of node i, which has entries.
func (b *hopBlock) run(i int) hopRun { return b.roots[i].run(placeOf(b.place[i])) }

// find looks for the only run of node i that has one of types.
func (b *hopBlock) find(i, row int, types []TypeID) {
	r := b.roots[i]
	b.runs[i], b.place[i], b.plain[i] = 0, 0, true
	if r == nil {
		return
	}
	b.plain[i] = b.heads[i]&doubtBit == 0 && !r.isWide()
	switch {
	case !r.uniform:
		b.findSegment(i, types)
	case types == nil || slices.Contains(types, r.typ):
		b.place[i] = r.between(row)
	}
}

// findSegment is find where there are segments.
func (b *hopBlock) findSegment(i int, types []TypeID) {
	r := b.roots[i]
	for next := b.heads[i] >> 1; next != 0 && b.plain[i]; {
		run := next
		s := &r.segments[run-1]
		next = s.next
		if types != nil && !slices.Contains(types, s.typ) {
			continue
		}
		if b.runs[i] != 0 {
			b.plain[i] = false // more than one
			return
		}
		b.runs[i], b.place[i] = run, atomic.LoadUint64(&s.run)
	}
}

// believe leaves the run of node i plain unless it came into doubt or changed meanwhile.
func (b *hopBlock) believe(i, row int) {
	if b.plain[i] && b.length(i) > 0 {
		b.plain[i] = !b.roots[i].unsettled(b.runs[i], b.place[i], row)
	}
}

// touch fetches the beginning of the runs of so many nodes.
func (b *hopBlocks) touch(dir Direction, nodes int) {
	for side := range b {
		if dir == Both || dir == Direction(side) {
			b[side].touch(nodes)
		}
	}
}

func (b *hopBlock) touch(nodes int) {
	for i := range nodes {
		if b.length(i) > 0 {
			b.first ^= b.run(i).data[0]
		}
	}
}

// expandBlocks expands the rest of the nodes of a cursor that is between nodes,
// by the block. It returns false when the limit stopped it.
func (c *ExpandCursor) expandBlocks(f *hopFilter, from []uint64, dst *Hops) bool {
	var b hopBlocks
	for c.row < len(from) {
		block := from[c.row:min(len(from), c.row+blockNodes)]
		b.lookUp(f.t, block, f.dir, f.types)
		b.touch(f.dir, len(block))
		for i, node := range block {
			if !c.expandFrom(&b, i, f, node, dst) {
				return false
			}
		}
	}
	return true
}

// expandFrom expands node i of a block.
func (c *ExpandCursor) expandFrom(b *hopBlocks, i int, f *hopFilter, node uint64, dst *Hops) bool {
	if !b.plain(f.dir, i) {
		return c.finishNode(f, node, dst)
	}
	if f.dir != In && !c.emitUpTo(f, &b[Out], i, Out, dst) {
		return false
	}
	if f.dir != Out && !c.emitUpTo(f, &b[In], i, In, dst) {
		return false
	}
	c.row++
	return true
}

// emitUpTo appends the plain run of node i; what is above the limit it leaves to the next
// call, and returns false.
func (c *ExpandCursor) emitUpTo(f *hopFilter, b *hopBlock, i int, side Direction, dst *Hops) bool {
	if b.length(i) == 0 {
		return true
	}
	r, run, room := b.roots[i], b.run(i), f.limit-len(dst.To)
	if run.n <= room {
		c.emit(f, r, run, dst)
		return true
	}
	run, rest := r.cut(run, room)
	c.emit(f, r, run, dst)
	c.side, c.open, c.root, c.next, c.rest, c.look = side, true, r, 0, rest, false
	return false
}

// emit appends narrow entries that need no further look.
func (c *ExpandCursor) emit(f *hopFilter, r *hopRoot, run hopRun, dst *Hops) {
	n, at := run.n, len(dst.To)
	if cap(dst.To) < at+n || cap(dst.Row) < at+n || f.rel && cap(dst.Rel) < at+n {
		dst.grow(n)
	}
	dst.To, dst.Row = dst.To[:at+n], dst.Row[:at+n]
	if !f.rel {
		r.emitNeighbours(dst.To[at:], dst.Row[at:], int32(c.row), run)
		return
	}
	dst.Rel = dst.Rel[:at+n]
	r.emitEntries(dst.To[at:], dst.Rel[at:], dst.Row[at:], int32(c.row), run)
}

// emitNeighbours fills to with the neighbours of a run that is not wide, and rows with row.
func (l layout) emitNeighbours(to []uint64, rows []int32, row int32, run hopRun) {
	arena, offset, size, nodes := run.memory(l), 0, int(l.size), l.nodeMask()
	to, rows = to[:run.n], rows[:run.n]
	for i := range to {
		to[i], rows[i] = loadWord(arena, offset)&nodes, row
		offset += size
	}
}

// emitEntries is emitNeighbours with the relationships, which it fills rel with.
func (l layout) emitEntries(to, rel []uint64, rows []int32, row int32, run hopRun) {
	arena, offset, size := run.memory(l), 0, int(l.size)
	nodes, rels, shift := l.nodeMask(), l.relMask(), l.nodeBits&63
	to, rel, rows = to[:run.n], rel[:run.n], rows[:run.n]
	for i := range to {
		w := loadWord(arena, offset)
		to[i], rel[i], rows[i] = w&nodes, w>>shift&rels, row
		offset += size
	}
}

// grow makes room for n more rows.
func (h *Hops) grow(n int) {
	h.To = slices.Grow(h.To, n)
	h.Row = slices.Grow(h.Row, n)
	h.Rel = slices.Grow(h.Rel, n)
}
