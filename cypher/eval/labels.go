package eval

import (
	"memgraphd/cypher/batch"
	"memgraphd/engine"
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// nodeSets looks up the label sets of the nodes in rows of a column.
type nodeSets struct {
	ids  []uint64
	rows []int32
	sets []engine.LabelSet
}

// read finds the nodes in the rows of sel, their rows and label sets; what is
// not a node is left out.
func (s *nodeSets) read(x *Context, in *column.Column, sel []int32) {
	s.ids, s.rows = s.ids[:0], s.rows[:0]
	for _, i := range sel {
		switch {
		case in.Type == column.Node && !in.IsNull(int(i)):
			s.ids, s.rows = append(s.ids, in.IDs[i]), append(s.rows, i)
		case in.Type == column.Any && in.Values[i].Kind() == value.KindNode:
			s.ids, s.rows = append(s.ids, in.Values[i].AsID()), append(s.rows, i)
		}
	}
	if cap(s.sets) < len(s.ids) {
		s.sets = make([]engine.LabelSet, len(s.ids), max(len(s.ids), min(2*len(s.ids), column.BatchSize)))
	}
	s.sets = s.sets[:len(s.ids)]
	x.Txn.NodeLabels(s.ids, s.sets)
	if x.Past != nil {
		for i, id := range s.ids {
			x.txnOf(value.NodeRef(id)).NodeLabels([]uint64{id}, s.sets[i:i+1])
		}
	}
}

// labelsOf is labels(node). The list of a set of labels is made once.
type labelsOf struct {
	x    Kernel
	sets nodeSets
	out  column.Column

	db    *engine.Database
	lists []value.Value // by label set, null if not made yet
}

func newLabels(_ *Env, args []Kernel) Kernel { return &labelsOf{x: args[0]} }

func (k *labelsOf) Eval(x *Context, b *batch.Batch, sel []int32) (*column.Column, error) {
	in, err := k.x.Eval(x, b, sel)
	if err != nil {
		return nil, err
	}
	k.sets.read(x, in, sel)
	k.out.Reset(column.Any, b.N)
	if len(k.sets.rows) < len(sel) {
		if err := k.others(in, sel); err != nil {
			return nil, err
		}
	}
	for j, i := range k.sets.rows {
		if k.sets.sets[j] == 0 {
			if err := x.alive(value.NodeRef(k.sets.ids[j])); err != nil {
				return nil, err
			}
		}
		k.out.Values[i] = k.list(x, k.sets.sets[j])
	}
	return &k.out, nil
}

// others lists the labels of virtual nodes; it is an error if a row is not a node at all, nor null.
func (k *labelsOf) others(in *column.Column, sel []int32) error {
	for _, i := range sel {
		switch v := in.Value(int(i)); v.Kind() {
		case value.KindNull, value.KindNode:
		case value.KindVirtualNode:
			k.out.Values[i] = value.Strings(v.AsVirtualNode().Labels)
		default:
			return functionsByName["labels"].argumentError(0)
		}
	}
	return nil
}

// list returns the names of a set of labels.
func (k *labelsOf) list(x *Context, set engine.LabelSet) value.Value {
	db := x.Txn.Database()
	if k.db != db {
		k.db, k.lists = db, nil
	}
	if missing := int(set) + 1 - len(k.lists); missing > 0 {
		k.lists = append(k.lists, make([]value.Value, missing)...)
	}
	if k.lists[set].IsNull() {
		ids := db.Labels(set)
		names := make([]value.Value, len(ids))
		for i, id := range ids {
			names[i] = value.String(db.LabelName(id))
		}
		k.lists[set] = value.List(names)
	}
	return k.lists[set]
}
