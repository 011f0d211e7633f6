package cypher

import (
	"memgraphd/cypher/plan"
	"memgraphd/engine/value"
)

// explainTable answers EXPLAIN.
func explainTable(p *plan.Plan) *Result {
	lines := plan.Lines(p)
	rows := make([][]value.Value, len(lines))
	for i, line := range lines {
		rows[i] = []value.Value{value.String(line.String())}
	}
	r := newTable([]string{"QUERY PLAN"}, rows...)
	r.summary.Type = "r"
	r.summary.Plan = planTree(lines, nil)
	r.summary.CostEstimate = p.Root.Common().Cost
	return r
}
