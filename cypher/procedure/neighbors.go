package procedure

import (
	"memgraphd/engine"
	"memgraphd/engine/value"
)

// neighborProcedures look around a node.
var neighborProcedures = []Procedure{
	{
		Signature: "neighbors.at_hop(node :: NODE, rel_type :: LIST OF STRING, distance :: INTEGER) :: (nodes :: NODE)",
		Doc:       "The nodes whose shortest path from a node has so many relationships.",
		Virtual:   true, Run: atHop,
	},
	{
		Signature: "neighbors.by_hop(node :: NODE, rel_type :: LIST OF STRING, distance :: INTEGER) :: (nodes :: LIST OF NODE)",
		Doc:       "The nodes around a node: a list for each distance from 1.",
		Virtual:   true, Run: byHop,
	},
}

// ring is a search by breadth that goes on one hop at a time.
type ring struct {
	call *Call
	hops hopFilter
	seen map[uint64]struct{}
	last []uint64 // the nodes at the distance that was reached
}

func (c *Call) ring(start uint64, f hopFilter) *ring {
	return &ring{call: c, hops: f, seen: map[uint64]struct{}{start: {}}, last: []uint64{start}}
}

// grow goes one hop farther and reports whether there was anything.
func (r *ring) grow() (bool, error) {
	var next []uint64
	var hops engine.Hops
	for rest := r.last; len(rest) > 0; {
		n := min(len(rest), engine.ChunkRows)
		if err := r.hops.expand(r.call.View(), rest[:n], &hops); err != nil {
			return false, err
		}
		rest = rest[n:]
		for _, to := range hops.To {
			if _, dup := r.seen[to]; !dup {
				r.seen[to] = struct{}{}
				next = append(next, to)
			}
		}
		if err := r.call.Stopped(); err != nil {
			return false, err
		}
	}
	r.last = next
	return len(next) > 0, r.call.hold(int64(len(next)) * 24)
}

// rings hands the nodes at each distance to visit.
func (c *Call) rings(visit func(distance int, nodes []uint64) error) error {
	distance := c.int(2)
	if distance < 1 {
		return c.errorf("the distance must be at least 1, got %d.", distance)
	}
	r := c.ring(c.id(0), c.hopFilter(c.Args[1]))
	for d := 1; int64(d) <= distance; d++ {
		more, err := r.grow()
		if err != nil || !more {
			return err
		}
		if err := visit(d, r.last); err != nil {
			return err
		}
	}
	return nil
}

func atHop(c *Call) error {
	return c.rings(func(d int, nodes []uint64) error {
		if int64(d) < c.int(2) {
			return nil
		}
		for _, id := range nodes {
			if err := c.Yield(value.NodeRef(id)); err != nil {
				return err
			}
		}
		return nil
	})
}

func byHop(c *Call) error {
	return c.rings(func(_ int, nodes []uint64) error { return c.Yield(nodeRefs(nodes)) })
}
