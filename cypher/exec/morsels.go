package exec

import (
	"context"
	"sync"
	"sync/atomic"

	"memgraphd/cypher/gate"
)

// morsels hands out the chunks of a scan to workers: those of the nodes, or those of the
// relationships if a hop is read from their table (see builder.asScan).
type morsels struct {
	nodes, relationships stretch

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
