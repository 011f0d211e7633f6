package engine

import (
	"testing"

	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// TestPanicWhileReading: a defect under a latch, from which someone above
// recovers, leaves no latch behind.
func TestPanicWhileReading(t *testing.T) {
	db := New(Options{})
	db.Close() // or the collector, too, touches what is damaged
	w := db.Begin(TxnOptions{})
	ids := must[[]uint64](t)(w.CreateNodes(2, 0, nil))
	key := db.Property("p")
	for _, id := range ids {
		if err := w.SetNodeProperty(id, key, value.Float(1)); err != nil {
			t.Fatal(err)
		}
	}
	rels := must[[]uint64](t)(w.CreateRelationships(ids[:1], ids[1:], db.Type("R"), nil))
	mustCommit(t, w)
	nodes, hops := db.nodes.at(ids[0]), db.rels.at(rels[0])
	nodes.column(key).floats = nil
	r := db.Begin(TxnOptions{ReadOnly: true})
	defer r.Abort()
	for name, read := range map[string]func(){
		"property":   func() { r.NodeProperty(ids, key, &column.Column{}) },
		"properties": func() { r.NodeProperties(ids[0], nil) },
		"endpoints":  func() { r.Endpoints(rels, []uint64{}, nil, nil) },
		"labels":     func() { r.NodeLabels(ids, nil) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", name)
				}
			}()
			read()
		}()
		for _, c := range []*chunk{nodes, hops} {
			if !c.latch.TryLock() {
				t.Fatalf("%s: a latch is held", name)
			}
			c.latch.Unlock()
		}
	}
}
