package index

import (
	"bytes"
	"cmp"
	"slices"
	"sync"

	"memgraphd/engine/value"
)

// Run collects entries for [Index.Load], in any order. It belongs to one
// goroutine: every worker that builds an index fills one of its own.
type Run struct {
	columns int
	numbers []item[number]
	bytes   []item[[]byte]
	arena   []byte // where the keys of bytes lie; full blocks stay with the items
}

type item[K any] struct {
	key K
	id  uint64
}

// NewRun returns an empty run for indexes of so many columns.
func NewRun(columns int) *Run { return &Run{columns: columns} }

// Reset empties the run and keeps its memory.
func (r *Run) Reset() { r.numbers, r.bytes, r.arena = r.numbers[:0], r.bytes[:0], r.arena[:0] }

// Len returns the number of entries.
func (r *Run) Len() int { return len(r.numbers) + len(r.bytes) }

// Add adds an entry; it may be there already.
func (r *Run) Add(key []value.Value, id uint64) {
	if r.columns == 1 {
		if n, ok := numberOf(key[0]); ok {
			r.numbers = append(r.numbers, item[number]{n, id})
			return
		}
	}
	const block = 1 << 16
	from := len(r.arena)
	grown := AppendKey(r.arena, key...)
	encoded := grown[from:len(grown):len(grown)]
	if r.arena = grown; cap(r.arena)-len(r.arena) < 256 {
		r.arena = make([]byte, 0, block)
	}
	r.bytes = append(r.bytes, item[[]byte]{encoded, id})
}

// Sort puts the run into order. Workers call it at the end of their part.
func (r *Run) Sort() {
	slices.SortFunc(r.numbers, compareNumbers)
	slices.SortFunc(r.bytes, compareBytes)
}

func compareNumbers(a, b item[number]) int {
	if c := cmp.Compare(a.key.word, b.key.word); c != 0 {
		return c
	}
	return cmp.Compare(a.key.rest+a.id, b.key.rest+b.id)
}

func compareBytes(a, b item[[]byte]) int {
	if c := bytes.Compare(a.key, b.key); c != 0 {
		return c
	}
	return cmp.Compare(a.id, b.id)
}

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
