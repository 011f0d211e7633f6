package engine

import (
	"context"
	"errors"

	"pgregory.net/rapid"
)

// The steps of the model: each draws a change, predicts what the database must
// answer, makes it, and notes the effect.

func (m *model) begin(t *rapid.T) {
	if len(m.open) >= 4 {
		t.Skip("enough transactions")
	}
	s := &session{txn: m.db.Begin(TxnOptions{}), view: m.committed.clone(), start: m.commit, touched: map[string]bool{}}
	m.open = append(m.open, s)
}

func (m *model) createNodes(t *rapid.T) {
	s := m.pick(t)
	set, text := m.anyLabels(t)
	ids, err := s.txn.CreateNodes(rapid.IntRange(1, 4).Draw(t, "n"), set, nil)
	expect(t, err, nil)
	for _, id := range ids {
		s.view.Nodes[id] = node{Labels: text, Props: map[string]string{}}
		m.touch(s, nodeKey(id))
	}
}

func (m *model) createRel(t *rapid.T) {
	s := m.pick(t)
	from, to := anyID(t, m, true), anyID(t, m, true)
	typ := rapid.SampledFrom(typeNames).Draw(t, "type")
	_, haveFrom := s.view.Nodes[from]
	_, haveTo := s.view.Nodes[to]
	if !haveFrom || !haveTo {
		return // the transaction would be broken; see TestBrokenTransaction
	}
	if m.deleting(s, from) || m.deleting(s, to) {
		return
	}
	ids, err := s.txn.CreateRelationships([]uint64{from}, []uint64{to}, m.db.Type(typ), nil)
	expect(t, err, nil)
	s.view.Rels[ids[0]] = rel{From: from, To: to, Type: typ, Props: map[string]string{}}
	m.touch(s, relKey(ids[0]))
	h := &hop{by: s}
	s.created = append(s.created, h)
	m.attached[from] = append(m.attached[from], h)
	m.attached[to] = append(m.attached[to], h)
}

// deleting reports whether another transaction has deleted a node that s sees.
func (m *model) deleting(s *session, id uint64) bool {
	if other := m.writing[nodeKey(id)]; other != nil && other != s {
		_, there := other.view.Nodes[id]
		return !there
	}
	_, there := m.committed.Nodes[id]
	return !there && m.writing[nodeKey(id)] != s
}

func (m *model) setProperty(t *rapid.T) {
	s := m.pick(t)
	onNode := rapid.Bool().Draw(t, "node")
	id := anyID(t, m, onNode)
	name, v := rapid.SampledFrom(keyNames).Draw(t, "key"), anyValue().Draw(t, "value")
	key := m.db.Property(name)
	var props map[string]string
	object := relKey(id)
	set := s.txn.SetRelationshipProperty
	if onNode {
		set, object, props = s.txn.SetNodeProperty, nodeKey(id), s.view.Nodes[id].Props
	} else {
		props = s.view.Rels[id].Props
	}
	err := set(id, key, v)
	switch {
	case m.conflict(s, object):
		expect(t, err, ErrConflict)
	case props == nil:
		expect(t, err, ErrNotFound)
	default:
		expect(t, err, nil)
		delete(props, name)
		if !v.IsNull() {
			props[name] = show(v)
		}
		m.touch(s, object)
	}
}

func (m *model) setLabels(t *rapid.T) {
	s := m.pick(t)
	id := anyID(t, m, true)
	set, text := m.anyLabels(t)
	n, ok := s.view.Nodes[id]
	err := s.txn.SetNodeLabels(id, set)
	switch {
	case m.conflict(s, nodeKey(id)):
		expect(t, err, ErrConflict)
	case !ok:
		expect(t, err, ErrNotFound)
	default:
		expect(t, err, nil)
		if n.Labels == text {
			return // no change, no claim
		}
		n.Labels = text
		s.view.Nodes[id] = n
		m.touch(s, nodeKey(id))
	}
}

func (m *model) deleteNode(t *rapid.T) {
	s := m.pick(t)
	id := anyID(t, m, true)
	_, ok := s.view.Nodes[id]
	err := s.txn.DeleteNode(id)
	hasRels, unseen := false, false
	for _, r := range s.view.Rels {
		hasRels = hasRels || r.From == id || r.To == id
	}
	for _, h := range m.attached[id] {
		unseen = unseen || !h.gone && (h.by != nil && h.by != s || h.by == nil && h.commit > s.start)
	}
	switch {
	case hasRels && unseen:
		expect(t, err, ErrHasRelationships, ErrConflict)
	case hasRels:
		expect(t, err, ErrHasRelationships)
	case unseen || m.conflict(s, nodeKey(id)):
		expect(t, err, ErrConflict)
	case !ok && m.writing[nodeKey(id)] == s:
		expect(t, err, nil) // twice
	case !ok:
		expect(t, err, ErrNotFound)
	default:
		expect(t, err, nil)
		delete(s.view.Nodes, id)
		m.touch(s, nodeKey(id))
	}
}

func (m *model) deleteRel(t *rapid.T) {
	s := m.pick(t)
	id := anyID(t, m, false)
	_, ok := s.view.Rels[id]
	err := s.txn.DeleteRelationship(id)
	switch {
	case m.conflict(s, relKey(id)):
		expect(t, err, ErrConflict)
	case !ok && m.writing[relKey(id)] == s:
		expect(t, err, nil)
	case !ok:
		expect(t, err, ErrNotFound)
	default:
		expect(t, err, nil)
		delete(s.view.Rels, id)
		m.touch(s, relKey(id))
	}
}

func expect(t *rapid.T, got error, want ...error) {
	t.Helper()
	for _, w := range want {
		if errors.Is(got, w) {
			return
		}
	}
	t.Fatalf("got %v, want one of %v", got, want)
}

func (m *model) end(t *rapid.T) {
	s := m.pick(t)
	for i := range m.open {
		if m.open[i] == s {
			m.open = append(m.open[:i:i], m.open[i+1:]...)
			break
		}
	}
	ok := rapid.IntRange(0, 3).Draw(t, "commit") > 0
	m.log.refuse = ok && rapid.IntRange(0, 5).Draw(t, "refuse") == 0
	if !ok {
		s.txn.Abort()
	} else if err := s.txn.Commit(context.Background()); m.log.refuse && len(s.touched) > 0 {
		expect(t, err, errRefused)
		ok = false
	} else {
		expect(t, err, nil)
	}
	m.commit = m.db.LastCommit()
	for _, h := range s.created {
		h.by, h.commit, h.gone = nil, m.commit, !ok
	}
	for key := range s.touched {
		delete(m.writing, key)
		if ok {
			m.written[key] = m.commit
			m.install(s, key)
		}
	}
}
