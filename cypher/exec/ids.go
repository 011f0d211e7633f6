package exec

import (
	"fmt"

	"memgraphd/engine"
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// nodeIDs are the ids of the nodes in some rows of a column.
type nodeIDs struct {
	ids  []uint64
	rows []int32 // the row of each id; null rows are left out
}

// collect reads the nodes of the rows sel. A nil column is one of nulls.
func (n *nodeIDs) collect(c *column.Column, sel []int32) error {
	const want = column.Node
	n.ids, n.rows = n.ids[:0], n.rows[:0]
	if c == nil {
		return nil
	}
	switch {
	case c.Type == want && c.Valid == nil:
		n.rows = append(n.rows, sel...)
		for _, r := range sel {
			n.ids = append(n.ids, c.IDs[r])
		}
	case c.Type == want:
		for _, r := range sel {
			if c.Valid.Has(int(r)) {
				n.ids, n.rows = append(n.ids, c.IDs[r]), append(n.rows, r)
			}
		}
	default:
		for _, r := range sel {
			v := c.Value(int(r))
			if v.IsNull() {
				continue
			}
			if column.TypeOf(v.Kind()) != want {
				return kindError(v)
			}
			n.ids, n.rows = append(n.ids, v.AsID()), append(n.rows, r)
		}
	}
	return nil
}

func kindError(v value.Value) error {
	return &value.Error{
		Class: value.TypeError,
		Msg:   fmt.Sprintf("Expected a vertex in the pattern, got %s.", v.Kind().TypeWord()),
	}
}

// labelSets looks up the label sets of nodes.
type labelSets struct {
	sets []engine.LabelSet
}

// of returns the label set of each node, valid until the next call.
func (l *labelSets) of(x *Execution, ids []uint64) []engine.LabelSet {
	if cap(l.sets) < len(ids) {
		l.sets = make([]engine.LabelSet, len(ids), max(len(ids), min(2*len(ids), column.BatchSize)))
	}
	l.sets = l.sets[:len(ids)]
	x.ctx.Txn.NodeLabels(ids, l.sets)
	return l.sets
}
