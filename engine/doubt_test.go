package engine

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
)

// TestAbortedRelationshipIsNeverSeen: a relationship that comes and goes between the two looks
// that a reader takes at a node's doubt must not be believed. The other nodes are slow to look
// up, so that this happens often.
func TestAbortedRelationshipIsNeverSeen(t *testing.T) {
	db := New(Options{})
	defer db.Close()
	w := db.Begin(TxnOptions{})
	ids := must[[]uint64](t)(w.CreateNodes(blockNodes, 0, nil))
	wanted := []TypeID{db.Type("wanted")}
	for i := range 200 {
		wanted = append(wanted, db.Type(fmt.Sprint("none", i)))
		must[[]uint64](t)(w.CreateRelationships(ids, ids, db.Type(fmt.Sprint("other", i)), nil))
	}
	mustCommit(t, w)
	db.CollectGarbage()
	r := db.Begin(TxnOptions{ReadOnly: true})
	defer r.Abort()
	node := ids[blockNodes/2 : blockNodes/2+1]
	var stop atomic.Bool
	var wg sync.WaitGroup
	wg.Go(func() {
		for !stop.Load() {
			w := db.Begin(TxnOptions{})
			if _, err := w.CreateRelationships(node, node, wanted[0], nil); err != nil {
				t.Error(err)
			}
			w.Abort()
		}
	})
	var hops Hops
	for round := 0; round < 1000 && !t.Failed(); round++ {
		hops.Row, hops.Rel, hops.To = hops.Row[:0], hops.Rel[:0], hops.To[:0]
		var c ExpandCursor
		r.Expand(&c, ids, Out, wanted, true, 1000, &hops)
		if len(hops.Rel) > 0 {
			t.Errorf("round %d: relationship %v was never committed", round, hops.Rel)
		}
	}
	stop.Store(true)
	wg.Wait()
}
