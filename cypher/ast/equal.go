package ast

import (
	"slices"
	"strings"

	"memgraphd/engine/value"
)

// Equal reports whether two expressions are written alike: same shape, names
// and literals, wherever they stand. Letters of functions may be of either case.
func Equal(a, b Expr) bool {
	if isNil(a) || isNil(b) {
		return isNil(a) == isNil(b)
	}
	if a == b {
		return true
	}
	return sameNode(a, b) && sameChildren(a, b)
}

func sameChildren(a, b Expr) bool {
	var left, right []Expr
	EachChild(a, func(x Expr) { left = append(left, x) })
	EachChild(b, func(x Expr) { right = append(right, x) })
	return slices.EqualFunc(left, right, Equal)
}

// sameNode compares all of a and b but their children.
func sameNode(a, b Expr) bool {
	switch a := a.(type) {
	case *Literal:
		b, ok := b.(*Literal)
		return ok && a.Value.Kind() == b.Value.Kind() && value.Equivalent(a.Value, b.Value)
	case *Parameter:
		b, ok := b.(*Parameter)
		return ok && a.Name == b.Name && a.Lifted == b.Lifted
	case *Variable:
		b, ok := b.(*Variable)
		return ok && a.Name == b.Name
	case *Property:
		b, ok := b.(*Property)
		return ok && a.Key == b.Key
	case *Index:
		_, ok := b.(*Index)
		return ok
	case *Slice:
		b, ok := b.(*Slice)
		return ok && isNil(a.From) == isNil(b.From) && isNil(a.To) == isNil(b.To)
	case *ListLit:
		_, ok := b.(*ListLit)
		return ok
	case *MapLit:
		b, ok := b.(*MapLit)
		return ok && slices.Equal(a.Keys, b.Keys)
	case *Unary:
		b, ok := b.(*Unary)
		return ok && a.Op == b.Op
	case *Binary:
		b, ok := b.(*Binary)
		return ok && a.Op == b.Op
	case *Comparison:
		b, ok := b.(*Comparison)
		return ok && slices.Equal(a.Ops, b.Ops)
	case *IsNull:
		b, ok := b.(*IsNull)
		return ok && a.Not == b.Not
	case *IsType:
		b, ok := b.(*IsType)
		return ok && a.Not == b.Not && a.Type == b.Type
	}
	return sameCompound(a, b)
}

func sameCompound(a, b Expr) bool {
	switch a := a.(type) {
	case *HasLabels:
		b, ok := b.(*HasLabels)
		return ok && sameLabels(a.Labels, b.Labels)
	case *Call:
		b, ok := b.(*Call)
		return ok && strings.EqualFold(a.Name, b.Name) && a.Distinct == b.Distinct
	case *CountStar:
		_, ok := b.(*CountStar)
		return ok
	case *CaseSubject:
		_, ok := b.(*CaseSubject)
		return ok
	case *EnumLit:
		b, ok := b.(*EnumLit)
		return ok && a.Type == b.Type && a.Value == b.Value
	case *Case:
		b, ok := b.(*Case)
		return ok && sameShape(a, b)
	case *ListComprehension:
		b, ok := b.(*ListComprehension)
		return ok && a.Extract == b.Extract && a.Variable.Name == b.Variable.Name &&
			isNil(a.Where) == isNil(b.Where) && isNil(a.Map) == isNil(b.Map)
	case *Quantifier:
		b, ok := b.(*Quantifier)
		return ok && a.Kind == b.Kind && a.Variable.Name == b.Variable.Name
	case *Reduce:
		b, ok := b.(*Reduce)
		return ok && a.Acc.Name == b.Acc.Name && a.Variable.Name == b.Variable.Name
	case *MapProjection:
		b, ok := b.(*MapProjection)
		return ok && slices.EqualFunc(a.Items, b.Items, func(x, y MapProjectionItem) bool {
			return x.Key == y.Key && x.All == y.All && isNil(x.Value) == isNil(y.Value)
		})
	}
	return sameNested(a, b)
}

// sameNested compares expressions that hold patterns and queries, which are no children.
func sameNested(a, b Expr) bool {
	switch a := a.(type) {
	case *PatternComprehension:
		b, ok := b.(*PatternComprehension)
		return ok && sameTree(a.Part, b.Part) && Equal(a.Where, b.Where) && Equal(a.Map, b.Map)
	case *PatternExpr:
		b, ok := b.(*PatternExpr)
		return ok && sameTree(a.Part, b.Part)
	case *ShortestPathExpr:
		b, ok := b.(*ShortestPathExpr)
		return ok && sameTree(a.Part, b.Part)
	case *Subquery:
		b, ok := b.(*Subquery)
		return ok && a.Kind == b.Kind && sameTree(a.Query, b.Query)
	}
	return false
}

func sameShape(a, b *Case) bool {
	return isNil(a.Subject) == isNil(b.Subject) && isNil(a.Else) == isNil(b.Else) &&
		slices.EqualFunc(a.Whens, b.Whens, func(x, y When) bool { return len(x.Tests) == len(y.Tests) })
}

func sameLabels(a, b LabelExpr) bool {
	switch a := a.(type) {
	case *LabelName:
		b, ok := b.(*LabelName)
		return ok && a.Label.Name == b.Label.Name && a.Label.Any == b.Label.Any && Equal(a.Label.Dynamic, b.Label.Dynamic)
	case *LabelAnd:
		b, ok := b.(*LabelAnd)
		return ok && slices.EqualFunc(a.Parts, b.Parts, sameLabels)
	case *LabelOr:
		b, ok := b.(*LabelOr)
		return ok && slices.EqualFunc(a.Parts, b.Parts, sameLabels)
	case *LabelNot:
		b, ok := b.(*LabelNot)
		return ok && sameLabels(a.Part, b.Part)
	case *LabelAny:
		_, ok := b.(*LabelAny)
		return ok
	}
	return a == b
}

// isNil reports whether an expression is absent, also as a nil pointer.
func isNil(e Expr) bool {
	switch e := e.(type) {
	case nil:
		return true
	case *Variable:
		return e == nil
	case *MapLit:
		return e == nil
	}
	return false
}
