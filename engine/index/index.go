package index

import (
	"unsafe"

	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// Index is an ordered set of entries (key, id). It is safe for concurrent use.
type Index struct {
	columns int
	bytes   *tree[[]byte, byteSlots, *byteSlots]
	numbers *tree[number, numberSlots, *numberSlots]
	scratch []byte // under the write latch of bytes
}

// New returns an empty index whose keys are tuples of so many values.
func New(columns int) *Index {
	return &Index{
		columns: columns,
		bytes:   newTree[[]byte, byteSlots, *byteSlots](),
		numbers: newTree[number, numberSlots, *numberSlots](),
	}
}

// Columns returns the number of values of a key.
func (x *Index) Columns() int { return x.columns }

// Insert adds an entry; false if it is there already. Ids must be below 2^52.
func (x *Index) Insert(key []value.Value, id uint64) bool {
	if n, ok := x.number(key); ok {
		x.numbers.mu.Lock()
		defer x.numbers.mu.Unlock()
		return x.numbers.insert(n, id)
	}
	x.bytes.mu.Lock()
	defer x.bytes.mu.Unlock()
	x.scratch = AppendKey(x.scratch[:0], key...)
	return x.bytes.insert(x.scratch, id)
}

// Remove takes an entry out; false if there is none.
func (x *Index) Remove(key []value.Value, id uint64) bool {
	if n, ok := x.number(key); ok {
		x.numbers.mu.Lock()
		defer x.numbers.mu.Unlock()
		return x.numbers.remove(n, id)
	}
	x.bytes.mu.Lock()
	defer x.bytes.mu.Unlock()
	x.scratch = AppendKey(x.scratch[:0], key...)
	return x.bytes.remove(x.scratch, id)
}

// RemoveKey is Remove for a key that [AppendKey] has encoded.
func (x *Index) RemoveKey(key []byte, id uint64) bool {
	if x.columns == 1 && key[0] == tagNumber {
		x.numbers.mu.Lock()
		defer x.numbers.mu.Unlock()
		return x.numbers.remove(decodeNumber(key[1:]), id)
	}
	x.bytes.mu.Lock()
	defer x.bytes.mu.Unlock()
	return x.bytes.remove(key, id)
}

func (x *Index) number(key []value.Value) (number, bool) {
	if x.columns != 1 {
		return number{}, false
	}
	return numberOf(key[0])
}

// latchRun is the number of entries that a batch inserts under one latch.
const latchRun = 128

// InsertColumn adds the entry (row i of col, ids[i]) for every row that is not
// null. The index must be of one column. Ascending values are fastest.
func (x *Index) InsertColumn(col *column.Column, ids []uint64) {
	for from := 0; from < len(ids); from += latchRun {
		to := min(from+latchRun, len(ids))
		switch col.Type {
		case column.Int, column.Float:
			x.insertNumbers(col, ids, from, to)
		case column.String:
			x.insertStrings(col, ids, from, to)
		default:
			x.insertValues(col, ids, from, to)
		}
	}
}

func (x *Index) insertNumbers(col *column.Column, ids []uint64, from, to int) {
	x.numbers.mu.Lock()
	defer x.numbers.mu.Unlock()
	for i := from; i < to; i++ {
		switch {
		case col.IsNull(i):
		case col.Type == column.Int:
			x.numbers.insert(intNumber(col.Ints[i]), ids[i])
		default:
			x.numbers.insert(floatNumber(col.Floats[i]), ids[i])
		}
	}
}

func (x *Index) insertStrings(col *column.Column, ids []uint64, from, to int) {
	x.bytes.mu.Lock()
	defer x.bytes.mu.Unlock()
	for i := from; i < to; i++ {
		if !col.IsNull(i) {
			x.scratch = appendString(append(x.scratch[:0], tagString), col.Strings[i])
			x.bytes.insert(x.scratch, ids[i])
		}
	}
}

func (x *Index) insertValues(col *column.Column, ids []uint64, from, to int) {
	var key [1]value.Value
	for i := from; i < to; i++ {
		if key[0] = col.Value(i); !key[0].IsNull() {
			x.Insert(key[:], ids[i])
		}
	}
}

// Len returns the number of entries.
func (x *Index) Len() int {
	entries, _ := x.Stats()
	return entries
}

// Stats returns the numbers of entries and of distinct keys.
func (x *Index) Stats() (entries, distinct int) {
	e, d := x.bytes.stats()
	f, g := x.numbers.stats()
	return e + f, d + g
}

func (t *tree[K, S, P]) stats() (entries, distinct int) {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return t.entries, t.distinct
}

// MemoryUsage returns the bytes that the index holds. It visits every leaf.
func (x *Index) MemoryUsage() int64 { return x.bytes.memory() + x.numbers.memory() }

func (t *tree[K, S, P]) memory() int64 {
	t.mu.RLock()
	defer t.mu.RUnlock()
	sum := int64(t.nodes) * int64(unsafe.Sizeof(*t.root))
	n := t.root
	for n.kids != nil {
		n = n.kids[0]
	}
	for ; n != nil; n = n.next {
		sum += int64(P(&n.slots).memory())
	}
	return sum
}
