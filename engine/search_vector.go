package engine

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"

	"memgraphd/engine/value"
	"memgraphd/engine/vector"
)

// vectors is the content of a vector index: a block for each chunk.
type vectors struct {
	cfg    *vector.Config
	blocks []*vector.Block // nil where there are no vectors
}

func (v *vectors) grow(n int) {
	for len(v.blocks) < n {
		v.blocks = append(v.blocks, nil)
	}
}

func (v *vectors) take(ix *Index, c *chunk, rows *[rowWords]uint64) (misfit int) {
	misfit = -1
	number := c.base >> rowBits
	buf := make([]float32, v.cfg.Dimension)
	var vals valBuf
	eachRow(rows, func(row int) {
		newest := ix.newest(c, row, &vals)
		block := v.blocks[number]
		switch covered := newest.live && ix.admits(newest.class); {
		case covered && vector.Unpack(newest.vals[0], buf):
			if block == nil {
				block = vector.NewBlock(v.cfg, ChunkRows)
				v.blocks[number] = block
			}
			block.Put(row, buf)
			return
		case covered && !newest.vals[0].IsNull():
			misfit = row
		}
		if block != nil {
			block.Remove(row)
		}
	})
	return misfit
}

func (v *vectors) size() (rows, bytes int64) {
	bytes = 8 * int64(cap(v.blocks))
	for _, b := range v.blocks {
		if b != nil {
			rows += int64(b.Len())
			bytes += b.Bytes()
		}
	}
	return rows, bytes
}

// SearchVectors returns the at most limit visible nodes (or relationships) whose vectors are
// nearest to one, nearest first and by id where two are equally near. The vector
// has the dimension of the index. ErrMissing if the index has been dropped.
func (t *Txn) SearchVectors(ctx context.Context, ix *Index, v []float32, limit int) ([]vector.Hit, error) {
	if _, err := ix.search.refresh(ctx, t.db, ix); err != nil {
		return nil, err
	}
	s := vectorSearch{t: t, ix: ix, query: vector.NewQuery(&ix.Spec.Vector, v), limit: limit}
	ix.search.mu.RLock()
	defer ix.search.mu.RUnlock()
	hits := s.run(ctx)
	if ix.droppedAt.Load() != 0 {
		return nil, ErrMissing // nobody has marked what is stale since
	}
	return hits, ctx.Err()
}

// vectorSearch is one search.
type vectorSearch struct {
	t     *Txn
	ix    *Index
	query *vector.Query
	limit int
	next  atomic.Int64 // chunk
}

// vectorShare is how many coordinates are worth a goroutine.
const vectorShare = 1 << 20

func (s *vectorSearch) run(ctx context.Context) []vector.Hit {
	chunks := s.t.db.table(s.ix).all()
	rows, _ := s.ix.search.content.size()
	workers := min(s.t.db.workers, int(rows)*s.ix.Spec.Vector.Dimension/vectorShare)
	tops := make([]*vector.Top, max(1, workers))
	var wg sync.WaitGroup
	for i := range tops {
		tops[i] = vector.NewTop(s.limit)
		if i == len(tops)-1 {
			s.scan(ctx, chunks, tops[i]) // the caller's own share
			break
		}
		wg.Go(func() { s.scan(ctx, chunks, tops[i]) })
	}
	wg.Wait()
	for _, other := range tops[1:] {
		tops[0].Merge(other)
	}
	return s.exact(tops[0].Hits())
}

func (s *vectorSearch) scan(ctx context.Context, chunks []*chunk, top *vector.Top) {
	buf := make([]float32, s.ix.Spec.Vector.Dimension)
	for i := s.next.Add(1) - 1; i < int64(len(chunks)) && ctx.Err() == nil; i = s.next.Add(1) - 1 {
		if c := chunks[i]; c != nil {
			s.chunk(c, buf, top)
		}
	}
}

// chunk offers the vectors of a chunk: those of rows in doubt as the transaction
// sees them, all others from the index.
func (s *vectorSearch) chunk(c *chunk, buf []float32, top *vector.Top) {
	c.latch.RLock()
	doubtful, any := s.ix.search.doubtful(c)
	if any {
		eachRow(&doubtful, func(row int) {
			if s.visible(c, row, buf) {
				top.Offer(vector.Hit{ID: c.base + uint64(row), Distance: s.query.Distance(buf)})
			}
		})
	}
	c.latch.RUnlock()
	blocks, number := s.ix.search.content.(*vectors).blocks, c.base>>rowBits
	if number >= uint64(len(blocks)) || blocks[number] == nil {
		return
	}
	var skip []uint64
	if any {
		skip = doubtful[:]
	}
	s.query.Scan(blocks[number], c.base, skip, top)
}

// visible unpacks the vector of a row as the transaction sees it; the latch is held.
func (s *vectorSearch) visible(c *chunk, row int, buf []float32) bool {
	var vals valBuf
	v, ok := s.t.indexed(s.ix, c, row, &vals)
	return ok && vector.Unpack(v.vals[0], buf)
}

// exact gives hits the distance of their vectors at full precision, and drops
// those that have gone: without snapshot isolation rows change under the search.
func (s *vectorSearch) exact(hits []vector.Hit) []vector.Hit {
	buf := make([]float32, s.ix.Spec.Vector.Dimension)
	top := vector.NewTop(len(hits))
	for _, h := range hits {
		c := s.t.db.table(s.ix).at(h.ID)
		c.latch.RLock()
		ok := s.visible(c, int(h.ID&rowMask), buf)
		c.latch.RUnlock()
		if ok {
			top.Offer(vector.Hit{ID: h.ID, Distance: s.query.Distance(buf)})
		}
	}
	return top.Hits()
}

// checkVectors refuses values that vector indexes are not made for, as Memgraph does.
func (t *Txn) checkVectors(d *directory, ids []uint64, key PropertyID, at func(i int) value.Value) error {
	for _, ix := range t.searches(d) {
		if !ix.Spec.IsVector() || !ix.reads(key) {
			continue
		}
		buf := make([]float32, ix.Spec.Vector.Dimension)
		for i, id := range ids {
			if v := at(i); !v.IsNull() && !vector.Unpack(v, buf) && t.covers(ix, d, id) {
				return t.db.misfits(ix, id)
			}
		}
	}
	return nil
}

// checkVectorLabels refuses labels that bring a node with a value that is no vector
// into a vector index; the latch is held.
func (t *Txn) checkVectorLabels(c *chunk, row int, labels LabelSet) error {
	for _, ix := range t.db.covering(c).searches {
		if !ix.Spec.IsVector() || !ix.admits(uint32(labels)) {
			continue
		}
		buf := make([]float32, ix.Spec.Vector.Dimension)
		if v := c.newest(row, ix.Spec.Properties[0]); !v.IsNull() && !vector.Unpack(v, buf) {
			return t.db.misfits(ix, c.base+uint64(row))
		}
	}
	return nil
}

func (db *Database) misfits(ix *Index, id uint64) error {
	what := "relationship"
	if ix.Spec.OnNodes() {
		what = "node"
	}
	return fmt.Errorf("The vector index %s needs lists of %d finite numbers: the property %s of %s %d is none.",
		ix.Spec.Name, ix.Spec.Vector.Dimension, db.PropertyName(ix.Spec.Properties[0]), what, id)
}
