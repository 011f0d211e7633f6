package plan

import (
	"slices"
	"strings"

	"memgraphd/cypher/ast"
)

// predicates shows conditions: one on a property by the property, others by the variables they read.
func (e *explainer) predicates(list []ast.Expr) string {
	texts := make([]string, len(list))
	for i, p := range list {
		texts[i] = e.predicate(p)
	}
	return strings.Join(texts, ", ")
}

func (e *explainer) predicate(p ast.Expr) string {
	switch p := p.(type) {
	case *ast.Comparison:
		for _, x := range p.Operands {
			if text, ok := e.property(x); ok {
				return text
			}
		}
	case *ast.Binary:
		if text, ok := e.property(p.X); ok && p.Op >= ast.In {
			return text
		}
	case *ast.IsNull:
		if text, ok := e.property(p.X); ok {
			return text
		}
	case *ast.HasLabels:
		if v, ok := p.X.(*ast.Variable); ok {
			return "(" + e.name(e.plan.Slots[v]) + " :" + ast.FormatLabels(p.Labels) + ")"
		}
	case *ast.PatternExpr, *ast.Subquery:
		return "Pattern"
	}
	return "Generic {" + strings.Join(e.variables(p), ", ") + "}"
}

// property shows what is asked of a property; false if x is none.
func (e *explainer) property(x ast.Expr) (string, bool) {
	property, ok := x.(*ast.Property)
	if !ok {
		return "", false
	}
	if v, ok := property.Target.(*ast.Variable); ok {
		if s, known := e.plan.Slots[v]; known {
			return "{" + e.name(s) + "." + property.Key + "}", true
		}
	}
	return "{" + ast.Format(property) + "}", true
}

// variables returns the names of the variables in an expression, each once.
func (e *explainer) variables(x ast.Expr) []string {
	var names []string
	ast.Inspect(x, func(n any) bool {
		if v, ok := n.(*ast.Variable); ok {
			if s, known := e.plan.Slots[v]; known && !slices.Contains(names, e.name(s)) {
				names = append(names, e.name(s))
			}
		}
		return true
	})
	return names
}

// sides names what is bound on both sides of a join.
func (e *explainer) sides(left, right Operator) string {
	return strings.Join(e.found(left), ", ") + " : " + strings.Join(e.found(right), ", ")
}

// found returns the names of what a plan finds.
func (e *explainer) found(op Operator) []string {
	var names []string
	for _, in := range op.Inputs() {
		names = append(names, e.found(in)...)
	}
	switch op := op.(type) {
	case *NodeScan:
		names = append(names, e.name(op.Node))
	case *NodeIndexSeek:
		names = append(names, e.name(op.Node))
	case *PointSeek:
		names = append(names, e.name(op.Node))
	case *NodeByID:
		names = append(names, e.name(op.Node))
	case *RelationshipScan:
		names = append(names, e.name(op.From), e.name(op.To))
	case *RelationshipIndexSeek:
		names = append(names, e.name(op.From), e.name(op.To))
	case *Unwind:
		names = append(names, e.name(op.Slot))
	case *Expand:
		if !op.Into {
			names = append(names, e.name(op.To))
		}
	case *PathSearch:
		if !op.Into {
			names = append(names, e.name(op.To))
		}
	}
	return names
}

// subplans adds the plans of the subqueries in an operator's conditions and columns.
func (e *explainer) subplans(op Operator) {
	var exprs []ast.Expr
	switch op := op.(type) {
	case *Filter:
		exprs = op.Predicates
	case *Project:
		for _, a := range op.Items {
			exprs = append(exprs, a.Expr)
		}
	case *PathSearch:
		exprs = op.Expressions()
	case *Aggregate:
		for _, a := range op.Keys {
			exprs = append(exprs, a.Expr)
		}
		for _, c := range op.Calls {
			exprs = append(exprs, c.Args...)
		}
	}
	for _, x := range exprs {
		ast.Inspect(x, func(n any) bool {
			sub, ok := n.(ast.Expr)
			if !ok || e.plan.Subplans[sub] == nil {
				return true
			}
			e.branch("", e.plan.Subplans[sub].Root, "RollUpApply")
			return false
		})
	}
}
