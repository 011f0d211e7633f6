package cypher

import (
	"context"

	"memgraphd/cypher/plan"
	"memgraphd/engine/value"
)

// explainTable answers EXPLAIN.
func explainTable(p *plan.Plan) *Result {
	lines := plan.Explain(p)
	rows := make([][]value.Value, len(lines))
	for i, line := range lines {
		rows[i] = []value.Value{value.String(line)}
	}
	r := newTable([]string{"QUERY PLAN"}, rows...)
	r.summary.Type = "r"
	r.summary.CostEstimate = p.Root.Common().Cost
	return r
}

// profileTable runs a query to its end and answers PROFILE with what its operators did.
func profileTable(ctx context.Context, r *Result) (*Result, error) {
	q := r.source.(*query)
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
	if err := q.finish(ctx, nil); err != nil {
		return nil, err
	}
	var rows [][]value.Value
	table := newTable([]string{"OPERATOR", "ACTUAL HITS", "RELATIVE TIME", "ABSOLUTE TIME"}, rows...)
	summary := r.summary
	table.summary = summary
	return table, nil
}
