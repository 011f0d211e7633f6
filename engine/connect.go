package engine

import (
	"math/bits"
	"sync"
)

// Relationships are entered at their nodes in the order of the nodes, not of the
// rows: a chunk is locked once, a run grows once, and what is written lies close
// together, where the order of the rows would cost cache misses for each of them.
// The relationships of one node keep their order.

const (
	// sortRelationships is the number of relationships from which on it pays to sort them.
	sortRelationships = 16
	// connectApart is the number from which on both ends are entered at the same time.
	connectApart = 1 << 12
)

// connection is relationships first, first+1 … from nodes[i] to neighbours[i], or
// the other way round.
type connection struct {
	dir               Direction
	nodes, neighbours []uint64
	typ               TypeID
	first             uint64
}

// connectBoth enters relationships at both of their ends. After an error some are
// entered and others are not.
func (t *Txn) connectBoth(from, to []uint64, typ TypeID, first uint64) error {
	switch {
	case len(from) >= connectApart && t.db.workers > 1:
		return t.connectAtOnce(from, to, typ, first)
	case len(from) < sortRelationships:
		for i := range from {
			if err := t.connectOne(from[i], to[i], typ, first+uint64(i)); err != nil {
				return err
			}
		}
		return nil
	}
	n := connection{Out, from, to, typ, first}
	if err := t.connect(&n); err != nil {
		return err
	}
	n.dir, n.nodes, n.neighbours = In, to, from
	return t.connect(&n)
}

// connectOne enters one relationship at both of its ends.
func (t *Txn) connectOne(from, to uint64, typ TypeID, rel uint64) error {
	loops := 0
	if from == to {
		loops = 1
	}
	for _, dir := range [...]Direction{Out, In} {
		c := t.db.nodes.at(from)
		if c == nil {
			return ErrNotFound
		}
		row := int(from & rowMask)
		c.hops.Lock()
		c.latch.RLock()
		err := t.mayConnect(c, row)
		c.latch.RUnlock()
		if err == nil {
			add := [1]entry{{to, rel}}
			c.adjacency(dir).insert(row, typ, add[:], loops, !t.direct)
		}
		c.hops.Unlock()
		if err != nil {
			return err
		}
		from, to = to, from
	}
	return nil
}

// connectAtOnce is connectBoth with a goroutine for each end.
func (t *Txn) connectAtOnce(from, to []uint64, typ TypeID, first uint64) error {
	sides := [2]connection{{Out, from, to, typ, first}, {In, to, from, typ, first}}
	var failed [2]error
	parallel(2, 2, func(i int) { failed[i] = t.connect(&sides[i]) })
	if failed[0] != nil {
		return failed[0]
	}
	return failed[1]
}

// connect enters relationships on one side. The two sides go opposite ways
// through the nodes, so that they seldom wait for each other.
func (t *Txn) connect(n *connection) error {
	o := orders.Get().(*nodeOrder)
	defer orders.Put(o)
	o.sort(n.nodes)
	if o.ahead = 0; n.dir == In {
		o.ahead = len(o.places)
	}
	for begin, end := 0, len(o.places); begin < end; {
		from, to := begin, end
		if n.dir == Out {
			to = o.chunkEnd(n.nodes, begin)
			begin = to
		} else {
			from = o.chunkBegin(n.nodes, end)
			end = from
		}
		o.approachTo(t.db, n, from, to)
		if err := t.connectChunk(n, o, o.places[from:to]); err != nil {
			return err
		}
	}
	return nil
}

// connectChunk enters the relationships at some places, whose nodes are of one chunk.
func (t *Txn) connectChunk(n *connection, o *nodeOrder, places []uint64) error {
	c := t.db.nodes.at(n.nodes[placeIn(places[0])])
	if c == nil {
		return ErrNotFound
	}
	c.hops.Lock()
	defer c.hops.Unlock()
	if err := t.mayConnectAll(c, n.nodes, places); err != nil {
		return err
	}
	a := c.adjacency(n.dir)
	for i := 0; i < len(places); {
		node, loops := n.nodes[placeIn(places[i])], 0
		o.run = o.run[:0]
		for ; i < len(places) && n.nodes[placeIn(places[i])] == node; i++ {
			p := placeIn(places[i])
			if n.neighbours[p] == node {
				loops++
			}
			o.run = append(o.run, entry{n.neighbours[p], n.first + uint64(p)})
		}
		a.insert(int(node&rowMask), n.typ, o.run, loops, !t.direct)
	}
	return nil
}

