package exec

import (
	"runtime"

	"memgraphd/cypher/batch"
	"memgraphd/cypher/eval"
	"memgraphd/cypher/plan"
	"memgraphd/engine"
)

// createMany is plan.Create of a relationship for each row, where nobody looks at the
// relationship and nothing else is written: it keeps the nodes to be joined until there are
// many. What is below sees none of its relationships sooner for that, and it commits nothing
// before they are created. Where there are still more, what is below goes on in a goroutine of
// its own while they are created.
type createMany struct {
	input *node
	maker relationshipMaker
	typ   engine.TypeID
	db    *engine.Database
	wave  wave
}

// mayCreateMany reports whether createMany can stand for an operator whose rows nobody reads.
func (b *builder) mayCreateMany(p *plan.Create) bool {
	if b.unread != p || b.scope != nil || len(p.Nodes) > 0 || len(p.Relationships) != 1 || !onlyReads(p.Input) {
		return false
	}
	return p.Relationships[0].Type.Dynamic == nil
}

// onlyReads reports whether nothing is written, called or committed by an operator and those below.
func onlyReads(p plan.Operator) bool {
	switch p := p.(type) {
	case *plan.Create, *plan.Merge, *plan.Set, *plan.Remove, *plan.Delete, *plan.Foreach, *plan.CallProcedure:
		return false
	case *plan.Apply:
		if p.InTransactions != nil {
			return false
		}
	}
	for _, input := range p.Inputs() {
		if !onlyReads(input) {
			return false
		}
	}
	return true
}

// many returns createMany for a create, or the create itself where its properties are not known by key.
func (b *builder) many(c *create) operator {
	m := &createMany{input: c.input, maker: c.rels[0]}
	if p := m.maker.props; p != nil && p.whole != nil {
		return c
	}
	b.x.pending = m
	return m
}

func (m *createMany) reset(x *Execution) error {
	m.wave.empty()
	return m.input.reset(x)
}

func (m *createMany) close(x *Execution) { m.wave.free(x) }

func (m *createMany) next(x *Execution) (*batch.Batch, error) {
	b, err := m.input.next(x)
	switch {
	case err != nil:
		return nil, err
	case b == nil:
		return nil, m.flush(x)
	}
	full, err := m.wave.add(x, &m.maker, b)
	if err != nil || !full {
		return b, err
	}
	long := m.wave.len() >= manyBatches*x.batchSize
	if err := m.flush(x); err != nil {
		return nil, err
	}
	if long && m.mayReadAhead(x) {
		return nil, m.createBehind(x)
	}
	return b, nil
}

// flush creates the relationships that are wanted so far.
func (m *createMany) flush(x *Execution) error { return m.create(x, &m.wave) }

// create creates the relationships of a wave, and empties it.
func (m *createMany) create(x *Execution, w *wave) error {
	if w.len() == 0 {
		return nil
	}
	return eval.Locate(m.maker.pos, m.createAll(x, w))
}

func (m *createMany) createAll(x *Execution, w *wave) (err error) {
	if err := x.ctx.Memory.Admit(0); err != nil {
		return err
	}
	txn, maker := x.ctx.Txn, &m.maker
	if db := txn.Database(); m.db != db {
		m.db, m.typ = db, db.Type(maker.typ.labels[0].Name)
	}
	if maker.ids, err = txn.CreateRelationships(w.from, w.to, m.typ, maker.ids[:0]); err != nil {
		return err
	}
	x.counters.RelationshipsCreated += int64(w.len())
	for i := range w.props {
		if err := maker.props.writeKey(x, entity{relationship: true}, i, maker.ids, &w.props[i]); err != nil {
			return err
		}
	}
	w.empty()
	return nil
}

// mayReadAhead reports whether the input may go on while relationships are created: no commit
// comes in between, nothing is counted or measured on the way, and there is a processor for it.
func (m *createMany) mayReadAhead(x *Execution) bool {
	return x.periodic.rows == nil && !x.profile && x.program.plan.HopsLimit == nil && len(x.subplans) == 0 &&
		x.given.Workers != 1 && runtime.GOMAXPROCS(0) > 1
}

// createBehind creates the relationships of the rest of the input.
func (m *createMany) createBehind(x *Execution) error {
	a := m.readAhead(x)
	defer a.stop(x)
	for {
		if err := x.ctx.Look(); err != nil {
			return err
		}
		w, err := a.next(x)
		if w == nil {
			return err
		}
		if err := m.create(x, w); err != nil {
			return err
		}
		a.again(w)
	}
}
