package exec

import (
	"slices"

	"memgraphd/cypher/batch"
	"memgraphd/cypher/eval"
	"memgraphd/cypher/plan"
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// pathParts gives the variables of a path pattern their values, and tests the conditions on them.
type pathParts struct {
	path    segmented
	reverse bool
	parts   []pathPart
	tests   []eval.Kernel
	outer   []batch.Slot // of the row, that the tests look at
	cols    []column.Column
	b       batch.Batch
	sel     []int32
}

// pathPart is a variable: what it is made of is told by of.
type pathPart struct {
	slot  batch.Slot
	kind  column.Type
	of    func(p *pathParts) value.Value
	col   column.Column
	one   column.Column // with the value of the path that is tested
	value value.Value
}

// pathParts makes those that are live or looked at by a condition.
func (b *builder) pathParts(p *plan.PathSearch, live []batch.Slot) (pathParts, error) {
	out := pathParts{reverse: p.Reverse}
	wanted := slices.Clone(live)
	own := p.Binds()
	for _, e := range p.Predicates {
		k, err := b.kernel(e)
		if err != nil {
			return out, err
		}
		out.tests = append(out.tests, k)
		for _, s := range b.reads(e) {
			wanted = append(wanted, s)
			if !contains(own, s) && !contains(out.outer, s) {
				out.outer = append(out.outer, s)
			}
		}
	}
	out.cols = make([]column.Column, len(out.outer))
	add := func(slot batch.Slot, kind column.Type, of func(p *pathParts) value.Value) {
		if slot != batch.None && contains(wanted, slot) {
			out.parts = append(out.parts, pathPart{slot: slot, kind: kind, of: of})
		}
	}
	add(p.Path, column.Any, (*pathParts).whole)
	if !p.Into {
		add(p.To, column.Node, func(p *pathParts) value.Value { return value.NodeRef(p.path.nodes[len(p.path.nodes)-1]) })
	}
	for i := range p.Segments {
		addSegment(&p.Segments[i], i, add)
	}
	return out, nil
}

// addSegment adds the variables of a segment.
func addSegment(s *plan.Segment, i int, add func(batch.Slot, column.Type, func(*pathParts) value.Value)) {
	if s.Repeated {
		add(s.Rel, column.Any, func(p *pathParts) value.Value {
			from, to := p.path.segment(i)
			return relationshipList(p.path.rels[from:to], p.reverse)
		})
	} else {
		add(s.Rel, column.Relationship, func(p *pathParts) value.Value {
			from, _ := p.path.segment(i)
			return value.RelationshipRef(p.path.rels[from])
		})
	}
	add(s.To, column.Node, func(p *pathParts) value.Value {
		_, to := p.path.segment(i)
		return value.NodeRef(p.path.nodes[to])
	})
	for _, l := range s.Lists {
		add(l.Outer, column.Any, func(p *pathParts) value.Value { return p.list(i, len(s.Hops), l) })
	}
}

// segment returns where the relationships of a segment begin and end.
func (t *segmented) segment(i int) (from, to int) {
	if i > 0 {
		from = t.over[i-1]
	}
	return from, t.over[i]
}

// list returns what is at one place of each repetition of so many hops.
func (p *pathParts) list(segment, hops int, l plan.PathList) value.Value {
	from, to := p.path.segment(segment)
	list := make([]value.Value, 0, (to-from)/hops)
	for i := from; i < to; i += hops {
		if l.Node {
			list = append(list, value.NodeRef(p.path.nodes[i+l.Place]))
		} else {
			list = append(list, value.RelationshipRef(p.path.rels[i+l.Place]))
		}
	}
	if p.reverse {
		slices.Reverse(list)
	}
	return value.List(list)
}

// whole returns the path itself.
func (p *pathParts) whole() value.Value {
	path := &value.Path{Nodes: slices.Clone(p.path.nodes), Rels: slices.Clone(p.path.rels)}
	if p.reverse {
		slices.Reverse(path.Nodes)
		slices.Reverse(path.Rels)
	}
	return value.PathValue(path)
}

// begin empties the columns.
func (p *pathParts) begin() {
	for i := range p.parts {
		p.parts[i].col.Reset(p.parts[i].kind, 0)
	}
}

// pass computes the values of a path, and reports whether it passes the tests; row is the row of in around it.
func (p *pathParts) pass(x *Execution, in *batch.Batch, row int32) (bool, error) {
	for i := range p.parts {
		p.parts[i].value = p.parts[i].of(p)
	}
	if len(p.tests) == 0 {
		return true, nil
	}
	x.empty(&p.b)
	p.b.N = 1
	one := [1]int32{row}
	for i, s := range p.outer {
		if in.Cols[s] != nil {
			column.Gather(&p.cols[i], in.Cols[s], one[:])
			p.b.Cols[s] = &p.cols[i]
		}
	}
	for i := range p.parts {
		part := &p.parts[i]
		part.one.Reset(part.kind, 0)
		part.one.Append(part.value)
		p.b.Cols[part.slot] = &part.one
	}
	for _, k := range p.tests {
		col, err := k.Eval(&x.ctx, &p.b, batch.All(1))
		if err != nil {
			return false, err
		}
		if pass, err := narrow(col, batch.All(1), &p.sel); err != nil || len(pass) == 0 {
			return false, err
		}
	}
	return true, nil
}

// add takes the values over.
func (p *pathParts) add() {
	for i := range p.parts {
		p.parts[i].col.Append(p.parts[i].value)
	}
}

// hand gives an output the columns.
func (p *pathParts) hand(out *output) {
	for i := range p.parts {
		out.set(p.parts[i].slot, &p.parts[i].col)
	}
}
