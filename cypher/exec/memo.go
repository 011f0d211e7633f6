package exec

import (
	"math/bits"

	"memgraphd/cypher/plan"
	"memgraphd/engine"
	"memgraphd/engine/column"
)

// memo remembers which node an index has for an integer, where a long query asks for the same ones
// again and again and changes none of them, so that what it sees is always the same. It is a table
// with one place for a key, which belongs to who was there last.
type memo struct {
	possible bool        // the plan changes no node
	txn      *engine.Txn // whose view it is
	asked    int         // lookups before there is a table
	places   []memoPlace // a power of two; nil before it pays
	shift    int         // makes a place of a hash
	learned  int         // since the table grew
	hits     int         // since the table grew
	useless  bool
	charge   int64

	known  engine.Matches
	rest   []int32 // rows that are not known
	looked engine.Matches
}

// memoPlace is what is known of a key.
type memoPlace struct {
	key int64
	id  uint64 // plus one; 0: nothing
}

const (
	memoPlaceBytes = 16
	memoAfter      = 32 << 10           // lookups from which on a query is long
	memoFirst      = 14                 // bits of the first size
	memoLast       = 20                 // bits of the largest size
	memoProof      = 1 << 16            // the size from which on it must have been of use to grow, or to go on:
	memoUse        = 4                  // a hit for so many that were learned
	memoHash       = 0x9E3779B97F4A7C15 // spreads consecutive keys evenly (Knuth, The Art of Computer Programming 3, 6.4)
)

// keepsNodes reports whether an operator and those below leave all nodes as they are.
func keepsNodes(p plan.Operator) bool {
	switch p := p.(type) {
	case *plan.Create:
		if len(p.Nodes) > 0 {
			return false
		}
	case *plan.Merge, *plan.Set, *plan.Remove, *plan.Delete, *plan.Foreach, *plan.CallProcedure:
		return false
	}
	for _, input := range p.Inputs() {
		if !keepsNodes(input) {
			return false
		}
	}
	return true
}

// reset forgets everything.
func (m *memo) reset() { m.txn, m.asked, m.places, m.useless = nil, 0, nil, false }

func (m *memo) close(x *Execution) {
	m.reset()
	x.ctx.Memory.Release(m.charge)
	m.charge = 0
}

// lookUp is [engine.Txn.LookUp].
func (m *memo) lookUp(x *Execution, ix *engine.Index, c *column.Column, rows []int32, dst *engine.Matches) bool {
	if !m.ready(x, c, len(rows)) {
		return x.ctx.Txn.LookUp(ix, c, rows, dst)
	}
	m.recall(c, rows)
	m.hits += len(m.known.Rows)
	m.looked.Reset()
	if len(m.rest) > 0 && !x.ctx.Txn.LookUp(ix, c, m.rest, &m.looked) {
		return false
	}
	m.merge(dst)
	m.learn(x, c)
	return true
}

// ready reports whether there is a table to look a column up in.
func (m *memo) ready(x *Execution, c *column.Column, n int) bool {
	if !m.possible || c.Type != column.Int || c.Valid != nil {
		return false
	}
	if m.txn != x.ctx.Txn {
		m.reset()
		m.txn = x.ctx.Txn
	}
	if m.places != nil || m.useless {
		return m.places != nil
	}
	m.asked += n
	return m.asked > memoAfter && m.grow(x, 1<<memoFirst)
}

// grow makes a table of a size; false if the query may not have the memory.
func (m *memo) grow(x *Execution, size int) bool {
	if x.charge(&m.charge, int64(memoPlaceBytes*size)) != nil {
		m.places, m.useless = nil, true
		return false
	}
	old := m.places
	m.places, m.learned, m.hits = make([]memoPlace, size), 0, 0
	m.shift = 64 - bits.TrailingZeros(uint(size))
	for _, p := range old {
		if p.id != 0 {
			m.places[m.place(p.key)] = p
		}
	}
	return true
}

func (m *memo) place(key int64) int { return int(uint64(key) * memoHash >> m.shift) }

// recall sorts rows into those that are known and those that are not.
func (m *memo) recall(c *column.Column, rows []int32) {
	m.known.Reset()
	m.rest = m.rest[:0]
	for _, r := range rows {
		key := c.Ints[r]
		if p := m.places[m.place(key)]; p.key == key && p.id != 0 {
			m.known.IDs, m.known.Rows = append(m.known.IDs, p.id-1), append(m.known.Rows, r)
		} else {
			m.rest = append(m.rest, r)
		}
	}
}

// merge appends what was known and what was looked up in the order of the rows.
func (m *memo) merge(dst *engine.Matches) {
	at := 0
	for i, r := range m.looked.Rows {
		for ; at < len(m.known.Rows) && m.known.Rows[at] < r; at++ {
			dst.IDs, dst.Rows = append(dst.IDs, m.known.IDs[at]), append(dst.Rows, m.known.Rows[at])
		}
		dst.IDs, dst.Rows = append(dst.IDs, m.looked.IDs[i]), append(dst.Rows, r)
	}
	dst.IDs, dst.Rows = append(dst.IDs, m.known.IDs[at:]...), append(dst.Rows, m.known.Rows[at:]...)
}

// learn takes up what was looked up: the keys of exactly one node.
func (m *memo) learn(x *Execution, c *column.Column) {
	rows := m.looked.Rows
	for i, r := range rows {
		if i > 0 && rows[i-1] == r || i+1 < len(rows) && rows[i+1] == r {
			continue
		}
		key := c.Ints[r]
		m.places[m.place(key)] = memoPlace{key, m.looked.IDs[i] + 1}
		m.learned++
	}
	if m.learned < len(m.places) {
		return
	}
	switch size := len(m.places); {
	case size >= memoProof && m.hits*memoUse < m.learned:
		m.places, m.useless = nil, true
	case size < 1<<memoLast:
		m.grow(x, 2*size)
	default:
		m.learned, m.hits = 0, 0
	}
}
