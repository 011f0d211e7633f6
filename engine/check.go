package engine

import (
	"fmt"
	"math/bits"
	"slices"
)

// checker compares the store with itself as one transaction sees it.
type checker struct {
	txn   *Txn
	limit int
	found []string
}

// Check verifies the store against itself: adjacency both ways, indexes against
// tables, counts, constraints. It returns what it found wrong, at most limit findings.
func (db *Database) Check(limit int) []string {
	db.garbage.working.Lock() // half-collected transactions look like damage
	defer db.garbage.working.Unlock()
	db.publishMu.Lock()
	txn := db.Begin(TxnOptions{ReadOnly: true})
	want := counts{
		nodes: db.counts.nodes, rels: db.counts.rels,
		labels: slices.Clone(db.counts.labels), types: slices.Clone(db.counts.types),
	}
	db.publishMu.Unlock()
	defer txn.Abort()
	c := &checker{txn: txn, limit: limit}
	c.chunks()
	c.countNodes(want)
	rels := c.countRelationships(want)
	c.hops(Out, rels)
	c.hops(In, rels)
	c.indexes()
	return c.found
}

func (c *checker) full() bool { return len(c.found) >= c.limit }

func (c *checker) wrong(format string, args ...any) {
	if !c.full() {
		c.found = append(c.found, fmt.Sprintf(format, args...))
	}
}

func (c *checker) countNodes(want counts) {
	var nodes int64
	var labels []int64
	var ids []uint64
	sets := make([]LabelSet, ChunkRows)
	for i := range c.txn.NodeChunks() {
		ids = c.txn.ScanNodes(i, nil, ids[:0])
		nodes += int64(len(ids))
		c.txn.NodeLabels(ids, sets[:len(ids)])
		for _, set := range sets[:len(ids)] {
			for _, label := range c.txn.db.Labels(set) {
				labels = addAt(labels, uint32(label), 1)
			}
		}
	}
	if nodes != want.nodes {
		c.wrong("%d nodes are visible, %d are counted", nodes, want.nodes)
	}
	c.compare("label", labels, want.labels)
}

func (c *checker) compare(what string, got, want []int64) {
	for i := range max(len(got), len(want)) {
		g, w := int64(0), int64(0)
		if i < len(got) {
			g = got[i]
		}
		if i < len(want) {
			w = want[i]
		}
		if g != w {
			c.wrong("%s %d: %d are visible, %d are counted", what, i, g, w)
		}
	}
}

// bitsByChunk is a set of row ids.
type bitsByChunk [][rowWords]uint64

func (b bitsByChunk) has(id uint64) bool {
	return b[id>>rowBits][id&rowMask>>6]&(1<<(id&63)) != 0
}

func (b bitsByChunk) flip(id uint64) { b[id>>rowBits][id&rowMask>>6] ^= 1 << (id & 63) }

// countRelationships returns the set of the visible relationships.
func (c *checker) countRelationships(want counts) bitsByChunk {
	rels := make(bitsByChunk, c.txn.RelationshipChunks())
	var n int64
	var types []int64
	var batch Relationships
	for i := range rels {
		batch.ID, batch.From, batch.To, batch.Type = batch.ID[:0], batch.From[:0], batch.To[:0], batch.Type[:0]
		c.txn.ScanRelationships(i, nil, &batch)
		n += int64(len(batch.ID))
		for j, id := range batch.ID {
			rels.flip(id)
			types = addAt(types, uint32(batch.Type[j]), 1)
			if !c.txn.NodeExists(batch.From[j]) || !c.txn.NodeExists(batch.To[j]) {
				c.wrong("relationship %d leads from %d to %d, which do not both exist", id, batch.From[j], batch.To[j])
			}
		}
	}
	if n != want.rels {
		c.wrong("%d relationships are visible, %d are counted", n, want.rels)
	}
	c.compare("type", types, want.types)
	return rels
}

