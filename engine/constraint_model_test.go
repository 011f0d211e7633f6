package engine

import (
	"context"
	"errors"
	"testing"

	"pgregory.net/rapid"

	"memgraphd/engine/value"
)

// constraintModel predicts which commits of interleaved transactions are refused.
type constraintModel struct {
	*indexModel
	changed map[*Txn]map[uint64]bool
}

// person is a node as constraints see it.
type person struct {
	labels LabelSet
	vals   [2]value.Value
}

func (m *constraintModel) write(r *rapid.T) {
	t := m.txn(r)
	if m.changed[t] == nil {
		m.changed[t] = map[uint64]bool{}
	}
	id := m.node(r)
	var err error
	switch rapid.IntRange(0, 9).Draw(r, "write") {
	case 0, 1, 2:
		ids, _ := t.CreateNodes(1, m.labelSet(r), nil)
		id = ids[0]
	case 3:
		err = t.SetNodeLabels(id, m.labelSet(r))
	case 4:
		err = t.DeleteNode(id)
	default:
		err = t.SetNodeProperty(id, oneOf(r, "key", m.keys), oneOf(r, "value", fewValues[:5]))
	}
	if !errors.As(err, new(*ConstraintError)) && !refused(r, err) {
		m.changed[t][id] = true
	}
}

// people returns what t sees of some nodes, or of all.
func (m *constraintModel) people(t *Txn, only map[uint64]bool) map[uint64]person {
	found := map[uint64]person{}
	for i := range t.NodeChunks() {
		for _, id := range t.ScanNodes(i, nil, nil) {
			if only != nil && !only[id] {
				continue
			}
			var p person
			var set [1]LabelSet
			t.NodeLabels([]uint64{id}, set[:])
			p.labels = set[0]
			for _, prop := range t.NodeProperties(id, nil) {
				p.vals[prop.Key] = prop.Value
			}
			found[id] = p
		}
	}
	return found
}

// violates reports whether the changed nodes in all violate a constraint.
func (m *constraintModel) violates(k *constraint, all map[uint64]person, changed map[uint64]bool) bool {
	for id, p := range all {
		if changed != nil && !changed[id] || !k.label.Matches(p.labels) {
			continue
		}
		if !k.allows(p.labels, p.vals[k.spec.Properties[0]]) {
			return true
		}
		if k.spec.Kind != ConstraintUnique {
			continue
		}
		for other, q := range all {
			if other != id && k.label.Matches(q.labels) && sameKeys(k, &p, &q) {
				return true
			}
		}
	}
	return false
}

func sameKeys(k *constraint, p, q *person) bool {
	for _, key := range k.spec.Properties {
		if equal := value.Equal(p.vals[key], q.vals[key]); equal.IsNull() || !equal.AsBool() {
			return false
		}
	}
	return true
}

func (m *constraintModel) commit(r *rapid.T) {
	t := m.txn(r)
	now := m.db.Begin(TxnOptions{ReadOnly: true})
	all := m.people(now, nil)
	now.Abort()
	changed := m.changed[t]
	for id := range changed {
		delete(all, id)
	}
	for id, p := range m.people(t, changed) {
		all[id] = p
	}
	bad := false
	for _, k := range m.db.schema.Load().constraints {
		bad = bad || m.violates(k, all, changed)
	}
	err := t.Commit(context.Background())
	m.leave(t)
	if bad != errors.As(err, new(*ConstraintError)) {
		r.Fatalf("commit says %v, violation expected: %v", err, bad)
	}
}

func (m *constraintModel) changeConstraints(r *rapid.T) {
	spec := ConstraintSpec{Kind: ConstraintKind(rapid.IntRange(0, 2).Draw(r, "kind")), Label: m.labels[0], Properties: m.keys[:1]}
	switch {
	case spec.Kind == ConstraintType:
		spec.DataType = "INTEGER"
	case spec.Kind == ConstraintUnique && rapid.Bool().Draw(r, "both"):
		spec.Properties = m.keys
	}
	if m.db.schema.Load().constraint(spec) != nil {
		if err := m.db.DropConstraint(context.Background(), spec); err != nil {
			r.Fatal(err)
		}
		return
	}
	now := m.db.Begin(TxnOptions{ReadOnly: true})
	bad := m.violates(m.db.newConstraint(spec), m.people(now, nil), nil)
	now.Abort()
	if err := m.db.CreateConstraint(context.Background(), spec); bad != errors.As(err, new(*ConstraintError)) {
		r.Fatalf("creating %+v says %v, violation expected: %v", spec, err, bad)
	}
}

func (m *constraintModel) step(r *rapid.T) {
	switch n := rapid.IntRange(0, 19).Draw(r, "step"); {
	case n < 13:
		m.write(r)
	case n < 16:
		m.commit(r)
	case n == 16:
		m.leave(m.txn(r))
	case n == 17 && len(m.open) < 4:
		m.open = append(m.open, m.db.Begin(TxnOptions{}))
	case n == 18:
		m.changeConstraints(r)
	case n == 19:
		m.db.CollectGarbage()
	}
}

func TestConstraintsAgainstModel(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		m := &constraintModel{newIndexModel(), map[*Txn]map[uint64]bool{}}
		defer m.db.Close()
		for range rapid.IntRange(0, 3).Draw(r, "constraints") {
			m.changeConstraints(r)
		}
		for range oneOf(r, "steps", []int{20, 200, 1000}) {
			m.step(r)
		}
		m.settle(r)
		now := m.db.Begin(TxnOptions{ReadOnly: true})
		defer now.Abort()
		for _, k := range m.db.schema.Load().constraints {
			if ix := k.unique; ix != nil && ix.tree.Len() != len(m.rows(now, ix)) {
				r.Fatalf("the index of %+v holds %d entries", k.spec, ix.tree.Len())
			}
		}
	})
}
