package optimize

import (
	"memgraphd/cypher/ast"
	"memgraphd/cypher/plan"
	"memgraphd/engine"
)

// labelTest resolves the names of a label expression where they are known.
func (p *planner) labelTest(exprs []ast.LabelExpr) *plan.LabelTest {
	if len(exprs) == 0 {
		return nil
	}
	t := &plan.LabelTest{Expr: exprs[0]}
	if len(exprs) > 1 {
		t.Expr = &ast.LabelAnd{Parts: exprs}
	}
	required, exact := requiredLabels(t.Expr)
	for _, name := range required {
		id, ok := p.names.label(name)
		t.Never = t.Never || !ok
		if exact {
			t.All = append(t.All, id)
		}
	}
	if t.Never {
		t.All = nil
	}
	if !exact {
		p.optionalLabels(t.Expr)
	}
	return t
}

// optionalLabels looks up the names that a node may have, to note the unknown ones.
func (p *planner) optionalLabels(e ast.LabelExpr) {
	switch e := e.(type) {
	case *ast.LabelName:
		if e.Label.Dynamic == nil {
			p.names.label(e.Label.Name)
		}
	case *ast.LabelAnd:
		for _, part := range e.Parts {
			p.optionalLabels(part)
		}
	case *ast.LabelOr:
		for _, part := range e.Parts {
			p.optionalLabels(part)
		}
	case *ast.LabelNot:
		p.optionalLabels(e.Part)
	}
}

// requiredLabels returns the labels that a node must have to pass a test, and
// whether having them is all that it takes.
func requiredLabels(e ast.LabelExpr) (names []string, exact bool) {
	switch e := e.(type) {
	case *ast.LabelName:
		if e.Label.Dynamic != nil {
			return nil, false
		}
		return []string{e.Label.Name}, true
	case *ast.LabelAnd:
		exact = true
		for _, part := range e.Parts {
			more, ok := requiredLabels(part)
			names = append(names, more...)
			exact = exact && ok
		}
		return names, exact
	}
	return nil, false
}

// types resolves the names of relationship types: nil for any, none if names
// were asked for and none of them has ever been used.
func (p *planner) types(typeNames []string) (ids []engine.TypeID, none bool) {
	if len(typeNames) == 0 {
		return nil, false
	}
	for _, name := range typeNames {
		if id, ok := p.names.typ(name); ok {
			ids = append(ids, id)
		}
	}
	return ids, len(ids) == 0
}
