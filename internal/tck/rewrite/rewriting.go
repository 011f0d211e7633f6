package rewrite

import (
	"fmt"
	"strings"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/parser"
	"memgraphd/engine/value"
)

// Rewriting is a way to write a query so that it means the same.
type Rewriting struct {
	Name string
	// Errors says that a query that is refused is still refused, for the same reason. It isn't where the checker can know
	// less about the new query, such as the types of its literals.
	Errors bool
	// apply changes the query and reports whether there was anything to change.
	apply func(*Query) bool
	// text changes the printed text; it may be nil.
	text func(string) string
}

// Query is a query on its way through a [Rewriting].
type Query struct {
	text   string
	tree   *ast.Query
	params []value.Entry
	// columns has the old names of columns by their new ones, where they differ.
	columns map[string]string
	names   int // how many fresh ones have been given
}

// Rewritten is the result of a [Rewriting].
type Rewritten struct {
	Text   string
	Params value.Value
	old    map[string]string
}

// Column returns what a column of the answer was called before.
func (r *Rewritten) Column(name string) string {
	if was, ok := r.old[name]; ok {
		return was
	}
	return name
}

// longest bounds the text that comes of a rewriting, in bytes: so deeply nested that it is longer, the parser may refuse it.
const longest = 3000

// Apply rewrites a query; params is a map. It returns nil if there is nothing to rewrite, if too much would come of it or if
// the text is no query at all.
func (w Rewriting) Apply(text string, params value.Value) *Rewritten {
	statement, err := parser.Parse(text)
	if err != nil {
		return nil
	}
	explain, explained := statement.(*ast.Explain)
	tree, ok := statement.(*ast.Query)
	if explained {
		tree, ok = explain.Query, true
	}
	if !ok {
		return nil
	}
	q := &Query{text: text, tree: tree, params: append([]value.Entry(nil), params.AsMap()...)}
	if !w.apply(q) {
		return nil
	}
	r := &Rewritten{Text: Print(q.tree), Params: value.Map(q.params), old: q.columns}
	if w.text != nil {
		r.Text = w.text(r.Text)
	}
	if explained {
		r.Text = "EXPLAIN " + r.Text
	}
	if len(r.Text) > max(longest, 2*len(text)) {
		return nil
	}
	return r
}

// fresh returns a name that nothing else has.
func (q *Query) fresh() string {
	for {
		q.names++
		if name := fmt.Sprintf(" %d", q.names); !strings.Contains(q.text, "`"+name+"`") {
			return name
		}
	}
}

func variable(name string) *ast.Variable { return &ast.Variable{Name: name} }

func literal(v value.Value) ast.Expr { return &ast.Literal{Value: v} }

// edit replaces expressions by what f makes of them. It reports whether there were any to be replaced.
func (q *Query) edit(f func(ast.Expr) ast.Expr) bool {
	changed := false
	editor(func(e ast.Expr) ast.Expr {
		other := f(e)
		changed = changed || other != e
		return other
	}).query(q.tree)
	return changed
}

// eachQuery visits the query and those inside it.
func (q *Query) eachQuery(f func(*ast.Query)) {
	ast.Inspect(q.tree, func(n any) bool {
		if inner, ok := n.(*ast.Query); ok {
			f(inner)
		}
		return true
	})
}

// replace replaces clauses by others, in subqueries as well, but not in FOREACH. For a clause that stays as it is f returns nil.
func (q *Query) replace(f func(ast.Clause) []ast.Clause) bool {
	changed := false
	q.eachQuery(func(inner *ast.Query) {
		for _, part := range inner.Parts {
			var clauses []ast.Clause
			for _, c := range part.Clauses {
				other := f(c)
				if changed = changed || other != nil; other == nil {
					other = []ast.Clause{c}
				}
				clauses = append(clauses, other...)
			}
			part.Clauses = clauses
		}
	})
	return changed
}

// find reports whether the query, or what is inside it, has a piece for which f holds.
func (q *Query) find(f func(n any) bool) bool { return find(q.tree, f) }

func find(n any, f func(n any) bool) bool {
	found := false
	ast.Inspect(n, func(n any) bool {
		found = found || f(n)
		return !found
	})
	return found
}

// stars reports whether the query asks somewhere for all variables, so that it would see new ones.
func (q *Query) stars() bool {
	return q.find(func(n any) bool {
		switch n := n.(type) {
		case *ast.Projection:
			return n.Star
		case *ast.CallSubquery:
			return n.ImportAll
		}
		return false
	})
}

// conjunction joins conditions, which may be nil.
func conjunction(conditions ...ast.Expr) ast.Expr {
	var all ast.Expr
	for _, c := range conditions {
		switch {
		case c == nil:
		case all == nil:
			all = c
		default:
			all = &ast.Binary{Op: ast.And, X: all, Y: c}
		}
	}
	return all
}

// conjuncts are the conditions that a condition joins.
func conjuncts(e ast.Expr) []ast.Expr {
	if b, ok := e.(*ast.Binary); ok && b.Op == ast.And {
		return append(conjuncts(b.X), conjuncts(b.Y)...)
	}
	if e == nil {
		return nil
	}
	return []ast.Expr{e}
}

func equal(x, y ast.Expr) ast.Expr {
	return &ast.Comparison{Operands: []ast.Expr{x, y}, Ops: []ast.BinaryOp{ast.Eq}}
}
