package cypher

import (
	"context"
	"strconv"
	"strings"

	"memgraphd/cypher/batch"
	"memgraphd/cypher/eval"
	"memgraphd/cypher/schema"
	"memgraphd/engine"
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// dump streams the database as statements that make it again, in Memgraph's
// order: enums, nodes, a helper index, relationships, the helper's removal, indexes, constraints, descriptions,
// triggers.
// All of it is as of one commit.
type dump struct {
	t     *transaction
	txn   *engine.Txn
	view  *engine.Catalog
	stage int
	chunk int
	any   bool // at least one node was written
	ids   []uint64
	rels  engine.Relationships
	props []engine.Property
	out   column.Column
	end   func(failure error)
}

// The helper label and property by which relationships find their nodes.
const (
	dumpLabel    = "__mg_vertex__"
	dumpProperty = "__mg_id__"
)

func (in *Interpreter) dumpDatabase(c call) (*Result, error) {
	t, err := c.session.open(TxOptions{ReadOnly: true})
	if err != nil {
		return nil, err
	}
	t.use.Lock()
	view := t.txn.Database().Snapshot()
	t.replace(view.Txn())
	t.use.Unlock()
	d := &dump{t: t, txn: t.txn, view: view.Catalog(), end: func(error) { c.session.giveUp(t) }}
	return &Result{
		columns: []string{"QUERY"}, slots: []batch.Slot{0}, source: d, open: t, summary: Summary{Type: "r"},
	}, nil
}

// finish ends the transaction that the dump reads in.
func (d *dump) finish(_ context.Context, failure error) error {
	d.end(failure)
	return failure
}

// next returns a batch of statements: a chunk's, or a stage's.
func (d *dump) next(ctx context.Context) (*batch.Batch, error) {
	d.t.use.Lock()
	defer d.t.use.Unlock()
	stages := []func() bool{d.enums, d.nodes, d.helperIndex, d.relationships, d.helperRemoval, d.schema, d.descriptions, d.triggers}
	for d.stage < len(stages) {
		if err := (&txContext{ctx, d.t}).Err(); err != nil {
			return nil, err
		}
		d.out.Reset(column.String, 0)
		if done := stages[d.stage](); done {
			d.stage++
			d.chunk = 0
		}
		if d.out.N > 0 {
			return &batch.Batch{N: d.out.N, Cols: []*column.Column{&d.out}}, nil
		}
	}
	return nil, nil
}

func (d *dump) emit(statement string) { d.out.Append(value.String(statement + ";")) }

func (d *dump) enums() bool {
	for _, e := range d.view.Meta {
		if e.Space != schema.EnumSpace {
			continue
		}
		d.emit(schema.EnumStatement(e.Key, e.Value))
	}
	return true
}

func (d *dump) nodes() bool {
	if d.chunk >= d.txn.NodeChunks() {
		return true
	}
	d.ids = d.txn.ScanNodes(d.chunk, nil, d.ids[:0])
	d.chunk++
	sets := make([]engine.LabelSet, len(d.ids))
	d.txn.NodeLabels(d.ids, sets)
	for i, id := range d.ids {
		d.any = true
		var b strings.Builder
		b.WriteString("CREATE (:" + dumpLabel)
		for _, l := range d.txn.Database().Labels(sets[i]) {
			b.WriteString(":" + schema.QuoteName(d.txn.Database().LabelName(l)))
		}
		d.props = d.txn.NodeProperties(id, d.props[:0])
		b.WriteString(" {" + dumpProperty + ": " + strconv.FormatUint(id, 10))
		d.writeProperties(&b, ", ")
		b.WriteString("})")
		d.emit(b.String())
	}
	return false
}

// writeProperties writes the properties at hand, each behind a separator; the first behind first.
func (d *dump) writeProperties(b *strings.Builder, first string) {
	for _, p := range d.props {
		b.WriteString(first + schema.QuoteName(d.txn.Database().PropertyName(p.Key)) + ": " + value.Literal(p.Value))
		first = ", "
	}
}

func (d *dump) helperIndex() bool {
	if d.any {
		d.emit("CREATE INDEX ON :" + dumpLabel + "(" + dumpProperty + ")")
	}
	return true
}

func (d *dump) relationships() bool {
	if d.chunk >= d.txn.RelationshipChunks() {
		return true
	}
	d.rels = engine.Relationships{ID: d.rels.ID[:0], From: d.rels.From[:0], To: d.rels.To[:0], Type: d.rels.Type[:0]}
	d.txn.ScanRelationships(d.chunk, nil, &d.rels)
	d.chunk++
	for i, id := range d.rels.ID {
		var b strings.Builder
		b.WriteString("MATCH (u:" + dumpLabel + "), (v:" + dumpLabel + ") WHERE u." + dumpProperty + " = " + strconv.FormatUint(d.rels.From[i], 10) +
			" AND v." + dumpProperty + " = " + strconv.FormatUint(d.rels.To[i], 10) + " CREATE (u)-[:" + schema.QuoteName(d.txn.Database().TypeName(d.rels.Type[i])))
		d.props = d.txn.RelationshipProperties(id, d.props[:0])
		if len(d.props) > 0 {
			b.WriteString(" {")
			d.writeProperties(&b, "")
			b.WriteString("}")
		}
		b.WriteString("]->(v)")
		d.emit(b.String())
	}
	return false
}

func (d *dump) helperRemoval() bool {
	if d.any {
		d.emit("DROP INDEX ON :" + dumpLabel + "(" + dumpProperty + ")")
		d.emit("MATCH (u) REMOVE u:" + dumpLabel + ", u." + dumpProperty)
	}
	return true
}

func (d *dump) schema() bool {
	db := d.txn.Database()
	for _, spec := range d.view.Indexes {
		d.emit(schema.IndexStatement(db, &spec))
	}
	for _, c := range d.view.Constraints {
		d.emit(schema.ConstraintStatement(db, &c))
	}
	return true
}

func (d *dump) triggers() bool {
	for _, e := range d.view.Meta {
		if e.Space != triggerSpace {
			continue
		}
		if tr, err := decodeTrigger(e.Value); err == nil {
			d.emit(tr.statement)
		}
	}
	return true
}

func (d *dump) descriptions() bool {
	for _, e := range d.view.Meta {
		if e.Space != eval.DescriptionSpace {
			continue
		}
		if statement, err := schema.DescriptionStatement(e.Value); err == nil {
			d.emit(statement)
		}
	}
	return true
}
