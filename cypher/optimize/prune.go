package optimize

import (
	"slices"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/plan"
)

// prune lets walks find each node that they reach once, where nobody needs to
// know how it was reached nor in how many ways: below DISTINCT, under
// aggregations of distinct values, and where only existence matters.
func prune(op plan.Operator, once bool) {
	switch op := op.(type) {
	case *plan.ExpandVar:
		if once && prunable(op) {
			op.Prune = true
		}
	case *plan.SemiApply:
		prune(op.Left, once)
		prune(op.Right, true)
		return
	case *plan.SemiJoin:
		prune(op.Left, once)
		prune(op.Right, true)
		return
	case *plan.PathSearch:
		prune(op.Input, once)
		return
	case *plan.Merge, *plan.Foreach, *plan.Repeat, *plan.Sequence:
		for _, in := range op.Inputs() {
			prune(in, false)
		}
		return
	case *plan.Apply:
		prune(op.Left, once && !op.Each && !op.Unit && op.InTransactions == nil)
		prune(op.Right, once && !op.Each && !op.Unit)
		return
	}
	once = carries(op, once)
	for _, in := range op.Inputs() {
		prune(in, once)
	}
}

// carries reports whether the rows below an operator may be had once instead
// of several times, if those above may.
func carries(op plan.Operator, once bool) bool {
	switch op := op.(type) {
	case *plan.Distinct:
		return true
	case *plan.Aggregate:
		for _, call := range op.Calls {
			if !call.Distinct && !indifferent(call.Func) {
				return false
			}
		}
		return true
	case *plan.Filter, *plan.LabelFilter, *plan.Expand, *plan.ExpandVar, *plan.NamedPath, *plan.NodeScan, *plan.NodeIndexSeek, *plan.PointSeek,
		*plan.NodeByID, *plan.RelationshipScan, *plan.Cartesian, *plan.HashJoin, *plan.Sort, *plan.Uniqueness, *plan.Unwind:
		return once
	case *plan.Project:
		return once && !volatile(op)
	case *plan.Union:
		return once
	}
	return false
}

// indifferent aggregations have the same result however often a value comes.
func indifferent(name string) bool { return name == "min" || name == "max" }

// volatile reports whether a projection may compute different values of equal rows.
func volatile(op *plan.Project) bool {
	for _, item := range op.Items {
		if changes(item.Expr) {
			return true
		}
	}
	return false
}

// changes reports whether a piece of a query may have another value each time it is computed.
func changes(n any) bool {
	found := false
	ast.Inspect(n, func(n any) bool {
		switch n := n.(type) {
		case *ast.Call:
			name := fold(n.Name)
			found = found || name == "rand" || name == "randomuuid" || name == "uniformsample" || name == "counter"
		case *ast.CallProcedure:
			found = true
		}
		return !found
	})
	return found
}

// prunable reports whether nobody looks at the paths of a walk: neither at its relationships, which what is found
// later may not use again, nor at where a search picks one.
func prunable(op *plan.ExpandVar) bool {
	return op.Kind == ast.VarLength && !slices.Contains(op.Live, op.Rels)
}
