package optimize

import (
	"memgraphd/cypher/ast"
	"memgraphd/cypher/plan"
)

// operands are what an operator itself reads and binds, its inputs apart.
type operands struct {
	exprs []ast.Expr
	// reads are slots that are read directly, binds those that the operator fills.
	reads, binds []plan.Slot
	// inner are slots that only the operator's own expressions see.
	inner []plan.Slot
}

func operandsOf(op plan.Operator) operands {
	switch op := op.(type) {
	case *plan.NodeScan:
		return operands{binds: []plan.Slot{op.Node}, exprs: labelExprs(op.Labels)}
	case *plan.NodeIndexSeek:
		return operands{binds: []plan.Slot{op.Node}, exprs: seekExprs(&op.Keys)}
	case *plan.PointSeek:
		return operands{binds: []plan.Slot{op.Node}, exprs: []ast.Expr{op.Centre, op.Distance, op.LowerLeft, op.UpperRight}}
	case *plan.NodeByID:
		return operands{binds: []plan.Slot{op.Node}, exprs: []ast.Expr{op.ID}}
	case *plan.RelationshipScan:
		return operands{binds: []plan.Slot{op.Rel, op.From, op.To}}
	case *plan.RelationshipIndexSeek:
		return operands{binds: []plan.Slot{op.Rel, op.From, op.To}, exprs: seekExprs(&op.Keys)}
	case *plan.RelationshipByID:
		return operands{binds: []plan.Slot{op.Rel, op.From, op.To}, exprs: []ast.Expr{op.ID}}
	case *plan.Expand:
		return expandOperands(op)
	case *plan.ExpandVar:
		return expandVarOperands(op)
	case *plan.ShortestPath:
		return operands{
			reads: []plan.Slot{op.From, op.To}, binds: []plan.Slot{op.Path, op.Rels},
			inner: []plan.Slot{op.EdgeVar, op.Path, op.Rels},
			exprs: []ast.Expr{op.K, op.Min, op.Max, op.Predicate, op.PathPredicate},
		}
	case *plan.PathSearch:
		return pathSearchOperands(op)
	case *plan.Repeat:
		return repeatOperands(op)
	case *plan.NamedPath:
		o := operands{binds: []plan.Slot{op.Path}}
		for _, s := range op.Steps {
			o.reads = append(o.reads, s.Slot)
		}
		return o
	case *plan.Uniqueness:
		return operands{reads: op.Rels}
	case *plan.Filter:
		return operands{exprs: op.Predicates}
	case *plan.LabelFilter:
		return operands{reads: []plan.Slot{op.Node}, exprs: labelExprs(op.Labels)}
	}
	return rowOperands(op)
}

func expandOperands(op *plan.Expand) operands {
	o := operands{reads: append([]plan.Slot{op.From}, op.Distinct...), binds: []plan.Slot{op.Rel}, exprs: labelExprs(op.ToLabels)}
	if op.Into {
		o.reads = append(o.reads, op.To)
	} else {
		o.binds = append(o.binds, op.To)
	}
	return o
}

func expandVarOperands(op *plan.ExpandVar) operands {
	o := operands{
		reads: append([]plan.Slot{op.From}, op.Distinct...), binds: []plan.Slot{op.Rels, op.Total},
		inner: []plan.Slot{op.EdgeVar}, exprs: append(labelExprs(op.ToLabels), op.Min, op.Max, op.Limit, op.Predicate),
	}
	if op.Into {
		o.reads = append(o.reads, op.To)
	} else {
		o.binds = append(o.binds, op.To)
	}
	for _, l := range []*plan.Lambda{op.Weight, op.Filter} {
		if l != nil {
			o.exprs = append(o.exprs, l.Body)
			o.inner = append(o.inner, l.Rel, l.Node, l.Path, l.Weight)
		}
	}
	return o
}

func pathSearchOperands(op *plan.PathSearch) operands {
	o := operands{reads: []plan.Slot{op.From}, binds: op.Binds(), exprs: op.Expressions()}
	o.inner = append(op.Inner(), o.binds...)
	if op.Into {
		o.reads = append(o.reads, op.To)
	}
	return o
}

func repeatOperands(op *plan.Repeat) operands {
	o := operands{reads: append([]plan.Slot{op.From}, op.Distinct...), binds: []plan.Slot{op.AllRels}}
	if op.Into {
		o.reads = append(o.reads, op.To)
	} else {
		o.binds = append(o.binds, op.To)
	}
	for _, g := range op.Groups {
		o.binds = append(o.binds, g.Outer)
	}
	return o
}

