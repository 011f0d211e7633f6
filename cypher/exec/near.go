package exec

import (
	"memgraphd/cypher/batch"
	"memgraphd/engine"
	"memgraphd/engine/column"
)

// near tells of pairs of nodes that they have no relationship in between. Where a pattern closes a circle, one node of
// the pair stays the same for many rows: its neighbours are marked once, and a pair then costs one bit instead
// of a search. Few pairs are left, as circles are rare.
//
// Marks are kept from batch to batch, so it serves only plans that change nothing.
type near struct {
	possible bool
	txn      *engine.Txn
	node     uint64 // whose neighbours are marked
	dir      engine.Direction
	marked   idBitmap
	cursor   engine.ExpandCursor
	hops     engine.Hops
	picked   []int32
	one      [1]uint64
	degree   [1]int64
}

const (
	nearLeast = 16 // pairs in a row from which on marking may pay
	nearWorth = 16 // neighbours that are marked in the time of one search
)

// forget drops the marks.
func (n *near) forget() {
	n.txn = nil
	n.marked.clear()
	n.marked.free()
}

// pick returns the places of the pairs that may have a relationship from the one node to the other in a direction, valid
// until the next call.
func (n *near) pick(txn *engine.Txn, dir engine.Direction, types []engine.TypeID, from, to []uint64) []int32 {
	n.picked = n.picked[:0]
	if n.txn != txn {
		n.forget()
	}
	for i := 0; i < len(from); {
		node, others, at := from[i], to, dir
		end := alike(from, i)
		if other := alike(to, i); other > end {
			node, others, at, end = to[i], from, opposite(dir), other
		}
		all := !n.mark(txn, node, at, types, end-i)
		for ; i < end; i++ {
			if all || n.marked.has(others[i]) {
				n.picked = append(n.picked, int32(i))
			}
		}
	}
	return n.picked
}

// closing is a hop between known nodes that follows the hop to one of them, which can leave out nodes from which it
// would not go on.
type closing struct {
	into *expand
	ends []uint64 // for each hop, the node on the other side
}

// closes makes the hop below an Into look ahead, if it leads to one of its nodes.
func (e *expand) closes() {
	below, ok := e.input.op.(*expand)
	if !ok || !e.near.possible || e.spec.Optional || below.spec.Into || below.spec.Optional {
		return
	}
	if to := below.spec.To; (to == e.spec.From) != (to == e.spec.To) {
		below.ahead, e.early = &closing{into: e}, true
	}
}

// pick returns the places of hops after which the circle may close.
func (c *closing) pick(txn *engine.Txn, in *batch.Batch, hops *engine.Hops) ([]int32, bool) {
	spec := c.into.spec
	from := spec.To == c.into.input.op.(*expand).spec.To
	slot := spec.To
	if from {
		slot = spec.From
	}
	col := in.Cols[slot]
	if col == nil || col.Type != column.Node || col.Valid != nil || c.into.types.nothing {
		return nil, false
	}
	c.ends = c.ends[:0]
	for _, r := range hops.Row {
		c.ends = append(c.ends, col.IDs[r])
	}
	if from {
		return c.into.near.pick(txn, spec.Direction, c.into.types.ids, c.ends, hops.To), true
	}
	return c.into.near.pick(txn, spec.Direction, c.into.types.ids, hops.To, c.ends), true
}

// alike returns the end of the ids from place i on that are the same.
func alike(ids []uint64, i int) int {
	end := i + 1
	for end < len(ids) && ids[end] == ids[i] {
		end++
	}
	return end
}

// mark marks the neighbours of a node, if that pays for a number of pairs, and reports whether they are marked.
func (n *near) mark(txn *engine.Txn, node uint64, dir engine.Direction, types []engine.TypeID, pairs int) bool {
	if n.txn == txn && n.node == node && n.dir == dir {
		return true
	}
	if pairs < nearLeast {
		return false
	}
	n.one[0] = node
	txn.Degrees(n.one[:], dir, types, n.degree[:])
	if n.degree[0] > int64(pairs)*nearWorth {
		return false
	}
	n.txn, n.node, n.dir = txn, node, dir
	n.marked.clear()
	n.cursor = engine.ExpandCursor{}
	for done := false; !done; {
		n.hops.Row, n.hops.To = n.hops.Row[:0], n.hops.To[:0]
		done = txn.Expand(&n.cursor, n.one[:], dir, types, false, 1024, &n.hops)
		for _, id := range n.hops.To {
			n.marked.add(id)
		}
	}
	return true
}
