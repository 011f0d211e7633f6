package exec

import (
	"memgraphd/cypher/batch"
	"memgraphd/cypher/eval"
	"memgraphd/cypher/plan"
	"memgraphd/engine"
	"memgraphd/engine/column"
)

// manyBatches is how many batches of relationships are created at once: the more, the
// less of what an insertion touches is touched for it alone.
const manyBatches = 64

// createMany is plan.Create of a relationship for each row, where nobody looks at the
// relationship and nothing else is written: it keeps the nodes to be joined until there are
// many. What is below sees none of its relationships sooner for that, and it commits nothing
// before they are created.
type createMany struct {
	input  *node
	maker  relationshipMaker
	typ    engine.TypeID
	db     *engine.Database
	from   []uint64
	to     []uint64
	props  []column.Column // one a key
	charge int64
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
	if p := m.maker.props; p != nil {
		if p.whole != nil {
			return c
		}
		m.props = make([]column.Column, len(p.keys))
	}
	b.x.pending = m
	return m
}

func (m *createMany) reset(x *Execution) error {
	m.empty()
	return m.input.reset(x)
}

func (m *createMany) close(x *Execution) {
	m.empty()
	x.ctx.Memory.Release(m.charge)
	m.charge = 0
	for i := range m.props {
		m.props[i] = column.Column{} // it may hold on to large blocks of text
	}
}

func (m *createMany) empty() {
	m.from, m.to = m.from[:0], m.to[:0]
	for i := range m.props {
		m.props[i].Reset(column.Null, 0)
	}
}

func (m *createMany) next(x *Execution) (*batch.Batch, error) {
	b, err := m.input.next(x)
	switch {
	case err != nil:
		return nil, err
	case b == nil:
		return nil, m.flush(x)
	}
	if err := m.add(x, b); err != nil {
		return nil, eval.Locate(m.maker.pos, err)
	}
	if len(m.from) >= manyBatches*x.batchSize || !m.mayKeep(x) {
		if err := m.flush(x); err != nil {
			return nil, err
		}
	}
	return b, nil
}

// add keeps what the rows of a batch ask for.
func (m *createMany) add(x *Execution, b *batch.Batch) error {
	sel := b.Rows()
	if err := m.maker.ends(b, sel); err != nil {
		return err
	}
	m.from = append(m.from, m.maker.fromIDs.ids...)
	m.to = append(m.to, m.maker.toIDs.ids...)
	for i := range m.props {
		c, err := m.maker.props.kernels[i].Eval(&x.ctx, b, sel)
		if err != nil {
			return err
		}
		m.props[i].AppendRows(c, sel)
	}
	return nil
}

// mayKeep reports whether the query may have the memory for what is kept. Without it
// relationships are created batch by batch.
func (m *createMany) mayKeep(x *Execution) bool {
	const endsBytes, valueBytes = 24, 24
	return x.charge(&m.charge, int64(len(m.from)*(endsBytes+valueBytes*len(m.props)))) == nil
}

// flush creates the relationships that are wanted so far.
func (m *createMany) flush(x *Execution) error {
	if len(m.from) == 0 {
		return nil
	}
	return eval.Locate(m.maker.pos, m.create(x))
}

func (m *createMany) create(x *Execution) (err error) {
	if err := x.ctx.Memory.Admit(); err != nil {
		return err
	}
	txn, maker := x.ctx.Txn, &m.maker
	if db := txn.Database(); m.db != db {
		m.db, m.typ = db, db.Type(maker.typ.labels[0].Name)
	}
	if maker.ids, err = txn.CreateRelationships(m.from, m.to, m.typ, maker.ids[:0]); err != nil {
		return err
	}
	x.counters.RelationshipsCreated += int64(len(m.from))
	for i := range m.props {
		if err := maker.props.writeKey(x, entity{relationship: true}, i, maker.ids, &m.props[i]); err != nil {
			return err
		}
	}
	m.empty()
	return nil
}
