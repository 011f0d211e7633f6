package engine

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"memgraphd/engine/value"
)

// stress runs writers and readers on a few nodes at both sides of a chunk's end.
type stress struct {
	db    *Database
	key   PropertyID
	types []TypeID
	stop  chan struct{}
}

const accounts = 24 // nodes that are never deleted; the sum of their balance never changes

// TestStress checks under concurrency that a transaction reads the same twice,
// that tables and adjacency agree with each other in every snapshot, that no
// update is lost, and that nothing is left when all is over.
func TestStress(t *testing.T) {
	s := &stress{db: New(Options{}), stop: make(chan struct{})}
	defer s.db.Close()
	s.db.nextNode.Store(ChunkRows - accounts/2)
	s.db.nextRel.Store(ChunkRows - 10)
	s.key = s.db.Property("balance")
	s.types = []TypeID{s.db.Type("R"), s.db.Type("S")}
	setup := s.db.Begin(TxnOptions{})
	ids := must[[]uint64](t)(setup.CreateNodes(accounts, s.db.InternLabels([]LabelID{s.db.Label("Account")}), nil))
	for _, id := range ids {
		if err := setup.SetNodeProperty(id, s.key, value.Int(100)); err != nil {
			t.Fatal(err)
		}
	}
	mustCommit(t, setup)

	var wg sync.WaitGroup
	for i := range 3 {
		wg.Go(func() { s.write(t, rand.New(rand.NewPCG(uint64(i), 1)), ids) })
	}
	for range 2 {
		wg.Go(func() { s.read(t, ids) })
	}
	wg.Go(func() {
		for !s.stopped() {
			s.db.CollectGarbage()
			if found := s.db.Check(5); len(found) > 0 {
				t.Error(found)
			}
		}
	})
	time.Sleep(stressFor)
	close(s.stop)
	wg.Wait()
	s.db.CollectGarbage()
	if found := s.db.Check(5); len(found) > 0 {
		t.Error(found)
	}
	if n := s.db.Info().UnreleasedUndo; n != 0 {
		t.Errorf("%d undo records are left", n)
	}
	for _, c := range append(s.db.nodes.all(), s.db.rels.all()...) {
		if c != nil && (c.heads != nil || c.out.doubts+c.in.doubts != 0) {
			t.Errorf("chunk of row %d is not quiet", c.base)
		}
	}
}

const stressFor = 1500 * time.Millisecond

func (s *stress) stopped() bool {
	select {
	case <-s.stop:
		return true
	default:
		return false
	}
}

func (s *stress) write(t *testing.T, rng *rand.Rand, ids []uint64) {
	for !s.stopped() {
		txn := s.db.Begin(TxnOptions{})
		err := s.change(txn, rng, ids)
		if err == nil && rng.IntN(8) > 0 {
			err = txn.Commit(context.Background())
		}
		txn.Abort()
		if err != nil && !errors.Is(err, ErrConflict) && !errors.Is(err, ErrHasRelationships) && !errors.Is(err, ErrNotFound) {
			t.Error(err)
			return
		}
	}
}

// change makes a few random changes.
func (s *stress) change(txn *Txn, rng *rand.Rand, ids []uint64) error {
	for range 1 + rng.IntN(4) {
		var err error
		switch rng.IntN(6) {
		case 0, 1:
			err = s.transfer(txn, ids[rng.IntN(len(ids))], ids[rng.IntN(len(ids))], rng.Int64N(10))
		case 2, 3:
			from, to := anyNode(txn, rng), anyNode(txn, rng)
			_, err = txn.CreateRelationships([]uint64{from}, []uint64{to}, s.types[rng.IntN(2)], nil)
		case 4:
			err = s.detach(txn, anyNode(txn, rng), ids)
		case 5:
			_, err = txn.CreateNodes(1+rng.IntN(2), 0, nil)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func anyNode(txn *Txn, rng *rand.Rand) uint64 {
	var ids []uint64
	for i := range txn.NodeChunks() {
		ids = txn.ScanNodes(i, nil, ids)
	}
	return ids[rng.IntN(len(ids))]
}

func (s *stress) transfer(txn *Txn, from, to uint64, amount int64) error {
	if from == to {
		return nil
	}
	for id, change := range map[uint64]int64{from: -amount, to: amount} {
		props := txn.NodeProperties(id, nil)
		i := slices.IndexFunc(props, func(p Property) bool { return p.Key == s.key })
		if err := txn.SetNodeProperty(id, s.key, value.Int(props[i].Value.AsInt()+change)); err != nil {
			return err
		}
	}
	return nil
}

// detach deletes the relationships of a node, and the node unless it is an account.
func (s *stress) detach(txn *Txn, id uint64, ids []uint64) error {
	var h Hops
	txn.Expand(&ExpandCursor{}, []uint64{id}, Both, nil, true, 1<<20, &h)
	for _, rel := range h.Rel {
		if err := txn.DeleteRelationship(rel); err != nil {
			return err
		}
	}
	if slices.Contains(ids, id) {
		return nil
	}
	return txn.DeleteNode(id)
}

func (s *stress) read(t *testing.T, ids []uint64) {
	for !s.stopped() {
		txn := s.db.Begin(TxnOptions{ReadOnly: true})
		first := read(t, txn)
		checkHops(t, txn, first, 7)
		if diff := cmp.Diff(first, read(t, txn)); diff != "" {
			t.Errorf("a second look differs (-first +second):\n%s", diff)
		}
		sum := int64(0)
		for _, id := range ids {
			var balance int64
			fmt.Sscanf(first.Nodes[id].Props["balance"], "INTEGER %d", &balance)
			sum += balance
		}
		if sum != 100*accounts {
			t.Errorf("the balances sum up to %d", sum)
		}
		txn.Abort()
	}
}
