package exec

import (
	"slices"

	"memgraphd/cypher/batch"
	"memgraphd/cypher/plan"
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// namedPath is plan.NamedPath.
type namedPath struct {
	input *node
	spec  *plan.NamedPath
	col   column.Column

	rel, from, to [1]uint64 // of the step that is taken
}

func (b *builder) namedPath(p *plan.NamedPath) (operator, error) {
	input, err := b.operator(p.Input)
	return &namedPath{input: input, spec: p}, err
}

func (o *namedPath) reset(x *Execution) error { return o.input.reset(x) }

func (o *namedPath) next(x *Execution) (*batch.Batch, error) {
	b, err := o.input.next(x)
	if err != nil || b == nil {
		return nil, err
	}
	o.col.Reset(column.Any, b.N)
	for _, r := range b.Rows() {
		if p, ok := o.path(x, b, int(r)); ok {
			o.col.Values[r] = value.PathValue(p)
		}
	}
	b.Cols[o.spec.Path] = &o.col
	return b, nil
}

// path walks through the pieces of one row; false if one is null.
func (o *namedPath) path(x *Execution, b *batch.Batch, row int) (*value.Path, bool) {
	p := &value.Path{}
	for _, step := range o.spec.Steps {
		c := b.Cols[step.Slot]
		if c == nil {
			return nil, false
		}
		v := c.Value(row)
		switch {
		case v.IsNull():
			return nil, false
		case step.Node:
			// Behind a relationship its far end is there already.
			if len(p.Nodes) == len(p.Rels) {
				p.Nodes = append(p.Nodes, v.AsID())
			}
		case v.Kind() == value.KindRelationship:
			o.step(x, p, v.AsID())
		default:
			for _, rel := range v.AsList() {
				o.step(x, p, rel.AsID())
			}
		}
	}
	return p, true
}

// step follows a relationship from the last node.
func (o *namedPath) step(x *Execution, p *value.Path, rel uint64) {
	o.rel[0] = rel
	x.ctx.Txn.Endpoints(o.rel[:], o.from[:], o.to[:], nil)
	next := o.to[0]
	if p.Nodes[len(p.Nodes)-1] != o.from[0] {
		next = o.from[0]
	}
	p.Rels, p.Nodes = append(p.Rels, rel), append(p.Nodes, next)
}

// uniqueness is plan.Uniqueness.
type uniqueness struct {
	input *node
	slots []batch.Slot
	sel   []int32
	rels  []uint64
}

func (b *builder) uniqueness(p *plan.Uniqueness) (operator, error) {
	input, err := b.operator(p.Input)
	return &uniqueness{input: input, slots: p.Rels}, err
}

func (u *uniqueness) reset(x *Execution) error { return u.input.reset(x) }

func (u *uniqueness) next(x *Execution) (*batch.Batch, error) {
	for {
		b, err := u.input.next(x)
		if err != nil || b == nil {
			return nil, err
		}
		u.sel = u.sel[:0]
		for _, r := range b.Rows() {
			if u.unique(b, int(r)) {
				u.sel = append(u.sel, r)
			}
		}
		if len(u.sel) > 0 {
			b.Sel = u.sel
			return b, nil
		}
	}
}

// unique reports whether no relationship occurs twice in a row.
func (u *uniqueness) unique(b *batch.Batch, row int) bool {
	u.rels = u.rels[:0]
	for _, s := range u.slots {
		if c := b.Cols[s]; c != nil {
			u.rels = appendRelationships(u.rels, c.Value(row))
		}
	}
	if len(u.rels) > 16 {
		slices.Sort(u.rels)
		return len(slices.Compact(u.rels)) == len(u.rels)
	}
	for i, rel := range u.rels {
		if slices.Contains(u.rels[:i], rel) {
			return false
		}
	}
	return true
}

// appendRelationships appends a relationship, or those of a list.
func appendRelationships(dst []uint64, v value.Value) []uint64 {
	switch v.Kind() {
	case value.KindRelationship:
		dst = append(dst, v.AsID())
	case value.KindList:
		for _, e := range v.AsList() {
			dst = appendRelationships(dst, e)
		}
	}
	return dst
}
