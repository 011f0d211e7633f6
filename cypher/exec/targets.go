package exec

import (
	"errors"
	"fmt"
	"slices"

	"memgraphd/engine"
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// targets are the nodes, or the relationships, that an update changes in some
// rows of a batch.
type targets struct {
	entity entity
	ids    []uint64
	rows   []int32 // the row of each id
	sorted []uint64
}

// split reads what the rows sel of c refer to, nodes and relationships apart.
// Null is left out; anything else is an error.
func split(c *column.Column, sel []int32, nodes, rels *targets) error {
	*nodes = targets{ids: nodes.ids[:0], rows: nodes.rows[:0], sorted: nodes.sorted}
	*rels = targets{entity: entity{relationship: true}, ids: rels.ids[:0], rows: rels.rows[:0], sorted: rels.sorted}
	for _, r := range sel {
		if c.IsNull(int(r)) {
			continue
		}
		t := nodes
		switch v := c.Value(int(r)); v.Kind() {
		case value.KindRelationship:
			t = rels
			fallthrough
		case value.KindNode:
			t.ids, t.rows = append(t.ids, v.AsID()), append(t.rows, r)
		default:
			return &value.Error{
				Class: value.TypeError,
				Msg:   fmt.Sprintf("Only nodes and edges have properties and labels that can be changed, got %s.", v.Kind().TypeWord()),
			}
		}
	}
	return nil
}

// repeated reports whether an id occurs twice.
func (t *targets) repeated() bool {
	ascending := true
	for i := 1; i < len(t.ids) && ascending; i++ {
		ascending = t.ids[i-1] < t.ids[i]
	}
	if ascending {
		return false
	}
	t.sorted = append(t.sorted[:0], t.ids...)
	slices.Sort(t.sorted)
	for i := 1; i < len(t.sorted); i++ {
		if t.sorted[i-1] == t.sorted[i] {
			return true
		}
	}
	return false
}

// set sets a property, row by row of vals as the targets are, and counts.
func (t *targets) set(x *Execution, key engine.PropertyID, vals *column.Column) error {
	present, err := storable(vals)
	if err != nil {
		return err
	}
	if present < vals.N {
		present += t.present(x, key, vals)
	}
	x.counters.PropertiesSet += int64(present)
	return t.err(t.entity.setColumn(x, t.ids, key, vals))
}

// present counts the targets that have a property which vals will remove.
func (t *targets) present(x *Execution, key engine.PropertyID, vals *column.Column) (n int) {
	var old column.Column
	t.entity.column(x, t.ids, key, &old)
	if t.repeated() {
		return t.presentInTurn(&old, vals)
	}
	for i := range vals.N {
		if vals.IsNull(i) && !old.IsNull(i) {
			n++
		}
	}
	return n
}

// presentInTurn is present where a target may be in several rows, of which a later
// one finds what an earlier one left.
func (t *targets) presentInTurn(old, vals *column.Column) (n int) {
	has := make(map[uint64]bool, len(t.ids))
	for i, id := range t.ids {
		there, known := has[id]
		if !known {
			there = !old.IsNull(i)
		}
		if there && vals.IsNull(i) {
			n++
		}
		has[id] = !vals.IsNull(i)
	}
	return n
}

// setOne sets a property of one target.
func (t *targets) setOne(x *Execution, id uint64, key engine.PropertyID, v value.Value) error {
	if v.IsNull() {
		x.props = t.entity.properties(x, id, x.props[:0])
		if !slices.ContainsFunc(x.props, func(p engine.Property) bool { return p.Key == key }) && t.entity.exists(x, id) {
			return nil
		}
	} else if err := value.CheckStorable(v); err != nil {
		return err
	}
	x.counters.PropertiesSet++
	return t.err(t.entity.set(x, id, key, v))
}

// err says what was wrong with a target.
func (t *targets) err(err error) error {
	if errors.Is(err, engine.ErrNotFound) {
		return errDeletedTarget
	}
	return err
}

// column reads a property of nodes or relationships.
func (e entity) column(x *Execution, ids []uint64, key engine.PropertyID, dst *column.Column) {
	if e.relationship {
		x.ctx.Txn.RelationshipProperty(ids, key, dst)
		return
	}
	x.ctx.Txn.NodeProperty(ids, key, dst)
}

// properties returns the properties of a node or relationship as a map's entries.
func (x *Execution) entries(e entity, id uint64) []value.Entry {
	x.props = e.properties(x, id, x.props[:0])
	out := make([]value.Entry, len(x.props))
	for i, p := range x.props {
		out[i] = value.Entry{Key: x.ctx.Txn.Database().PropertyName(p.Key), Value: p.Value}
	}
	return out
}

// rowsOf compacts the rows of c into dst.
func rowsOf(dst, c *column.Column, rows []int32) *column.Column {
	column.Gather(dst, c, rows)
	return dst
}
