package ast

// Inspect visits n and, as long as visit returns true, what n consists of, in
// the order of the text. n is an expression, a clause, a query or a piece of a
// pattern; those are also what visit is handed. Nil pieces are left out.
func Inspect(n any, visit func(n any) bool) {
	w := inspector(visit)
	switch n := n.(type) {
	case Expr:
		w.expr(n)
	case Clause:
		w.clause(n)
	case *Query:
		w.query(n)
	case *PatternPart:
		w.part(n)
	case *NodePattern:
		w.node(n)
	case Link:
		w.link(n)
	case LabelExpr:
		w.labels(n)
	case *Projection:
		w.projection(n)
	case *SetItem:
		w.set(n)
	case *RemoveItem:
		w.remove(n)
	}
}

// inspector walks a tree and stops going down where it answers false.
type inspector func(n any) bool

func (w inspector) exprs(list []Expr) {
	for _, e := range list {
		w.expr(e)
	}
}

func (w inspector) expr(e Expr) {
	if isNil(e) || !w(e) {
		return
	}
	switch e := e.(type) {
	case *ListComprehension:
		w.local(e.Variable, e.List, e.Where, e.Map)
	case *Quantifier:
		w.local(e.Variable, e.List, e.Where, nil)
	case *Reduce:
		w.expr(e.Acc)
		w.expr(e.Init)
		w.local(e.Variable, e.List, e.Body, nil)
	case *HasLabels:
		w.expr(e.X)
		w.labels(e.Labels)
	case *PatternComprehension:
		w.part(e.Part)
		w.expr(e.Where)
		w.expr(e.Map)
	case *PatternExpr:
		w.part(e.Part)
	case *ShortestPathExpr:
		w.part(e.Part)
	case *Subquery:
		w.query(e.Query)
	default:
		EachChild(e, w.expr)
	}
}

// local visits an expression that binds a variable to the elements of a list.
func (w inspector) local(v *Variable, list, first, second Expr) {
	w.expr(v)
	w.expr(list)
	w.expr(first)
	w.expr(second)
}

func (w inspector) query(q *Query) {
	if q == nil || !w(q) {
		return
	}
	for _, part := range q.Parts {
		for _, c := range part.Clauses {
			w.clause(c)
		}
	}
}

func (w inspector) parts(parts []*PatternPart) {
	for _, p := range parts {
		w.part(p)
	}
}

func (w inspector) part(p *PatternPart) {
	if p == nil || !w(p) {
		return
	}
	w.variable(p.Variable)
	w.expr(p.K)
	for i, n := range p.Nodes {
		w.node(n)
		if i < len(p.Links) {
			w.link(p.Links[i])
		}
	}
}

func (w inspector) node(n *NodePattern) {
	if n == nil || !w(n) {
		return
	}
	w.variable(n.Variable)
	w.labels(n.Labels)
	w.expr(n.Properties)
	w.expr(n.Where)
}

func (w inspector) link(l Link) {
	if !w(l) {
		return
	}
	switch l := l.(type) {
	case *RelPattern:
		w.variable(l.Variable)
		w.labels(l.Types)
		w.exprs([]Expr{l.Min, l.Max, l.Limit, l.Properties, l.Where})
		w.lambda(l.Weight)
		w.variable(l.Total)
		w.lambda(l.Filter)
	case *GroupPattern:
		w.part(l.Part)
		w.exprs([]Expr{l.Where, l.Min, l.Max})
	}
}

func (w inspector) lambda(l *Lambda) {
	if l == nil || !w(l) {
		return
	}
	for _, v := range []*Variable{l.Rel, l.Node, l.Path, l.Weight} {
		w.variable(v)
	}
	w.expr(l.Body)
}

func (w inspector) variable(v *Variable) {
	if v != nil {
		w.expr(v)
	}
}

func (w inspector) labels(l LabelExpr) {
	switch l := l.(type) {
	case *LabelName:
		w.expr(l.Label.Dynamic)
	case *LabelAnd:
		for _, p := range l.Parts {
			w.labels(p)
		}
	case *LabelOr:
		for _, p := range l.Parts {
			w.labels(p)
		}
	case *LabelNot:
		w.labels(l.Part)
	}
}
