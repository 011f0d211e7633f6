package engine

import (
	"slices"
	"sort"
)

// A long transaction keeps all undo that is newer than its start from being
// released. Most of it is of no use to anybody, though: of a row that was changed
// a thousand times since, the long transaction needs the oldest version and new
// ones the newest. Pruning drops the records between them.
//
// A record that was written by commit c and whose next older one of the same
// property was written by commit a serves the transactions that started from a
// to before c. If none is active it can go: those that start later start at
// the newest commit, and who started before a reads the older record. The
// newest record of a row may go, too: whoever conflicted with it conflicts with the older one.

// pruneAbove is the number of records that are kept for long transactions
// before it is tried to do with less, and by how many more before it is tried again.
const pruneAbove = 4096

// pruner drops records that no active transaction needs.
type pruner struct {
	db     *Database
	bound  uint64   // commits up to it are considered
	starts []uint64 // of the active transactions, ascending
	left   departures
}

// prune shortens the chains of the rows whose records wait in the queue;
// g.working is held.
func (g *collector) prune(db *Database) {
	n := g.records.Load()
	if n < g.pruneAt.Load() {
		return
	}
	p := pruner{db: db, bound: db.lastCommit.Load()}
	p.starts = db.active.starts()
	g.mu.Lock()
	queue := slices.Clone(g.queue)
	g.mu.Unlock()
	for c, rows := range rowsOf(queue, p.bound) {
		c.latch.Lock()
		eachRow(rows, func(row int) { p.pruneRow(c, row) })
		c.latch.Unlock()
	}
	g.forget(p.bound)
	g.pruneAt.Store(2*g.records.Load() + g.pruneAbove)
}

// rowsOf returns the rows that the records of commits up to bound belong to.
func rowsOf(queue []garbage, bound uint64) map[*chunk]*[rowWords]uint64 {
	rows := map[*chunk]*[rowWords]uint64{}
	for _, item := range queue {
		if item.commit > bound {
			break
		}
		for _, slab := range item.undo.slabs {
			for i := range slab {
				u := &slab[i]
				if u.kind != undoProperty && u.kind != undoLabels {
					continue
				}
				if rows[u.chunk] == nil {
					rows[u.chunk] = new([rowWords]uint64)
				}
				rows[u.chunk][u.row>>6] |= 1 << (u.row & 63)
			}
		}
	}
	return rows
}

// pruneRow drops what it can of the records of a row, whose latch is held exclusively.
func (p *pruner) pruneRow(c *chunk, row int) {
	if h := c.head(row); h == nil || h.next == nil {
		return
	}
	p.left.every(p.db, c, row)
	var newer *undo
	for u := c.head(row); u != nil; u = u.next {
		if !p.useless(u) {
			newer = u
			continue
		}
		if newer == nil {
			c.heads.set(row, u.next)
		} else {
			newer.next = u.next
		}
		if u.kind == undoLabels {
			c.zone.remove(u.key)
		}
		u.kind = undoDropped
	}
	p.left.retire(c, row)
}

// useless reports whether no active transaction needs a record.
func (p *pruner) useless(u *undo) bool {
	commit := u.by.commit.Load()
	if commit > p.bound || u.kind != undoProperty && u.kind != undoLabels {
		return false
	}
	for older := u.next; older != nil; older = older.next {
		if older.kind == u.kind && (u.kind == undoLabels || older.key == u.key) {
			since := older.by.commit.Load()
			i := sort.Search(len(p.starts), func(i int) bool { return p.starts[i] >= since })
			return i == len(p.starts) || p.starts[i] >= commit
		}
	}
	return false
}

// forget lets go of the dropped records of commits up to bound. Who has changed
// an index stays in the queue until everybody sees it.
func (g *collector) forget(bound uint64) {
	g.mu.Lock()
	defer g.mu.Unlock()
	dropped := int64(0)
	kept := g.queue[:0:0]
	for _, item := range g.queue {
		if item.commit <= bound && item.undo.dropped() {
			dropped += int64(item.undo.n)
			item.undo = undoLog{}
		}
		if item.undo.n > 0 || len(item.touched) > 0 {
			kept = append(kept, item)
		}
	}
	g.queue = kept
	g.oldest.Store(idle)
	if len(kept) > 0 {
		g.oldest.Store(kept[0].commit)
	}
	g.records.Add(-dropped)
}

// dropped reports whether all records have been dropped; the collector alone asks.
func (l *undoLog) dropped() bool {
	for _, slab := range l.slabs {
		for i := range slab {
			if slab[i].kind != undoDropped {
				return false
			}
		}
	}
	return true
}

// every adds the entries of all versions of a row; the latch is held exclusively.
func (d *departures) every(db *Database, c *chunk, row int) {
	var vals valBuf
	for _, ix := range db.covering(c).all {
		v := ix.newest(c, row, &vals)
		d.add(ix, &v)
		for u := c.head(row); u != nil; u = u.next {
			if ix.revert(&v, u) && v.live {
				d.add(ix, &v)
			}
		}
	}
}
