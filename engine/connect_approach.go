package engine

// approach brings the ends of the runs that grow next near to the processor: for some of them
// at once, in stages, each a loop of loads that do not depend on one another, so that the misses overlap that
// would otherwise come one after the other. It reads what any reader may.
func (o *nodeOrder) approach(db *Database, n *connection, places []uint64) {
	var roots [blockNodes]*hopRoot
	var runs [blockNodes]uint32
	var ends [blockNodes]int
	chunks := db.nodes.all()
	for i, p := range places {
		if c := n.nodes[placeIn(p)] >> rowBits; c < uint64(len(chunks)) && chunks[c] != nil {
			roots[i] = chunks[c].adjacency(n.dir).root.Load()
		}
	}
	for i, p := range places {
		if r := roots[i]; r != nil {
			runs[i] = r.first(int(n.nodes[placeIn(p)] & rowMask))
		}
	}
	for i := range places {
		if run := runs[i]; run != 0 {
			start, length := placeOf(roots[i].place(run))
			ends[i] = start + length
		}
	}
	for i := range places {
		if end := ends[i]; end > 0 {
			o.near ^= roots[i].data[end*int(roots[i].size)-1]
		}
	}
}

// approachTo approaches what has to be near before the places from … to-1 are connected.
func (o *nodeOrder) approachTo(db *Database, n *connection, from, to int) {
	for n.dir == Out && o.ahead < to {
		next := min(o.ahead+blockNodes, len(o.places))
		o.approach(db, n, o.places[o.ahead:next])
		o.ahead = next
	}
	for n.dir == In && o.ahead > from {
		next := max(o.ahead-blockNodes, 0)
		o.approach(db, n, o.places[next:o.ahead])
		o.ahead = next
	}
}
