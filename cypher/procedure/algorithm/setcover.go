package algorithm

import "slices"

// GreedyCover chooses sets until they cover all elements 0 … n-1 that are in any, each time the one with the most
// that are not covered yet (Chvátal: A Greedy Heuristic for the Set-Covering Problem, 1979).
func GreedyCover(n int, sets [][]int32, stop func() error) ([]int32, error) {
	var chosen []int32
	covered := make([]bool, n)
	for {
		if err := stop(); err != nil {
			return nil, err
		}
		best, most := int32(-1), 0
		for s, elements := range sets {
			fresh := 0
			for _, e := range elements {
				if !covered[e] {
					fresh++
				}
			}
			if fresh > most {
				best, most = int32(s), fresh
			}
		}
		if best < 0 {
			return chosen, nil
		}
		chosen = append(chosen, best)
		for _, e := range sets[best] {
			covered[e] = true
		}
	}
}

// LeastCover chooses as few sets as possible that cover all elements that are in any. It tries the sets of the
// element that is in the fewest, and gives up where a smaller choice is known: exponential at worst.
func LeastCover(n int, sets [][]int32, stop func() error) ([]int32, error) {
	greedy, err := GreedyCover(n, sets, stop)
	if err != nil {
		return nil, err
	}
	c := &cover{sets: sets, in: make([][]int32, n), covered: make([]int, n), best: greedy, stop: stop}
	for s, elements := range sets {
		c.largest = max(c.largest, len(elements))
		for _, e := range elements {
			c.in[e] = append(c.in[e], int32(s))
		}
	}
	for _, s := range c.in {
		if len(s) > 0 {
			c.left++
		}
	}
	if err := c.search(); err != nil {
		return nil, err
	}
	slices.Sort(c.best)
	return c.best, nil
}

type cover struct {
	sets    [][]int32
	in      [][]int32 // the sets of an element
	covered []int     // by how many of the chosen sets
	left    int       // elements that none covers
	largest int       // elements in a set
	chosen  []int32
	best    []int32
	stop    func() error
}

func (c *cover) search() error {
	if err := c.stop(); err != nil {
		return err
	}
	if c.left == 0 {
		if len(c.chosen) < len(c.best) {
			c.best = slices.Clone(c.chosen)
		}
		return nil
	}
	if len(c.chosen)+(c.left+c.largest-1)/c.largest >= len(c.best) {
		return nil
	}
	for _, s := range c.in[c.rarest()] {
		c.choose(s, 1)
		if err := c.search(); err != nil {
			return err
		}
		c.choose(s, -1)
	}
	return nil
}

// rarest returns the element without cover that the fewest sets have.
func (c *cover) rarest() int {
	best := -1
	for e, s := range c.in {
		if c.covered[e] == 0 && len(s) > 0 && (best < 0 || len(s) < len(c.in[best])) {
			best = e
		}
	}
	return best
}

// choose adds a set, or takes the last one away for -1.
func (c *cover) choose(s int32, by int) {
	if by > 0 {
		c.chosen = append(c.chosen, s)
	} else {
		c.chosen = c.chosen[:len(c.chosen)-1]
	}
	for _, e := range c.sets[s] {
		if by > 0 && c.covered[e] == 0 {
			c.left--
		}
		c.covered[e] += by
		if by < 0 && c.covered[e] == 0 {
			c.left++
		}
	}
}
