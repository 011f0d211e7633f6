package engine

import (
	"sync"

	"memgraphd/engine/index"
	"memgraphd/engine/value"
)

// manyChanges is the number of changes from which a commit checks its
// constraints before it takes the commit lock, and under it only what may have
// changed since.
const manyChanges = 64

// verdict is what the check before the commit lock has found.
type verdict struct {
	schema   *schema  // whose constraints hold for all that the transaction changed
	inserted []uint64 // by constraint: state of its unique index before the check
	suspects bool     // another transaction that is not decided has one of the keys
}

// checkEarly checks the constraints of a large transaction before it takes the
// commit lock. A violation is final: the key is taken by who is committed.
func (t *Txn) checkEarly() (verdict, error) {
	s := t.db.schema.Load()
	if changes := t.undo.n + int(max(0, t.delta.nodes)); len(s.constraints) == 0 || changes < manyChanges {
		return verdict{}, nil
	}
	v := verdict{schema: s, inserted: make([]uint64, len(s.constraints))}
	for i, k := range s.constraints {
		if k.unique != nil {
			v.inserted[i] = k.unique.inserted.Load()
		}
	}
	c := t.newCommitCheck()
	defer c.free()
	for _, k := range s.constraints {
		if err := c.run(k); err != nil {
			return v, err
		}
	}
	v.suspects = c.suspects
	return v, nil
}

// checkConstraints refuses a commit whose changes violate a constraint. It is
// called under the commit lock; from then on the transaction counts as decided
// for those that come after it.
func (t *Txn) checkConstraints(v verdict) error {
	s := t.db.schema.Load()
	if len(s.constraints) > 0 {
		if err := t.checkLate(s, v); err != nil {
			return err
		}
	}
	t.touchNew(s)
	t.stamp.commit.Store(ordered | t.id)
	return nil
}

// checkLate checks what checkEarly has not, or what may have changed since.
func (t *Txn) checkLate(s *schema, v verdict) error {
	c := t.newCommitCheck()
	defer c.free()
	for i, k := range s.constraints {
		if v.schema == s && !v.suspects && (k.unique == nil || k.unique.inserted.Load() == v.inserted[i]) {
			continue
		}
		if err := c.run(k); err != nil {
			return err
		}
	}
	return nil
}

// commitCheck compares what one transaction changed with constraints.
type commitCheck struct {
	t        *Txn
	k        *constraint
	view     Txn // sees what is committed or ordered, and the changes of t
	suspects bool

	rows   []uint64      // nodes whose keys must be unique
	vals   []value.Value // and their keys, one behind the other
	cursor index.Cursor
	ids    []uint64
}

var commitChecks = sync.Pool{New: func() any { return new(commitCheck) }}

func (t *Txn) newCommitCheck() *commitCheck {
	c := commitChecks.Get().(*commitCheck)
	c.t, c.suspects = t, false
	c.view.db, c.view.stamp, c.view.horizon = t.db, t.stamp, inFlight-1
	return c
}

func (c *commitCheck) free() {
	c.t, c.k, c.view = nil, nil, Txn{}
	commitChecks.Put(c)
}

// run checks the nodes in the transaction's undo records.
func (c *commitCheck) run(k *constraint) error {
	c.k = k
	for _, slab := range c.t.undo.slabs {
		for i := range slab {
			u := &slab[i]
			if u.chunk.labels == nil {
				continue
			}
			n := 1
			if u.kind == undoCreated {
				n = int(u.n)
			}
			if !c.check(u.chunk, int(u.row), n) {
				err := k.violated(c.t.db)
				err.Created = u.kind == undoCreated
				return err
			}
		}
	}
	return nil
}

// check reports whether n rows of a chunk satisfy the constraint.
func (c *commitCheck) check(ch *chunk, row, n int) bool {
	c.rows, c.vals = c.rows[:0], c.vals[:0]
	ch.latch.RLock()
	ok := c.read(ch, row, n)
	ch.latch.RUnlock()
	if !ok {
		return false
	}
	columns := len(c.k.spec.Properties)
	for i, id := range c.rows {
		if c.taken(id, c.vals[i*columns:][:columns]) {
			return false
		}
	}
	return true
}

// read checks each row by itself, and notes the keys of a unique constraint;
// the latch is held.
func (c *commitCheck) read(ch *chunk, row, n int) bool {
	var vals valBuf
	for r := row; r < row+n; r++ {
		switch {
		case !ch.isLive(r):
		case c.k.unique != nil:
			if v := c.k.unique.newest(ch, r, &vals); c.k.unique.hasKey(&v) {
				c.rows, c.vals = append(c.rows, ch.base+uint64(r)), append(c.vals, v.vals...)
			}
		case !c.k.allows(ch.labels[r], ch.newest(r, c.k.spec.Properties[0])):
			return false
		}
	}
	return true
}

// newest returns the value in place; the latch is held.
func (c *chunk) newest(row int, key PropertyID) value.Value {
	if col := c.column(key); col != nil {
		return col.value(row)
	}
	return value.Null
}

// taken reports whether another node has the key. No latch is held.
func (c *commitCheck) taken(id uint64, key []value.Value) bool {
	b := index.Bounds{Equal: key}
	c.cursor.Reset()
	for done := false; !done; {
		c.ids, done = c.k.unique.tree.Seek(&b, &c.cursor, 16, c.ids[:0])
		for _, other := range c.ids {
			if other == id {
				continue
			}
			if c.view.hasKey(c.k.unique, other, &b) {
				return true
			}
			c.suspects = true
		}
	}
	return false
}

// hasKey reports whether the version of a row that t sees is within bounds.
func (t *Txn) hasKey(ix *Index, id uint64, b *index.Bounds) bool {
	c := t.db.table(ix).at(id)
	c.latch.RLock()
	defer c.latch.RUnlock()
	var vals valBuf
	v, ok := t.indexed(ix, c, int(id&rowMask), &vals)
	return ok && b.Match(v.vals)
}
