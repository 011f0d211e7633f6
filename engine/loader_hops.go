package engine

import (
	"errors"
	"fmt"
	"math/bits"
	"sync"
	"sync/atomic"
	"unsafe"
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
	if l.sum.rels > 0 {
		if err := newHopBuilder(l).build(progress); err != nil {
			return err
		}
	}
	db.nextNode.Store(l.cat.NextNode)
	db.nextRel.Store(l.cat.NextRel)
	db.publish(l.cat.Commit, func(uint64) { db.counts.apply(db, &l.sum) })
	db.nextCommit = l.cat.Commit + 1
	return nil
}

// hopBuilder builds the adjacency of all nodes, one direction after the other. It
// scatters the entries by node chunk, straight into the memory that they will stay in, and
// then sorts each chunk's by counting. Each worker scatters a contiguous stretch of the
// relationships to places that were counted beforehand, so that no two of them meet
// and the order is always the same.
type hopBuilder struct {
	db      *Database
	dir     Direction
	nodes   []*chunk
	rels    []*chunk
	layout  layout
	uniform bool     // all relationships are of type typ
	typ     TypeID   //
	rows    []uint16 // of all entries, chunk by chunk
	types   []TypeID // likewise; nil if uniform
	spare   sync.Pool
}

// share is the entries of a node chunk, in the order of relationships until they are sorted by row.
type share struct {
	rows  []uint16
	types []TypeID // nil: all have the same
	data  []byte   // an arena that hopRoot takes over
}

// part is where a worker puts its entries of a node chunk.
type part struct {
	share
	n int
}

// memory returns where a share's entries lie, one for each of its rows.
func (s *share) memory() unsafe.Pointer { return unsafe.Pointer(unsafe.SliceData(s.data)) }

func newHopBuilder(l *Loader) *hopBuilder {
	b := &hopBuilder{db: l.db, rels: l.db.rels.all(), layout: packedLayout(l.cat.NextNode, l.cat.NextRel)}
	b.nodes = make([]*chunk, max(len(l.db.nodes.all()), int(l.lastNode>>rowBits)+1))
	copy(b.nodes, l.db.nodes.all())
	b.rows = make([]uint16, l.sum.rels)
	if b.uniform = len(l.sum.types) == 1; b.uniform {
		b.typ = TypeID(l.sum.types[0].class)
	} else {
		b.types = make([]TypeID, l.sum.rels)
	}
	b.spare.New = func() any { return new(sorter) }
	return b
}

func (b *hopBuilder) build(progress func(stage string, done, total int)) error {
	bad := make([]error, len(b.nodes))
	for i, dir := range []Direction{Out, In} {
		b.dir = dir
		shares, parts := b.divide(b.count())
		b.scatter(parts)
		var done atomic.Int64
		parallel(b.db.workers, len(b.nodes), func(n int) {
			s := b.spare.Get().(*sorter)
			bad[n] = b.load(n, &shares[n], s)
			b.spare.Put(s)
			progress("adjacency", i*len(b.nodes)+int(done.Add(1)), 2*len(b.nodes))
		})
		if err := errors.Join(bad...); err != nil {
			return err
		}
	}
	return nil
}

// stretch returns the relationship chunks of one worker.
func (b *hopBuilder) stretch(worker int) []*chunk {
	n, workers := len(b.rels), b.db.workers
	return b.rels[worker*n/workers : (worker+1)*n/workers]
}

// count counts the entries of each worker and node chunk.
func (b *hopBuilder) count() [][]int {
	all := make([][]int, b.db.workers)
	parallel(b.db.workers, len(all), func(w int) {
		counts := make([]int, len(b.nodes))
		buf := make([]uint32, ChunkRows)
		for _, c := range b.stretch(w) {
			if c == nil {
				continue
			}
			own, _ := c.ends.sides(b.dir)
			if ids := own.small(buf); ids != nil {
				countChunk(c, ids, counts)
			} else {
				countChunk(c, own.wide, counts)
			}
		}
		all[w] = counts
	})
	return all
}

