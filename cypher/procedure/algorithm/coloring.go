package algorithm

// Coloring gives each vertex of an undirected graph a color, from 0, so that no edge is between two of the
// same color. It uses few, though not always as few as possible: next comes the vertex with the most
// colors around it (Brélaz: New Methods to Color the Vertices of a Graph, 1979).
func Coloring(g *Graph, stop func() error) ([]int32, error) {
	n := g.N()
	color := make([]int32, n)
	around := make([]map[int32]struct{}, n)
	queue := coloringQueue{around: around, g: g}
	for v := range color {
		color[v] = -1
		queue.push(int32(v))
	}
	for {
		v, ok := queue.pop(color)
		if !ok {
			return color, nil
		}
		if err := stop(); err != nil {
			return nil, err
		}
		for color[v] = 0; ; color[v]++ {
			if _, taken := around[v][color[v]]; !taken {
				break
			}
		}
		for _, w := range g.From(v) {
			if color[w] >= 0 {
				continue
			}
			if around[w] == nil {
				around[w] = map[int32]struct{}{}
			}
			if _, known := around[w][color[v]]; !known {
				around[w][color[v]] = struct{}{}
				queue.push(w)
			}
		}
	}
}

// coloringQueue orders vertices by the colors around them, then by their degree. A vertex is pushed anew
// when its place has changed; what is out of date is left out when it is popped.
type coloringQueue struct {
	around []map[int32]struct{}
	g      *Graph
	levels [][]int32 // vertices by the number of colors around them
}

func (q *coloringQueue) push(v int32) {
	level := len(q.around[v])
	for len(q.levels) <= level {
		q.levels = append(q.levels, nil)
	}
	heap := append(q.levels[level], v)
	for i := len(heap) - 1; i > 0; {
		up := (i - 1) / 2
		if !q.before(heap[i], heap[up]) {
			break
		}
		heap[i], heap[up] = heap[up], heap[i]
		i = up
	}
	q.levels[level] = heap
}

func (q *coloringQueue) before(v, w int32) bool {
	a, b := len(q.g.From(v)), len(q.g.From(w))
	return a > b || a == b && v < w
}

func (q *coloringQueue) pop(color []int32) (int32, bool) {
	for level := len(q.levels) - 1; level >= 0; level-- {
		for len(q.levels[level]) > 0 {
			if v := q.first(level); color[v] < 0 && len(q.around[v]) == level {
				return v, true
			}
		}
	}
	return 0, false
}

// first takes the first vertex of a level.
func (q *coloringQueue) first(level int) int32 {
	heap := q.levels[level]
	v, last := heap[0], len(heap)-1
	heap[0] = heap[last]
	heap = heap[:last]
	for i := 0; ; {
		least := i
		for _, below := range [2]int{2*i + 1, 2*i + 2} {
			if below < last && q.before(heap[below], heap[least]) {
				least = below
			}
		}
		if least == i {
			break
		}
		heap[i], heap[least] = heap[least], heap[i]
		i = least
	}
	q.levels[level] = heap
	return v
}
