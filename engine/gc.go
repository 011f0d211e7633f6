package engine

import (
	"sync"
	"sync/atomic"
	"time"
)

// collector releases undo records that no active transaction can reach any
// more, in commit order, in the background.
type collector struct {
	mu      sync.Mutex // guards queue
	queue   []garbage  // ascending by commit
	oldest  atomic.Uint64
	records atomic.Int64

	pruneAbove int64        // tests prune sooner
	pruneAt    atomic.Int64 // number of records from which pruning is tried

	working sync.Mutex // held by who collects
	kick    chan struct{}
	quit    chan struct{}
	once    sync.Once
	wg      sync.WaitGroup
}

// garbage is what a committed transaction leaves behind.
type garbage struct {
	commit  uint64
	undo    undoLog
	touched []*Index
}

// The collector rests between two rounds, so that it works by the batch however
// short the transactions are, and longer after a round that took long (a run of
// a million relationships is copied for the sake of one): a multiple of its
// time, unless it has fallen behind.
const (
	shortestRest = time.Millisecond
	longestRest  = 100 * time.Millisecond
	restTimes    = 3
	behind       = 1 << 16 // records
)

func (g *collector) rest(round time.Duration) time.Duration {
	if g.records.Load() > behind {
		return shortestRest
	}
	return min(max(restTimes*round, shortestRest), longestRest)
}

// settled is how long nothing must have changed until chunks give back the
// memory that they hold in reserve.
const settled = 5 * time.Second

// endsPerFlush bounds how many adjacency entries wait for being cleaned up.
const endsPerFlush = 4096

func (g *collector) init() {
	g.oldest.Store(idle)
	g.pruneAbove = pruneAbove
	g.pruneAt.Store(pruneAbove)
	g.kick, g.quit = make(chan struct{}, 1), make(chan struct{})
}

// add queues the undo records of a commit; commits come in order.
func (g *collector) add(db *Database, commit uint64, undo undoLog, touched []*Index) {
	if undo.n == 0 && len(touched) == 0 {
		return
	}
	g.mu.Lock()
	g.queue = append(g.queue, garbage{commit, undo, touched})
	if len(g.queue) == 1 {
		g.oldest.Store(commit)
	}
	g.mu.Unlock()
	g.records.Add(int64(undo.n))
	g.once.Do(func() {
		g.wg.Add(1)
		go g.run(db)
	})
}

// wake tells the collector that a transaction that started at start has ended.
func (g *collector) wake(start uint64) {
	oldest := g.oldest.Load()
	if (oldest == idle || oldest <= start) && g.records.Load() < g.pruneAt.Load() {
		return
	}
	g.kickNow()
}

// kickNow has the collector look for what can be released. Schema changes ask for it: no
// transaction ends with them.
func (g *collector) kickNow() {
	select {
	case g.kick <- struct{}{}:
	default:
	}
}

func (g *collector) stop() {
	g.once.Do(func() {})
	select {
	case <-g.quit:
	default:
		close(g.quit)
	}
	g.wg.Wait()
}

func (g *collector) run(db *Database) {
	defer g.wg.Done()
	idle := time.NewTimer(settled)
	defer idle.Stop()
	for {
		var began time.Time
		select {
		case <-g.quit:
			return
		case <-idle.C:
			db.trim()
			continue
		case <-g.kick:
			began = time.Now()
			db.collect()
			if db.collectable() { // what ended meanwhile has not asked
				g.kickNow()
			}
			idle.Reset(settled)
		}
		select {
		case <-g.quit:
			return
		case <-time.After(g.rest(time.Since(began))):
		}
	}
}

// take removes and returns the oldest garbage if it is not newer than bound.
func (g *collector) take(bound uint64) (garbage, bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if len(g.queue) == 0 || g.queue[0].commit > bound {
		return garbage{}, false
	}
	first := g.queue[0]
	g.queue[0] = garbage{}
	g.queue = g.queue[1:]
	if len(g.queue) == 0 {
		g.queue = nil
		g.oldest.Store(idle)
	} else {
		g.oldest.Store(g.queue[0].commit)
	}
	return first, true
}

