package procedure

import (
	"math"
	"slices"

	"memgraphd/engine"
	"memgraphd/engine/value"
)

// unique says what a traversal passes only once.
type unique uint8

const (
	relationshipsOfPath unique = iota
	nodesOfPath
	nodesAtAll
	relationshipsAtAll
)

var uniqueNames = map[string]unique{
	"RELATIONSHIP_PATH": relationshipsOfPath, "NODE_PATH": nodesOfPath,
	"NODE_GLOBAL": nodesAtAll, "RELATIONSHIP_GLOBAL": relationshipsAtAll,
}

// traversal walks paths from start nodes and hands on those that may end where they do.
type traversal struct {
	call        *Call
	hops        hopFilter
	labels      *judged
	least, most int64
	unique      unique
	filterStart bool
	endings     map[uint64]struct{} // nil: anywhere
	stops       map[uint64]struct{} // as endings, but paths end there
	allowed     map[uint64]struct{} // nil: all
	denied      map[uint64]struct{}
	limit       int64 // paths; negative: no limit
	emit        func(p *value.Path) error

	seen    map[uint64]struct{} // of nodesAtAll and relationshipsAtAll
	emitted int64
}

func (c *Call) traversal(emit func(p *value.Path) error) *traversal {
	return &traversal{call: c, most: math.MaxInt64, limit: -1, emit: emit, seen: map[uint64]struct{}{}}
}

// bounds sets the lengths of paths; negative ones are no bounds.
func (t *traversal) bounds(least, most int64) {
	t.least, t.most = max(0, least), most
	if most < 0 {
		t.most = math.MaxInt64
	}
}

// judge says what may be done at a node.
func (t *traversal) judge(id uint64, start bool) verdict {
	v := t.labels.rules.start()
	if !start || t.filterStart {
		v = t.labels.of(id)
	}
	if _, denied := t.denied[id]; denied {
		return verdict{}
	}
	if t.allowed != nil && !start {
		if _, ok := t.allowed[id]; !ok {
			return verdict{}
		}
	}
	if t.endings == nil && t.stops == nil {
		return v
	}
	_, ending := t.endings[id]
	_, stop := t.stops[id]
	v.end = v.end && (ending || stop)
	v.beyond = v.beyond && !stop
	return v
}

// fresh reports whether a traversal may take a relationship to a node behind a path.
func (t *traversal) fresh(rel, to uint64, nodes, rels []uint64) bool {
	switch t.unique {
	case relationshipsOfPath:
		return !slices.Contains(rels, rel)
	case nodesOfPath:
		return !slices.Contains(nodes, to)
	}
	key := to
	if t.unique == relationshipsAtAll {
		key = rel
	}
	if _, dup := t.seen[key]; dup {
		return false
	}
	t.seen[key] = struct{}{}
	return true
}

// begin notes a node where a walk starts, and reports whether it may start there.
func (t *traversal) begin(start uint64) bool {
	if t.unique == nodesAtAll {
		if _, dup := t.seen[start]; dup {
			return false
		}
		t.seen[start] = struct{}{}
	}
	return t.call.View().HasNode(start)
}

// give hands on a path, and reports whether that was the last one.
func (t *traversal) give(nodes, rels []uint64) (last bool, err error) {
	if t.limit >= 0 && t.emitted >= t.limit {
		return true, nil
	}
	t.emitted++
	err = t.emit(&value.Path{Nodes: slices.Clone(nodes), Rels: slices.Clone(rels)})
	return t.emitted == t.limit, err
}

// frame is a node of the path that is being walked, and where to go from it.
type frame struct {
	hops engine.Hops
	next int
	held int // hops that memory was charged for
}

// expand finds where to go from a node.
func (f *frame) expand(t *traversal, node uint64) error {
	f.next = 0
	if err := t.hops.expand(t.call.View(), []uint64{node}, &f.hops); err != nil {
		return err
	}
	grown := len(f.hops.To) - f.held
	if grown <= 0 {
		return nil
	}
	f.held += grown
	return t.call.hold(int64(grown) * 20)
}

