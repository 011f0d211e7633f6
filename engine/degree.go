package engine

import "slices"

// Degrees writes the number of visible relationships at each node to dst. A
// self-loop counts once in each direction, also in Both.
func (t *Txn) Degrees(ids []uint64, dir Direction, types []TypeID, dst []int64) {
	var blocks hopBlocks
	for len(ids) > 0 {
		n := min(len(ids), blockNodes)
		blocks.lookUp(t, ids[:n], dir, types)
		for i, id := range ids[:n] {
			switch {
			case !blocks.plain(dir, i):
				dst[i] = t.degreeOf(id, dir, types)
			case dir == Both:
				dst[i] = int64(blocks[Out].length(i) + blocks[In].length(i))
			default:
				dst[i] = int64(blocks[dir].length(i))
			}
		}
		ids, dst = ids[n:], dst[n:]
	}
}

func (t *Txn) degreeOf(node uint64, dir Direction, types []TypeID) (n int64) {
	c := t.db.nodes.at(node)
	if dir != In {
		n += t.degree(&c.out, node, types, false)
	}
	if dir != Out {
		n += t.degree(&c.in, node, types, dir == Both)
	}
	return n
}

// degree counts the relationships at one side of a node.
func (t *Txn) degree(a *adjacency, node uint64, types []TypeID, skipLoops bool) int64 {
	r := a.root.Load()
	if r == nil {
		return 0
	}
	skipLoops = skipLoops && a.loops.Load() > 0
	row := int(node & rowMask)
	n := 0
	for i := r.first(row); i != 0; {
		typ, next := r.link(i)
		run, look := r.read(i, row)
		i = next
		if types != nil && !slices.Contains(types, typ) {
			continue
		}
		if look || skipLoops {
			n += t.countSeen(r, run, node, look, skipLoops)
		} else {
			n += run.n
		}
	}
	return int64(n)
}

func (t *Txn) countSeen(r *hopRoot, run hopRun, node uint64, look, skipLoops bool) int {
	w := witness{t: t}
	defer w.done()
	n := 0
	for i := range run.n {
		e := r.at(run, i)
		if skipLoops && e.neighbour == node || look && !w.sees(e.rel) {
			continue
		}
		n++
	}
	return n
}

// ExpandInto appends to dst the relationships between from[i] and to[i]; Row is i and To is to[i].
func (t *Txn) ExpandInto(from, to []uint64, dir Direction, types []TypeID, dst *Hops) {
	for i, a := range from {
		b := to[i]
		if dir != In {
			dst.Rel = t.between(dst.Rel, Out, a, b, types)
		}
		if dir == In || dir == Both && a != b { // a loop goes out and in at once
			dst.Rel = t.between(dst.Rel, In, a, b, types)
		}
		for len(dst.Row) < len(dst.Rel) {
			dst.Row, dst.To = append(dst.Row, int32(i)), append(dst.To, b)
		}
	}
}

// between appends the relationships from a to b (Out) or from b to a (In). It
// searches at the end that has fewer.
func (t *Txn) between(rels []uint64, dir Direction, a, b uint64, types []TypeID) []uint64 {
	other := Out + In - dir
	if t.fanout(b, other, types) < t.fanout(a, dir, types) {
		a, b, dir = b, a, other
	}
	c := t.db.nodes.at(a)
	if c == nil {
		return rels
	}
	r := c.adjacency(dir).root.Load()
	if r == nil {
		return rels
	}
	w := witness{t: t}
	defer w.done()
	for i := r.first(int(a & rowMask)); i != 0; {
		typ, next := r.link(i)
		run, look := r.read(i, int(a&rowMask))
		i = next
		if types != nil && !slices.Contains(types, typ) {
			continue
		}
		for j := r.search(run, 0, b); j < run.n; j = r.search(run, j+1, b) {
			if rel := r.at(run, j).rel; !look || w.sees(rel) {
				rels = append(rels, rel)
			}
		}
	}
	return rels
}

// fanout returns how many entries a search at a node reads.
func (t *Txn) fanout(node uint64, dir Direction, types []TypeID) int {
	c := t.db.nodes.at(node)
	if c == nil {
		return 0
	}
	r := c.adjacency(dir).root.Load()
	if r == nil {
		return 0
	}
	n := 0
	for i := r.first(int(node & rowMask)); i != 0; {
		typ, next := r.link(i)
		if types == nil || slices.Contains(types, typ) {
			_, length := placeOf(r.place(i))
			n += length
		}
		i = next
	}
	return n
}

// mayLoseNode checks that t may delete a node, whose chunk's hops are held: it
// has no relationship that t sees, and none that t does not see yet.
func (t *Txn) mayLoseNode(c *chunk, row int) error {
	w := witness{t: t}
	defer w.done()
	for _, a := range []*adjacency{&c.out, &c.in} {
		r := a.root.Load()
		if r == nil {
			continue
		}
		for i := r.first(row); i != 0; _, i = r.link(i) {
			run := r.run(placeOf(r.place(i)))
			for j := range run.n {
				rel := r.at(run, j).rel
				if w.sees(rel) {
					return ErrHasRelationships
				}
				if t.conflictsWithRow(w.c, int(rel&rowMask)) {
					return ErrConflict
				}
			}
		}
	}
	return nil
}

// conflictsWithRow reports whether another transaction changed a row, whose
// latch is held, after t started.
func (t *Txn) conflictsWithRow(c *chunk, row int) bool {
	h := c.head(row)
	return h != nil && t.conflicts(h.by)
}
