package cypher

import (
	"context"

	"memgraphd/cypher/explain"
	"memgraphd/cypher/plan"
)

// explainTable answers EXPLAIN.
func explainTable(p *plan.Plan) *Result {
	lines := plan.Lines(p)
	r := newTable([]string{"QUERY PLAN"}, explain.Rows(lines)...)
	r.summary.Type = "r"
	r.summary.Plan = explain.Tree(lines, nil)
	r.summary.CostEstimate = p.Root.Common().Cost
	return r
}

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
	measured := explain.Measure(lines, q.ex.Profile())
	if err := q.finish(ctx, nil); err != nil {
		return nil, err
	}
	table := newTable([]string{"OPERATOR", "ACTUAL HITS", "RELATIVE TIME", "ABSOLUTE TIME"}, explain.ProfileRows(lines, measured)...)
	table.summary = r.summary
	table.summary.Profile = explain.Tree(lines, measured)
	return table, nil
}
