package engine

import (
	"math"
	"slices"
	"sync"
	"sync/atomic"
)

// idle marks a slot without a transaction.
const idle = math.MaxUint64

// slot publishes the start timestamp of an active transaction. It has a cache
// line to itself.
type slot struct {
	start atomic.Uint64
	_     [56]byte
}

// registry knows the active transactions, so that garbage collection keeps what they see.
type registry struct {
	mu   sync.Mutex
	free []*slot
	all  atomic.Pointer[[]*slot]
}

// enter registers a transaction at the newest commit and returns its slot and start.
func (r *registry) enter(lastCommit *atomic.Uint64) (*slot, uint64) {
	r.mu.Lock()
	var s *slot
	if n := len(r.free); n > 0 {
		s, r.free = r.free[n-1], r.free[:n-1]
	} else {
		s = r.grow()
	}
	r.mu.Unlock()
	return s, s.pin(lastCommit)
}

// pin publishes the newest commit as the slot's start. A collector that took
// its bound before it could see the slot has not collected beyond what is
// returned: the commit was still the newest after it had been published here.
func (s *slot) pin(lastCommit *atomic.Uint64) uint64 {
	for {
		start := lastCommit.Load()
		s.start.Store(start)
		if lastCommit.Load() == start {
			return start
		}
	}
}

func (r *registry) grow() *slot {
	s := &slot{}
	s.start.Store(idle)
	var all []*slot
	if p := r.all.Load(); p != nil {
		all = *p
	}
	all = append(all, s)
	r.all.Store(&all)
	return s
}

func (r *registry) leave(s *slot) {
	s.start.Store(idle)
	r.mu.Lock()
	r.free = append(r.free, s)
	r.mu.Unlock()
}

// oldest returns the smallest start of an active transaction, at most bound.
func (r *registry) oldest(bound uint64) uint64 {
	if p := r.all.Load(); p != nil {
		for _, s := range *p {
			bound = min(bound, s.start.Load())
		}
	}
	return bound
}

// starts returns the starts of the active transactions, ascending.
func (r *registry) starts() []uint64 {
	var starts []uint64
	if p := r.all.Load(); p != nil {
		for _, s := range *p {
			if start := s.start.Load(); start != idle {
				starts = append(starts, start)
			}
		}
	}
	slices.Sort(starts)
	return starts
}

// count returns the number of active transactions.
func (r *registry) count() int64 {
	n := int64(0)
	if p := r.all.Load(); p != nil {
		for _, s := range *p {
			if s.start.Load() != idle {
				n++
			}
		}
	}
	return n
}
