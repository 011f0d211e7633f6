package exec

// cost is a state of a search with what the way to it costs.
type cost struct {
	cost  float64
	state int32
	hops  int32 // 0 where their number does not matter
	depth int32 // of the hops those that were made; 0 where that does not matter
}

// before orders by cost and, where that ties, by the number of hops, of which the most are to be made
// already, and by the order of discovery.
func (c cost) before(d cost) bool {
	switch {
	case c.cost != d.cost:
		return c.cost < d.cost
	case c.hops != d.hops:
		return c.hops < d.hops
	case c.depth != d.depth:
		return c.depth > d.depth
	}
	return c.state < d.state
}

// costs is a heap with the cheapest state at its root.
type costs []cost

func (h *costs) push(c cost) {
	*h = append(*h, c)
	q := *h
	i := len(q) - 1
	for i > 0 {
		parent := (i - 1) / 2
		if !c.before(q[parent]) {
			break
		}
		q[i] = q[parent]
		i = parent
	}
	q[i] = c
}

// pop takes the root off; the heap is not empty.
func (h *costs) pop() cost {
	q := *h
	root, last := q[0], q[len(q)-1]
	q = q[:len(q)-1]
	*h = q
	i := 0
	for child := 1; child < len(q); child = 2*i + 1 {
		if child+1 < len(q) && q[child+1].before(q[child]) {
			child++
		}
		if !q[child].before(last) {
			break
		}
		q[i] = q[child]
		i = child
	}
	if len(q) > 0 {
		q[i] = last
	}
	return root
}
