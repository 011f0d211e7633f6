package optimize

import (
	"slices"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/logical"
	"memgraphd/cypher/plan"
	"memgraphd/cypher/semantic"
	"memgraphd/engine/value"
)

// segmentBuilder makes the segments of a search along a chain, each condition at the earliest place where it can be tested.
type segmentBuilder struct {
	*chain
	op    *plan.PathSearch
	way   way
	known set // what is bound before the search
}

func (b *segmentBuilder) build() {
	for i, l := range b.links {
		seg := b.segment(l)
		if _, to := b.turned(l); i < len(b.links)-1 && b.way == forward || i > 0 && b.way == backward {
			seg.To = slot(to)
		}
		b.op.Segments = append(b.op.Segments, seg)
	}
	if b.way == backward {
		slices.Reverse(b.op.Segments)
	}
	for _, e := range b.rest {
		if !b.place(e) {
			b.op.Predicates = append(b.op.Predicates, e)
			b.prune(e)
		}
	}
}

// turned returns the ends of a link in the order of the search.
func (b *segmentBuilder) turned(l *logical.Link) (from, to *semantic.Symbol) {
	return (&link{Link: l}).ends(b.way)
}

// at returns the segment of a link.
func (b *segmentBuilder) at(i int) *plan.Segment {
	if b.way == backward {
		i = len(b.links) - 1 - i
	}
	return &b.op.Segments[i]
}

func (b *segmentBuilder) segment(l *logical.Link) plan.Segment {
	seg := plan.Segment{Rel: slot(l.Sym), To: slotOf(nil), Repeated: l.Kind != logical.Hop}
	switch l.Kind {
	case logical.Hop:
		seg.Hops = []plan.Hop{b.hop(l)}
	case logical.Walk:
		h := b.hop(l)
		for _, e := range l.Predicates {
			h.Tests = append(h.Tests, plan.HopTest{From: slotOf(nil), Rel: slot(l.Edge), To: slotOf(nil), Body: e})
		}
		if f := l.Filter; f != nil {
			h.Tests = append(h.Tests, b.test(nil, b.p.info.Uses[f.Rel], b.p.info.Uses[f.Node], f.Body))
		}
		seg.Hops, seg.Min, seg.Max = []plan.Hop{h}, l.Min, l.Max
	case logical.Repeat:
		b.group(&seg, l.Group)
	}
	return seg
}

func (b *segmentBuilder) hop(l *logical.Link) plan.Hop {
	h := plan.Hop{Direction: (&link{Link: l}).direction(b.way), TypeNames: l.Types}
	h.Types, h.NoTypes = b.p.types(l.Types)
	return h
}

// test makes a condition on a hop along the pattern; from and to may be nil.
func (b *segmentBuilder) test(from, rel, to *semantic.Symbol, body ast.Expr) plan.HopTest {
	if b.way == backward {
		from, to = to, from
	}
	return plan.HopTest{From: slotOf(from), Rel: slotOf(rel), To: slotOf(to), Body: body}
}

// group makes a segment of a quantified group.
func (b *segmentBuilder) group(seg *plan.Segment, g *logical.GroupBody) {
	if seg.Min, seg.Max = g.Min, g.Max; seg.Min == nil {
		seg.Min = &ast.Literal{Value: value.Int(0)}
	}
	body := g.Graph
	var own []*semantic.Symbol
	for _, l := range body.Links {
		seg.Hops = append(seg.Hops, b.hop(l))
		own = append(own, l.Sym)
	}
	own = append(own, body.Nodes...)
	for _, e := range body.Predicates {
		i := body.HopOf(b.p.info, e, own)
		l := body.Links[i]
		seg.Hops[i].Tests = append(seg.Hops[i].Tests, b.test(l.Left, l.Sym, l.Right, e))
	}
	for _, v := range g.Variables {
		seg.Lists = append(seg.Lists, b.list(body, v))
	}
	if b.way == backward {
		slices.Reverse(seg.Hops)
	}
}

