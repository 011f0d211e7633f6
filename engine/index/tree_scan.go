package index

import "slices"

// span is a stretch of entries: from one edge up to another.
type span[K any] struct {
	from, to edge[K]
}

// Entries is a batch of entries of an index. Its zero value is empty and its
// memory is reused after Reset.
type Entries struct {
	IDs  []uint64
	keys []byte
	ends []int
}

// Reset empties e.
func (e *Entries) Reset() { e.IDs, e.keys, e.ends = e.IDs[:0], e.keys[:0], e.ends[:0] }

// Key returns the encoded key of entry i, as [AppendKey] makes it; it is valid
// until Reset.
func (e *Entries) Key(i int) []byte {
	from := 0
	if i > 0 {
		from = e.ends[i-1]
	}
	return e.keys[from:e.ends[i]]
}

// collect appends the entries of a stretch to dst, at most limit of them, and
// returns where to go on, using room as memory; it reports whether nothing is
// left. Without keys only the ids are appended.
func (t *tree[K, S, P]) collect(s *span[K], limit int, keys bool, room K, dst *Entries) (next edge[K], done bool) {
	t.mu.RLock()
	defer t.mu.RUnlock()
	n, pos := t.leafOf(s.from)
	last, lastPos := n, -1
	for ; n != nil; n, pos = n.next, 0 {
		here := P(&n.slots)
		end, _ := here.find(s.to.key, s.to.id)
		stop := min(end, pos+limit)
		if pos < stop {
			dst.IDs = here.appendIDs(dst.IDs, pos, stop)
			if keys {
				here.appendKeys(dst, pos, stop)
			}
			last, lastPos = n, stop-1
			limit -= stop - pos
		}
		if stop < end {
			break
		}
		if end < here.count() {
			return s.to, true
		}
	}
	if n == nil {
		return s.to, true
	}
	if lastPos < 0 {
		return s.from, false
	}
	next.key, next.id = P(&last.slots).entry(lastPos, room)
	next.id++
	return next, false
}

// collectBack is collect from the end of a stretch to its beginning: the entries come in descending order, and
// what is left ends in front of next.
func (t *tree[K, S, P]) collectBack(s *span[K], limit int, keys bool, room K, dst *Entries) (next edge[K], done bool) {
	t.mu.RLock()
	defer t.mu.RUnlock()
	n, end := t.leafOf(s.to)
	last, lastPos := n, -1
	for n != nil {
		here := P(&n.slots)
		begin, _ := here.find(s.from.key, s.from.id)
		stop := max(begin, end-limit)
		if stop < end {
			appendBack[K, S, P](here, stop, end, keys, dst)
			last, lastPos = n, stop
			limit -= end - stop
		}
		if stop > begin {
			break
		}
		if begin > 0 {
			return s.from, true
		}
		if n = n.prev; n != nil {
			end = P(&n.slots).count()
		}
	}
	if n == nil {
		return s.from, true
	}
	if lastPos < 0 {
		return s.to, false
	}
	next.key, next.id = P(&last.slots).entry(lastPos, room)
	return next, false
}

// appendBack appends the entries from up to to, the last one first.
func appendBack[K, S any, P slots[K, S]](here P, from, to int, keys bool, dst *Entries) {
	n := len(dst.IDs)
	dst.IDs = here.appendIDs(dst.IDs, from, to)
	slices.Reverse(dst.IDs[n:])
	for i := to - 1; keys && i >= from; i-- {
		here.appendKeys(dst, i, i+1)
	}
}