// mayConnectAll is mayConnect for the nodes at some places.
func (t *Txn) mayConnectAll(c *chunk, nodes, places []uint64) error {
	c.latch.RLock()
	defer c.latch.RUnlock()
	for _, p := range places {
		if err := t.mayConnect(c, int(nodes[placeIn(p)]&rowMask)); err != nil {
			return err
		}
	}
	return nil
}

// mayConnect checks that relationships may be created at a node. Its chunk's hops
// are held, so that the answer stays true until they are there, and its latch.
func (t *Txn) mayConnect(c *chunk, row int) error {
	switch h := c.head(row); {
	case h == nil && c.isLive(row):
	case h == nil:
		return ErrNotFound
	case !c.isLive(row) && t.conflicts(h.by):
		return ErrConflict // another transaction deletes it
	case !c.isLive(row) || !t.rowExists(c, row):
		return ErrNotFound
	case t.opts.ReadUncommitted && t.mayVanish(h):
		return ErrConflict
	}
	return nil
}

// mayVanish reports whether the row was created by another transaction that is
// not committed.
func (t *Txn) mayVanish(h *undo) bool {
	for u := h; u != nil; u = u.next {
		if u.kind == undoCreated && u.by != t.stamp && u.by.commit.Load() >= ordered {
			return true
		}
	}
	return false
}

// nodeOrder is the places of a list of nodes, ascending by node and then by place.
// A place is the lower half of its word; the upper half is what it is sorted by.
type nodeOrder struct {
	places, swap []uint64
	run          []entry // room for the entries of one node
	ahead        int     // places up to it, or from it on, have been approached
	near         byte    // keeps the loads of approach from being optimised away
}

var orders = sync.Pool{New: func() any { return new(nodeOrder) }}

func placeIn(word uint64) int { return int(uint32(word)) }

// largestOrder bounds the lists that are kept in memory for the next batch.
const largestOrder = 1 << 17

// sort takes up a list. Nodes that lie too far apart for half a word stay in the order in
// which they come.
func (o *nodeOrder) sort(nodes []uint64) {
	if cap(o.places) > largestOrder {
		o.places, o.swap = nil, nil
	}
	least, most, sorted := nodes[0], nodes[0], true
	for i, id := range nodes {
		sorted = sorted && (i == 0 || nodes[i-1] <= id)
		least, most = min(least, id), max(most, id)
	}
	if sorted || most-least > maxNarrowID {
		least, most = 0, 0
	}
	o.places = o.places[:0]
	for i, id := range nodes {
		word := uint64(i)
		if most > least {
			word |= (id - least) << 32
		}
		o.places = append(o.places, word)
	}
	o.sortDigits(bits.Len64(most - least))
}

// sortDigits is a radix sort by so many bits of the upper halves.
func (o *nodeOrder) sortDigits(width int) {
	const digit = 8
	if cap(o.swap) < len(o.places) {
		o.swap = make([]uint64, cap(o.places))
	}
	from, to := o.places, o.swap[:len(o.places)]
	for shift := 32; shift < 32+width; shift += digit {
		var starts [1 << digit]uint32
		for _, w := range from {
			starts[w>>shift&(1<<digit-1)]++
		}
		sum := uint32(0)
		for d, n := range starts {
			starts[d] = sum
			sum += n
		}
		for _, w := range from {
			d := w >> shift & (1<<digit - 1)
			to[starts[d]] = w
			starts[d]++
		}
		from, to = to, from
	}
	o.places, o.swap = from, to[:0]
}

// chunkEnd returns the end of the stretch of places from i on whose nodes are of one chunk.
func (o *nodeOrder) chunkEnd(nodes []uint64, i int) int {
	chunk := nodes[placeIn(o.places[i])] >> rowBits
	for i++; i < len(o.places) && nodes[placeIn(o.places[i])]>>rowBits == chunk; i++ {
	}
	return i
}

// chunkBegin returns the beginning of the stretch of places up to end whose nodes are of one chunk.
func (o *nodeOrder) chunkBegin(nodes []uint64, end int) int {
	chunk := nodes[placeIn(o.places[end-1])] >> rowBits
	for end--; end > 0 && nodes[placeIn(o.places[end-1])]>>rowBits == chunk; end-- {
	}
	return end
}
