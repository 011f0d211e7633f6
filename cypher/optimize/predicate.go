package optimize

import (
	"memgraphd/cypher/ast"
	"memgraphd/cypher/semantic"
)

// predicate is a condition of a graph.
type predicate struct {
	expr ast.Expr
	free set
	// node and labels are set if it tests the labels of a node variable.
	node   *semantic.Symbol
	labels ast.LabelExpr
	// tests are the ways to read it as a condition on a property or the id of a variable.
	tests []test
	// spatial are the ways to read it as a condition on where a point is.
	spatial []spatialTest
	// subquery is true if evaluating it runs a plan.
	subquery bool
}

// testKind tells how a value is tested.
type testKind uint8

// The kinds of tests that an index or an id can answer.
const (
	testEqual testKind = iota
	testIn
	testLower
	testUpper
	testPrefix
	testPresent
)

// test reads a predicate as a condition on a property of a variable, or on its id.
type test struct {
	sym *semantic.Symbol
	key string // the property; empty: the id
	// below are the keys that lead into a map that is the property, as b and c in n.a.b.c.
	below []string
	kind  testKind
	// exclusive bounds don't include the value.
	exclusive bool
	// element: the id is that of elementId(). node: it is the variable itself that is tested.
	element, node bool
	value         ast.Expr
	free          set // of value
}

// predicates analyses the conditions of a graph.
func (p *planner) predicates(exprs []ast.Expr) []*predicate {
	var all []*predicate
	for _, e := range exprs {
		all = append(all, p.analyse(e))
	}
	return all
}

func (p *planner) analyse(e ast.Expr) *predicate {
	pred := &predicate{expr: e, free: p.freeOf(e), subquery: runsPlan(e)}
	switch e := e.(type) {
	case *ast.HasLabels:
		if v, ok := e.X.(*ast.Variable); ok && p.info.Uses[v].Type.Base == semantic.Node && !p.readsOwn(e.Labels, p.info.Uses[v]) {
			pred.node, pred.labels = p.info.Uses[v], e.Labels
		}
	case *ast.Comparison:
		if len(e.Ops) == 1 {
			p.nearby(pred, e)
			p.compared(pred, e.Operands[0], e.Ops[0], e.Operands[1])
			p.compared(pred, e.Operands[1], mirrored[e.Ops[0]], e.Operands[0])
		}
	case *ast.Binary:
		switch e.Op {
		case ast.In:
			p.addTest(pred, e.X, test{kind: testIn, value: e.Y})
		case ast.StartsWith:
			p.addTest(pred, e.X, test{kind: testPrefix, value: e.Y})
		case ast.Or:
			pred.node, pred.labels = p.anyLabelOf(e)
			p.alternatives(pred, e)
		}
	case *ast.Call:
		p.boxed(pred, e)
	case *ast.IsNull:
		if e.Not {
			p.addTest(pred, e.X, test{kind: testPresent})
		}
	}
	return pred
}

// readsOwn reports whether labels are computed from the node that is tested: it must then be bound before.
func (p *planner) readsOwn(labels ast.LabelExpr, node *semantic.Symbol) bool {
	found := false
	ast.Inspect(labels, func(n any) bool {
		v, ok := n.(*ast.Variable)
		found = found || ok && p.info.Uses[v] == node
		return !found
	})
	return found
}

// alternatives reads x = a OR x = b … as x IN [a, b, …].
func (p *planner) alternatives(pred *predicate, e ast.Expr) {
	var target ast.Expr
	list := &ast.ListLit{Node: ast.Node{Pos: e.Position()}}
	for _, x := range disjuncts(e, nil) {
		c, ok := x.(*ast.Comparison)
		if !ok || len(c.Ops) != 1 || c.Ops[0] != ast.Eq || !isPropertyOrID(c.Operands[0]) {
			return
		}
		if target == nil {
			target = c.Operands[0]
		}
		if !ast.Equal(target, c.Operands[0]) {
			return
		}
		list.Items = append(list.Items, c.Operands[1])
	}
	p.addTest(pred, target, test{kind: testIn, value: list})
}

func disjuncts(e ast.Expr, dst []ast.Expr) []ast.Expr {
	if b, ok := e.(*ast.Binary); ok && b.Op == ast.Or {
		return disjuncts(b.Y, disjuncts(b.X, dst))
	}
	return append(dst, e)
}

func isPropertyOrID(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.Property:
		v, _, _ := nestedProperty(e)
		return v != nil
	case *ast.Call:
		return fold(e.Name) == "id"
	}
	return false
}

// mirrored is the operator for the operands exchanged.
var mirrored = map[ast.BinaryOp]ast.BinaryOp{
	ast.Eq: ast.Eq, ast.Ne: ast.Ne, ast.Lt: ast.Gt, ast.Gt: ast.Lt, ast.Le: ast.Ge, ast.Ge: ast.Le,
}

func (p *planner) compared(pred *predicate, x ast.Expr, op ast.BinaryOp, value ast.Expr) {
	switch op {
	case ast.Eq:
		p.addTest(pred, x, test{kind: testEqual, value: value})
	case ast.Gt, ast.Ge:
		p.addTest(pred, x, test{kind: testLower, exclusive: op == ast.Gt, value: value})
	case ast.Lt, ast.Le:
		p.addTest(pred, x, test{kind: testUpper, exclusive: op == ast.Lt, value: value})
	}
}

// addTest adds a test if x is a property or the id of a variable that the value does not depend on.
func (p *planner) addTest(pred *predicate, x ast.Expr, t test) {
	t.free = p.freeOf(t.value)
	switch x := x.(type) {
	case *ast.Property:
		v, key, below := nestedProperty(x)
		if v == nil {
			return
		}
		t.sym, t.key, t.below = p.info.Uses[v], key, below
	case *ast.Call:
		name := fold(x.Name)
		if name != "id" && name != "elementid" || len(x.Args) != 1 || t.kind != testEqual && t.kind != testIn {
			return
		}
		v, ok := x.Args[0].(*ast.Variable)
		if !ok {
			return
		}
		t.sym, t.element = p.info.Uses[v], name == "elementid"
	case *ast.Variable:
		t.sym, t.node = p.info.Uses[x], true
		if t.sym == nil || t.sym.Type.Base != semantic.Node || t.kind != testEqual && t.kind != testIn {
			return
		}
	default:
		return
	}
	if t.sym == nil || t.free.has(t.sym.ID) {
		return
	}
	pred.tests = append(pred.tests, t)
}

// nestedProperty takes n.a.b.c apart: into n, a, and b and c. The variable is nil if it is a property
// of anything else.
func nestedProperty(e *ast.Property) (v *ast.Variable, key string, below []string) {
	switch x := e.Target.(type) {
	case *ast.Variable:
		return x, e.Key, nil
	case *ast.Property:
		v, key, below = nestedProperty(x)
		return v, key, append(below, e.Key)
	}
	return nil, "", nil
}

// runsPlan reports whether evaluating an expression runs a plan.
func runsPlan(e ast.Expr) bool {
	found := false
	ast.Inspect(e, func(n any) bool {
		switch n.(type) {
		case *ast.PatternExpr, *ast.PatternComprehension, *ast.Subquery, *ast.ShortestPathExpr:
			found = true
		}
		return !found
	})
	return found
}