// hops checks that each relationship is found once from its node on one side.
func (c *checker) hops(dir Direction, rels bitsByChunk) {
	missing := slices.Clone(rels)
	var ids []uint64
	var hops Hops
	for i := range c.txn.NodeChunks() {
		ids = c.txn.ScanNodes(i, nil, ids[:0])
		for cursor, done := (ExpandCursor{}), false; !done && !c.full(); {
			hops.Row, hops.Rel, hops.To = hops.Row[:0], hops.Rel[:0], hops.To[:0]
			done = c.txn.Expand(&cursor, ids, dir, nil, true, ChunkRows, &hops)
			c.checkHops(dir, ids, &hops, missing)
		}
	}
	for i, words := range missing {
		for _, word := range words {
			if word != 0 {
				c.wrong("%d relationships of chunk %d are not found from their nodes in direction %d", bits.OnesCount64(word), i, dir)
			}
		}
	}
}

func (c *checker) checkHops(dir Direction, ids []uint64, hops *Hops, missing bitsByChunk) {
	from, to := make([]uint64, len(hops.Rel)), make([]uint64, len(hops.Rel))
	c.txn.Endpoints(hops.Rel, from, to, nil)
	if dir == In {
		from, to = to, from
	}
	for i, rel := range hops.Rel {
		node := ids[hops.Row[i]]
		switch {
		case rel>>rowBits >= uint64(len(missing)) || !missing.has(rel):
			c.wrong("node %d has relationship %d in direction %d, which does not exist or is there twice", node, rel, dir)
			continue
		case from[i] != node || to[i] != hops.To[i]:
			c.wrong("node %d has relationship %d to %d, which leads from %d to %d", node, rel, hops.To[i], from[i], to[i])
		}
		missing.flip(rel)
	}
}

// chunks checks each chunk's own bookkeeping.
func (c *checker) chunks() {
	var at reading
	defer at.done()
	for _, d := range []*directory{&c.txn.db.nodes, &c.txn.db.rels} {
		for _, ch := range d.all() {
			if ch == nil || c.full() {
				continue
			}
			ch.latch.RLock()
			at.c = ch
			for _, problem := range ch.problems() {
				c.wrong("chunk of row %d: %s", ch.base, problem)
			}
			at.c = nil
			ch.latch.RUnlock()
		}
	}
}

// problems returns what is wrong with a chunk; its latch is held.
func (c *chunk) problems() []string {
	var found []string
	wrong := func(format string, args ...any) { found = append(found, fmt.Sprintf(format, args...)) }
	rows := map[uint32]uint32{}
	versioned := 0
	for row := range ChunkRows {
		if c.head(row) != nil {
			versioned++
		}
		if !c.isLive(row) {
			continue
		}
		if c.labels != nil {
			rows[uint32(c.labels[row])]++
		} else {
			rows[uint32(c.ends.typeOf(row))]++
		}
	}
	if versioned != c.versioned {
		wrong("%d rows have old versions, %d are counted", versioned, c.versioned)
	}
	for class, n := range rows {
		i, ok := slices.BinarySearch(c.zone.classes, class)
		if !ok || c.zone.counts[i] < n || versioned == 0 && c.zone.counts[i] != n {
			wrong("class %d has %d rows, which the zone does not have", class, n)
		}
	}
	if versioned == 0 && len(rows) != len(c.zone.classes) {
		wrong("%d classes, the zone has %d", len(rows), len(c.zone.classes))
	}
	for i, col := range c.columns {
		if i > 0 && c.columns[i-1].key >= col.key {
			wrong("columns are out of order")
		}
		for _, problem := range col.problems(c) {
			wrong("property %d: %s", col.key, problem)
		}
	}
	return found
}

func (c *propColumn) problems(of *chunk) []string {
	var found []string
	n := 0
	for w, word := range c.present {
		if int(c.rank[w]) != n {
			found = append(found, fmt.Sprintf("rank of word %d is %d, not %d", w, c.rank[w], n))
		}
		n += bits.OnesCount64(word)
		for orphans := word &^ of.live[w]; orphans != 0; orphans &= orphans - 1 {
			if row := w<<6 + bits.TrailingZeros64(orphans); of.head(row) == nil {
				found = append(found, fmt.Sprintf("row %d has a value but does not exist", row))
			}
		}
	}
	if stored := c.stored(); n != c.n || n == 0 || stored != n {
		found = append(found, fmt.Sprintf("%d rows present, %d counted, %d values", n, c.n, stored))
	}
	return found
}
