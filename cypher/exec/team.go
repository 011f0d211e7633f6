package exec

import (
	"time"

	"memgraphd/cypher/exec/order"
	"memgraphd/cypher/gate"
)

// team is what an operator divides work among that is large, but not a pipeline: goroutines of which each looks for itself.
type team struct {
	of     *Execution
	looks  []order.Look // of each member; the first is the query's own, which is made once
	passes []gate.Pass  // of the others
}

// gather makes the team as large as there are free cores if the work is worth it, else of one. The
// query's own goroutine must release it.
func (t *team) gather(x *Execution, worth bool) []order.Look {
	if t.of != x {
		t.of, t.looks = x, []order.Look{x.ctx.Look}
	}
	t.looks = t.looks[:1]
	n := x.given.Workers
	if !worth || n == 1 || x.program.plan.Writes {
		return t.looks
	}
	if n == 0 {
		n = x.freeCores()
	}
	t.passes = make([]gate.Pass, max(0, n-1))
	for i := range t.passes {
		p := &t.passes[i]
		p.Begin(x.ctx.Pass.Gate(), time.Time{})
		t.looks = append(t.looks, func() error { return p.Look(x.ctx.Ctx) })
	}
	return t.looks
}

// release gives back what the members have got, when they have ended.
func (t *team) release() {
	for i := range t.passes {
		t.passes[i].Rest()
	}
	t.passes = nil
	clear(t.looks[1:])
}
