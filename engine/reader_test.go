package engine

import (
	"errors"
	"testing"

	"memgraphd/engine/value"
)

// TestReader: a reader sees what its transaction sees and writes, and writes nothing itself.
func TestReader(t *testing.T) {
	p := newPeople(t)
	w := p.Begin(TxnOptions{})
	defer w.Abort()
	set := p.InternLabels([]LabelID{p.person})
	ids, err := w.CreateNodes(2, set, nil)
	if err != nil {
		t.Fatal(err)
	}
	r := w.Reader()
	done := make(chan bool)
	go func() { done <- r.NodeExists(ids[0]) && r.NodeExists(ids[1]) && r.Changed() }()
	if _, err := w.CreateRelationships(ids, ids, p.Type("KNOWS"), nil); err != nil {
		t.Fatal(err)
	}
	if !<-done {
		t.Error("the reader misses what its transaction wrote")
	}
	if err := r.SetNodeProperty(ids[0], p.name, value.String("Ann")); !errors.Is(err, ErrReadOnly) {
		t.Errorf("the reader writes: %v", err)
	}
}