// CollectGarbage releases undo that no transaction can reach any more, and memory
// that chunks hold in reserve, now.
func (db *Database) CollectGarbage() {
	db.garbage.working.Lock()
	db.garbage.pruneAt.Store(0) // whatever was found not to be worth it before
	db.garbage.working.Unlock()
	db.collect()
	db.trim()
}

// collect releases undo that no transaction can reach any more.
func (db *Database) collect() {
	g := &db.garbage
	g.working.Lock()
	defer g.working.Unlock()
	s := sweeper{db: db, bound: db.active.oldest(db.lastCommit.Load())}
	for {
		item, ok := g.take(s.bound)
		if !ok {
			break
		}
		for _, slab := range item.undo.slabs {
			s.release(slab)
		}
		settle(item.touched)
		g.records.Add(-int64(item.undo.n))
	}
	s.flush()
	g.prune(db)
}

// collectable reports whether there is undo that no transaction can reach any more.
func (db *Database) collectable() bool {
	oldest := db.garbage.oldest.Load()
	return oldest != idle && oldest <= db.active.oldest(db.lastCommit.Load())
}

// sweeper releases undo records up to a commit that every active transaction sees.
type sweeper struct {
	db       *Database
	bound    uint64
	left     departures
	believed []hopEnd // of relationships that everybody sees now
	dead     []hopEnd // of relationships that nobody sees now
}

func (s *sweeper) release(slab []undo) {
	var at latched
	for i := range slab {
		u := &slab[i]
		at.move(u.chunk)
		switch u.kind {
		case undoCreated:
			s.releaseCreated(u)
		case undoDropped:
		default:
			s.releaseOne(u)
		}
		if len(s.believed)+len(s.dead) >= endsPerFlush {
			at.release()
			s.flush()
		}
	}
	at.release()
}

func (s *sweeper) releaseOne(u *undo) {
	c, row := u.chunk, int(u.row)
	s.cut(c, row)
	switch u.kind {
	case undoDeleted:
		s.bury(c, row)
	case undoLabels:
		c.zone.remove(u.key)
	}
}

func (s *sweeper) releaseCreated(u *undo) {
	c := u.chunk
	for row := int(u.row); row < int(u.row)+int(u.n); row++ {
		newest := c.head(row) == u
		s.cut(c, row)
		switch {
		case newest && !c.isLive(row):
			s.bury(c, row) // deleted by its own creator
		case c.labels == nil:
			ends := c.endsOf(row)
			s.believed = append(s.believed, ends[:]...)
		}
	}
	if int(u.row)+int(u.n) == ChunkRows { // it is full: what follows will be changes here and there
		c.pack()
	}
}

// bury clears a row that nobody sees any more.
func (s *sweeper) bury(c *chunk, row int) {
	if c.labels == nil {
		ends := c.endsOf(row)
		s.dead = append(s.dead, ends[:]...)
	}
	c.clearRow(row)
}

// cut shortens the undo records of a row to those that somebody may need.
func (s *sweeper) cut(c *chunk, row int) {
	h := c.head(row)
	if h == nil {
		return
	}
	s.left.released(s.db, c, row, s.bound)
	if h.by.commit.Load() <= s.bound {
		c.cut(row)
	} else {
		h.cutBehind(s.bound)
	}
	s.left.retire(c, row)
}

// cutBehind cuts off the older records up to a commit.
func (u *undo) cutBehind(bound uint64) {
	for ; u.next != nil; u = u.next {
		if u.next.by.commit.Load() <= bound {
			u.next = nil
			return
		}
	}
}

func (s *sweeper) flush() {
	s.db.believeEnds(s.believed)
	s.db.dropEnds(s.dead, true)
	s.believed, s.dead = s.believed[:0], s.dead[:0]
}
