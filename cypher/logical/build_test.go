package logical_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/cockroachdb/datadriven"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/logical"
	"memgraphd/cypher/parser"
	"memgraphd/cypher/semantic"
	"memgraphd/engine/value"
)

// testEnv knows every function, some aggregations and no procedure.
type testEnv struct{}

func (testEnv) Function(name string) (semantic.Function, bool) {
	switch key := strings.ToLower(name); key {
	case "count", "sum", "max", "collect":
		return semantic.Function{Name: key, Min: 1, Max: 1, Aggregate: true}, true
	default:
		return semantic.Function{Name: key, Max: -1}, true
	}
}

func (testEnv) Procedure(string) (*semantic.Procedure, bool) { return nil, false }
func (testEnv) FunctionNames() []string                      { return nil }
func (testEnv) ProcedureNames() []string                     { return nil }
func (testEnv) ParameterKind(name string) (value.Kind, bool) { return value.KindNull, false }
func (testEnv) PlainParameter(name string) bool              { return true }

// TestBuild shows the steps and graphs of queries.
func TestBuild(t *testing.T) {
	datadriven.Walk(t, "testdata", func(t *testing.T, path string) {
		datadriven.RunTest(t, path, func(t *testing.T, d *datadriven.TestData) string {
			statement, err := parser.Parse(d.Input)
			if err != nil {
				d.Fatalf(t, "%v", err)
			}
			q, err := semantic.Check(statement.(*ast.Query), testEnv{})
			if err != nil {
				d.Fatalf(t, "%v", err)
			}
			var p printer
			p.query(logical.Build(q.Info, q.AST), "")
			return p.String()
		})
	})
}

// printer writes steps as indented lines.
type printer struct{ strings.Builder }

func (p *printer) line(indent, format string, args ...any) {
	p.WriteString(indent + fmt.Sprintf(format, args...) + "\n")
}

func (p *printer) query(q *logical.Query, indent string) {
	for i, b := range q.Branches {
		if len(q.Branches) > 1 {
			p.line(indent, "branch %d", i)
		}
		p.steps(b.Steps, indent)
	}
}

func (p *printer) steps(steps []logical.Step, indent string) {
	for _, s := range steps {
		p.step(s, indent)
	}
}

func (p *printer) step(s logical.Step, indent string) {
	in := indent + "  "
	switch s := s.(type) {
	case *logical.Match:
		p.line(indent, "match optional=%v", s.Optional)
		p.graph(s.Graph, in)
	case *logical.Filter:
		p.line(indent, "filter %s", formats(s.Predicates))
	case *logical.Unwind:
		p.line(indent, "unwind %s as %s", ast.Format(s.List), s.Sym.Name)
	case *logical.Project:
		p.project(s, indent)
	case *logical.Create:
		p.create(s, indent)
	case *logical.Merge:
		p.line(indent, "merge")
		for _, item := range s.Before {
			p.line(in, "before %s", ast.Format(item.Expr))
		}
		p.graph(s.Graph, in)
		for _, c := range s.Creates {
			p.create(c, in)
		}
	case *logical.Foreach:
		p.line(indent, "foreach %s in %s", s.Sym.Name, ast.Format(s.List))
		p.steps(s.Body, in)
	case *logical.Subquery:
		p.line(indent, "subquery correlated=%v", s.Correlated)
		p.query(s.Query, in)
	default:
		p.line(indent, "%s", strings.ToLower(strings.TrimPrefix(fmt.Sprintf("%T", s), "*logical.")))
	}
}

func (p *printer) project(s *logical.Project, indent string) {
	var columns []string
	for _, col := range s.Columns {
		columns = append(columns, col.Name)
	}
	p.line(indent, "project %s distinct=%v", strings.Join(columns, ", "), s.Distinct)
	indent += "  "
	if s.Group != nil {
		for _, key := range s.Group.Keys {
			p.line(indent, "key %s = %s", key.Sym.Name, ast.Format(key.Expr))
		}
		for _, call := range s.Group.Calls {
			p.line(indent, "call %q = %s", call.Sym.Name, ast.Format(call.Expr))
		}
	}
	for _, item := range s.Items {
		p.line(indent, "item %s = %s", item.Sym.Name, ast.Format(item.Expr))
	}
	for _, key := range s.OrderBy {
		p.line(indent, "order by %s", ast.Format(key.Expr))
	}
	if len(s.Where) > 0 {
		p.line(indent, "where %s", formats(s.Where))
	}
}

func (p *printer) create(c *logical.Create, indent string) {
	p.line(indent, "create")
	for _, n := range c.Nodes {
		p.line(indent+"  ", "node %q %s", n.Sym.Name, ast.Format(n.Properties))
	}
	for _, r := range c.Rels {
		p.line(indent+"  ", "relationship %q from %q to %q %s %s", r.Sym.Name, r.From.Name, r.To.Name, r.Type.Name, ast.Format(r.Properties))
	}
}

func (p *printer) graph(g *logical.Graph, indent string) {
	for _, n := range g.Nodes {
		p.line(indent, "node %q", n.Name)
	}
	for _, l := range g.Links {
		kind := [...]string{"hop", "walk", "repeat", "shortest"}[l.Kind]
		p.line(indent, "%s %q from %q to %q direction=%d types=%s clause=%d", kind, l.Sym.Name, l.Left.Name, l.Right.Name, l.Direction, l.Types, l.Clause)
		if len(l.Predicates) > 0 {
			p.line(indent+"  ", "each %s", formats(l.Predicates))
		}
		if l.Group != nil {
			p.graph(l.Group.Graph, indent+"  ")
		}
	}
	for _, path := range g.Paths {
		p.line(indent, "path %s of %d", path.Sym.Name, len(path.Steps))
	}
	if len(g.Predicates) > 0 {
		p.line(indent, "where %s", formats(g.Predicates))
	}
}

func formats(exprs []ast.Expr) string {
	texts := make([]string, len(exprs))
	for i, e := range exprs {
		texts[i] = ast.Format(e)
	}
	return strings.Join(texts, " and ")
}
