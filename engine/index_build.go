package engine

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"

	"memgraphd/engine/column"
	"memgraphd/engine/index"
)

// CreateIndex builds an index beside readers and writers and makes it durable;
// ErrExists if it exists.
//
//	publish it, not ready ─▶ fill it chunk by chunk ─▶ commit order, log ─▶ ready
func (db *Database) CreateIndex(ctx context.Context, spec IndexSpec) error {
	if err := spec.check(); err != nil {
		return err
	}
	db.schemaMu.Lock()
	defer db.schemaMu.Unlock()
	if db.schema.Load().index(spec) != nil {
		return ErrExists
	}
	ix, filled := db.newSibling(db.schema.Load(), spec)
	db.addIndex(ix)
	var err error
	if !filled {
		err = db.fill(ctx, ix)
	}
	if err == nil {
		err = db.order(change{redo: db.indexRedo(opCreateIndex, &spec), check: ctx.Err, publish: func(commit uint64) {
			if !filled {
				db.settleLater(commit, ix)
			}
			ix.ready.Store(true)
			db.schemaGeneration.Add(1)
		}})
	}
	if err != nil {
		db.removeIndex(ix)
		return err
	}
	db.garbage.kickNow()
	return nil
}

// DropIndex drops an index; ErrMissing if there is none.
func (db *Database) DropIndex(ctx context.Context, spec IndexSpec) error {
	db.schemaMu.Lock()
	defer db.schemaMu.Unlock()
	ix := db.schema.Load().index(spec)
	if ix == nil {
		return ErrMissing
	}
	return db.order(change{redo: db.indexRedo(opDropIndex, &ix.Spec), check: ctx.Err, publish: func(commit uint64) {
		ix.ready.Store(false)
		db.removeIndex(ix)
		if !shared(db.schema.Load().indexes, ix.body) {
			ix.droppedAt.Store(commit)
		}
		db.schemaGeneration.Add(1)
	}})
}

// fill enters all versions of all rows into an index that is published, so that
// writers enter what they change from now on.
func (db *Database) fill(ctx context.Context, ix *Index) error {
	if ix.search != nil {
		return db.fillSearch(ctx, ix)
	}
	if ix.tree == nil {
		return nil
	}
	ix.begun.Add(1) // what it is filled with need not be what everybody sees: settleLater
	_, err := db.eachChunk(ctx, ix, func(c *chunk, w *collecting) {
		w.run.Reset()
		w.collect(ix, c)
		w.run.Sort()
		ix.tree.InsertRun(w.run) // no version can go while its entry is on its way
	})
	return err
}

// settleLater settles an index that was filled before a commit, once everybody
// sees that commit.
func (db *Database) settleLater(commit uint64, ix *Index) {
	if ix.tree != nil {
		db.garbage.add(db, commit, undoLog{}, []*Index{ix})
	}
}

// load is fill for a database that nobody uses yet.
func (db *Database) load(ix *Index) error {
	if ix.search != nil {
		_, err := ix.search.build(context.Background(), db, ix)
		return err
	}
	if ix.tree == nil {
		return nil
	}
	runs, err := db.eachChunk(context.Background(), ix, func(c *chunk, w *collecting) { w.collect(ix, c) })
	if err != nil {
		return err
	}
	var wg sync.WaitGroup
	for _, run := range runs {
		wg.Go(run.Sort)
	}
	wg.Wait()
	ix.tree.Load(runs...)
	return nil
}

// collecting is what one of the goroutines that build an index works with.
type collecting struct {
	run *index.Run
	ids []uint64
	col column.Column
}

// eachChunk calls do, with the latch held, for every chunk of the index's table
// that has rows for it, from several goroutines, each of which fills a run of its
// own, and returns the runs.
func (db *Database) eachChunk(ctx context.Context, ix *Index, do func(c *chunk, w *collecting)) ([]*index.Run, error) {
	chunks := db.table(ix).all() // rows that come later are entered by their writers
	runs := make([]*index.Run, min(db.workers, len(chunks)))
	var next atomic.Int64
	var wg sync.WaitGroup
	for i := range runs {
		w := &collecting{run: index.NewRun(len(ix.Spec.Properties))}
		runs[i] = w.run
		wg.Go(func() {
			for i := next.Add(1) - 1; i < int64(len(chunks)) && ctx.Err() == nil; i = next.Add(1) - 1 {
				if c := chunks[i]; c != nil {
					c.latch.RLock()
					if c.zone.any(ix.admits) {
						do(c, w)
					}
					c.latch.RUnlock()
				}
			}
		})
	}
	wg.Wait()
	return runs, ctx.Err()
}

// collect adds the entries of all versions of the rows of a chunk, whose latch is held.
func (w *collecting) collect(ix *Index, c *chunk) {
	if c.heads == nil && ix.plain() {
		w.collectQuiet(ix, c)
		return
	}
	var vals valBuf
	for row := range ChunkRows {
		head := c.head(row)
		if head == nil && !c.isLive(row) {
			continue
		}
		v := ix.newest(c, row, &vals)
		if v.live && ix.hasKey(&v) {
			w.run.Add(v.vals, c.base+uint64(row))
		}
		for u := head; u != nil; u = u.next {
			if ix.revert(&v, u) && v.live && ix.hasKey(&v) {
				w.run.Add(v.vals, c.base+uint64(row))
			}
		}
	}
}

// collectQuiet is collect for a chunk without old versions, by the column.
func (w *collecting) collectQuiet(ix *Index, c *chunk) {
	col := c.column(ix.Spec.Properties[0])
	if col == nil {
		return
	}
	w.ids = appendRows(w.ids[:0], c.base, &c.live)
	w.ids = ix.admitted(c, w.ids, w.ids[:0])
	if len(w.ids) > 0 {
		g := gatherer{dst: &w.col}
		g.start(len(w.ids))
		g.run(col, w.ids, 0)
		w.run.AddColumn(&w.col, w.ids)
	}
}

// any reports whether the chunk has had rows of a class that keep takes.
func (z *zone) any(keep func(class uint32) bool) bool {
	return z.coverage(keep) != coversNone
}

// BuildIndexes builds all registered indexes and checks constraints in parallel
// after recovery; from then on Begin may be called. progress may be nil.
func (db *Database) BuildIndexes(progress func(stage string, done, total int)) error {
	db.schemaMu.Lock()
	defer db.schemaMu.Unlock()
	db.sweepReplayed()
	if progress == nil {
		progress = func(string, int, int) {}
	}
	s := db.schema.Load()
	for i, ix := range s.indexes {
		progress("indexes", i, len(s.indexes))
		if !shared(s.indexes[:i], ix.body) {
			if err := db.load(ix); err != nil {
				return fmt.Errorf("building an index: %w", err)
			}
		}
		ix.ready.Store(true)
	}
	progress("indexes", len(s.indexes), len(s.indexes))
	for i, k := range s.constraints {
		progress("constraints", i, len(s.constraints))
		if err := db.loadConstraint(k); err != nil {
			return err
		}
		k.ready.Store(true)
	}
	progress("constraints", len(s.constraints), len(s.constraints))
	db.schemaGeneration.Add(1)
	return nil
}