func rowOperands(op plan.Operator) operands {
	var o operands
	switch op := op.(type) {
	case *plan.Project:
		o.assign(op.Items)
	case *plan.Aggregate:
		o.assign(op.Keys)
		for _, call := range op.Calls {
			o.exprs, o.binds = append(o.exprs, call.Args...), append(o.binds, call.Slot)
		}
	case *plan.Distinct:
		o.reads = op.Slots
	case *plan.Choose:
		o = operands{reads: []plan.Slot{op.From, op.To, op.Length}, exprs: []ast.Expr{op.K}}
	case *plan.Sort:
		for _, key := range op.Keys {
			o.exprs = append(o.exprs, key.Expr)
		}
		o.exprs = append(o.exprs, op.Limit...)
	case *plan.Skip:
		o.exprs = []ast.Expr{op.Count}
	case *plan.Limit:
		o.exprs = []ast.Expr{op.Count}
	case *plan.Unwind:
		o = operands{exprs: []ast.Expr{op.List}, binds: []plan.Slot{op.Slot}}
	case *plan.SemiJoin:
		o.reads = []plan.Slot{op.Key}
	case *plan.HashJoin:
		o.exprs = append(append(o.exprs, op.LeftKeys...), op.RightKeys...)
	case *plan.Apply:
		o.exprs = []ast.Expr{op.InTransactions, op.Workers}
		if op.Reports {
			o.binds = []plan.Slot{op.Status}
		}
	case *plan.Union:
		o.binds = op.Out
	case *plan.CountStore:
		o.binds = []plan.Slot{op.Slot}
	case *plan.Load:
		o = operands{exprs: []ast.Expr{op.From, op.Config, op.Delimiter, op.Quote, op.NullIf}, binds: []plan.Slot{op.Slot}}
		for _, f := range op.Fields {
			o.binds = append(o.binds, f.Slot)
		}
	case *plan.CallProcedure:
		o.exprs = op.Args
		for _, y := range op.Yield {
			o.binds = append(o.binds, y.Slot)
		}
	default:
		return updateOperands(op)
	}
	return o
}

func (o *operands) assign(items []plan.Assignment) {
	for _, item := range items {
		o.exprs, o.binds = append(o.exprs, item.Expr), append(o.binds, item.Slot)
	}
}

func updateOperands(op plan.Operator) operands {
	var o operands
	switch op := op.(type) {
	case *plan.Create:
		for _, n := range op.Nodes {
			o.binds, o.inner = append(o.binds, n.Slot), append(o.inner, n.Slot)
			o.exprs = append(append(o.exprs, n.Properties), dynamicLabels(n.Labels)...)
		}
		for _, r := range op.Relationships {
			o.binds, o.reads = append(o.binds, r.Slot), append(o.reads, r.From, r.To)
			o.exprs = append(o.exprs, r.Properties, r.Type.Dynamic)
		}
	case *plan.Set:
		for _, item := range op.Items {
			o.exprs = append(append(o.exprs, item.Target, item.Key, item.Value), dynamicLabels(item.Labels)...)
		}
	case *plan.Remove:
		for _, item := range op.Items {
			o.exprs = append(append(o.exprs, item.Target, item.Key), dynamicLabels(item.Labels)...)
		}
	case *plan.Delete:
		o.exprs = op.Exprs
	case *plan.Foreach:
		o = operands{exprs: []ast.Expr{op.List}, inner: []plan.Slot{op.Slot}}
	}
	return o
}

func dynamicLabels(labels []ast.Label) []ast.Expr {
	var all []ast.Expr
	for _, l := range labels {
		all = append(all, l.Dynamic)
	}
	return all
}

func labelExprs(t *plan.LabelTest) []ast.Expr {
	var all []ast.Expr
	if t != nil {
		ast.Inspect(t.Expr, func(n any) bool {
			all = append(all, n.(ast.Expr))
			return false
		})
	}
	return all
}

func seekExprs(k *plan.Keys) []ast.Expr {
	all := append([]ast.Expr{k.In}, k.Equal...)
	if r := k.Range; r != nil {
		all = append(all, r.Lower, r.Upper, r.Prefix)
	}
	return all
}