// list says where in a repetition a group variable is found.
func (b *segmentBuilder) list(body *logical.Graph, v semantic.GroupVariable) plan.PathList {
	hops := len(body.Links)
	list := plan.PathList{Outer: slot(v.Outer), Node: true, Place: hops}
	for i, l := range body.Links {
		if l.Left == v.Inner {
			list.Place = i
		}
		if l.Sym == v.Inner {
			list.Node, list.Place = false, i
		}
	}
	if b.way == backward {
		if list.Place = hops - list.Place; !list.Node {
			list.Place--
		}
	}
	return list
}

// place puts a condition on one step to it; false if it is about more.
func (b *segmentBuilder) place(e ast.Expr) bool {
	about := b.p.freeOf(e).minus(b.known)
	for i, l := range b.links {
		seg := b.at(i)
		_, to := b.turned(l)
		if seg.To >= 0 && (set{}).with(to).covers(b.inner(about)) {
			seg.Arrival = append(seg.Arrival, plan.HopTest{From: slotOf(nil), Rel: slotOf(nil), To: slot(to), Body: e})
			return true
		}
		if l.Kind == logical.Hop && (set{}).with(l.Left, l.Sym, l.Right).covers(b.inner(about)) {
			seg.Hops[0].Tests = append(seg.Hops[0].Tests, b.test(l.Left, l.Sym, l.Right, e))
			return true
		}
	}
	return false
}

// inner returns those of the symbols that are the chain's own.
func (b *segmentBuilder) inner(symbols set) set { return symbols.minus(symbols.minus(b.own)) }

// arriving makes the conditions on the last node that are left conditions on the arrival there.
func (b *segmentBuilder) arriving(st state, to *semantic.Symbol) state {
	last := &b.op.Segments[len(b.op.Segments)-1]
	for i, pred := range b.preds {
		if !st.used.has(i) {
			st = st.using(i)
			last.Arrival = append(last.Arrival, plan.HopTest{From: slotOf(nil), Rel: slotOf(nil), To: slot(to), Body: pred.expr})
		}
	}
	return st
}

// prune lets a search leave out the steps that a condition on all steps of a path excludes, such as
// all(r IN relationships(p) WHERE r.open). The condition itself is still tested in the end.
func (b *segmentBuilder) prune(e ast.Expr) {
	q, ok := e.(*ast.Quantifier)
	if !ok || q.Kind != ast.All && q.Kind != ast.None || runsPlan(q.Where) {
		return
	}
	body, each := q.Where, b.p.info.Uses[q.Variable]
	if b.p.freeOf(body).minus(b.known).meets(b.own) {
		return
	}
	if q.Kind == ast.None {
		body = &ast.Unary{Node: ast.Node{Pos: body.Position()}, Op: ast.Not, X: body}
	}
	switch list := q.List.(type) {
	case *ast.Variable:
		for i, l := range b.links {
			if l.Kind == logical.Walk && l.Sym == b.p.info.Uses[list] {
				b.eachHop(b.at(i), plan.HopTest{From: slotOf(nil), Rel: slot(each), To: slotOf(nil), Body: body})
			}
		}
	case *ast.Call:
		b.prunePath(list, each, body)
	}
}

// prunePath is prune for nodes(p) and relationships(p).
func (b *segmentBuilder) prunePath(list *ast.Call, each *semantic.Symbol, body ast.Expr) {
	if len(list.Args) != 1 || b.path == nil {
		return
	}
	if v, ok := list.Args[0].(*ast.Variable); !ok || b.p.info.Uses[v] != b.path {
		return
	}
	test := plan.HopTest{From: slotOf(nil), Rel: slotOf(nil), To: slotOf(nil), Body: body}
	switch fold(list.Name) {
	case "nodes":
		test.To = slot(each)
	case "relationships", "rels":
		test.Rel = slot(each)
	default:
		return
	}
	for i := range b.op.Segments {
		b.eachHop(&b.op.Segments[i], test)
	}
}

func (b *segmentBuilder) eachHop(seg *plan.Segment, test plan.HopTest) {
	for i := range seg.Hops {
		seg.Hops[i].Tests = append(seg.Hops[i].Tests, test)
	}
}
