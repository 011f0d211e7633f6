package cypher

import (
	"cmp"
	"slices"

	"memgraphd/engine/value"
)

// showMetrics answers SHOW METRICS INFO, ordered by group, kind and name.
func (in *Interpreter) showMetrics(call) (*Result, error) {
	read := in.opts.Metrics
	if read == nil {
		read = in.metrics
	}
	list := read()
	kind := map[bool]string{false: "Gauge", true: "Counter"}
	slices.SortFunc(list, func(a, b Metric) int {
		return cmp.Or(cmp.Compare(a.Group, b.Group), cmp.Compare(kind[a.Counter], kind[b.Counter]), cmp.Compare(a.Name, b.Name))
	})
	rows := make([][]value.Value, len(list))
	for i, m := range list {
		n := value.Float(m.Value)
		if m.Value == float64(int64(m.Value)) {
			n = value.Int(int64(m.Value))
		}
		rows[i] = []value.Value{value.String(m.Name), value.String(m.Group), value.String(kind[m.Counter]), n}
	}
	return newTable([]string{"name", "type", "metric type", "value"}, rows...), nil
}

// metrics are what the interpreter itself knows.
func (in *Interpreter) metrics() []Metric {
	info, c := in.Database().Info(), &in.counters
	return []Metric{
		{"vertex_count", "General", false, float64(info.Nodes)},
		{"edge_count", "General", false, float64(info.Relationships)},
		{"unreleased_delta_objects", "General", false, float64(info.UnreleasedUndo)},
		{"ReadQuery", "QueryType", true, float64(c.Reads.Load())},
		{"ReadWriteQuery", "QueryType", true, float64(c.ReadWrites.Load())},
		{"WriteQuery", "QueryType", true, float64(c.Writes.Load())},
		{"ActiveSessions", "Session", false, float64(in.sessions.Load())},
		{"DeletedEdges", "TTL", true, float64(c.ExpiredRelationships.Load())},
		{"DeletedNodes", "TTL", true, float64(c.ExpiredNodes.Load())},
		{"ActiveTransactions", "Transaction", false, float64(info.ActiveTransactions)},
		{"CommitedTransactions", "Transaction", true, float64(c.Committed.Load())},
		{"FailedQuery", "Transaction", true, float64(c.Failed.Load())},
		{"RollbackedTransactions", "Transaction", true, float64(c.RolledBack.Load())},
		{"SuccessfulQuery", "Transaction", true, float64(c.Succeeded.Load())},
		{"TransientErrors", "Transaction", true, float64(c.Transient.Load())},
		{"WriteWriteConflicts", "Transaction", true, float64(c.Conflicts.Load())},
	}
}
