package engine

import (
	"cmp"
	"errors"
	"fmt"
	"runtime"
	"slices"
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
	for _, dir := range []Direction{Out, In} {
		b := hopBuilder{db: db, dir: dir, progress: progress}
		if err := b.build(); err != nil {
			return err
		}
	}
	db.nextNode.Store(l.cat.NextNode)
	db.nextRel.Store(l.cat.NextRel)
	db.publish(l.cat.Commit, func(uint64) { db.counts.apply(db, &l.sum) })
	db.nextCommit = l.cat.Commit + 1
	runtime.GC() // what the images left behind
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
	share    []loose
	progress func(stage string, done, total int)
}

// loose is an entry that is not in its run yet.
type loose struct {
	entry
	row uint32
	typ TypeID
}

// largestShare bounds the entries that are scattered at once.
const largestShare = 16 << 20

func (b *hopBuilder) build() error {
	b.nodes, b.rels = b.db.nodes.all(), b.db.rels.all()
	if err := b.count(); err != nil {
		return err
	}
	for lo := 0; lo < len(b.nodes); {
		hi, n := lo, int64(0)
		for hi < len(b.nodes) && (hi == lo || n+b.total(hi) <= largestShare) {
			n += b.total(hi)
			hi++
		}
		b.buildRange(lo, hi, n)
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
func (b *hopBuilder) buildRange(lo, hi int, n int64) {
	if int64(cap(b.share)) < n {
		b.share = make([]loose, n)
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
	parallel(b.db.workers, hi-lo, func(i int) {
		if c := b.nodes[lo+i]; c != nil {
			c.adjacency(b.dir).load(b.share[starts[i]:starts[i+1]], c.base)
		}
	})
}

// each calls do for the relationships of one worker's stretch.
func (b *hopBuilder) each(worker int, do func(c *chunk, row int)) {
	n, workers := len(b.rels), len(b.counts)
	for _, c := range b.rels[worker*n/workers : (worker+1)*n/workers] {
		if c != nil {
			eachRow(&c.live, func(row int) { do(c, row) })
		}
	}
}

// count counts the entries of each node chunk, and checks that the nodes exist.
func (b *hopBuilder) count() error {
	b.counts = make([][]int64, max(1, b.db.workers))
	bad := make([]error, len(b.counts))
	parallel(b.db.workers, len(b.counts), func(w int) {
		counts := make([]int64, len(b.nodes))
		b.counts[w] = counts
		b.each(w, func(c *chunk, row int) {
			node, _ := b.ends(c, row)
			n := b.db.nodes.at(node)
			if n == nil || !n.isLive(int(node&rowMask)) {
				bad[w] = fmt.Errorf("relationship %d is at node %d, which does not exist", c.base+uint64(row), node)
				return
			}
			counts[node>>rowBits]++
		})
	})
	return errors.Join(bad...)
}

// ends returns the node at which a relationship is entered, and the other one.
func (b *hopBuilder) ends(c *chunk, row int) (node, neighbour uint64) {
	from, to := c.ends.of(row)
	if b.dir == In {
		return to, from
	}
	return from, to
}

// scatter brings the entries to the shares of the node chunks lo … hi-1.
func (b *hopBuilder) scatter(lo, hi int) {
	parallel(b.db.workers, len(b.counts), func(w int) {
		next := b.counts[w]
		b.each(w, func(c *chunk, row int) {
			node, neighbour := b.ends(c, row)
			if i := int(node >> rowBits); i >= lo && i < hi {
				b.share[next[i]] = loose{entry{neighbour, c.base + uint64(row)}, uint32(node & rowMask), c.ends.typeOf(row)}
				next[i]++
			}
		})
	})
}

// load builds the runs of a chunk's nodes, each exactly as large as it must be,
// from their entries in the order of relationships.
func (a *adjacency) load(share []loose, base uint64) {
	if len(share) == 0 {
		return
	}
	sorted, loops, wide := sortByRow(share, base)
	a.loops.Store(loops)
	r := &hopRoot{wide: wide}
	segs := 1
	for i := 1; i < len(sorted); i++ {
		if sorted[i].row != sorted[i-1].row || sorted[i].typ != sorted[i-1].typ {
			segs++
		}
	}
	r.segments = make([]segment, 0, segs)
	r.words = make([]uint64, len(sorted)<<r.shift())
	a.fill(r, sorted)
	a.segs, a.words = segs, len(r.words)
	a.root.Store(r)
}

// sortByRow sorts entries by row and type and keeps the order of relationships. It also counts loops.
func sortByRow(share []loose, base uint64) (sorted []loose, loops int64, wide bool) {
	var next [ChunkRows + 1]int
	for i := range share {
		e := &share[i]
		next[e.row+1]++
		wide = wide || max(e.neighbour, e.rel) > maxNarrowID
		if e.neighbour == base+uint64(e.row) {
			loops++
		}
	}
	for row := range ChunkRows {
		next[row+1] += next[row]
	}
	starts := next
	sorted = make([]loose, len(share))
	for i := range share {
		row := share[i].row
		sorted[next[row]] = share[i]
		next[row]++
	}
	byType := func(a, b loose) int { return cmp.Compare(a.typ, b.typ) }
	for row := range ChunkRows {
		if run := sorted[starts[row]:starts[row+1]]; !slices.IsSortedFunc(run, byType) {
			slices.SortStableFunc(run, byType)
		}
	}
	return sorted, loops, wide
}

// fill writes sorted entries and their segments into a root that is not published yet.
func (a *adjacency) fill(r *hopRoot, share []loose) {
	for i := 0; i < len(share); {
		j := i
		for ; j < len(share) && share[j].row == share[i].row && share[j].typ == share[i].typ; j++ {
			r.put(j, share[j].entry)
		}
		head := &r.heads[share[i].row]
		s := segment{run: uint64(i)<<32 | uint64(j-i), typ: share[i].typ, cap: uint32(j - i), next: *head >> 1}
		r.segments = append(r.segments, s)
		*head = uint32(len(r.segments)) << 1
		i = j
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
