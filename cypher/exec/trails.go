package exec

import (
	"slices"

	"memgraphd/engine"
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// trails is a variable-length pattern within a larger one of which the shortest match between
// each two ends is wanted. Of the paths to a node it finds, in the order of their lengths, only
// those that a shortest match can be made of.
//
// The rest of the match may use some of the relationships itself, up to spare of them. So a
// path is left out if, whichever these are, among the shorter ones to the same node there is
// one without them. That the shorter one may meet a relationship again on the way from the node to
// the end is no objection, as it can be cut short there; unless nothing would be left of a way that
// leads back to the start, so that there the last relationship counts as one of the rest.
type trails struct {
	spare int
	ties  bool // all shortest matches are wanted, not any

	q *query
	// circles: paths back to the start are wanted, and lead over relationships in both directions.
	circles bool
	all     bool // more than the shortest are wanted: every path is found, depth first
	depth   depth

	nodes   []trailEnd
	last    idMap   // by node: its place in heads
	heads   []int32 // the last path to each node
	follow  int     // the first path that was not followed further
	at      int     // the one that was handed on last
	done    bool
	longest int64 // of the paths that may still be of use
	froms   []uint64
	path    []uint64
	without []uint64 // the relationships that the rest of the match is taken to use
	charged int64
}

// trailEnd is the end of a path: of the one to its parent and a relationship more.
type trailEnd struct {
	node, rel     uint64
	first         uint64 // relationship of the path
	parent, depth int32
	older         int32 // the path to the same node before it, -1 if there is none
}

func (t *trails) begin(x *Execution, q *query) error {
	t.q = q
	if t.all = q.limit != 1 && q.limit != unbounded || q.bounds.min > 1 || q.steps.hasPath(); t.all {
		return t.depth.begin(x, q)
	}
	t.circles = q.steps.dir == engine.Both && q.bounds.min == 1 && (!q.into || q.to == q.from)
	t.nodes = append(t.nodes[:0], trailEnd{node: q.from, parent: -1, older: -1})
	t.last.reset()
	t.heads, t.follow, t.at, t.done, t.longest = t.heads[:0], 0, 0, false, q.bounds.max
	if q.bounds.min == 0 {
		t.keep(0)
		t.at = -1
	}
	return nil
}

func (t *trails) next(x *Execution) (bool, error) {
	if t.all {
		return t.depth.next(x)
	}
	for !t.done {
		t.at++
		for t.at == len(t.nodes) {
			if more, err := t.grow(x); err != nil || !more {
				t.done = true
				return false, err
			}
		}
		n := t.nodes[t.at]
		if t.q.into && n.node != t.q.to {
			continue
		}
		if t.q.into && t.spare == 0 {
			t.done, t.longest = !t.ties, min(t.longest, int64(n.depth))
		}
		return true, nil
	}
	return false, nil
}

// keep puts path i in front of the others to its node.
func (t *trails) keep(i int32) {
	node := t.nodes[i].node
	if t.last.add(node, int32(len(t.heads))) {
		t.heads = append(t.heads, i)
		return
	}
	at, _ := t.last.get(node)
	t.nodes[i].older, t.heads[at] = t.heads[at], i
}

// grow follows some more paths, all of one length, by a relationship; false if there are none.
func (t *trails) grow(x *Execution) (bool, error) {
	if t.follow == len(t.nodes) || int64(t.nodes[t.follow].depth) >= t.longest {
		return false, nil
	}
	if err := x.charge(&t.charged, int64(40*len(t.nodes)+4*len(t.heads))+t.last.bytes()); err != nil {
		return false, err
	}
	first, end := t.follow, min(len(t.nodes), t.follow+column.BatchSize)
	for t.nodes[end-1].depth > t.nodes[first].depth {
		end--
	}
	t.follow, t.froms = end, t.froms[:0]
	for _, n := range t.nodes[first:end] {
		t.froms = append(t.froms, n.node)
	}
	s := t.q.steps
	var cursor engine.ExpandCursor
	for done := s.types.nothing; !done; {
		if err := x.ctx.Look(); err != nil {
			return false, err
		}
		room := x.hopRoom(column.BatchSize)
		if room == 0 {
			return false, nil
		}
		s.clear()
		done = x.ctx.Txn.Expand(&cursor, t.froms, s.dir, s.types.ids, true, room, &s.hops)
		if err := x.hopped(len(s.hops.To)); err != nil {
			return false, err
		}
		if err := s.allowed(x, &candidates{}); err != nil {
			return false, err
		}
		for i, to := range s.hops.To {
			t.reach(int32(first)+s.hops.Row[i], s.hops.Rel[i], to)
		}
	}
	return true, nil
}

// reach adds the path that goes on from another one, if it may be of use. One that leads back to
// the start is an end, but nothing goes on from it.
func (t *trails) reach(parent int32, rel, to uint64) {
	if parent > 0 && t.nodes[parent].node == t.q.from {
		return
	}
	t.path = t.relsOf(parent, t.path[:0])
	if slices.Contains(t.path, rel) {
		return
	}
	t.path = append(t.path, rel)
	depth := t.nodes[parent].depth + 1
	if at, ok := t.last.get(to); ok && !t.useful(t.heads[at], depth) {
		return
	}
	t.nodes = append(t.nodes, trailEnd{node: to, rel: rel, first: t.path[0], parent: parent, depth: depth, older: -1})
	t.keep(int32(len(t.nodes) - 1))
}

// useful reports whether the path t.path of some length is of use beside those from head on, which lead to the same node.
func (t *trails) useful(head, depth int32) bool {
	t.without = t.without[:0]
	if t.needed(head, depth, t.spare) {
		return true
	}
	if !t.circles {
		return false
	}
	for i := head; i >= 0; i = t.nodes[i].older {
		if slices.Contains(t.path, t.nodes[i].first) {
			continue
		}
		if t.without = append(t.without[:0], t.nodes[i].first); t.needed(head, depth, t.spare) {
			return true
		}
	}
	return false
}

// needed reports whether there are up to spare more relationships, none of them on the path t.path of some
// length, that together with those of t.without are on all paths from head on that could stand for it.
func (t *trails) needed(head, depth int32, spare int) bool {
	for ; head >= 0; head = t.nodes[head].older {
		if !t.ties || t.nodes[head].depth < depth {
			if !t.meets(head) {
				break
			}
		}
	}
	if head < 0 {
		return true
	}
	if spare == 0 {
		return false
	}
	for i := head; t.nodes[i].parent >= 0; i = t.nodes[i].parent {
		rel := t.nodes[i].rel
		if slices.Contains(t.path, rel) {
			continue
		}
		t.without = append(t.without, rel)
		found := t.needed(t.nodes[head].older, depth, spare-1)
		t.without = t.without[:len(t.without)-1]
		if found {
			return true
		}
	}
	return false
}

// meets reports whether a path has one of the relationships of t.without.
func (t *trails) meets(i int32) bool {
	for ; len(t.without) > 0 && t.nodes[i].parent >= 0; i = t.nodes[i].parent {
		if slices.Contains(t.without, t.nodes[i].rel) {
			return true
		}
	}
	return false
}

// relsOf appends the relationships of a path.
func (t *trails) relsOf(i int32, dst []uint64) []uint64 {
	from := len(dst)
	for ; t.nodes[i].parent >= 0; i = t.nodes[i].parent {
		dst = append(dst, t.nodes[i].rel)
	}
	slices.Reverse(dst[from:])
	return dst
}

func (t *trails) end() (uint64, value.Value) {
	if t.all {
		return t.depth.end()
	}
	return t.nodes[t.at].node, value.Null
}

func (t *trails) rels(dst []uint64) []uint64 {
	if t.all {
		return t.depth.rels(dst)
	}
	return t.relsOf(int32(t.at), dst)
}

func (t *trails) free(x *Execution) {
	x.ctx.Memory.Release(t.charged)
	t.charged = 0
	if cap(t.nodes) > keepColumns {
		t.nodes, t.heads, t.froms = nil, nil, nil
	}
	t.last.reset()
	t.depth.free(x)
}
