package engine

import (
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
type hopBuilder struct {
	db       *Database
	dir      Direction
	progress func(stage string, done, total int)
	starts   []int64 // per node chunk: where its share begins
	share    []loose
}

// loose is an entry that is not in its run yet.
type loose struct {
	entry
	row uint32
	typ TypeID
}

func (b *hopBuilder) build() error {
	nodes, rels := b.db.nodes.all(), b.db.rels.all()
	counts := make([]atomic.Int64, len(nodes)+1)
	if err := b.count(rels, counts); err != nil {
		return err
	}
	b.starts = make([]int64, len(nodes)+1)
	for i := range nodes {
		b.starts[i+1] = b.starts[i] + counts[i].Load()
	}
	b.share = make([]loose, b.starts[len(nodes)])
	b.scatter(rels, counts)
	var done atomic.Int64
	parallel(b.db.workers, len(nodes), func(i int) {
		if n := nodes[i]; n != nil {
			share := b.share[b.starts[i]:b.starts[i+1]]
			n.adjacency(b.dir).load(share)
		}
		if n := done.Add(1); n%1024 == 0 || int(n) == len(nodes) {
			b.progress("adjacency", int(n), len(nodes))
		}
	})
	return nil
}

// count counts the entries of each node chunk, and checks that the nodes exist.
func (b *hopBuilder) count(rels []*chunk, counts []atomic.Int64) error {
	var mu sync.Mutex
	var bad error
	parallel(b.db.workers, len(rels), func(i int) {
		c := rels[i]
		if c == nil {
			return
		}
		eachRow(&c.live, func(row int) {
			node, _ := b.ends(c, row)
			n := b.db.nodes.at(node)
			if n == nil || !n.isLive(int(node&rowMask)) {
				mu.Lock()
				bad = fmt.Errorf("relationship %d is at node %d, which does not exist", c.base+uint64(row), node)
				mu.Unlock()
				return
			}
			counts[node>>rowBits].Add(1)
		})
	})
	return bad
}

// ends returns the node at which a relationship is entered, and the other one.
func (b *hopBuilder) ends(c *chunk, row int) (node, neighbour uint64) {
	from, to := c.ends.of(row)
	if b.dir == In {
		return to, from
	}
	return from, to
}

// scatter brings the entries to their node chunks' shares.
func (b *hopBuilder) scatter(rels []*chunk, next []atomic.Int64) {
	for i := range b.starts {
		next[i].Store(b.starts[i])
	}
	parallel(b.db.workers, len(rels), func(i int) {
		c := rels[i]
		if c == nil {
			return
		}
		eachRow(&c.live, func(row int) {
			node, neighbour := b.ends(c, row)
			at := next[node>>rowBits].Add(1) - 1
			b.share[at] = loose{entry{neighbour, c.base + uint64(row)}, uint32(node & rowMask), c.ends.typeOf(row)}
		})
	})
}

// load builds the runs of a chunk's nodes, each exactly as large as it must be.
func (a *adjacency) load(share []loose) {
	if len(share) == 0 {
		return
	}
	slices.SortFunc(share, func(x, y loose) int {
		switch {
		case x.row != y.row:
			return int(x.row) - int(y.row)
		case x.typ != y.typ:
			return int(int64(x.typ) - int64(y.typ))
		case x.rel < y.rel:
			return -1
		}
		return 1
	})
	r := &hopRoot{}
	segs := 1
	for i := range share {
		r.wide = r.wide || max(share[i].neighbour, share[i].rel) > maxNarrowID
		if i > 0 && (share[i].row != share[i-1].row || share[i].typ != share[i-1].typ) {
			segs++
		}
	}
	r.segments = make([]segment, 0, segs)
	r.words = make([]uint64, len(share)<<r.shift())
	a.fill(r, share)
	a.segs, a.words = segs, len(r.words)
	a.root.Store(r)
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
