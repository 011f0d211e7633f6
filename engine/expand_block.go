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
	segs  [blockNodes]*segment // whose runs they are
	runs  [blockNodes]uint64
	words [blockNodes][]uint64
	plain [blockNodes]bool // words is all there is: one narrow run, or none, no doubt and no loop to skip
	first uint64           // keeps the loads of touch from being optimised away
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
		if b.words[i] != nil && t.db.nodes.at(id).in.loops.Load() > 0 {
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
	for i := range from {
		b.find(i, types)
	}
	for i, id := range from {
		b.take(i, int(id&rowMask))
	}
}

// find looks for the only segment of node i that has one of types.
func (b *hopBlock) find(i int, types []TypeID) {
	r, h := b.roots[i], b.heads[i]
	b.runs[i], b.words[i] = 0, nil
	b.plain[i] = h&doubtBit == 0 && (r == nil || !r.wide)
	for next := h >> 1; next != 0 && b.plain[i]; {
		s := &r.segments[next-1]
		next = s.next
		if types != nil && !slices.Contains(types, s.typ) {
			continue
		}
		if b.runs[i] != 0 {
			b.plain[i] = false // more than one
			return
		}
		b.segs[i], b.runs[i] = s, atomic.LoadUint64(&s.run)
	}
}

// take slices the run of node i, unless it came into doubt or changed meanwhile.
func (b *hopBlock) take(i, row int) {
	start, length := placeOf(b.runs[i])
	if !b.plain[i] || length == 0 {
		return
	}
	r := b.roots[i]
	if r.doubtful(b.segs[i], b.runs[i], row) {
		b.plain[i] = false
		return
	}
	b.words[i] = r.words[start : start+length]
}

// touch fetches the beginning of each run.
func (b *hopBlocks) touch(dir Direction) {
	for side := range b {
		if dir == Both || dir == Direction(side) {
			for _, words := range b[side].words {
				if len(words) > 0 {
					b[side].first ^= words[0]
				}
			}
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
		b.touch(f.dir)
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
	if f.dir != In && !c.emitUpTo(f, b[Out].roots[i], b[Out].words[i], Out, dst) {
		return false
	}
	if f.dir != Out && !c.emitUpTo(f, b[In].roots[i], b[In].words[i], In, dst) {
		return false
	}
	c.row++
	return true
}

// emitUpTo appends a plain run; what is above the limit it leaves to the next
// call, and returns false.
func (c *ExpandCursor) emitUpTo(f *hopFilter, r *hopRoot, words []uint64, side Direction, dst *Hops) bool {
	room := f.limit - len(dst.To)
	if len(words) <= room {
		c.emit(f, words, dst)
		return true
	}
	c.emit(f, words[:room], dst)
	c.side, c.open, c.root, c.next, c.rest, c.look = side, true, r, 0, words[room:], false
	return false
}

// emit appends narrow entries that need no further look.
func (c *ExpandCursor) emit(f *hopFilter, words []uint64, dst *Hops) {
	n, at := len(words), len(dst.To)
	if cap(dst.To) < at+n || cap(dst.Row) < at+n || f.rel && cap(dst.Rel) < at+n {
		dst.grow(n)
	}
	dst.To, dst.Row = dst.To[:at+n], dst.Row[:at+n]
	to, rows := dst.To[at:], dst.Row[at:]
	if !f.rel {
		for i, w := range words {
			to[i], rows[i] = w>>32, int32(c.row)
		}
		return
	}
	dst.Rel = dst.Rel[:at+n]
	rel := dst.Rel[at:]
	for i, w := range words {
		to[i], rows[i], rel[i] = w>>32, int32(c.row), w&maxNarrowID
	}
}

// grow makes room for n more rows.
func (h *Hops) grow(n int) {
	h.To = slices.Grow(h.To, n)
	h.Row = slices.Grow(h.Row, n)
	h.Rel = slices.Grow(h.Rel, n)
}
