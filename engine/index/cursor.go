package index

// Cursor walks a stretch of an index. Its zero value starts at the beginning. It
// belongs to one goroutine and must not be copied once it is in use.
type Cursor struct {
	started   bool
	inBytes   bool // entries of the tree of bytes are left
	inNumbers bool // entries of the tree of numbers are left
	bytes     span[[]byte]
	numbers   span[number]
	buf       [64]byte // memory of the edges of a short key
	out       Entries  // memory of Seek
}

// Reset puts the cursor back to the beginning, for other bounds if need be.
func (c *Cursor) Reset() { c.started = false }

func (c *Cursor) start(b *Bounds, columns int) {
	c.started, c.inBytes, c.inNumbers = true, false, false
	if columns == 1 {
		c.numbers, c.inNumbers = b.numberSpan()
		if c.inNumbers && (len(b.Equal) > 0 || b.bounded()) {
			return // only numbers match
		}
	}
	c.bytes, c.inBytes = b.byteSpan(c.buf[:0])
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
	want := len(dst.IDs) + limit
	if c.inBytes {
		x.bytes.mu.RLock()
		c.inBytes = !x.bytes.collect(&c.bytes, limit, keys, dst)
		x.bytes.mu.RUnlock()
	}
	if c.inNumbers && !c.inBytes {
		x.numbers.mu.RLock()
		c.inNumbers = !x.numbers.collect(&c.numbers, want-len(dst.IDs), keys, dst)
		x.numbers.mu.RUnlock()
	}
	return !c.inBytes && !c.inNumbers
}

// Estimate returns the number of entries within b.
func (x *Index) Estimate(b *Bounds) int {
	var c Cursor
	c.start(b, x.columns)
	n := 0
	if c.inBytes {
		n += x.bytes.between(c.bytes)
	}
	if c.inNumbers {
		n += x.numbers.between(c.numbers)
	}
	return n
}

func (t *tree[K, S, P]) between(s span[K]) int {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return max(0, t.rank(s.to)-t.rank(s.from))
}
