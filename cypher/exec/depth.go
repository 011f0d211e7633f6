package exec

import (
	"slices"

	"memgraphd/engine/value"
)

// depth is the search of a variable-length pattern: depth first, every path on
// which no relationship occurs twice.
type depth struct {
	q      *query
	frames []frame
	hopRel []uint64 // the hops of all frames, one behind the other
	hopTo  []uint64
	path   []uint64 // the relationships from the start
	nodes  []uint64 // the nodes behind them, the start first
	leaf   bool     // the last step of the path has no frame of its own
	zero   bool     // the empty path is to come
	longer map[uint64]bool
}

// frame is a node on the path with its hops that are left.
type frame struct{ from, next, end int }

// longPath is the length from which on a set tells what is on the path.
const longPath = 32

func (d *depth) begin(x *Execution, q *query) error {
	d.q = q
	d.frames, d.hopRel, d.hopTo = d.frames[:0], d.hopRel[:0], d.hopTo[:0]
	d.path, d.nodes, d.leaf, d.longer = d.path[:0], append(d.nodes[:0], q.from), false, nil
	d.zero = q.bounds.min == 0
	if q.bounds.max == 0 {
		return nil
	}
	return d.enter(x, q.from)
}

// enter puts the hops of the last node of the path on the stack.
func (d *depth) enter(x *Execution, node uint64) error {
	s := d.q.steps
	if err := s.all(x, node, false); err != nil {
		return err
	}
	c := candidates{}
	if s.hasPath() {
		c.prefix = &value.Path{Nodes: d.nodes, Rels: d.path}
	}
	if err := s.allowed(x, &c); err != nil {
		return err
	}
	from := len(d.hopRel)
	d.hopRel = append(d.hopRel, s.hops.Rel...)
	d.hopTo = append(d.hopTo, s.hops.To...)
	d.frames = append(d.frames, frame{from, from, len(d.hopRel)})
	return nil
}

func (d *depth) next(x *Execution) (bool, error) {
	if d.zero {
		d.zero = false
		return true, nil
	}
	d.dropLeaf()
	for len(d.frames) > 0 {
		if err := d.q.steps.poll(x); err != nil {
			return false, err
		}
		top := &d.frames[len(d.frames)-1]
		if top.next == top.end {
			d.leave()
			continue
		}
		rel, to := d.hopRel[top.next], d.hopTo[top.next]
		top.next++
		if d.onPath(rel) {
			continue
		}
		d.push(rel, to)
		if int64(len(d.path)) < d.q.bounds.max {
			if err := d.enter(x, to); err != nil {
				return false, err
			}
		} else {
			d.leaf = true
		}
		if int64(len(d.path)) >= d.q.bounds.min {
			return true, nil
		}
		d.dropLeaf()
	}
	return false, nil
}

func (d *depth) push(rel, to uint64) {
	d.path, d.nodes = append(d.path, rel), append(d.nodes, to)
	switch {
	case d.longer != nil:
		d.longer[rel] = true
	case len(d.path) > longPath:
		d.longer = make(map[uint64]bool, 2*longPath)
		for _, r := range d.path {
			d.longer[r] = true
		}
	}
}

func (d *depth) pop() {
	last := len(d.path) - 1
	if d.longer != nil {
		delete(d.longer, d.path[last])
	}
	d.path, d.nodes = d.path[:last], d.nodes[:last+1]
}

// dropLeaf takes the last step back if it was one that is not followed further.
func (d *depth) dropLeaf() {
	if d.leaf {
		d.leaf = false
		d.pop()
	}
}

// leave takes the top frame off, with the step that led to it.
func (d *depth) leave() {
	last := len(d.frames) - 1
	d.hopRel, d.hopTo = d.hopRel[:d.frames[last].from], d.hopTo[:d.frames[last].from]
	d.frames = d.frames[:last]
	if last > 0 {
		d.pop()
	}
}

func (d *depth) onPath(rel uint64) bool {
	if d.longer != nil {
		return d.longer[rel]
	}
	return slices.Contains(d.path, rel)
}

func (d *depth) end() (uint64, value.Value) { return d.nodes[len(d.nodes)-1], value.Null }

func (d *depth) rels(dst []uint64) []uint64 { return append(dst, d.path...) }

func (d *depth) free(*Execution) {
	if cap(d.hopRel) > keepColumns {
		d.hopRel, d.hopTo = nil, nil
	}
	d.longer = nil
}
