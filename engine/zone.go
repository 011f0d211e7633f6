package engine

import "slices"

// zone counts the classes (label sets, or relationship types) that rows of a
// chunk belong to in any of their versions, so that a scan for one class can
// skip the chunk.
type zone struct {
	classes []uint32 // ascending
	counts  []uint32
}

func (z *zone) add(class uint32, n int) {
	i, ok := slices.BinarySearch(z.classes, class)
	if !ok {
		z.classes = slices.Insert(z.classes, i, class)
		z.counts = slices.Insert(z.counts, i, 0)
	}
	z.counts[i] += uint32(n)
}

func (z *zone) remove(class uint32) {
	i, ok := slices.BinarySearch(z.classes, class)
	if !ok {
		return
	}
	if z.counts[i]--; z.counts[i] == 0 {
		z.classes = slices.Delete(z.classes, i, i+1)
		z.counts = slices.Delete(z.counts, i, i+1)
	}
}

// coverage tells how a predicate on classes meets a chunk.
type coverage uint8

const (
	coversNone coverage = iota
	coversSome
	coversAll
)

func (z *zone) coverage(keep func(class uint32) bool) coverage {
	n := 0
	for _, class := range z.classes {
		if keep(class) {
			n++
		}
	}
	switch n {
	case 0:
		return coversNone
	case len(z.classes):
		return coversAll
	}
	return coversSome
}
