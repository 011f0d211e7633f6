package explain

import (
	"fmt"
	"time"

	"memgraphd/cypher/exec"
	"memgraphd/cypher/plan"
	"memgraphd/engine/value"
)

// Measurement is what was measured of the operator of a line.
type Measurement struct {
	Hits  int64
	Share float64 // of the time of all operators
	Time  time.Duration
}

// Measure finds what was measured for the lines of a plan. A time is that of an operator without those below it; it
// stands in the last line of an operator that has several.
func Measure(lines []plan.Line, profile []exec.OperatorProfile) []Measurement {
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
	list := make([]Measurement, len(lines))
	for i, line := range lines {
		m := of[line.Op]
		list[i].Hits = m.Rows
		if last[line.Op] == i && total > 0 {
			list[i].Time = ownTime(m, of)
			list[i].Share = float64(list[i].Time) / float64(total)
		}
	}
	return list
}

// ProfileRows returns the rows of PROFILE: those of EXPLAIN with what was measured.
func ProfileRows(lines []plan.Line, measured []Measurement) [][]value.Value {
	rows := make([][]value.Value, len(lines))
	for i, line := range lines {
		m := measured[i]
		rows[i] = []value.Value{
			value.String(line.String()), value.Int(m.Hits), value.String(fmt.Sprintf("%10.6f %%", 100*m.Share)),
			value.String(fmt.Sprintf("%10.6f ms", float64(m.Time)/float64(time.Millisecond))),
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
