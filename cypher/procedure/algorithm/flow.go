package algorithm

import "math"

// MaxFlow returns how much can flow from one vertex to another through edges of n
// vertices, each of which takes its weight at most. It is Dinitz's algorithm
// (Algorithm for Solution of a Problem of Maximum Flow in Networks, 1970): all
// shortest ways that have room left are filled at once, as long as there are any.
func MaxFlow(n int, e Edges, source, sink int32, stop func() error) (float64, error) {
	if source == sink {
		return math.Inf(1), nil
	}
	return newFlow(n, e).fill(source, sink, stop)
}

// fill sends as much as can flow, and returns how much that is.
func (f *flow) fill(source, sink int32, stop func() error) (float64, error) {
	total := 0.0
	for f.level(source, sink) {
		if err := stop(); err != nil {
			return 0, err
		}
		copy(f.next, f.arcs.offsets)
		for {
			pushed := f.push(source, sink)
			if pushed == 0 {
				break
			}
			total += pushed
		}
	}
	return total, nil
}

// flow is a network with what each arc has left. Edge i is arc 2i, and 2i+1 is the
// way back.
type flow struct {
	arcs   *Graph // from vertices to the numbers of arcs
	to     []int32
	room   []float64
	levels []int32 // distance from the source, plus 1; 0: out of reach
	next   []int   // by vertex: the arc to be tried
	queue  []int32
	way    []int32 // arcs
}

func newFlow(n int, e Edges) *flow {
	f := &flow{levels: make([]int32, n), next: make([]int, n+1)}
	both := Edges{}
	for i, from := range e.From {
		capacity := 1.0
		if e.Weights != nil {
			capacity = e.Weights[i]
		}
		both.From, both.To = append(both.From, from, e.To[i]), append(both.To, int32(2*i), int32(2*i+1))
		f.to, f.room = append(f.to, e.To[i], from), append(f.room, capacity, 0)
	}
	f.arcs = Directed(n, both)
	return f
}

// level finds the distances from the source over arcs with room, and whether they
// lead to the sink.
func (f *flow) level(source, sink int32) bool {
	clear(f.levels)
	f.levels[source] = 1
	f.queue = append(f.queue[:0], source)
	for i := 0; i < len(f.queue); i++ {
		v := f.queue[i]
		for _, arc := range f.arcs.From(v) {
			if w := f.to[arc]; f.room[arc] > 0 && f.levels[w] == 0 {
				f.levels[w] = f.levels[v] + 1
				f.queue = append(f.queue, w)
			}
		}
	}
	return f.levels[sink] > 0
}

// push fills one shortest way, and returns by how much; 0 if none is left.
func (f *flow) push(source, sink int32) float64 {
	f.way = f.way[:0]
	v := source
	for v != sink {
		if arc := f.advance(v); arc >= 0 {
			f.way = append(f.way, arc)
			v = f.to[arc]
			continue
		}
		if v == source {
			return 0
		}
		last := f.way[len(f.way)-1] // leads nowhere
		f.way = f.way[:len(f.way)-1]
		v = f.to[last^1]
		f.next[v]++
	}
	least := math.Inf(1)
	for _, arc := range f.way {
		least = min(least, f.room[arc])
	}
	for _, arc := range f.way {
		f.room[arc] -= least
		f.room[arc^1] += least
	}
	return least
}

// advance returns the next arc of v with room that leads away from the source, or -1.
func (f *flow) advance(v int32) int32 {
	for ; f.next[v] < f.arcs.offsets[v+1]; f.next[v]++ {
		if arc := f.arcs.targets[f.next[v]]; f.room[arc] > 0 && f.levels[f.to[arc]] == f.levels[v]+1 {
			return arc
		}
	}
	return -1
}

// Matching returns how many edges of a bipartite graph can be chosen without a
// common end, as a flow from one side to the other; 0 if the graph is not bipartite.
func Matching(n int, e Edges, stop func() error) (int, error) {
	side := sides(Undirected(n, e))
	if side == nil {
		return 0, nil
	}
	source, sink := int32(n), int32(n+1)
	var net Edges
	for v, s := range side {
		if s > 0 {
			net.From, net.To = append(net.From, source), append(net.To, int32(v))
		} else {
			net.From, net.To = append(net.From, int32(v)), append(net.To, sink)
		}
	}
	for i, from := range e.From {
		to := e.To[i]
		if side[from] < 0 {
			from, to = to, from
		}
		net.From, net.To = append(net.From, from), append(net.To, to)
	}
	total, err := MaxFlow(n+2, net, source, sink, stop)
	return int(total), err
}