// sides returns the nodes at which relationships are entered, and the others.
func (e *endpoints) sides(dir Direction) (own, other *nodeIDs) {
	if dir == In {
		return &e.to, &e.from
	}
	return &e.from, &e.to
}

func countChunk[T uint32 | uint64](c *chunk, own []T, counts []int) {
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

// divide returns the share of each node chunk, and the part of each worker in it.
func (b *hopBuilder) divide(counts [][]int) ([]share, [][]part) {
	shares := make([]share, len(b.nodes))
	parts := make([][]part, len(counts))
	for w := range parts {
		parts[w] = make([]part, len(b.nodes))
	}
	rows, types := b.rows, b.types
	for i := range shares {
		n := 0
		for _, c := range counts {
			n += c[i]
		}
		all := share{rows: rows[:n], data: b.layout.arena(n)}
		rows = rows[n:]
		if types != nil {
			all.types, types = types[:n], types[n:]
		}
		shares[i] = all
		for w, c := range counts {
			parts[w][i].share, all = all.cut(c[i], int(b.layout.size))
		}
	}
	return shares, parts
}

// cut divides a share behind its first n entries.
func (s share) cut(n, size int) (first, rest share) {
	first, rest = share{rows: s.rows[:n], data: s.data[:n*size]}, share{rows: s.rows[n:], data: s.data[n*size:]}
	if s.types != nil {
		first.types, rest.types = s.types[:n], s.types[n:]
	}
	return first, rest
}

// scatter brings the entries to the shares of their node chunks.
func (b *hopBuilder) scatter(parts [][]part) {
	parallel(b.db.workers, len(parts), func(w int) {
		var buf [2][]uint32
		var wide [2][]uint64
		for i := range buf {
			buf[i], wide[i] = make([]uint32, ChunkRows), make([]uint64, ChunkRows)
		}
		for _, c := range b.stretch(w) {
			if c == nil {
				continue
			}
			own, other := c.ends.sides(b.dir)
			if owns, others := own.small(buf[0]), other.small(buf[1]); owns != nil && others != nil {
				scatterChunk(b, c, owns, others, parts[w])
				continue
			}
			own.copyTo(wide[0])
			other.copyTo(wide[1])
			scatterChunk(b, c, wide[0], wide[1], parts[w])
		}
	})
}

func scatterChunk[T uint32 | uint64](b *hopBuilder, c *chunk, own, other []T, parts []part) {
	plain := b.uniform && !b.layout.isWide()
	for i, word := range c.live {
		if plain && word == ^uint64(0) {
			scatterPlain(b.layout, own[i<<6:i<<6+64], other[i<<6:i<<6+64], c.base+uint64(i<<6), parts)
			continue
		}
		for ; word != 0; word &= word - 1 {
			row := (i<<6 + bits.TrailingZeros64(word)) & rowMask
			node := uint64(own[row])
			p := &parts[node>>rowBits]
			n := p.n
			p.n++
			p.rows[n] = uint16(node & rowMask)
			if p.types != nil {
				p.types[n] = c.ends.typeOf(row)
			}
			b.layout.put(p.data, n, entry{uint64(other[row]), c.base + uint64(row)})
		}
	}
}

// scatterPlain is scatterChunk for relationships of one type, all of them live, with ids from rel on that make no
// wide entries.
func scatterPlain[T uint32 | uint64](l layout, own, other []T, rel uint64, parts []part) {
	other = other[:len(own)]
	size, shift := int(l.size), l.nodeBits&63
	for i, node := range own {
		p := &parts[node>>rowBits]
		n := p.n
		p.n++
		p.rows[n] = uint16(node & rowMask)
		storeWord(p.memory(), n*size, size-halfSize, uint64(other[i])|(rel+uint64(i))<<shift)
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
