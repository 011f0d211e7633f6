package index

// Cursor walks a stretch of an index. Its zero value starts at the beginning. It
// belongs to one goroutine and must not be copied once it is in use.
type Cursor struct {
	started bool
	before  place // where the last call of Seek began
	at      place
	// where the stretch ends: its beginning if it is walked backwards
	endBytes edge[[]byte]
	endWords edge[number]
	buf      [64]byte // memory of the edges of a short key
	out      Entries  // memory of Seek
}

// place is how far a cursor has come in the two trees.
type place struct {
	inBytes, inNumbers bool // whether anything is left there
	bytes              edge[[]byte]
	numbers            edge[number]
}

// Reset puts the cursor back to the beginning, for other bounds if need be.
func (c *Cursor) Reset() { c.started = false }

// Rewind takes back the last call of [Index.Seek] or [Index.SeekEntries]; the
// next one finds the same stretch again.
func (c *Cursor) Rewind() {
	c.at, c.before = c.before, place{}
}

func (c *Cursor) start(b *Bounds, columns int) {
	c.started, c.at, c.before = true, place{}, place{}
	if columns == 1 {
		var s span[number]
		s, c.at.inNumbers = b.numberSpan()
		c.at.numbers, c.endWords = s.from, s.to
		if b.Descending {
			c.at.numbers, c.endWords = s.to, s.from
		}
		if c.at.inNumbers && (len(b.Equal) > 0 || b.bounded()) {
			return // only numbers match
		}
	}
	var s span[[]byte]
	s, c.at.inBytes = b.byteSpan(c.buf[:0])
	c.at.bytes, c.endBytes = s.from, s.to
	if b.Descending {
		c.at.bytes, c.endBytes = s.to, s.from
	}
}

// Seek appends the ids of the entries within b, in index order, until dst has
// grown by limit or the stretch has ended, which it reports. It finds every entry
// that is there from the first call to the last; of those that come or go in
// between it may find some.
func (x *Index) Seek(b *Bounds, c *Cursor, limit int, dst []uint64) (_ []uint64, done bool) {
	c.out.IDs = dst
	done = x.seek(b, c, limit, false, &c.out)
	dst, c.out.IDs = c.out.IDs, nil
	return dst, done
}

// SeekEntries is Seek with the entries' keys.
func (x *Index) SeekEntries(b *Bounds, c *Cursor, limit int, dst *Entries) (done bool) {
	return x.seek(b, c, limit, true, dst)
}

func (x *Index) seek(b *Bounds, c *Cursor, limit int, keys bool, dst *Entries) bool {
	if !c.started {
		c.start(b, x.columns)
	}
	if limit <= 0 {
		return !c.at.inBytes && !c.at.inNumbers
	}
	want := len(dst.IDs) + limit
	room := c.before.bytes.key
	if b.Descending && c.before.inNumbers {
		room = nil // the call before may have been about numbers alone: it is the key to go on from
	}
	c.before = c.at
	if b.Descending {
		return x.seekBack(c, want, keys, room, dst)
	}
	if at := &c.at; at.inBytes {
		s := span[[]byte]{at.bytes, c.endBytes}
		next, done := x.bytes.collect(&s, limit, keys, room, dst)
		at.bytes, at.inBytes = next, !done
	}
	if at := &c.at; at.inNumbers && !at.inBytes {
		s := span[number]{at.numbers, c.endWords}
		next, done := x.numbers.collect(&s, want-len(dst.IDs), keys, number{}, dst)
		at.numbers, at.inNumbers = next, !done
	}
	return !c.at.inBytes && !c.at.inNumbers
}

// seekBack is seek from the end of a stretch to its beginning, until dst has so many entries.
func (x *Index) seekBack(c *Cursor, want int, keys bool, room []byte, dst *Entries) bool {
	at := &c.at
	if at.inNumbers {
		s := span[number]{c.endWords, at.numbers}
		next, done := x.numbers.collectBack(&s, want-len(dst.IDs), keys, number{}, dst)
		at.numbers, at.inNumbers = next, !done
	}
	if at.inBytes && !at.inNumbers {
		s := span[[]byte]{c.endBytes, at.bytes}
		next, done := x.bytes.collectBack(&s, want-len(dst.IDs), keys, room, dst)
		at.bytes, at.inBytes = next, !done
	}
	return !at.inBytes && !at.inNumbers
}

// Estimate returns the number of entries within b.
func (x *Index) Estimate(b *Bounds) int {
	var c Cursor
	all := *b
	all.Descending = false
	c.start(&all, x.columns)
	n := 0
	if c.at.inBytes {
		n += x.bytes.between(span[[]byte]{c.at.bytes, c.endBytes})
	}
	if c.at.inNumbers {
		n += x.numbers.between(span[number]{c.at.numbers, c.endWords})
	}
	return n
}

func (t *tree[K, S, P]) between(s span[K]) int {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return max(0, t.rank(s.to)-t.rank(s.from))
}
