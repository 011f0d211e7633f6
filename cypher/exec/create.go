package exec

import (
	"fmt"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/batch"
	"memgraphd/cypher/eval"
	"memgraphd/cypher/plan"
	"memgraphd/engine"
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// create is plan.Create: for a batch of rows it makes all nodes of each pattern
// node at once, then all relationships.
type create struct {
	input *node
	nodes []nodeMaker
	rels  []relationshipMaker
}

func (b *builder) create(p *plan.Create) (operator, error) {
	input, err := b.operator(p.Input)
	if err != nil {
		return nil, err
	}
	c := &create{input: input}
	c.nodes, c.rels, err = b.makers(p)
	if err == nil && b.mayCreateMany(p) {
		return b.many(c), nil
	}
	return c, err
}

func (b *builder) makers(p *plan.Create) (nodes []nodeMaker, rels []relationshipMaker, err error) {
	for i := range p.Nodes {
		n := &p.Nodes[i]
		m := nodeMaker{slot: n.Slot, pos: n.Pos}
		if m.labels, err = b.labelMaker(n.Labels); err != nil {
			return nil, nil, err
		}
		if m.props, err = b.properties(n.Properties, b.owner(p, n.Slot)); err != nil {
			return nil, nil, err
		}
		nodes = append(nodes, m)
	}
	for i := range p.Relationships {
		r := &p.Relationships[i]
		m := relationshipMaker{slot: r.Slot, pos: r.Pos, from: r.From, to: r.To}
		if m.typ, err = b.labelMaker([]ast.Label{r.Type}); err != nil {
			return nil, nil, err
		}
		if m.props, err = b.properties(r.Properties, b.owner(p, r.Slot)); err != nil {
			return nil, nil, err
		}
		rels = append(rels, m)
	}
	return nodes, rels, nil
}

// owner names a variable for the error of a null property, where that is one.
func (b *builder) owner(p *plan.Create, s batch.Slot) string {
	if !p.NonNull {
		return ""
	}
	return b.slotName(s)
}

func (b *builder) slotName(s batch.Slot) string {
	if names := b.program.plan.SlotNames; s >= 0 && int(s) < len(names) {
		return names[s]
	}
	return "anon"
}

func (c *create) reset(x *Execution) error { return c.input.reset(x) }

func (c *create) next(x *Execution) (*batch.Batch, error) {
	b, err := c.input.next(x)
	if err != nil || b == nil {
		return nil, err
	}
	sel := b.Rows()
	for i := range c.nodes {
		if err := c.nodes[i].create(x, b, sel); err != nil {
			return nil, eval.Locate(c.nodes[i].pos, err)
		}
	}
	for i := range c.rels {
		if err := c.rels[i].create(x, b, sel); err != nil {
			return nil, eval.Locate(c.rels[i].pos, err)
		}
	}
	return b, nil
}

// nodeMaker creates the nodes of one pattern node.
type nodeMaker struct {
	slot   batch.Slot
	pos    ast.Pos
	labels *labelMaker
	props  *properties
	ids    []uint64
	col    column.Column
}

func (m *nodeMaker) create(x *Execution, b *batch.Batch, sel []int32) (err error) {
	if err := x.ctx.Memory.Admit(0); err != nil {
		return err
	}
	m.ids = m.ids[:0]
	err = m.labels.runs(x, b, sel, func(labels []engine.LabelID, n int) error {
		set := x.ctx.Txn.Database().InternLabels(labels)
		m.ids, err = x.ctx.Txn.CreateNodes(n, set, m.ids)
		x.counters.LabelsAdded += int64(n * len(x.ctx.Txn.Database().Labels(set)))
		return err
	})
	if err != nil {
		return err
	}
	x.counters.NodesCreated += int64(len(sel))
	scatter(&m.col, column.Node, b.N, sel, m.ids)
	b.Cols[m.slot] = &m.col
	return m.props.write(x, entity{}, b, sel, m.ids)
}

// scatter makes c a column of n rows with ids[i] in row sel[i].
func scatter(c *column.Column, t column.Type, n int, sel []int32, ids []uint64) {
	c.Reset(t, n)
	for i, r := range sel {
		c.IDs[r] = ids[i]
	}
}

// relationshipMaker creates the relationships of one pattern relationship.
type relationshipMaker struct {
	slot, from, to batch.Slot
	pos            ast.Pos
	typ            *labelMaker
	props          *properties
	ids            []uint64
	col            column.Column
	fromIDs, toIDs nodeIDs
}

func (m *relationshipMaker) create(x *Execution, b *batch.Batch, sel []int32) error {
	if err := x.ctx.Memory.Admit(0); err != nil {
		return err
	}
	if err := m.ends(b, sel); err != nil {
		return err
	}
	m.ids = m.ids[:0]
	err := m.typ.typeRuns(x, b, sel, func(typ engine.TypeID, n int) (err error) {
		from := len(m.ids)
		m.ids, err = x.ctx.Txn.CreateRelationships(m.fromIDs.ids[from:from+n], m.toIDs.ids[from:from+n], typ, m.ids)
		return err
	})
	if err != nil {
		return err
	}
	x.counters.RelationshipsCreated += int64(len(sel))
	if m.slot != batch.None {
		scatter(&m.col, column.Relationship, b.N, sel, m.ids)
		b.Cols[m.slot] = &m.col
	}
	return m.props.write(x, entity{relationship: true}, b, sel, m.ids)
}

// ends reads the nodes to join.
func (m *relationshipMaker) ends(b *batch.Batch, sel []int32) error {
	for _, end := range []struct {
		ids  *nodeIDs
		slot batch.Slot
	}{{&m.fromIDs, m.from}, {&m.toIDs, m.to}} {
		if err := end.ids.collect(b.Cols[end.slot], sel); err != nil {
			return err
		}
		if len(end.ids.ids) < len(sel) {
			return errNullEnd
		}
	}
	return nil
}

// labelMaker resolves the labels of nodes to be created, or the type of
// relationships.
type labelMaker struct {
	labels []ast.Label
	test   labelTest // evaluates what expressions name
	static bool

	db    *engine.Database
	ids   []engine.LabelID
	typ   engine.TypeID
	names []string
}

func (b *builder) labelMaker(labels []ast.Label) (*labelMaker, error) {
	m := &labelMaker{labels: labels, static: true}
	for i := range labels {
		if labels[i].Dynamic == nil {
			continue
		}
		m.static = false
		k, err := b.kernel(labels[i].Dynamic)
		if err != nil {
			return nil, err
		}
		m.test.dynamic = append(m.test.dynamic, dynamicLabel{label: &labels[i], kernel: k})
	}
	return m, nil
}

// runs calls do for stretches of rows that get the same labels.
func (m *labelMaker) runs(x *Execution, b *batch.Batch, sel []int32, do func(labels []engine.LabelID, n int) error) error {
	db := x.ctx.Txn.Database()
	if m.static {
		if m.db != db {
			m.db, m.ids = db, m.ids[:0]
			for _, l := range m.labels {
				m.ids = append(m.ids, db.Label(l.Name))
			}
		}
		return do(m.ids, len(sel))
	}
	if err := m.test.prepare(x, b, sel); err != nil {
		return err
	}
	for _, r := range sel {
		if err := do(m.row(db, r), 1); err != nil {
			return err
		}
	}
	return nil
}

// row returns the labels of a row of the prepared batch.
func (m *labelMaker) row(db *engine.Database, r int32) []engine.LabelID {
	m.ids = m.ids[:0]
	for _, name := range m.rowNames(r) {
		m.ids = append(m.ids, db.Label(name))
	}
	return m.ids
}

func (m *labelMaker) rowNames(r int32) []string {
	m.names = m.names[:0]
	dynamic := 0
	for _, l := range m.labels {
		if l.Dynamic == nil {
			m.names = append(m.names, l.Name)
			continue
		}
		m.names = append(m.names, m.test.dynamic[dynamic].names[r]...)
		dynamic++
	}
	return m.names
}

// typeRuns is runs for relationship types.
func (m *labelMaker) typeRuns(x *Execution, b *batch.Batch, sel []int32, do func(typ engine.TypeID, n int) error) error {
	db := x.ctx.Txn.Database()
	if m.static {
		if m.db != db {
			m.db, m.typ = db, db.Type(m.labels[0].Name)
		}
		return do(m.typ, len(sel))
	}
	if err := m.test.prepare(x, b, sel); err != nil {
		return err
	}
	for _, r := range sel {
		names := m.rowNames(r)
		if len(names) != 1 {
			return &value.Error{
				Class: value.ArgumentError,
				Msg:   fmt.Sprintf("A single relationship type must be specified when creating an edge, got %d.", len(names)),
			}
		}
		if err := do(db.Type(names[0]), 1); err != nil {
			return err
		}
	}
	return nil
}
