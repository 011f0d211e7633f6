package engine

import (
	"slices"
	"sync"
	"sync/atomic"
)

const (
	rowBits  = 10
	rowMask  = ChunkRows - 1
	rowWords = ChunkRows / 64
)

// directory is the list of a table's chunks: read without a lock, grown under a
// mutex. A published slice is never changed but behind its length.
type directory struct {
	chunks atomic.Pointer[[]*chunk]
	mu     sync.Mutex // serialises put
}

// all returns the chunks; some may be nil.
func (d *directory) all() []*chunk {
	if p := d.chunks.Load(); p != nil {
		return *p
	}
	return nil
}

// at returns the chunk of a row id, or nil.
func (d *directory) at(id uint64) *chunk {
	chunks := d.all()
	if i := id >> rowBits; i < uint64(len(chunks)) {
		return chunks[i]
	}
	return nil
}

// ensure returns the chunk number i and makes it if it is missing.
func (d *directory) ensure(i uint64, fresh func(number uint64) *chunk) *chunk {
	if c := d.at(i << rowBits); c != nil {
		return c
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if c := d.at(i << rowBits); c != nil {
		return c
	}
	c := fresh(i)
	d.put(i, c)
	return c
}

// put publishes c as chunk i; d.mu must be held.
func (d *directory) put(i uint64, c *chunk) {
	chunks := d.all()
	if i < uint64(len(chunks)) { // a gap between chunks: readers may be looking at it
		chunks = slices.Clone(chunks)
	} else {
		chunks = slices.Grow(chunks, int(i)+1-len(chunks))
		for uint64(len(chunks)) <= i {
			chunks = append(chunks, nil)
		}
	}
	chunks[i] = c
	d.chunks.Store(&chunks)
}

// load makes c chunk i of a directory that nobody reads yet; false if there is one.
func (d *directory) load(i uint64, c *chunk) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.at(i<<rowBits) != nil {
		return false
	}
	if chunks := d.all(); i < uint64(len(chunks)) { // which put would copy, each time
		chunks[i] = c
	} else {
		d.put(i, c)
	}
	return true
}
