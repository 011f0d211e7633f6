package exec

import (
	"context"
	"sync"
	"sync/atomic"

	"memgraphd/cypher/gate"
	"memgraphd/engine"
)

// morsels hands out the chunks of a scan to workers: those of the nodes, those of the
// relationships (of a scan, or if a hop is read from their table, see builder.asScan), or pieces of a stretch of an index.
type morsels struct {
	nodes, relationships stretch
	index                indexStretch

	// turn is held shared by workers while they read in the transaction, and for writing between
	// two calls of Execution.Next: then the transaction is its session's alone, to write in and to end.
	turn sync.RWMutex
	ctx  context.Context // is done when the workers are to stop
}

// stretch is chunks of one table.
type stretch struct {
	next   atomic.Int64
	chunks int64
}

// indexStretch is a stretch of an index.
type indexStretch struct {
	mu     sync.Mutex // guards the others
	cursor engine.IndexCursor
	done   bool
}

// takeIndex appends the next ids, and reports whether there may be more.
func (m *morsels) takeIndex(x *Execution, s *seek, room int, dst []uint64) (_ []uint64, more bool) {
	m.turn.RUnlock()
	m.again(x.ctx.Pass)
	m.index.mu.Lock()
	defer m.index.mu.Unlock()
	if m.index.done || m.ctx.Err() != nil {
		return dst, false
	}
	dst, m.index.done = x.ctx.Txn.SeekIndex(s.index, s.bounds, &m.index.cursor, room, dst)
	return dst, !m.index.done
}

// take returns the next chunk of a table, and lets whoever waits for the transaction have it
// before; false if all are taken or the worker is to stop.
func (m *morsels) take(s *stretch, pass *gate.Pass) (int, bool) {
	m.turn.RUnlock()
	m.again(pass)
	i := s.next.Add(1) - 1
	return int(i), i < s.chunks && m.ctx.Err() == nil
}

// again takes the transaction again, when it is free.
func (m *morsels) again(pass *gate.Pass) {
	if !m.turn.TryRLock() {
		pass.Rest()
		m.turn.RLock()
	}
}
