package index

import (
	"slices"
	"sync"
)

// InsertRun adds all entries of a run; a sorted one is fastest.
func (x *Index) InsertRun(r *Run) {
	insertItems(x.numbers, r.numbers)
	insertItems(x.bytes, r.bytes)
}

func insertItems[K, S any, P slots[K, S]](t *tree[K, S, P], items []item[K]) {
	for part := range slices.Chunk(items, latchRun) {
		t.mu.Lock()
		for _, e := range part {
			t.insert(e.key, e.id)
		}
		t.mu.Unlock()
	}
}

// Load fills an empty index, which nobody uses yet, from sorted runs.
func (x *Index) Load(runs ...*Run) {
	numbers := make([][]item[number], len(runs))
	byteRuns := make([][]item[[]byte], len(runs))
	for i, r := range runs {
		numbers[i], byteRuns[i] = r.numbers, r.bytes
	}
	x.numbers.load(merge(numbers, compareNumbers))
	x.bytes.load(merge(byteRuns, compareBytes))
}

// merge makes one sorted sequence without duplicates of several sorted ones,
// halves in parallel.
func merge[T any](runs [][]T, compare func(a, b T) int) []T {
	switch len(runs) {
	case 0:
		return nil
	case 1:
		return slices.CompactFunc(runs[0], func(a, b T) bool { return compare(a, b) == 0 })
	}
	var left, right []T
	var wg sync.WaitGroup
	wg.Go(func() { left = merge(runs[:len(runs)/2], compare) })
	right = merge(runs[len(runs)/2:], compare)
	wg.Wait()
	return mergeTwo(left, right, compare)
}

func mergeTwo[T any](a, b []T, compare func(a, b T) int) []T {
	switch {
	case len(a) == 0:
		return b
	case len(b) == 0:
		return a
	}
	out := make([]T, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		c := compare(a[0], b[0])
		if c <= 0 {
			out, a = append(out, a[0]), a[1:]
		} else {
			out, b = append(out, b[0]), b[1:]
		}
		if c == 0 {
			b = b[1:]
		}
	}
	return append(append(out, a...), b...)
}
