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
	lines := plan.Lines(q.cached.plan)
	measured := measure(lines, q.ex.Profile())
	if err := q.finish(ctx, nil); err != nil {
		return nil, err
	}
	table := newTable([]string{"OPERATOR", "ACTUAL HITS", "RELATIVE TIME", "ABSOLUTE TIME"}, profileRows(lines, measured)...)
	table.summary = r.summary
	table.summary.Profile = planTree(lines, measured)
	return table, nil
}

// measurement is what was measured of the operator of a line.
type measurement struct {
	hits  int64
	share float64 // of the time of all operators
	time  time.Duration
}

// measure finds what was measured for the lines of a plan. A time is that of an operator without those below it; it
// stands in the last line of an operator that has several.
func measure(lines []plan.Line, profile []exec.OperatorProfile) []measurement {
	of := make(map[plan.Operator]exec.OperatorProfile, len(profile))
	for _, m := range profile {
		of[m.Operator] = m
	}
	total := time.Duration(0)
	for _, m := range profile {
		total += ownTime(m, of)
	}
	last := map[plan.Operator]int{}
	for i, line := range lines {
		last[line.Op] = i
	}
	list := make([]measurement, len(lines))
	for i, line := range lines {
		m := of[line.Op]
		list[i].hits = m.Rows
		if last[line.Op] == i && total > 0 {
			list[i].time = ownTime(m, of)
			list[i].share = float64(list[i].time) / float64(total)
		}
	}
	return list
}

// profileRows adds to the rows of EXPLAIN what was measured.
func profileRows(lines []plan.Line, measured []measurement) [][]value.Value {
	rows := make([][]value.Value, len(lines))
	for i, line := range lines {
		m := measured[i]
		rows[i] = []value.Value{
			value.String(line.String()), value.Int(m.hits), value.String(fmt.Sprintf("%10.6f %%", 100*m.share)),
			value.String(fmt.Sprintf("%10.6f ms", float64(m.time)/float64(time.Millisecond))),
		}
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
