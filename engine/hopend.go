package engine

import (
	"cmp"
	"slices"
)

// hopEnd is a relationship as it is entered at one of its nodes.
type hopEnd struct {
	node, rel uint64
	dir       Direction
	loop      bool
}

// endsOf returns both ends of a relationship row; its chunk's latch is held.
func (c *chunk) endsOf(row int) [2]hopEnd {
	from, to := c.ends.of(row)
	rel := c.base + uint64(row)
	return [2]hopEnd{
		{node: from, rel: rel, dir: Out, loop: from == to},
		{node: to, rel: rel, dir: In, loop: from == to},
	}
}

// believeEnds takes back one doubt at each end.
func (db *Database) believeEnds(ends []hopEnd) {
	for i := 0; i < len(ends); {
		c := db.nodes.at(ends[i].node)
		c.hops.Lock()
		for number := ends[i].node >> rowBits; i < len(ends) && ends[i].node>>rowBits == number; i++ {
			c.adjacency(ends[i].dir).believe(int(ends[i].node & rowMask))
		}
		c.hops.Unlock()
	}
}

// dropEnds removes the entries of dead relationships, whose rows are cleared
// already, and with them one doubt each if they were in doubt. Each run is
// rewritten at most once. It reorders ends.
func (db *Database) dropEnds(ends []hopEnd, doubted bool) {
	slices.SortFunc(ends, func(a, b hopEnd) int {
		return cmp.Or(cmp.Compare(a.node, b.node), cmp.Compare(a.dir, b.dir), cmp.Compare(a.rel, b.rel))
	})
	for i := 0; i < len(ends); {
		j := i + 1
		for j < len(ends) && ends[j].node == ends[i].node && ends[j].dir == ends[i].dir {
			j++
		}
		db.dropAt(ends[i:j], doubted)
		i = j
	}
}

// dropAt is dropEnds for one node and direction; ends are ascending by relationship.
func (db *Database) dropAt(ends []hopEnd, doubted bool) {
	dead := func(rel uint64) bool {
		if len(ends) == 1 {
			return rel == ends[0].rel
		}
		_, ok := slices.BinarySearchFunc(ends, rel, func(e hopEnd, rel uint64) int { return cmp.Compare(e.rel, rel) })
		return ok
	}
	c := db.nodes.at(ends[0].node)
	if c == nil {
		return
	}
	row := int(ends[0].node & rowMask)
	c.hops.Lock()
	defer c.hops.Unlock()
	a := c.adjacency(ends[0].dir)
	dropped := a.drop(row, dead)
	loops := 0
	for _, e := range ends {
		if e.loop {
			loops++
		}
	}
	a.loops.Add(-int64(min(loops, dropped)))
	for range dropped {
		if doubted {
			a.believe(row)
		}
	}
}
