package algorithm

import "math"

// FlowPath is a part of a flow: how much goes along some edges, one after the other.
type FlowPath struct {
	Edges  []int32
	Amount float64
}

// MaxFlowPaths is MaxFlow, taken apart into paths from the source to the sink, at most one for each edge.
func MaxFlowPaths(n int, e Edges, source, sink int32, stop func() error) ([]FlowPath, error) {
	if source == sink {
		return nil, nil
	}
	f := newFlow(n, e)
	if _, err := f.fill(source, sink, stop); err != nil {
		return nil, err
	}
	var paths []FlowPath
	for {
		if err := stop(); err != nil {
			return nil, err
		}
		p, ok := f.takePath(n, source, sink)
		if !ok {
			return paths, nil
		}
		paths = append(paths, p)
	}
}

// takePath takes the flow along one path away, and what goes in a circle on the way.
func (f *flow) takePath(n int, source, sink int32) (FlowPath, bool) {
	var edges []int32
	place := make([]int, n) // of a vertex on the way, from 1
	place[source] = 1
	for v := source; v != sink; {
		arc := f.flowing(v)
		if arc < 0 {
			return FlowPath{}, false
		}
		edges = append(edges, arc/2)
		v = f.to[arc]
		if at := place[v]; at > 0 {
			f.take(edges[at-1:])
			for _, edge := range edges[at-1:] {
				place[f.to[2*edge]] = 0
			}
			place[v] = at
			edges = edges[:at-1]
			continue
		}
		place[v] = len(edges) + 1
	}
	return FlowPath{edges, f.take(edges)}, true
}

// flowing returns an arc out of v along which something flows, or -1.
func (f *flow) flowing(v int32) int32 {
	for _, arc := range f.arcs.From(v) {
		if arc%2 == 0 && f.room[arc+1] > 0 {
			return arc
		}
	}
	return -1
}

// take takes away as much as flows along all of the edges.
func (f *flow) take(edges []int32) float64 {
	least := math.Inf(1)
	for _, edge := range edges {
		least = min(least, f.room[2*edge+1])
	}
	for _, edge := range edges {
		f.room[2*edge+1] -= least
		f.room[2*edge] += least
	}
	return least
}
