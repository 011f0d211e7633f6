package cypher

import (
	"context"
	"fmt"
	"time"

	"memgraphd/cypher/exec"
	"memgraphd/cypher/plan"
	"memgraphd/engine/value"
)

// profileTable runs a query to its end, takes back what it changed, and answers
// PROFILE with what its operators did.
func profileTable(ctx context.Context, r *Result) (*Result, error) {
	q := r.source.(*query)
	q.discard = true
	for {
		b, err := q.next(ctx)
		if err != nil {
			r.done = true
			return nil, q.finish(ctx, err)
		}
		if b == nil {
			break
		}
	}
	r.done = true
	rows := profileRows(q.cached.plan, q.ex.Profile())
	if err := q.finish(ctx, nil); err != nil {
		return nil, err
	}
	table := newTable([]string{"OPERATOR", "ACTUAL HITS", "RELATIVE TIME", "ABSOLUTE TIME"}, rows...)
	table.summary = r.summary
	return table, nil
}

// profileRows adds to the rows of EXPLAIN what was measured. A time is that of
// the operator without those below it.
func profileRows(p *plan.Plan, measured []exec.OperatorProfile) [][]value.Value {
	of := make(map[plan.Operator]exec.OperatorProfile, len(measured))
	total := time.Duration(0)
	for _, m := range measured {
		of[m.Operator] = m
	}
	for _, m := range measured {
		total += ownTime(m, of)
	}
	lines := plan.Lines(p)
	last := map[plan.Operator]int{} // line of an operator that has several
	for i, line := range lines {
		last[line.Op] = i
	}
	rows := make([][]value.Value, 0, len(lines))
	for i, line := range lines {
		m := of[line.Op]
		own := time.Duration(0)
		if last[line.Op] == i {
			own = ownTime(m, of)
		}
		share := 0.0
		if total > 0 {
			share = 100 * float64(own) / float64(total)
		}
		rows = append(rows, []value.Value{
			value.String(line.String()), value.Int(m.Rows), value.String(fmt.Sprintf("%10.6f %%", share)),
			value.String(fmt.Sprintf("%10.6f ms", float64(own)/float64(time.Millisecond))),
		})
	}
	return rows
}

// ownTime is the time of an operator without that of its inputs.
func ownTime(m exec.OperatorProfile, of map[plan.Operator]exec.OperatorProfile) time.Duration {
	if m.Operator == nil {
		return 0
	}
	own := m.Time
	for _, input := range m.Operator.Inputs() {
		own -= of[input].Time
	}
	return max(own, 0)
}
