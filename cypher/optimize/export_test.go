package optimize

import (
	"errors"
	"fmt"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/plan"
	"memgraphd/cypher/semantic"
)

// Verify checks a plan against itself: what an operator reads must be bound
// below it and kept alive, subqueries must have plans, and no expression may
// stand in two places.
func Verify(out *plan.Plan, info *semantic.Info) error {
	v := &verifier{p: &planner{info: info}, plan: out, seen: map[ast.Expr]plan.Operator{}}
	have := v.operator(out.Root, nil)
	for _, col := range out.Columns {
		if !have.has(int(col.Slot)) {
			v.fail(out.Root, "column %s is not there", col.Name)
		}
	}
	for e, sub := range out.Subplans {
		have := v.operator(sub.Root, v.p.freeOf(e))
		if sub.Result >= 0 && !have.has(int(sub.Result)) {
			v.fail(sub.Root, "the result of a subplan is not there")
		}
	}
	return errors.Join(v.errs...)
}

type verifier struct {
	p    *planner
	plan *plan.Plan
	seen map[ast.Expr]plan.Operator
	errs []error
}

func (v *verifier) fail(op plan.Operator, format string, args ...any) {
	v.errs = append(v.errs, fmt.Errorf("%T: %s", op, fmt.Sprintf(format, args...)))
}

func (v *verifier) name(s plan.Slot) string { return fmt.Sprintf("%s(%d)", v.plan.SlotNames[s], s) }

// operator returns the columns that come out of an operator whose argument has
// the columns of outer.
func (v *verifier) operator(op plan.Operator, outer set) set {
	o := operandsOf(op)
	for _, e := range o.exprs {
		v.expr(op, e)
	}
	need := v.p.below(nil, o)
	var have set
	switch op := op.(type) {
	case *plan.Once:
		return v.kept(op, nil)
	case *plan.Argument:
		return v.kept(op, outer)
	case *plan.Apply:
		left := v.operator(op.Left, outer)
		have = left.union(v.operator(op.Right, left))
	case *plan.SemiApply:
		have = v.operator(op.Left, outer)
		v.operator(op.Right, have)
	case *plan.Cartesian:
		have = v.operator(op.Left, outer).union(v.operator(op.Right, outer))
	case *plan.HashJoin:
		have = v.operator(op.Left, outer).union(v.operator(op.Right, outer))
	case *plan.Union:
		for i, b := range op.Branches {
			got := v.operator(b, outer)
			v.covers(op, got, slotSet(op.Columns[i]))
			have = got
		}
	case *plan.Merge:
		input := v.operator(op.Input, outer)
		match, create := v.operator(op.Match, input), v.operator(op.Create, input)
		have = match.minus(match.minus(create))
	case *plan.Foreach:
		have = v.operator(op.Input, outer)
		inner := have.clone()
		inner.add(int(op.Slot))
		v.operator(op.Body, inner)
	case *plan.Repeat:
		have = v.repeat(op, outer)
	case *plan.Sequence:
		have = v.sequence(op, outer)
	default:
		for _, in := range op.Inputs() {
			have = v.operator(in, outer)
		}
	}
	v.covers(op, have, need)
	if _, ok := op.(*plan.Aggregate); ok {
		have = nil
	}
	return v.kept(op, have.union(slotSet(o.binds)))
}

func (v *verifier) repeat(op *plan.Repeat, outer set) set {
	have := v.operator(op.Input, outer)
	inner := have.clone()
	inner.add(int(op.BodyFrom))
	body := v.operator(op.Body, inner)
	want := slotSet(op.BodyRels)
	want.add(int(op.BodyTo))
	for _, g := range op.Groups {
		want.add(int(g.Inner))
	}
	v.covers(op, body, want)
	return have
}

func (v *verifier) sequence(op *plan.Sequence, outer set) set {
	have := v.operator(op.Input, outer)
	for _, step := range op.Steps {
		bound := v.operator(step.Body, have)
		v.covers(step.Body, bound, slotSet(step.Binds))
		have = have.union(slotSet(step.Binds)).minus(slotSet(step.Done))
	}
	return have
}

func (v *verifier) covers(op plan.Operator, have, need set) {
	need.minus(have).each(func(id int) { v.fail(op, "%s is read but not there", v.name(plan.Slot(id))) })
}

// kept checks that what is needed is there, and drops the rest.
func (v *verifier) kept(op plan.Operator, have set) set {
	live := slotSet(op.Common().Live)
	live.minus(have).each(func(id int) { v.fail(op, "%s is live but not there", v.name(plan.Slot(id))) })
	return live
}

func (v *verifier) expr(op plan.Operator, e ast.Expr) {
	if e == nil {
		return
	}
	ast.Inspect(e, func(n any) bool {
		x, ok := n.(ast.Expr)
		if !ok {
			return true
		}
		if first := v.seen[x]; first != nil {
			v.fail(op, "%s stands in %T as well", ast.Format(x), first)
		}
		v.seen[x] = op
		if variable, ok := x.(*ast.Variable); ok {
			if _, known := v.plan.Slots[variable]; !known {
				v.fail(op, "%s has no slot", variable.Name)
			}
		}
		switch x.(type) {
		case *ast.PatternExpr, *ast.PatternComprehension, *ast.Subquery, *ast.ShortestPathExpr:
			if v.plan.Subplans[x] == nil {
				v.fail(op, "%s has no plan", ast.Format(x))
			}
			return false
		}
		return true
	})
}
