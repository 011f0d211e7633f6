package ast

func (w inspector) clauses(list []Clause) {
	for _, c := range list {
		w.clause(c)
	}
}

func (w inspector) clause(c Clause) {
	if !w(c) {
		return
	}
	switch c := c.(type) {
	case *Match:
		w.parts(c.Pattern)
		w.expr(c.Where)
	case *Unwind:
		w.expr(c.List)
		w.variable(c.Variable)
	case *With:
		w.projection(&c.Projection)
		w.expr(c.Where)
	case *Return:
		w.projection(&c.Projection)
	case *CallProcedure:
		w.exprs(c.Args)
		w.expr(c.Where)
	case *CallSubquery:
		for _, v := range c.Imports {
			w.variable(v)
		}
		w.query(c.Query)
		w.expr(c.RowsPerTxn)
		w.expr(c.Workers)
		if c.Status != nil {
			w.variable(c.Status)
		}
	case *Load:
		w.exprs([]Expr{c.From, c.Delimiter, c.Quote, c.NullIf})
		if c.Config != nil {
			w.expr(c.Config)
		}
		w.variable(c.Variable)
	default:
		w.update(c)
	}
}

func (w inspector) update(c Clause) {
	switch c := c.(type) {
	case *Create:
		w.parts(c.Pattern)
	case *Merge:
		w.part(c.Part)
		w.sets(c.OnCreate)
		w.sets(c.OnMatch)
	case *Set:
		w.sets(c.Items)
	case *Remove:
		for _, item := range c.Items {
			w.remove(item)
		}
	case *Delete:
		w.exprs(c.Exprs)
	case *Foreach:
		w.expr(c.List)
		w.variable(c.Variable)
		w.clauses(c.Body)
	}
}

func (w inspector) sets(items []*SetItem) {
	for _, item := range items {
		w.set(item)
	}
}

func (w inspector) set(item *SetItem) {
	if !w(item) {
		return
	}
	w.exprs([]Expr{item.Target, item.Key, item.Value})
	w.dynamic(item.Labels)
}

func (w inspector) remove(item *RemoveItem) {
	if !w(item) {
		return
	}
	w.exprs([]Expr{item.Target, item.Key})
	w.dynamic(item.Labels)
}

func (w inspector) dynamic(labels []Label) {
	for _, l := range labels {
		w.expr(l.Dynamic)
	}
}

func (w inspector) projection(p *Projection) {
	if !w(p) {
		return
	}
	for _, item := range p.Items {
		w.expr(item.Expr)
	}
	for _, s := range p.OrderBy {
		w.expr(s.Expr)
	}
	w.expr(p.Skip)
	w.expr(p.Limit)
}
