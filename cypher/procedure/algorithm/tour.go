package algorithm

import (
	"math"
	"slices"
)

// Distance tells how far it is from one of n points to another; it is symmetric.
type Distance func(a, b int32) float64

// NearestTour visits all points, beginning at 0, and goes on to the nearest that is left each time.
func NearestTour(n int, d Distance, stop func() error) ([]int32, error) {
	tour := make([]int32, n)
	for i := range tour {
		tour[i] = int32(i)
	}
	for i := 1; i < n; i++ {
		if err := stop(); err != nil {
			return nil, err
		}
		near := i
		for j := i + 1; j < n; j++ {
			if d(tour[i-1], tour[j]) < d(tour[i-1], tour[near]) {
				near = j
			}
		}
		tour[i], tour[near] = tour[near], tour[i]
	}
	return tour, nil
}

// TreeTour visits all points, beginning at 0, in the order in which a least spanning tree is walked through: by the
// triangle inequality at most twice as long as the shortest tour (Rosenkrantz, Stearns, Lewis: An Analysis of Several
// Heuristics for the Traveling Salesman Problem, 1977). The tree is Prim's.
func TreeTour(n int, d Distance, stop func() error) ([]int32, error) {
	if n == 0 {
		return nil, nil
	}
	below := make([][]int32, n)
	parent, least := make([]int32, n), make([]float64, n)
	for v := range least {
		least[v] = math.Inf(1)
	}
	inside := make([]bool, n)
	for v := int32(0); v >= 0; {
		if err := stop(); err != nil {
			return nil, err
		}
		inside[v] = true
		if v > 0 {
			below[parent[v]] = append(below[parent[v]], v)
		}
		next := int32(-1)
		for w := range int32(n) {
			if inside[w] {
				continue
			}
			if far := d(v, w); far < least[w] {
				parent[w], least[w] = v, far
			}
			if next < 0 || least[w] < least[next] {
				next = w
			}
		}
		v = next
	}
	var tour []int32
	for stack := []int32{0}; len(stack) > 0; {
		v := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		tour = append(tour, v)
		for _, w := range slices.Backward(below[v]) {
			stack = append(stack, w)
		}
	}
	return tour, nil
}

// Shorten turns stretches of a tour around as long as that makes it shorter, which is 2-opt (Croes: A Method for
// Solving Traveling-Salesman Problems, 1958). The first point stays where it is.
func Shorten(tour []int32, d Distance, stop func() error) error {
	n := len(tour)
	for better := true; better; {
		better = false
		for i := 1; i < n-1; i++ {
			if err := stop(); err != nil {
				return err
			}
			for j := i + 1; j < n; j++ {
				before, after := tour[i-1], tour[(j+1)%n]
				gain := d(before, tour[i]) + d(tour[j], after) - d(before, tour[j]) - d(tour[i], after)
				if gain > 1e-9*(d(before, tour[i])+d(tour[j], after)) {
					slices.Reverse(tour[i : j+1])
					better = true
				}
			}
		}
	}
	return nil
}

// Routes visits all points but the depot by a number of routes that begin and end there, or one for each point if
// there are less. Two routes are joined where that saves most (Clarke, Wright: Scheduling of Vehicles from a Central
// Depot to a Number of Delivery Points, 1964).
func Routes(n int, depot int32, routes int, d Distance, stop func() error) ([][]int32, error) {
	s := savings{of: make([]int, n)}
	for v := range int32(n) {
		if v != depot {
			s.of[v] = len(s.routes)
			s.routes = append(s.routes, []int32{v})
		}
	}
	left := len(s.routes)
	list, err := s.list(n, depot, d, stop)
	if err != nil {
		return nil, err
	}
	for _, join := range list {
		if left <= routes {
			break
		}
		if s.join(join.a, join.b) {
			left--
		}
	}
	return slices.DeleteFunc(s.routes, func(r []int32) bool { return len(r) == 0 }), nil
}

type savings struct {
	routes [][]int32
	of     []int // the route of a point
}

// saving is how much is saved by going from one point to another instead of by the depot.
type saving struct {
	a, b   int32
	amount float64
}

func (s *savings) list(n int, depot int32, d Distance, stop func() error) ([]saving, error) {
	var list []saving
	for a := range int32(n) {
		if err := stop(); err != nil {
			return nil, err
		}
		for b := a + 1; b < int32(n); b++ {
			if a != depot && b != depot {
				list = append(list, saving{a, b, d(a, depot) + d(depot, b) - d(a, b)})
			}
		}
	}
	slices.SortStableFunc(list, func(x, y saving) int {
		switch {
		case x.amount > y.amount:
			return -1
		case x.amount < y.amount:
			return 1
		}
		return 0
	})
	return list, nil
}

// join joins the routes of two points, if the points are ends of different ones.
func (s *savings) join(a, b int32) bool {
	from, to := s.of[a], s.of[b]
	x, y := s.routes[from], s.routes[to]
	if from == to || !end(x, a) || !end(y, b) {
		return false
	}
	if x[len(x)-1] != a {
		slices.Reverse(x)
	}
	if y[0] != b {
		slices.Reverse(y)
	}
	for _, v := range y {
		s.of[v] = from
	}
	s.routes[from], s.routes[to] = append(x, y...), nil
	return true
}

func end(route []int32, v int32) bool { return route[0] == v || route[len(route)-1] == v }
