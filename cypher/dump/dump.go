// Package dump writes a database as the statements that make it again.
package dump

import (
	"context"
	"iter"
	"strconv"
	"strings"

	"memgraphd/cypher/eval"
	"memgraphd/cypher/expiry"
	"memgraphd/cypher/schema"
	"memgraphd/cypher/trigger"
	"memgraphd/engine"
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// Dump writes a database, in Memgraph's order: enums, nodes, a helper index, relationships, the helper's removal,
// indexes, constraints, the time to live, descriptions, triggers. All of it is as of one commit.
type Dump struct {
	txn   *engine.Txn
	view  *engine.Catalog
	stage int
	chunk int
	any   bool // at least one node was written
	ids   []uint64
	rels  engine.Relationships
	props []engine.Property
	out   column.Column
}

// The helper label and property by which relationships find their nodes.
const (
	helperLabel    = "__mg_vertex__"
	helperProperty = "__mg_id__"
)

// New begins to write what a transaction sees; view is what the store keeps beside the data, as of the same commit.
func New(txn *engine.Txn, view *engine.Catalog) *Dump { return &Dump{txn: txn, view: view} }

// Next returns a batch of statements, a chunk's or a stage's; nil after the last. It is valid until the next call.
func (d *Dump) Next(ctx context.Context) (*column.Column, error) {
	stages := []func() bool{d.enums, d.nodes, d.helperIndex, d.relationships, d.helperRemoval, d.schema, d.timeToLive, d.descriptions, d.triggers}
	for d.stage < len(stages) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		d.out.Reset(column.String, 0)
		if done := stages[d.stage](); done {
			d.stage++
			d.chunk = 0
		}
		if d.out.N > 0 {
			return &d.out, nil
		}
	}
	return nil, nil
}

func (d *Dump) emit(statement string) { d.out.Append(value.String(statement + ";")) }

// entries are those of a space of the store.
func (d *Dump) entries(space string) iter.Seq[engine.MetaEntry] {
	return func(yield func(engine.MetaEntry) bool) {
		for _, e := range d.view.Meta {
			if e.Space == space && !yield(e) {
				return
			}
		}
	}
}

func (d *Dump) enums() bool {
	for e := range d.entries(schema.EnumSpace) {
		d.emit(schema.EnumStatement(e.Key, e.Value))
	}
	return true
}

func (d *Dump) nodes() bool {
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
		b.WriteString("CREATE (:" + helperLabel)
		for _, l := range d.txn.Database().Labels(sets[i]) {
			b.WriteString(":" + schema.QuoteName(d.txn.Database().LabelName(l)))
		}
		d.props = d.txn.NodeProperties(id, d.props[:0])
		b.WriteString(" {" + helperProperty + ": " + strconv.FormatUint(id, 10))
		d.writeProperties(&b, ", ")
		b.WriteString("})")
		d.emit(b.String())
	}
	return false
}

// writeProperties writes the properties at hand, each behind a separator; the first behind first.
func (d *Dump) writeProperties(b *strings.Builder, first string) {
	for _, p := range d.props {
		b.WriteString(first + schema.QuoteName(d.txn.Database().PropertyName(p.Key)) + ": " + value.Literal(p.Value))
		first = ", "
	}
}

func (d *Dump) helperIndex() bool {
	if d.any {
		d.emit("CREATE INDEX ON :" + helperLabel + "(" + helperProperty + ")")
	}
	return true
}

func (d *Dump) relationships() bool {
	if d.chunk >= d.txn.RelationshipChunks() {
		return true
	}
	d.rels = engine.Relationships{ID: d.rels.ID[:0], From: d.rels.From[:0], To: d.rels.To[:0], Type: d.rels.Type[:0]}
	d.txn.ScanRelationships(d.chunk, nil, &d.rels)
	d.chunk++
	for i, id := range d.rels.ID {
		var b strings.Builder
		b.WriteString("MATCH (u:" + helperLabel + "), (v:" + helperLabel + ") WHERE u." + helperProperty + " = " + strconv.FormatUint(d.rels.From[i], 10) +
			" AND v." + helperProperty + " = " + strconv.FormatUint(d.rels.To[i], 10) + " CREATE (u)-[:" + schema.QuoteName(d.txn.Database().TypeName(d.rels.Type[i])))
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

func (d *Dump) helperRemoval() bool {
	if d.any {
		d.emit("DROP INDEX ON :" + helperLabel + "(" + helperProperty + ")")
		d.emit("MATCH (u) REMOVE u:" + helperLabel + ", u." + helperProperty)
	}
	return true
}

func (d *Dump) schema() bool {
	db := d.txn.Database()
	for _, spec := range d.view.Indexes {
		d.emit(schema.IndexStatement(db, &spec, schema.GivenIndexName(db, &spec, d.view.Meta)))
	}
	for _, c := range d.view.Constraints {
		d.emit(schema.ConstraintStatement(db, &c, schema.GivenConstraintName(db, &c, d.view.Meta)))
	}
	return true
}

func (d *Dump) timeToLive() bool {
	for e := range d.entries(expiry.Space) {
		if s, ok := expiry.Decode(e.Value); ok {
			d.emit("ENABLE TTL " + s.String())
			if s.Stopped {
				d.emit("STOP TTL")
			}
		}
	}
	return true
}

func (d *Dump) triggers() bool {
	for e := range d.entries(trigger.Space) {
		if tr, err := trigger.Decode(e.Value); err == nil {
			d.emit(tr.Statement)
		}
	}
	return true
}

func (d *Dump) descriptions() bool {
	for e := range d.entries(eval.DescriptionSpace) {
		if statement, err := schema.DescriptionStatement(e.Value); err == nil {
			d.emit(statement)
		}
	}
	return true
}
