package engine

import (
	"context"
	"sync"
	"sync/atomic"
)

// How text and vector indexes are kept: they hold the newest version of each row
// and nothing of older ones, and are brought up to date when they are searched.
//
//   - Who changes what an index says of a row marks the row as stale, after the change
//     is in place and under no other lock than that of the marks. That is all a write pays.
//   - A search first refreshes: it reads the stale rows and takes them over.
//   - A row in doubt, that has undo records or has become stale again, the search reads itself,
//     in the version that its transaction sees, and does not ask the index for it.
//
// A row that is not in doubt has one version, the one that the index has: its undo records
// go only when every transaction sees it. Thus a search finds exactly what its transaction
// sees, own changes included, and neither commit, rollback nor garbage collection know of it.
//
// Lock order: search.mu, chunk latch, staleRows.mu.

// search is what a text or vector index has in place of a tree.
type search struct {
	stale   staleRows
	mu      sync.RWMutex // guards content: shared by searches, exclusive to refresh
	content content
}

// content is the newest versions of the rows that an index covers.
type content interface {
	// grow makes room for the rows of n chunks.
	grow(n int)
	// take replaces what the content has of some rows of a chunk, whose latch is held. It
	// is called from several goroutines for different chunks. It returns a row with a value
	// that the index is not made for, or -1.
	take(ix *Index, c *chunk, rows *[rowWords]uint64) (misfit int)
	// size returns the number of rows, and the bytes of memory that they hold.
	size() (rows, bytes int64)
}

// staleRows is the set of rows, by chunk, whose newest version an index may not have.
type staleRows struct {
	any    atomic.Bool
	mu     sync.Mutex // guards chunks; nothing is locked below it
	chunks map[uint64]*[rowWords]uint64
}

// of returns the stale rows of a chunk, to be changed; mu is held.
func (s *staleRows) of(c *chunk) *[rowWords]uint64 {
	number := c.base >> rowBits
	rows := s.chunks[number]
	if rows == nil {
		if s.chunks == nil {
			s.chunks = map[uint64]*[rowWords]uint64{}
		}
		rows = new([rowWords]uint64)
		s.chunks[number] = rows
		s.any.Store(true)
	}
	return rows
}

func (s *staleRows) mark(c *chunk, ids ...uint64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	rows := s.of(c)
	for _, id := range ids {
		rows[id&rowMask>>6] |= 1 << (id & 63)
	}
}

// markAll marks all rows of a chunk.
func (s *staleRows) markAll(c *chunk) {
	s.mu.Lock()
	defer s.mu.Unlock()
	rows := s.of(c)
	for i := range rows {
		rows[i] = ^uint64(0)
	}
}

// taken returns the marks and forgets them.
func (s *staleRows) taken() map[uint64]*[rowWords]uint64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	chunks := s.chunks
	s.chunks = nil
	s.any.Store(false)
	return chunks
}

// add adds the stale rows of a chunk to a set of rows.
func (s *staleRows) add(c *chunk, to *[rowWords]uint64) {
	if !s.any.Load() {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if rows := s.chunks[c.base>>rowBits]; rows != nil {
		for i, word := range rows {
			to[i] |= word
		}
	}
}

// misfit is a row with a value that an index is not made for.
type misfit struct{ id uint64 }

// refresh brings the content up to date with the rows that are stale now. It returns
// the first row it found that has a value that the index is not made for, or nil.
func (s *search) refresh(ctx context.Context, db *Database, ix *Index) (*misfit, error) {
	if !s.stale.any.Load() {
		return nil, nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	stale := s.stale.taken()
	chunks := db.table(ix).all()
	s.content.grow(len(chunks))
	work := make(chan *chunk, len(stale))
	for number := range stale {
		work <- chunks[number]
	}
	close(work)
	var found atomic.Pointer[misfit]
	var wg sync.WaitGroup
	for range max(1, min(db.workers, len(stale)/refreshShare)) {
		wg.Go(func() {
			for c := range work {
				rows := stale[c.base>>rowBits]
				if ctx.Err() != nil {
					s.stale.restore(c, rows)
					continue
				}
				c.latch.RLock()
				row := s.content.take(ix, c, rows)
				c.latch.RUnlock()
				if row >= 0 {
					found.CompareAndSwap(nil, &misfit{c.base + uint64(row)})
				}
			}
		})
	}
	wg.Wait()
	return found.Load(), ctx.Err()
}

// refreshShare is how many stale chunks are worth a goroutine.
const refreshShare = 4

// restore marks rows again.
func (s *staleRows) restore(c *chunk, rows *[rowWords]uint64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	to := s.of(c)
	for i, word := range rows {
		to[i] |= word
	}
}

// build fills an index that is published, so that writers mark what they change from now on.
func (s *search) build(ctx context.Context, db *Database, ix *Index) (*misfit, error) {
	for _, c := range db.table(ix).all() {
		if c == nil {
			continue
		}
		c.latch.RLock()
		any := c.zone.any(ix.admits)
		c.latch.RUnlock()
		if any {
			s.stale.markAll(c)
		}
	}
	return s.refresh(ctx, db, ix)
}

// fillSearch is fill for a text or vector index.
func (db *Database) fillSearch(ctx context.Context, ix *Index) error {
	found, err := ix.search.build(ctx, db, ix)
	if err == nil && found != nil {
		err = db.misfits(ix, found.id)
	}
	return err
}

// rows returns the number of rows in the index, in their newest versions whoever sees them.
func (s *search) rows(db *Database, ix *Index) int64 {
	_, _ = s.refresh(context.Background(), db, ix) // without a context to end it cannot fail
	s.mu.RLock()
	defer s.mu.RUnlock()
	rows, _ := s.content.size()
	return rows
}

// memory returns the bytes that the index holds.
func (s *search) memory() int64 {
	s.mu.RLock()
	defer s.mu.RUnlock()
	_, bytes := s.content.size()
	return bytes
}

// doubtful returns the rows of a chunk that a search must read itself; the latch and
// search.mu are held. ok is false if there are none.
func (s *search) doubtful(c *chunk) (rows [rowWords]uint64, ok bool) {
	s.stale.add(c, &rows)
	if c.heads != nil {
		for row := range ChunkRows {
			if c.heads.has(row) {
				rows[row>>6] |= 1 << (row & 63)
			}
		}
	}
	return rows, rows != [rowWords]uint64{}
}
