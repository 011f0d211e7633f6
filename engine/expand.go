package engine

import (
	"slices"
)

// Direction is the direction of a hop as seen from the node it starts at.
type Direction uint8

// The directions. A self-loop is found once in each of them.
const (
	Out  Direction = 0
	In   Direction = 1
	Both Direction = 2
)

// Hops is the result of an expansion: relationship Rel[i] leads from the node in
// row Row[i] of the input to the node To[i].
type Hops struct {
	Row []int32
	Rel []uint64
	To  []uint64
}

// ExpandCursor remembers where an expansion of one batch of nodes stopped. Its
// zero value starts at the beginning. What it has begun to read of a node it
// goes on reading as it was, whatever is written in between.
type ExpandCursor struct {
	row  int       // of the input
	side Direction // Out or In: which adjacency of the node
	open bool      // root is the node's adjacency, from which next and rest come
	root *hopRoot
	next uint32 // run to read next, plus one
	rest hopRun // what is still to be read of the current run
	look bool   // the rows of its relationships must be looked at
}

// hopFilter is what an expansion looks for.
type hopFilter struct {
	t     *Txn
	dir   Direction
	types []TypeID
	rel   bool
	limit int
}

// Expand appends to dst the relationships at the nodes from, in input order,
// until dst holds limit rows or all are done, which it reports. With
// wantRel false it may leave dst.Rel empty. types nil means any.
func (t *Txn) Expand(c *ExpandCursor, from []uint64, dir Direction, types []TypeID, wantRel bool, limit int, dst *Hops) (done bool) {
	f := hopFilter{t: t, dir: dir, types: types, rel: wantRel, limit: limit}
	if c.row == 0 && !c.open {
		c.side = first(dir)
	}
	for c.row < len(from) {
		if c.betweenNodes(dir) && len(from)-c.row >= fewNodes {
			return c.expandBlocks(&f, from, dst)
		}
		if !c.finishNode(&f, from[c.row], dst) {
			return false
		}
	}
	return true
}

// finishNode reads what is left of the current node; false if the limit stopped it.
func (c *ExpandCursor) finishNode(f *hopFilter, node uint64, dst *Hops) bool {
	for row := c.row; c.row == row; {
		if !c.open && !c.enter(f.t, f.dir, node) {
			continue
		}
		if !c.drain(f, node, dst) {
			return false
		}
		c.leave(f.dir)
	}
	return true
}

// betweenNodes reports whether nothing of the current node has been read.
func (c *ExpandCursor) betweenNodes(dir Direction) bool { return !c.open && c.side == first(dir) }

// enter opens the adjacency of the current node; false if there is none, and
// then the cursor is on the next side or node.
func (c *ExpandCursor) enter(t *Txn, dir Direction, node uint64) bool {
	if ch := t.db.nodes.at(node); ch != nil {
		c.root = ch.adjacency(c.side).root.Load()
	} else {
		c.root = nil
	}
	if c.root == nil {
		c.leave(dir)
		return false
	}
	c.next = c.root.first(int(node & rowMask))
	c.open, c.rest = true, hopRun{}
	return true
}

// leave goes on to the next side or node.
func (c *ExpandCursor) leave(dir Direction) {
	c.open, c.root, c.rest = false, nil, hopRun{}
	if dir == Both && c.side == Out {
		c.side = In
		return
	}
	c.side = first(dir)
	c.row++
}

// drain reads what is left of the current adjacency; false if the limit stopped it.
func (c *ExpandCursor) drain(f *hopFilter, node uint64, dst *Hops) bool {
	row := int(node & rowMask)
	for {
		if c.rest.n == 0 {
			if c.next == 0 {
				return true
			}
			i := c.next
			typ, next := c.root.link(i)
			c.next = next
			if f.types != nil && !slices.Contains(f.types, typ) {
				continue
			}
			c.rest, c.look = c.root.read(i, row)
		}
		if len(dst.To) >= f.limit {
			return false
		}
		c.read(f, node, dst)
	}
}

// read returns run i-1, and whether its relationships must be looked at one by one.
func (r *hopRoot) read(i uint32, row int) (run hopRun, look bool) {
	before := r.doubtful(row)
	place := r.place(i)
	return r.run(placeOf(place)), before || r.unsettled(i, place, row)
}

// unsettled reports whether run i-1, read while its row was not in doubt, may hold
// entries that not every transaction sees: the row is in doubt by now, or the run has
// changed. It has where entries came and, the doubt with them, went again, since their
// transaction was rolled back: what is dropped from a run leaves it shorter, and what
// is added then finds room elsewhere only, so that no run is ever the same again.
func (r *hopRoot) unsettled(i uint32, place uint64, row int) bool {
	return r.doubtful(row) || !r.uniform && r.place(i) != place
}

// read appends entries of the current run until it ends or the limit is reached.
func (c *ExpandCursor) read(f *hopFilter, node uint64, dst *Hops) {
	skipLoops := f.dir == Both && c.side == In
	if c.look || c.root.isWide() || skipLoops {
		c.readSlowly(f, node, skipLoops, dst)
		return
	}
	now, rest := c.root.cut(c.rest, min(c.rest.n, f.limit-len(dst.To)))
	c.emit(f, c.root, now, dst)
	c.rest = rest
}

// readSlowly is read where each entry must be judged on its own.
func (c *ExpandCursor) readSlowly(f *hopFilter, node uint64, skipLoops bool, dst *Hops) {
	look := witness{t: f.t}
	defer look.done()
	i := 0
	for ; i < c.rest.n && len(dst.To) < f.limit; i++ {
		e := c.root.at(c.rest, i)
		if skipLoops && e.neighbour == node || c.look && !look.sees(e.rel) {
			continue
		}
		dst.To = append(dst.To, e.neighbour)
		dst.Row = append(dst.Row, int32(c.row))
		if f.rel {
			dst.Rel = append(dst.Rel, e.rel)
		}
	}
	_, c.rest = c.root.cut(c.rest, i)
}

// witness tells which relationships a transaction sees, and holds on to a
// chunk's latch while it is asked about the same chunk.
type witness struct {
	reading
	t *Txn
}

func (w *witness) sees(rel uint64) bool {
	if w.c == nil || w.c.base != rel&^rowMask {
		w.done()
		c := w.t.db.rels.at(rel)
		c.latch.RLock()
		w.c = c
	}
	return w.t.rowExists(w.c, int(rel&rowMask))
}

// first returns the side of a node that an expansion reads first.
func first(dir Direction) Direction {
	if dir == In {
		return In
	}
	return Out
}
