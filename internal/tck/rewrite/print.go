package rewrite

import (
	"strings"

	"memgraphd/cypher/ast"
	"memgraphd/engine/value"
)

// Print writes a query as text that parses to the same tree. Every name stands in backquotes, so that
// words without them are keywords and functions. An item of RETURN without an alias gets
// its text as one, which is the name that its column has.
func Print(q *ast.Query) string {
	p := &printer{}
	p.query(q)
	return strings.TrimSpace(p.b.String())
}

type printer struct{ b strings.Builder }

func (p *printer) text(texts ...string) {
	for _, s := range texts {
		p.b.WriteString(s)
	}
}

func (p *printer) name(name string) { p.text(string(value.AppendName(nil, name))) }

// dotted writes the name of a function or procedure.
func (p *printer) dotted(name string, part func(string)) {
	for i, word := range strings.Split(name, ".") {
		if i > 0 {
			p.text(".")
		}
		part(word)
	}
}

// path writes a property, and what is nested in it behind a dot each.
func (p *printer) path(names []string) {
	for i, name := range names {
		if i > 0 {
			p.text(".")
		}
		p.name(name)
	}
}

func (p *printer) variable(v *ast.Variable) {
	if v != nil {
		p.name(v.Name)
	}
}

// list writes things with commas between them.
func list[T any](p *printer, items []T, one func(T)) {
	for i, item := range items {
		if i > 0 {
			p.text(", ")
		}
		one(item)
	}
}

// with writes a keyword and an expression, if there is one.
func (p *printer) with(before string, e ast.Expr) {
	if e != nil {
		p.text(before)
		p.expr(e)
	}
}

func (p *printer) query(q *ast.Query) {
	for i, d := range q.Directives {
		p.text([]string{"USING ", ", "}[min(i, 1)])
		p.directive(d)
	}
	for i, part := range q.Parts {
		if i > 0 {
			p.text("UNION ")
		}
		if i > 0 && q.Unions[i-1].All {
			p.text("ALL ")
		}
		p.clauses(part.Clauses)
	}
	if q.Memory != nil {
		p.text(" QUERY ")
		p.memory(q.Memory)
	}
}

func (p *printer) clauses(clauses []ast.Clause) {
	for _, c := range clauses {
		p.clause(c)
		p.text(" ")
	}
}

func (p *printer) directive(d ast.Directive) {
	switch d.Kind {
	case ast.UsingIndex:
		p.text("INDEX ")
		list(p, d.Index, func(h ast.IndexHint) {
			p.text(":")
			p.name(h.Label)
			if len(h.Paths) > 0 {
				p.text("(")
				list(p, h.Paths, p.path)
				p.text(")")
			}
		})
	case ast.HopsLimit:
		p.with("HOPS LIMIT ", d.Count)
	case ast.PeriodicCommit:
		p.with("PERIODIC COMMIT ", d.Count)
	case ast.ParallelExecution:
		p.text("PARALLEL EXECUTION ")
		p.with("", d.Count)
	}
	p.text(" ")
}

func (p *printer) memory(m *ast.MemoryLimit) {
	if m.Unlimited {
		p.text("MEMORY UNLIMITED ")
		return
	}
	p.with("MEMORY LIMIT ", m.Amount)
	p.text(map[int64]string{1 << 10: " KB ", 1 << 20: " MB "}[m.Unit])
}
