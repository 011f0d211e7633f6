package cypher

import (
	"slices"
	"strings"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/schema"
	"memgraphd/engine"
	"memgraphd/engine/value"
)

// dropGraph deletes all nodes and relationships, indexes and constraints.
func (in *Interpreter) dropGraph(c call) (*Result, error) {
	if _, err := c.schemaCall().DropAllConstraints(); err != nil {
		return nil, err
	}
	if err := in.dropTimeToLive(c.ctx); err != nil {
		return nil, err
	}
	if _, err := c.schemaCall().DropAllIndexes(); err != nil {
		return nil, err
	}
	if err := in.dropAllTriggers(c.ctx); err != nil {
		return nil, err
	}
	r, err := c.session.Run(c.ctx, "MATCH (n) DETACH DELETE n", value.Null, TxOptions{})
	if err != nil {
		return nil, err
	}
	defer r.Close()
	if _, err := r.Rows(c.ctx); err != nil {
		return nil, err
	}
	return newTable(nil), nil
}

// analyzeGraph answers ANALYZE GRAPH: how values are spread in each index. The planner has statistics of its own, which
// are always up to date; what was planned is planned anew.
func (in *Interpreter) analyzeGraph(c call, st *ast.AnalyzeGraph) (*Result, error) {
	defer in.plans.clear()
	columns := []string{"label", "property", "num estimation nodes", "num groups", "avg group size", "chi-squared value", "avg degree"}
	if st.Delete {
		columns = columns[:2]
	}
	var rows [][]value.Value
	for _, ix := range in.analyzed() {
		label := in.Database().LabelName(ix.Spec.Label)
		if len(st.Labels) > 0 && !slices.Contains(st.Labels, label) {
			continue
		}
		row, err := in.analysis(c, ix.Spec, label)
		if err != nil {
			return nil, err
		}
		rows = append(rows, row[:len(columns)])
	}
	return newTable(columns, rows...), nil
}

// analyzed returns the indexes that ANALYZE GRAPH measures, of two that differ in their order the first one.
func (in *Interpreter) analyzed() []*engine.Index {
	var list []*engine.Index
	for _, ix := range in.Database().Indexes() {
		same := func(o *engine.Index) bool { return o.Spec.Extends(&ix.Spec) && ix.Spec.Extends(&o.Spec) }
		switch ix.Spec.Kind {
		case engine.IndexLabel, engine.IndexLabelProps, engine.IndexNested:
			if !slices.ContainsFunc(list, same) {
				list = append(list, ix)
			}
		}
	}
	return list
}

// analysis measures an index on a label, or a label and properties.
func (in *Interpreter) analysis(c call, spec engine.IndexSpec, label string) ([]value.Value, error) {
	node := "MATCH (n:" + schema.QuoteName(label) + ") "
	if spec.Kind == engine.IndexLabel {
		found, err := in.single(c, node+"RETURN count(n) AS nodes, coalesce(avg(degree(n)), 0.0) AS degree")
		if err != nil {
			return nil, err
		}
		return []value.Value{value.String(label), value.Null, found[0], value.Null, value.Null, value.Null, found[1]}, nil
	}
	keys := schema.QuotedPaths(in.Database(), "n.", &spec)
	there := strings.Join(keys, " IS NOT NULL AND ") + " IS NOT NULL "
	found, err := in.single(c, node+"WHERE "+there+"WITH ["+strings.Join(keys, ", ")+"] AS key, count(*) AS size, avg(degree(n)) AS degree "+
		"WITH collect(size) AS sizes, coalesce(avg(size), 0.0) AS mean, sum(size) AS nodes, sum(degree * size) AS degrees "+
		"RETURN nodes, size(sizes), mean, reduce(x = 0.0, s IN sizes | x + (s - mean) ^ 2 / mean), "+
		"CASE nodes WHEN 0 THEN 0.0 ELSE degrees / nodes END")
	if err != nil {
		return nil, err
	}
	return append([]value.Value{value.String(label), value.Strings(schema.Paths(in.Database(), &spec))}, found...), nil
}

// single runs a query of one row apart from what the session does.
func (in *Interpreter) single(c call, text string) ([]value.Value, error) {
	s := in.NewSession(c.session.user)
	defer s.Close()
	r, err := s.Run(c.ctx, text, value.Null, TxOptions{})
	if err != nil {
		return nil, err
	}
	defer r.Close()
	rows, err := r.Rows(c.ctx)
	if err != nil {
		return nil, err
	}
	return rows[0], nil
}
