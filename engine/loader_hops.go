package engine

import (
	"errors"
	"fmt"
	"math/bits"
	"sync"
	"sync/atomic"
)

// Finish completes the tables; progress (may be nil) is told what is going on.
func (l *Loader) Finish(progress func(stage string, done, total int)) error {
	if progress == nil {
		progress = func(string, int, int) {}
	}
	db := l.db
	if uint64(l.sum.nodes) != l.cat.Nodes || uint64(l.sum.rels) != l.cat.Relationships {
		return fmt.Errorf("the catalog has %d nodes and %d relationships, but %d and %d were loaded",
			l.cat.Nodes, l.cat.Relationships, l.sum.nodes, l.sum.rels)
	}
	b := hopBuilder{db: db, progress: progress, wide: max(l.cat.NextNode, l.cat.NextRel) > maxNarrowID+1}
	for _, dir := range []Direction{Out, In} {
		if err := b.build(dir); err != nil {
			return err
		}
	}
	db.nextNode.Store(l.cat.NextNode)
	db.nextRel.Store(l.cat.NextRel)
	db.publish(l.cat.Commit, func(uint64) { db.counts.apply(db, &l.sum) })
	db.nextCommit = l.cat.Commit + 1
	return nil
}

// hopBuilder builds one direction of the adjacency of all nodes: it scatters
// the relationships by node chunk and then sorts each chunk's share by counting.
// Each worker scatters a contiguous stretch of the relationships to places that
// were counted beforehand, so that no two of them meet and the order is always
// the same. To bound the memory that this takes it goes by ranges of node chunks.
type hopBuilder struct {
	db       *Database
	dir      Direction
	nodes    []*chunk
	rels     []*chunk
	counts   [][]int64 // per worker and node chunk: entries, then where the next one goes
	share    []uint64  // the entries of a range of node chunks, see loose
	wide     bool
	progress func(stage string, done, total int)
}

// loose is entries that are not in their runs yet: for each the row and the
// type in one word, and one or two words as hopRoot has them.
type loose struct {
	words []uint64
	wide  bool
}

// stride returns the number of words that an entry takes.
func stride(wide bool) int {
	if wide {
		return 3
	}
	return 2
}

// shares is how many ranges of node chunks a large graph is built in, and
// smallShare the number of entries below which that is not worth it.
const (
	shares     = 8
	smallShare = 8 << 20
)

func (b *hopBuilder) build(dir Direction) error {
	b.dir = dir
	b.nodes, b.rels = b.db.nodes.all(), b.db.rels.all()
	b.count()
	all := int64(0)
	for i := range b.nodes {
		all += b.total(i)
	}
	limit := max(smallShare, all/shares)
	for lo := 0; lo < len(b.nodes); {
		hi, n := lo, int64(0)
		for hi < len(b.nodes) && (hi == lo || n+b.total(hi) <= limit) {
			n += b.total(hi)
			hi++
		}
		if err := b.buildRange(lo, hi, n); err != nil {
			return err
		}
		b.progress("adjacency", hi, len(b.nodes))
		lo = hi
	}
	return nil
}

// total returns the number of entries of a node chunk.
func (b *hopBuilder) total(chunk int) int64 {
	n := int64(0)
	for _, counts := range b.counts {
		n += counts[chunk]
	}
	return n
}

// buildRange builds the adjacency of the node chunks lo … hi-1, which have n entries.
func (b *hopBuilder) buildRange(lo, hi int, n int64) error {
	size := int64(stride(b.wide))
	if int64(len(b.share)) < n*size {
		b.share = make([]uint64, n*size)
	}
	starts := make([]int64, hi-lo+1)
	at := int64(0)
	for i := lo; i < hi; i++ {
		starts[i-lo] = at
		for _, counts := range b.counts {
			at, counts[i] = at+counts[i], at
		}
	}
	starts[hi-lo] = at
	b.scatter(lo, hi)
	bad := make([]error, hi-lo)
	parallel(b.db.workers, hi-lo, func(i int) {
		bad[i] = b.nodes[lo+i].load(b.dir, loose{b.share[starts[i]*size : starts[i+1]*size], b.wide})
	})
	return errors.Join(bad...)
}

