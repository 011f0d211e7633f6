// Package explain shows plans: the lines of EXPLAIN, what PROFILE measured beside them, and the same as a tree for
// clients that draw plans.
package explain

import (
	"memgraphd/cypher/plan"
	"memgraphd/engine/value"
)

// Rows returns the rows of EXPLAIN.
func Rows(lines []plan.Line) [][]value.Value {
	rows := make([][]value.Value, len(lines))
	for i, line := range lines {
		rows[i] = []value.Value{value.String(line.String())}
	}
	return rows
}
