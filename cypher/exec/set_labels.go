package exec

import (
	"slices"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/batch"
	"memgraphd/cypher/plan"
	"memgraphd/engine"
	"memgraphd/engine/value"
)

// changeLabels is SET n:L or REMOVE n:L.
type changeLabels struct {
	labels *labelMaker
	remove bool
	one    [1]uint64
	sets   [1]engine.LabelSet
}

func (s *changeLabels) apply(x *Execution, b *batch.Batch, t *targets) error {
	if t.entity.relationship {
		return &value.Error{Class: value.TypeError, Msg: "Only nodes have labels that can be changed, got edge."}
	}
	at := 0
	return s.labels.runs(x, b, t.rows, func(labels []engine.LabelID, n int) error {
		for _, id := range t.ids[at : at+n] {
			if err := s.change(x, t, id, labels); err != nil {
				return err
			}
		}
		at += n
		return nil
	})
}

// change adds labels to a node, or removes them.
func (s *changeLabels) change(x *Execution, t *targets, id uint64, labels []engine.LabelID) error {
	txn, db := x.ctx.Txn, x.ctx.Txn.Database()
	s.one[0] = id
	txn.NodeLabels(s.one[:], s.sets[:])
	old := db.Labels(s.sets[0])
	var now []engine.LabelID
	if s.remove {
		now = slices.DeleteFunc(slices.Clone(old), func(l engine.LabelID) bool { return slices.Contains(labels, l) })
		x.counters.LabelsRemoved += int64(len(old) - len(now))
	} else {
		now = slices.Clone(old)
		for _, l := range labels {
			if !slices.Contains(now, l) {
				now = append(now, l)
				x.counters.LabelsAdded++
			}
		}
	}
	if len(now) == len(old) {
		if len(old) == 0 && !t.entity.exists(x, id) {
			return errDeletedTarget
		}
		return nil
	}
	return t.err(txn.SetNodeLabels(id, db.InternLabels(now)))
}

func (b *builder) remove(p *plan.Remove) (operator, error) {
	input, err := b.operator(p.Input)
	if err != nil {
		return nil, err
	}
	u := &update{input: input}
	for _, item := range p.Items {
		i, err := b.removeItem(item)
		if err != nil {
			return nil, err
		}
		u.items = append(u.items, i)
	}
	return u, nil
}

func (b *builder) removeItem(item *ast.RemoveItem) (u updateItem, err error) {
	u.pos = item.Pos
	if u.target, err = b.kernel(item.Target); err != nil {
		return u, err
	}
	switch {
	case len(item.Labels) > 0:
		var labels *labelMaker
		labels, err = b.labelMaker(item.Labels)
		u.change = &changeLabels{labels: labels, remove: true}
		for _, l := range item.Labels {
			b.noteReads(&u, l.Dynamic)
		}
	case item.Key != nil:
		b.noteReads(&u, item.Key)
		u.change, err = b.dynamicKey(item.Key, nil)
	case len(item.Keys) == 1:
		u.change = &removeProperty{key: item.Keys[0]}
	default:
		u.graph = true
		u.change = &setNested{path: item.Keys}
	}
	return u, err
}
