package index

import (
	"bytes"
	"cmp"
	"slices"

	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// Run collects entries for [Index.Load] and [Index.InsertRun], in any order. It
// belongs to one goroutine: every worker that builds an index fills one of its own.
type Run struct {
	columns int
	numbers []item[number]
	bytes   []item[[]byte]
	arena   []byte // where the next keys of bytes go
}

type item[K any] struct {
	key K
	id  uint64
}

// arenaBlock is the size of the blocks that a run's keys lie in.
const arenaBlock = 64 << 10

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
	from := len(r.room())
	r.addBytes(AppendKey(r.arena, key...), from, id)
}

// AddColumn adds the entry (row i of col, ids[i]) for every row that is not null.
// The index must be of one column.
func (r *Run) AddColumn(col *column.Column, ids []uint64) {
	var key [1]value.Value
	if col.Type == column.Int || col.Type == column.Float {
		r.numbers = roomy(r.numbers, len(ids))
	}
	for i, id := range ids {
		if col.IsNull(i) {
			continue
		}
		switch col.Type {
		case column.Int:
			r.numbers = append(r.numbers, item[number]{intNumber(col.Ints[i]), id})
		case column.Float:
			r.numbers = append(r.numbers, item[number]{floatNumber(col.Floats[i]), id})
		case column.String:
			from := len(r.room())
			r.addBytes(appendString(append(r.arena, tagString), col.Strings[i]), from, id)
		default:
			key[0] = col.Value(i)
			r.Add(key[:], id)
		}
	}
}

// roomy returns items with room for n more. Runs are large and short-lived: to grow by a quarter
// at a time, as append does, would leave four times their size behind.
func roomy[K any](items []item[K], n int) []item[K] {
	if cap(items)-len(items) >= n {
		return items
	}
	return append(make([]item[K], 0, 2*cap(items)+n), items...)
}

// room returns the arena, a fresh one if little is left.
func (r *Run) room() []byte {
	if cap(r.arena)-len(r.arena) < arenaBlock/64 {
		r.arena = make([]byte, 0, arenaBlock)
	}
	return r.arena
}

// addBytes adds an entry whose key was appended to the arena.
func (r *Run) addBytes(arena []byte, from int, id uint64) {
	r.arena = arena
	r.bytes = append(r.bytes, item[[]byte]{arena[from:len(arena):len(arena)], id})
}

// Sort puts the run into order. Workers call it at the end of their part.
func (r *Run) Sort() {
	sortNumbers(r.numbers)
	r.bytes = sortBytes(r.bytes)
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

// fewItems is the length up to which sorting by comparison is best.
const fewItems = 512

// sortNumbers sorts by the digits of the words, lowest first, as long as their
// order is all that is wanting: the rests are the same and the ids ascend.
func sortNumbers(items []item[number]) {
	if len(items) <= fewItems {
		slices.SortFunc(items, compareNumbers)
		return
	}
	varying, sorted := uint64(0), true
	for i := 1; i < len(items); i++ {
		a, b := &items[i-1], &items[i]
		if a.key.rest != b.key.rest || a.id > b.id {
			slices.SortFunc(items, compareNumbers)
			return
		}
		varying |= a.key.word ^ b.key.word
		sorted = sorted && a.key.word <= b.key.word
	}
	if !sorted {
		sortDigits(items, varying)
	}
}

// sortDigits is a radix sort by the bytes of the words in which any bit varies.
func sortDigits(items []item[number], varying uint64) {
	from, to := items, make([]item[number], len(items))
	for shift := 0; shift < 64; shift += 8 {
		if varying>>shift&0xff == 0 {
			continue
		}
		var starts [256]int
		for i := range from {
			starts[from[i].key.word>>shift&0xff]++
		}
		sum := 0
		for d, n := range starts {
			starts[d] = sum
			sum += n
		}
		for i := range from {
			d := from[i].key.word >> shift & 0xff
			to[starts[d]] = from[i]
			starts[d]++
		}
		from, to = to, from
	}
	if &from[0] != &items[0] {
		copy(items, from)
	}
}

// sortBytes sorts by the eight bytes behind what all keys begin with, and only
// where those are equal by the keys themselves.
func sortBytes(items []item[[]byte]) []item[[]byte] {
	if len(items) <= fewItems {
		slices.SortFunc(items, compareBytes)
		return items
	}
	shared := len(items[0].key)
	for _, e := range items {
		shared = min(shared, commonPrefix(items[0].key, e.key))
	}
	type headed struct {
		head uint64
		at   int
	}
	heads := make([]headed, len(items))
	for i, e := range items {
		heads[i] = headed{headOf(e.key[shared:]), i}
	}
	slices.SortFunc(heads, func(a, b headed) int {
		if a.head != b.head {
			return cmp.Compare(a.head, b.head)
		}
		return compareBytes(items[a.at], items[b.at])
	})
	sorted := make([]item[[]byte], len(items))
	for i, h := range heads {
		sorted[i] = items[h.at]
	}
	return sorted
}