// depthFirst walks from a node, one path at a time.
func (t *traversal) depthFirst(start uint64) error {
	v := t.judge(start, true)
	if !v.enter || !t.begin(start) {
		return nil
	}
	nodes, rels := []uint64{start}, []uint64{}
	var frames []*frame // reused below their peak
	depth := 0
	for {
		if v.end && int64(len(rels)) >= t.least {
			if last, err := t.give(nodes, rels); last || err != nil {
				return err
			}
		}
		if v.beyond && int64(len(rels)) < t.most {
			if depth == len(frames) {
				frames = append(frames, &frame{})
			}
			if err := frames[depth].expand(t, nodes[len(nodes)-1]); err != nil {
				return err
			}
			depth++
		} else if len(rels) > 0 {
			nodes, rels = nodes[:len(nodes)-1], rels[:len(rels)-1]
		}
		var ok bool
		if nodes, rels, v, depth, ok = t.advance(frames, depth, nodes, rels); !ok {
			return t.call.Stopped()
		}
		if err := t.call.Stopped(); err != nil {
			return err
		}
	}
}

// advance goes to the next node of the innermost frame that has one.
func (t *traversal) advance(frames []*frame, depth int, nodes, rels []uint64) ([]uint64, []uint64, verdict, int, bool) {
	for depth > 0 {
		f := frames[depth-1]
		for f.next < len(f.hops.To) {
			rel, to := f.hops.Rel[f.next], f.hops.To[f.next]
			f.next++
			v := t.judge(to, false)
			if v.enter && t.fresh(rel, to, nodes, rels) {
				return append(nodes, to), append(rels, rel), v, depth, true
			}
		}
		depth--
		if depth > 0 {
			nodes, rels = nodes[:len(nodes)-1], rels[:len(rels)-1]
		}
	}
	return nodes, rels, verdict{}, 0, false
}

// visit is a path of a breadth-first traversal: a node behind another visit.
type visit struct {
	parent    int32
	node, rel uint64
	length    int32
}

// breadthFirst walks from a node, shorter paths first.
func (t *traversal) breadthFirst(start uint64) error {
	v := t.judge(start, true)
	if !v.enter || !t.begin(start) {
		return nil
	}
	visits := []visit{{parent: -1, node: start}}
	open := []verdict{v}
	var nodes, rels []uint64
	var hops engine.Hops
	for i := 0; i < len(visits); i++ {
		if err := t.call.Stopped(); err != nil {
			return err
		}
		nodes, rels = path(visits, i, nodes, rels)
		if open[i].end && int64(len(rels)) >= t.least {
			if last, err := t.give(nodes, rels); last || err != nil {
				return err
			}
		}
		if !open[i].beyond || int64(len(rels)) >= t.most {
			continue
		}
		if err := t.hops.expand(t.call.View(), nodes[len(nodes)-1:], &hops); err != nil {
			return err
		}
		for k, to := range hops.To {
			v := t.judge(to, false)
			if !v.enter || !t.fresh(hops.Rel[k], to, nodes, rels) {
				continue
			}
			visits = append(visits, visit{int32(i), to, hops.Rel[k], visits[i].length + 1})
			open = append(open, v)
		}
		if err := t.call.hold(int64(len(hops.To)) * 32); err != nil {
			return err
		}
	}
	return nil
}

// path unrolls a visit.
func path(visits []visit, i int, nodes, rels []uint64) ([]uint64, []uint64) {
	n := int(visits[i].length)
	nodes, rels = slices.Grow(nodes[:0], n+1)[:n+1], slices.Grow(rels[:0], n)[:n]
	for ; i >= 0; i = int(visits[i].parent) {
		at := int(visits[i].length)
		nodes[at] = visits[i].node
		if at > 0 {
			rels[at-1] = visits[i].rel
		}
	}
	return nodes, rels
}
