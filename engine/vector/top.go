package vector

import (
	"cmp"
	"slices"
)

// Hit is a vector that was found.
type Hit struct {
	ID       uint64
	Distance float64
}

// nearer orders hits by distance, and by id where that is the same.
func nearer(a, b Hit) int {
	if c := cmp.Compare(a.Distance, b.Distance); c != 0 {
		return c
	}
	return cmp.Compare(a.ID, b.ID)
}

// Top keeps the nearest of the hits that it is offered: a heap with the farthest on top.
type Top struct {
	limit int
	heap  []Hit
}

// NewTop returns a Top of at most limit hits.
func NewTop(limit int) *Top { return &Top{limit: limit} }

// Offer takes a hit if it is among the nearest.
func (t *Top) Offer(h Hit) {
	switch {
	case len(t.heap) < t.limit:
		t.heap = append(t.heap, h)
		t.up(len(t.heap) - 1)
	case t.limit > 0 && nearer(h, t.heap[0]) < 0:
		t.heap[0] = h
		t.down(0)
	}
}

// Merge offers all hits of another Top.
func (t *Top) Merge(o *Top) {
	for _, h := range o.heap {
		t.Offer(h)
	}
}

// Hits returns the hits, nearest first; the Top is empty afterwards.
func (t *Top) Hits() []Hit {
	hits := t.heap
	t.heap = nil
	slices.SortFunc(hits, nearer)
	return hits
}

func (t *Top) up(i int) {
	for h := t.heap; i > 0; {
		parent := (i - 1) / 2
		if nearer(h[parent], h[i]) >= 0 {
			return
		}
		h[parent], h[i] = h[i], h[parent]
		i = parent
	}
}

func (t *Top) down(i int) {
	for h := t.heap; ; {
		child := 2*i + 1
		if child >= len(h) {
			return
		}
		if child+1 < len(h) && nearer(h[child+1], h[child]) > 0 {
			child++
		}
		if nearer(h[i], h[child]) >= 0 {
			return
		}
		h[i], h[child] = h[child], h[i]
		i = child
	}
}
