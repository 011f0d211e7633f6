package optimize

import (
	"slices"

	"memgraphd/cypher/plan"
)

// live notes for a plan which columns are needed of each operator, given those
// that are needed of the plan, and returns it without what nobody needs.
func (p *planner) live(op plan.Operator, need set) plan.Operator {
	switch op := op.(type) {
	case *plan.NamedPath:
		if !need.has(int(op.Path)) {
			return p.live(op.Input, need)
		}
	case *plan.Project:
		if trimmed := p.trim(op, need); trimmed != op {
			return p.live(trimmed, need)
		}
	}
	setLive(op, need)
	o := operandsOf(op)
	below := p.below(need, o)
	switch op := op.(type) {
	case *plan.Apply:
		right := need
		if op.Unit {
			right = nil
		}
		op.Right = p.live(op.Right, right)
		op.Left = p.live(op.Left, p.outside(op.Right).union(below.minus(bindings(op.Right))))
	case *plan.SemiApply:
		op.Right = p.live(op.Right, nil)
		op.Left = p.live(op.Left, below.union(p.outside(op.Right)))
	case *plan.SemiJoin:
		op.Right = p.live(op.Right, slotSet([]plan.Slot{op.Key}))
		op.Left = p.live(op.Left, below)
	case *plan.Cartesian:
		op.Left, op.Right = p.liveSides(op.Left, op.Right, below)
	case *plan.HashJoin:
		op.Left, op.Right = p.liveSides(op.Left, op.Right, below)
	case *plan.Union:
		for i, b := range op.Branches {
			op.Branches[i] = p.live(b, below.union(slotSet(op.Columns[i])))
		}
	case *plan.Merge:
		op.Match, op.Create = p.live(op.Match, need), p.live(op.Create, need)
		op.Input = p.live(op.Input, p.outside(op.Match).union(p.outside(op.Create)))
	case *plan.Foreach:
		op.Body = p.live(op.Body, nil)
		inner := p.outside(op.Body)
		inner.remove(int(op.Slot))
		op.Input = p.live(op.Input, below.union(inner))
	case *plan.Repeat:
		p.liveRepeat(op, need, below)
	case *plan.Sequence:
		op.Input = p.live(op.Input, p.liveSteps(op.Steps, need))
	default:
		for i, in := range op.Inputs() {
			op.SetInput(i, p.live(in, below))
		}
	}
	return op
}

// below returns what is needed below an operator: what is needed above it and not bound by it, and what it reads.
func (p *planner) below(need set, o operands) set {
	var inner set
	reads := slotSet(o.reads)
	for _, e := range o.exprs {
		reads = reads.union(p.freeOf(e))
	}
	for _, s := range o.inner {
		if s >= 0 {
			inner.add(int(s))
		}
	}
	return need.minus(slotSet(o.binds)).union(reads.minus(inner))
}

func slotSet(list []plan.Slot) set {
	var s set
	for _, x := range list {
		if x >= 0 {
			s.add(int(x))
		}
	}
	return s
}

// setLive notes what is needed of an operator's output. Groups have no other columns than their own.
func setLive(op plan.Operator, need set) {
	if _, ok := op.(*plan.Aggregate); ok {
		own := slotSet(operandsOf(op).binds)
		need = need.minus(need.minus(own))
	}
	base := op.Common()
	base.Live = base.Live[:0]
	need.each(func(id int) { base.Live = append(base.Live, plan.Slot(id)) })
}

// trim drops the columns of a projection that nobody needs, and the projection if none is left.
func (p *planner) trim(op *plan.Project, need set) plan.Operator {
	if op.Produce {
		return op
	}
	op.Items = slices.DeleteFunc(op.Items, func(a plan.Assignment) bool {
		return !need.has(int(a.Slot)) && !hasEffect(a.Expr)
	})
	if len(op.Items) == 0 && op.Extend {
		return op.Input
	}
	return op
}

// liveSides divides what is needed among the two sides of a join.
func (p *planner) liveSides(left, right plan.Operator, need set) (plan.Operator, plan.Operator) {
	own := bindings(right)
	return p.live(left, need.minus(own)), p.live(right, need.minus(need.minus(own)))
}

func (p *planner) liveRepeat(op *plan.Repeat, need, below set) {
	op.Groups = slices.DeleteFunc(op.Groups, func(g plan.Group) bool { return !need.has(int(g.Outer)) })
	inner := slotSet(op.BodyRels)
	inner.add(int(op.BodyTo))
	for _, g := range op.Groups {
		inner.add(int(g.Inner))
	}
	op.Body = p.live(op.Body, inner)
	outside := p.outside(op.Body)
	outside.remove(int(op.BodyFrom))
	op.Input = p.live(op.Input, below.union(outside))
}

// liveSteps notes what is needed of each step of a sequence, given what is needed behind the last, and returns what
// is needed before the first.
func (p *planner) liveSteps(steps []plan.Step, need set) set {
	need = need.clone()
	for i := len(steps) - 1; i >= 0; i-- {
		step := &steps[i]
		var own, done set
		bindings(step.Body).each(func(id int) {
			if need.has(id) {
				own.add(id)
				need.remove(id)
			}
		})
		step.Body = p.live(step.Body, own)
		p.outside(step.Body).each(func(id int) {
			if !need.has(id) {
				done.add(id)
				need.add(id)
			}
		})
		step.Binds, step.Done = slotsIn(own), slotsIn(done)
	}
	return need
}

func slotsIn(s set) []plan.Slot {
	var list []plan.Slot
	s.each(func(id int) { list = append(list, plan.Slot(id)) })
	return list
}

// outside returns what a right side needs of the rows that are handed to it.
func (p *planner) outside(op plan.Operator) set {
	if _, ok := op.(*plan.Argument); ok {
		return slotSet(op.Common().Live)
	}
	var need set
	for _, in := range ownInputs(op) {
		need = need.union(p.outside(in))
	}
	return need
}

// bindings returns all slots that are bound in a plan, what is bound only for its own right sides apart.
func bindings(op plan.Operator) set {
	s := slotSet(operandsOf(op).binds)
	for _, in := range ownInputs(op) {
		s = s.union(bindings(in))
	}
	switch op := op.(type) {
	case *plan.Apply:
		s = s.union(bindings(op.Right))
	case *plan.Merge:
		s = s.union(bindings(op.Match)).union(bindings(op.Create))
	case *plan.Sequence:
		for _, step := range op.Steps {
			s = s.union(bindings(step.Body))
		}
	}
	return s
}

// ownInputs returns the inputs whose leaves are those of the operator's own level: right sides, which are run for
// rows of the operator, are left out.
func ownInputs(op plan.Operator) []plan.Operator {
	switch op := op.(type) {
	case *plan.Apply, *plan.SemiApply, *plan.SemiJoin, *plan.Merge, *plan.Foreach, *plan.Repeat, *plan.Sequence:
		return op.Inputs()[:1]
	}
	return op.Inputs()
}
