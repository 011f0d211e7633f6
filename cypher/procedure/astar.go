package procedure

import (
	"container/heap"
	"math"
	"slices"

	"memgraphd/engine"
	"memgraphd/engine/value"
)

// aStar finds the path of least weight (Hart, Nilsson, Raphael: A Formal Basis for
// the Heuristic Determination of Minimum Cost Paths, 1968). Without a heuristic it is
// Dijkstra's algorithm. Nodes are opened again where a shorter way to them turns up, so
// that any heuristic that never overestimates will do.
func aStar(c *Call) error {
	s, err := newStarSearch(c)
	if err != nil {
		return err
	}
	start := c.id(0)
	if err := s.reach(-1, start, 0, 0); err != nil {
		return err
	}
	for len(s.open) > 0 {
		if err := c.Stopped(); err != nil {
			return err
		}
		at := heap.Pop(&s.open).(opened)
		v := s.visits[at.visit]
		if s.best[v.node] != at.visit {
			continue // a shorter way was found since
		}
		if v.node == s.target {
			return c.Yield(value.PathValue(s.path(at.visit)), value.Float(s.cost[at.visit]))
		}
		if err := s.expand(at.visit); err != nil {
			return err
		}
	}
	return nil
}

// starSearch is the state of a search.
type starSearch struct {
	call             *Call
	target           uint64
	hops             hopFilter
	allowed, denied  []string
	weights          *weights // nil: 1 each
	estimate         func(node uint64) float64
	visits           []visit
	cost             []float64 // by visit
	best             map[uint64]int32
	open             starHeap
	found            engine.Hops
	relationshipCost []float64
}

func newStarSearch(c *Call) (*starSearch, error) {
	o := c.config(2)
	s := &starSearch{call: c, target: c.id(1), best: map[uint64]int32{}}
	s.hops = c.hopFilter(o.get("relationships_filter"))
	s.allowed, s.denied = stringsOf(o.get("whitelisted_labels")), stringsOf(o.get("blacklisted_labels"))
	distance := o.text("distance", "distance_prop")
	if !o.boolean(false, "unweighted") {
		s.weights = newWeights(c, distance)
	}
	epsilon := o.number(1, "epsilon")
	heuristic := o.text("", "heuristic_name")
	latitude, longitude := o.text("lat", "latitude_name"), o.text("lon", "longitude_name")
	if err := o.done(); err != nil {
		return nil, err
	}
	if !(epsilon >= 0) {
		return nil, c.errorf("the option 'epsilon' must not be negative.")
	}
	s.estimate = s.heuristic(heuristic, latitude, longitude, epsilon)
	return s, nil
}

// heuristic returns what estimates the way from a node to the target: a property, or the
// distance over the sphere in kilometres where both have coordinates, or nothing.
func (s *starSearch) heuristic(property, latitude, longitude string, epsilon float64) func(uint64) float64 {
	c := s.call
	place := func(node uint64) (value.Point, bool) {
		lat, lon := c.property(value.NodeRef(node), latitude), c.property(value.NodeRef(node), longitude)
		if !lat.IsNumber() || !lon.IsNumber() {
			return value.Point{}, false
		}
		return value.Point{SRID: value.WGS84, X: lon.Number(), Y: lat.Number()}, true
	}
	end, placed := place(s.target)
	return func(node uint64) float64 {
		if property != "" {
			if v := c.property(value.NodeRef(node), property); v.IsNumber() {
				return epsilon * v.Number()
			}
			return 0
		}
		p, ok := place(node)
		if !ok || !placed || s.weights == nil {
			return 0
		}
		d, _ := value.Distance(p, end)
		return epsilon * d / 1000
	}
}

// reach notes a way to a node, if it is the shortest so far.
func (s *starSearch) reach(parent int32, node, rel uint64, cost float64) error {
	if old, ok := s.best[node]; ok && s.cost[old] <= cost {
		return nil
	}
	length := int32(0)
	if parent >= 0 {
		length = s.visits[parent].length + 1
	}
	i := int32(len(s.visits))
	s.visits = append(s.visits, visit{parent, node, rel, length})
	s.cost = append(s.cost, cost)
	s.best[node] = i
	heap.Push(&s.open, opened{visit: i, estimate: cost + s.estimate(node)})
	return s.call.hold(96)
}

// expand goes on from a visit.
func (s *starSearch) expand(from int32) error {
	node := s.visits[from].node
	if err := s.hops.expand(s.call.View(), []uint64{node}, &s.found); err != nil {
		return err
	}
	s.relationshipCost = s.relationshipCost[:0]
	if s.weights != nil {
		var err error
		if s.relationshipCost, err = s.weights.read(s.found.Rel, s.relationshipCost); err != nil {
			return err
		}
	}
	for i, to := range s.found.To {
		if !s.passes(to) {
			continue
		}
		cost := s.cost[from] + 1
		if s.weights != nil {
			cost = s.cost[from] + s.relationshipCost[i]
		}
		if math.IsInf(cost, 1) {
			continue
		}
		if err := s.reach(from, to, s.found.Rel[i], cost); err != nil {
			return err
		}
	}
	return nil
}

// passes reports whether a way may lead over a node. The target is always allowed.
func (s *starSearch) passes(node uint64) bool {
	if node == s.target || len(s.allowed)+len(s.denied) == 0 {
		return true
	}
	return chosen(s.call.labelsOf(node), s.allowed, s.denied)
}

func (s *starSearch) path(i int32) *value.Path {
	nodes, rels := path(s.visits, int(i), nil, nil)
	return &value.Path{Nodes: slices.Clone(nodes), Rels: slices.Clone(rels)}
}

// opened is a visit from which the search may go on, by the estimate of the whole way.
type opened struct {
	visit    int32
	estimate float64
}

type starHeap []opened

func (h starHeap) Len() int           { return len(h) }
func (h starHeap) Less(i, j int) bool { return h[i].estimate < h[j].estimate }
func (h starHeap) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }

// Push and Pop are for container/heap.
func (h *starHeap) Push(x any) { *h = append(*h, x.(opened)) }

// Pop removes the last element.
func (h *starHeap) Pop() any {
	old := *h
	x := old[len(old)-1]
	*h = old[:len(old)-1]
	return x
}
