package optimize

import (
	"memgraphd/cypher/logical"
	"memgraphd/cypher/plan"
)

// scriptSteps is how many updates make a script.
const scriptSteps = 64

// script returns the number of updates from the start of a branch on that are run as a [plan.Sequence]; 0 if they are
// too few. There is but one row to begin with, so that nothing is lost by keeping all rows between two steps.
func (p *planner) script(steps []logical.Step, t tree) int {
	if !isOnce(t.op) || p.periodic {
		return 0
	}
	n := 0
	for n < len(steps) && sequential(steps[n]) {
		n++
	}
	if n < scriptSteps {
		return 0
	}
	return n
}

// sequential reports whether a step can be one of a sequence. DELETE can not: it is to be run for all rows at once.
func sequential(s logical.Step) bool {
	switch s.(type) {
	case *logical.Create, *logical.Merge, *logical.Set, *logical.Remove, *logical.Foreach:
		return true
	}
	return false
}

// sequence plans a script.
func (p *planner) sequence(steps []logical.Step, t tree) tree {
	op := &plan.Sequence{}
	all := t
	for _, s := range steps {
		step := p.update(s, argument(all.bound))
		if _, empty := step.op.(*plan.Argument); empty {
			continue
		}
		op.Steps = append(op.Steps, plan.Step{Body: step.op})
		all.bound, all.seen = step.bound, all.seen.union(step.seen)
		all.rows, all.cost = all.rows*step.rows, all.cost+all.rows*step.cost
	}
	all.wrote = true
	return all.on(op, all.rows, all.cost).barrier()
}
