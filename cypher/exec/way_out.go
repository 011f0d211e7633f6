package exec

// barrenPaths is how many paths a search for the best few lengthens without finding one before it makes sure of each
// further one that the end can still be reached. Where there are fewer paths than it looks for, it would try all others.
const barrenPaths = 512

// wayOut tells whether there is a way between two nodes without others, by a search from both sides.
type wayOut struct {
	fore, back tree
	same       bool
}

// begin begins with two nodes.
func (w *wayOut) begin(from, to uint64) {
	w.fore.reset(from)
	w.back.reset(to)
	w.same = from == to
}

// avoid leaves a node out.
func (w *wayOut) avoid(node uint64) {
	w.fore.index.add(node, -1)
	w.back.index.add(node, -1)
}

// exists reports whether there is a way along steps.
func (w *wayOut) exists(x *Execution, s *steps) (bool, error) {
	for !w.same {
		t, other := &w.fore, &w.back
		if len(w.fore.nodes) == w.fore.next || len(w.back.nodes) == w.back.next {
			return false, nil
		}
		if w.back.waiting() < w.fore.waiting() {
			t, other = other, t
		}
		if met, err := t.grow(x, s, len(t.nodes), t == &w.back, other); err != nil || met >= 0 {
			return met >= 0, err
		}
	}
	return true, nil
}

// waiting returns the number of nodes that were not expanded.
func (t *tree) waiting() int { return len(t.nodes) - t.next }

func (w *wayOut) free() {
	w.fore.free()
	w.back.free()
}
