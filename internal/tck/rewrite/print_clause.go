package rewrite

import "memgraphd/cypher/ast"

func (p *printer) clause(c ast.Clause) {
	switch c := c.(type) {
	case *ast.Match:
		p.match(c)
	case *ast.Unwind:
		p.with("UNWIND ", c.List)
		p.text(" AS ")
		p.variable(c.Variable)
	case *ast.With:
		p.text("WITH ")
		p.projection(&c.Projection, false)
		p.with(" WHERE ", c.Where)
	case *ast.Return:
		p.text("RETURN ")
		p.projection(&c.Projection, true)
	case *ast.Finish:
		p.text("FINISH")
	case *ast.CallProcedure:
		p.procedure(c)
	case *ast.CallSubquery:
		p.subquery(c)
	case *ast.Load:
		p.load(c)
	default:
		p.update(c)
	}
}

func (p *printer) match(c *ast.Match) {
	if c.Optional {
		p.text("OPTIONAL ")
	}
	p.text("MATCH ")
	p.pattern(c.Pattern)
	p.with(" WHERE ", c.Where)
}

func (p *printer) projection(c *ast.Projection, named bool) {
	if c.Distinct {
		p.text("DISTINCT ")
	}
	if c.Star {
		p.text("*")
	}
	if c.Star && len(c.Items) > 0 {
		p.text(", ")
	}
	list(p, c.Items, func(item *ast.ProjectionItem) {
		alias := item.Alias
		if _, variable := item.Expr.(*ast.Variable); alias == "" && named && !variable {
			alias = item.Text
		}
		p.expr(item.Expr)
		if alias != "" {
			p.text(" AS ")
			p.name(alias)
		}
	})
	if len(c.OrderBy) > 0 {
		p.text(" ORDER BY ")
	}
	list(p, c.OrderBy, func(s *ast.SortItem) {
		p.expr(s.Expr)
		if s.Descending {
			p.text(" DESC")
		}
	})
	p.with(" SKIP ", c.Skip)
	p.with(" LIMIT ", c.Limit)
}

func (p *printer) procedure(c *ast.CallProcedure) {
	if c.Optional {
		p.text("OPTIONAL ")
	}
	p.text("CALL ")
	p.dotted(c.Name, p.name)
	if !c.Implicit {
		p.text("(")
		list(p, c.Args, p.expr)
		p.text(")")
	}
	if c.Memory != nil {
		p.text(" PROCEDURE ")
		p.memory(c.Memory)
	}
	if c.HasYield {
		p.text(" YIELD ")
	}
	if c.Star {
		p.text("*")
	}
	list(p, c.Yield, func(y *ast.YieldItem) {
		p.name(y.Field)
		if y.Alias != "" {
			p.text(" AS ")
			p.name(y.Alias)
		}
	})
	p.with(" WHERE ", c.Where)
}

func (p *printer) subquery(c *ast.CallSubquery) {
	if c.Optional {
		p.text("OPTIONAL ")
	}
	p.text("CALL ")
	if c.HasScope {
		p.text("(")
		if c.ImportAll {
			p.text("*")
		}
		list(p, c.Imports, p.variable)
		p.text(") ")
	}
	p.text("{ ")
	p.query(c.Query)
	p.text("}")
	if !c.InTx {
		return
	}
	p.text(" IN TRANSACTIONS")
	if c.RowsPerTxn != nil {
		p.with(" OF ", c.RowsPerTxn)
		p.text(" ROWS")
	}
	p.text([]string{"", " ON ERROR CONTINUE", " ON ERROR BREAK"}[c.OnError])
	if c.Status != nil {
		p.text(" REPORT STATUS AS ")
		p.variable(c.Status)
	}
}

func (p *printer) load(c *ast.Load) {
	p.with([]string{"LOAD CSV FROM ", "LOAD JSONL FROM ", "LOAD PARQUET FROM "}[c.Format], c.From)
	if c.Config != nil {
		p.with(" WITH CONFIG ", c.Config)
	}
	switch {
	case c.Header:
		p.text(" WITH HEADER")
	case c.Format == ast.LoadCSV:
		p.text(" NO HEADER")
	}
	if c.IgnoreBad {
		p.text(" IGNORE BAD")
	}
	p.with(" DELIMITER ", c.Delimiter)
	p.with(" QUOTE ", c.Quote)
	p.with(" NULLIF ", c.NullIf)
	p.text(" AS ")
	p.variable(c.Variable)
}

func (p *printer) update(c ast.Clause) {
	switch c := c.(type) {
	case *ast.Create:
		p.text("CREATE ")
		p.pattern(c.Pattern)
	case *ast.Merge:
		p.text("MERGE ")
		p.part(c.Part)
		p.sets(" ON CREATE SET ", c.OnCreate)
		p.sets(" ON MATCH SET ", c.OnMatch)
	case *ast.Set:
		p.sets("SET ", c.Items)
	case *ast.Remove:
		p.text("REMOVE ")
		list(p, c.Items, func(item *ast.RemoveItem) { p.target(item.Target, item.Keys, item.Key, item.Labels) })
	case *ast.Delete:
		if c.Detach {
			p.text("DETACH ")
		}
		p.text("DELETE ")
		list(p, c.Exprs, p.expr)
	case *ast.Foreach:
		p.text("FOREACH (")
		p.each(c.Variable, c.List)
		p.text(" | ")
		p.clauses(c.Body)
		p.text(")")
	}
}

func (p *printer) sets(before string, items []*ast.SetItem) {
	if len(items) == 0 {
		return
	}
	p.text(before)
	list(p, items, func(item *ast.SetItem) {
		p.target(item.Target, item.Keys, item.Key, item.Labels)
		switch item.Kind {
		case ast.SetMerge:
			p.with(" += ", item.Value)
		default:
			p.with(" = ", item.Value)
		}
	})
}

// target writes what SET and REMOVE change.
func (p *printer) target(e ast.Expr, keys []string, key ast.Expr, labels []ast.Label) {
	p.expr(e)
	for _, k := range keys {
		p.text(".")
		p.name(k)
	}
	if key != nil {
		p.with("[", key)
		p.text("]")
	}
	for _, l := range labels {
		p.text(":")
		p.label(l)
	}
}
