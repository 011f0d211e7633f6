package order

import (
	"math"
	"math/bits"
	"slices"

	"memgraphd/cypher/gate"
)

const (
	// sharedFrom is the number of rows from which on several goroutines sort.
	sharedFrom = 1 << 16
	// sampled is how many prefixes for each goroutine say where the parts end.
	sampled = 64
)

// share sorts by several goroutines. Each takes the items of a range of prefixes, of about as many as the
// others, so that what they have sorted needs no merging.
func (s *Sorter) share(rows []int32, keys []Key, looks []Look) error {
	n := len(looks)
	s.all = slices.Grow(s.all[:0], len(rows))[:len(rows)]
	for len(s.others) < n-1 {
		s.others = append(s.others, &Sorter{})
	}
	team := append([]*Sorter{s}, s.others[:n-1]...)
	inexact := make([]bool, n)
	if err := gate.Each(n, func(k int) error {
		team[k].look = looks[k]
		from, to := k*len(rows)/n, (k+1)*len(rows)/n
		exact, err := team[k].load(s.all[from:to], rows[from:to], keys[0], 0)
		inexact[k] = !exact
		return err
	}); err != nil {
		return err
	}
	bounds := s.bounds(n)
	if err := gate.Each(n, func(k int) error { return team[k].take(s.all, bounds[k:]) }); err != nil {
		return err
	}
	ends := make([]int, n+1)
	for k := range n {
		ends[k+1] = ends[k] + len(team[k].items)
	}
	exact := !slices.Contains(inexact, true)
	return gate.Each(n, func(k int) error { return team[k].order(rows[ends[k]:ends[k+1]], keys, 0, exact) })
}

// bounds returns the smallest prefix of each part.
func (s *Sorter) bounds(n int) []uint64 {
	sample := make([]uint64, n*sampled)
	for i := range sample {
		sample[i] = s.all[i*len(s.all)/len(sample)].prefix
	}
	slices.Sort(sample)
	bounds := make([]uint64, n)
	for i := 1; i < n; i++ {
		bounds[i] = sample[i*sampled]
	}
	return bounds
}

// take makes the items of all whose part is the first of bounds its own.
func (s *Sorter) take(all []item, bounds []uint64) error {
	from, span := bounds[0], math.MaxUint64-bounds[0]
	if len(bounds) > 1 {
		span = bounds[1] - from - 1
	}
	if s.items = s.items[:0]; len(bounds) > 1 && bounds[1] == from {
		return nil
	}
	n, err := s.pick(nil, all, from, span)
	if err != nil {
		return err
	}
	s.items = slices.Grow(s.items, n+1)[:n+1]
	_, err = s.pick(s.items, all, from, span)
	s.items = s.items[:n]
	return err
}

// pick copies the items whose prefixes are not less than from, and not larger by more than span, to dst, which has room for one
// more, and returns their number; it only counts if dst is nil.
func (s *Sorter) pick(dst, all []item, from, span uint64) (n int, err error) {
	for len(all) > 0 {
		block := all[:min(len(all), looksEvery)]
		all = all[len(block):]
		if dst == nil {
			for i := range block {
				n += within(block[i].prefix-from, span)
			}
		} else {
			for i := range block {
				dst[n] = block[i] // which the next one overwrites if it is not wanted
				n += within(block[i].prefix-from, span)
			}
		}
		if err := s.looked(); err != nil {
			return 0, err
		}
	}
	return n, nil
}

// within is 1 for d <= span and 0 otherwise, without a jump that nobody can predict.
func within(d, span uint64) int {
	_, larger := bits.Sub64(span, d, 0)
	return 1 - int(larger)
}
