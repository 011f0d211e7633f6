package plan

import "memgraphd/cypher/ast"

// Position returns where in the statement the clause or pattern of an operator
// stands, for errors that are the operator's own. It has no line where that can't
// be told or the operator has none.
func Position(op Operator) ast.Pos {
	switch op := op.(type) {
	case *CallProcedure:
		return op.Pos
	case *Unwind:
		return op.List.Position()
	case *Foreach:
		return op.List.Position()
	case *Load:
		return op.From.Position()
	case *Skip:
		return op.Count.Position()
	case *Limit:
		return op.Count.Position()
	case *Set:
		return op.Items[0].Pos
	case *Remove:
		return op.Items[0].Pos
	case *Delete:
		return op.Exprs[0].Position()
	case *Aggregate:
		return op.position()
	case *Filter:
		return op.Predicates[0].Position()
	}
	return pathPosition(op)
}

// pathPosition is Position for the operators of patterns.
func pathPosition(op Operator) ast.Pos {
	switch op := op.(type) {
	case *LabelFilter:
		return op.Pos
	case *Expand:
		return op.Pos
	case *ExpandVar:
		if pos := first(lambdaBody(op.Weight), lambdaBody(op.Filter), op.Min, op.Max, op.Limit); pos.Line > 0 {
			return pos
		}
		return op.Pos
	case *ShortestPath:
		return first(op.K, op.Min, op.Max, op.Predicate)
	case *PathSearch:
		return first(op.Expressions()...)
	case *Apply:
		return first(op.InTransactions)
	}
	return ast.Pos{}
}

func (a *Aggregate) position() ast.Pos {
	for _, call := range a.Calls {
		if call.Pos.Line > 0 {
			return call.Pos
		}
	}
	return ast.Pos{}
}

func lambdaBody(l *Lambda) ast.Expr {
	if l == nil {
		return nil
	}
	return l.Body
}

// first returns where the first of the expressions is that there is.
func first(exprs ...ast.Expr) ast.Pos {
	for _, e := range exprs {
		if e != nil && e.Position().Line > 0 {
			return e.Position()
		}
	}
	return ast.Pos{}
}
