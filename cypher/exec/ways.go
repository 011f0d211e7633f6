package exec

import "slices"

// nextWay goes on to the next of all paths of the least weight: the search runs
// to its end first, since steps without weight may add paths to nodes that were
// settled before.
func (d *weighted) nextWay(x *Execution) (bool, error) {
	if !d.ran {
		if err := d.runAll(x); err != nil {
			return false, err
		}
		d.ran = true
	}
	for {
		if err := d.q.steps.poll(x); err != nil {
			return false, err
		}
		if d.ways.next(d.states) {
			return true, nil
		}
		if len(d.settled) == 0 {
			return false, nil
		}
		d.at, d.settled = d.settled[0], d.settled[1:]
		d.ways.start(d.at)
	}
}

// runAll settles all states and notes those that end a path of the least weight.
func (d *weighted) runAll(x *Execution) error {
	for {
		i, err := d.settle(x)
		if err != nil || i < 0 {
			return err
		}
		n := &d.states[i]
		if n.depth == 0 || n.node == d.q.from || d.q.into && n.node != d.q.to {
			continue
		}
		if best, known := d.emitted.get(n.node); known && d.states[best].cost < n.cost {
			if d.q.into {
				d.queue = d.queue[:0] // all that is left is dearer
			}
			continue
		}
		d.emitted.add(n.node, i)
		d.settled = append(d.settled, i)
	}
}

// ways enumerates the paths that end in a state, backwards, depth first.
type ways struct {
	stack   []choice
	started bool
}

// choice is a state on a path and the last step to it that was chosen: 0 is its
// own, i its others[i-1].
type choice struct {
	state int32
	way   int
}

func (w *ways) begin() { w.stack, w.started = w.stack[:0], false }

func (w *ways) start(i int32) { w.stack = append(w.stack[:0], choice{i, -1}) }

// next goes on to the next path; false if there is none.
func (w *ways) next(states []state) bool {
	for len(w.stack) > 0 {
		top := &w.stack[len(w.stack)-1]
		top.way++
		if top.way > len(states[top.state].others) {
			w.stack = w.stack[:len(w.stack)-1]
			continue
		}
		parent := w.parent(states, *top)
		if parent == 0 { // the start
			return true
		}
		if !w.on(states, states[parent].node) {
			w.stack = append(w.stack, choice{parent, -1})
		}
	}
	return false
}

func (w *ways) parent(states []state, c choice) int32 {
	if c.way == 0 {
		return states[c.state].parent
	}
	return states[c.state].others[c.way-1].parent
}

// on reports whether a node is on the path already, which steps without weight
// make possible.
func (w *ways) on(states []state, node uint64) bool {
	return node == states[0].node ||
		slices.ContainsFunc(w.stack, func(c choice) bool { return states[c.state].node == node })
}

// rels appends the relationships of the path from its start to its end.
func (w *ways) rels(states []state, dst []uint64) []uint64 {
	for i := len(w.stack) - 1; i >= 0; i-- {
		c := w.stack[i]
		if c.way == 0 {
			dst = append(dst, states[c.state].rel)
		} else {
			dst = append(dst, states[c.state].others[c.way-1].rel)
		}
	}
	return dst
}