// stretch returns the relationship chunks of one worker.
func (b *hopBuilder) stretch(worker int) []*chunk {
	n, workers := len(b.rels), len(b.counts)
	return b.rels[worker*n/workers : (worker+1)*n/workers]
}

// count counts the entries of each node chunk.
func (b *hopBuilder) count() {
	b.counts = make([][]int64, b.db.workers)
	parallel(b.db.workers, len(b.counts), func(w int) {
		counts := make([]int64, len(b.nodes))
		for _, c := range b.stretch(w) {
			switch {
			case c == nil:
			case c.ends.from32 != nil:
				own, _ := sides(b.dir, c.ends.from32, c.ends.to32)
				countChunk(c, own, counts)
			default:
				own, _ := sides(b.dir, c.ends.from64, c.ends.to64)
				countChunk(c, own, counts)
			}
		}
		b.counts[w] = counts
	})
}

// sides returns the nodes at which relationships are entered, and the others.
func sides[T any](dir Direction, from, to []T) (own, other []T) {
	if dir == In {
		return to, from
	}
	return from, to
}

func countChunk[T uint32 | uint64](c *chunk, own []T, counts []int64) {
	for i, word := range c.live {
		if word == ^uint64(0) {
			for _, node := range own[i<<6 : i<<6+64] {
				counts[node>>rowBits]++
			}
			continue
		}
		for ; word != 0; word &= word - 1 {
			counts[own[i<<6+bits.TrailingZeros64(word)]>>rowBits]++
		}
	}
}

// scatter brings the entries to the shares of the node chunks lo … hi-1.
func (b *hopBuilder) scatter(lo, hi int) {
	parallel(b.db.workers, len(b.counts), func(w int) {
		for _, c := range b.stretch(w) {
			switch {
			case c == nil:
			case c.ends.from32 != nil:
				own, other := sides(b.dir, c.ends.from32, c.ends.to32)
				scatterChunk(b, c, own, other, b.counts[w], uint64(lo), uint64(hi))
			default:
				own, other := sides(b.dir, c.ends.from64, c.ends.to64)
				scatterChunk(b, c, own, other, b.counts[w], uint64(lo), uint64(hi))
			}
		}
	})
}

func scatterChunk[T uint32 | uint64](b *hopBuilder, c *chunk, own, other []T, next []int64, lo, hi uint64) {
	if !b.wide && lo == 0 && hi == uint64(len(next)) && c.ends.type16 == nil && c.ends.type32 == nil {
		scatterUniform(b, c, own, other, next)
		return
	}
	for i, word := range c.live {
		for ; word != 0; word &= word - 1 {
			row := i<<6 + bits.TrailingZeros64(word)
			node := uint64(own[row])
			number := node >> rowBits
			if number-lo >= hi-lo {
				continue
			}
			key := (node&rowMask)<<32 | uint64(c.ends.typeOf(row))
			at := next[number]
			next[number]++
			if b.wide {
				b.share[3*at], b.share[3*at+1], b.share[3*at+2] = key, uint64(other[row]), c.base+uint64(row)
			} else {
				b.share[2*at], b.share[2*at+1] = key, uint64(other[row])<<32|(c.base+uint64(row))
			}
		}
	}
}

// scatterUniform is scatterChunk for relationships of one type, if all go somewhere.
func scatterUniform[T uint32 | uint64](b *hopBuilder, c *chunk, own, other []T, next []int64) {
	typ := uint64(c.ends.same)
	for i, word := range c.live {
		for ; word != 0; word &= word - 1 {
			row := (i<<6 + bits.TrailingZeros64(word)) & rowMask
			node := uint64(own[row])
			number := node >> rowBits
			at := next[number]
			next[number]++
			to := b.share[2*at : 2*at+2]
			to[0], to[1] = (node&rowMask)<<32|typ, uint64(other[row])<<32|(c.base+uint64(row))
		}
	}
}

// parallel calls do(0) … do(n-1) from up to workers goroutines.
func parallel(workers, n int, do func(i int)) {
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(workers, n) {
		wg.Go(func() {
			for i := next.Add(1) - 1; i < int64(n); i = next.Add(1) - 1 {
				do(int(i))
			}
		})
	}
	wg.Wait()
}
