package engine

import (
	"errors"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// TestConstraintBesideWriters creates and drops a unique constraint while
// transactions give nodes names from a small choice: whenever the constraint is
// there, no two nodes have the same name.
func TestConstraintBesideWriters(t *testing.T) {
	p := newPeople(t)
	txn := p.Begin(TxnOptions{})
	nodes := must[[]uint64](t)(txn.CreateNodes(24, p.set, nil))
	mustCommit(t, txn)
	var quit atomic.Bool
	var commits, refusals, holds atomic.Int64
	var wg sync.WaitGroup
	for seed := range uint64(2) {
		wg.Go(func() {
			rng := rand.New(rand.NewPCG(seed, 2))
			for !quit.Load() {
				err := rename(p, rng, nodes)
				switch {
				case err == nil:
					commits.Add(1)
				case errors.As(err, new(*ConstraintError)):
					refusals.Add(1)
				case !errors.Is(err, ErrConflict):
					t.Error(err)
				}
			}
		})
	}
	for until := time.Now().Add(time.Second); time.Now().Before(until); {
		switch err := p.CreateConstraint(background, p.unique(p.name)); {
		case err == nil:
			holds.Add(1)
			for range 3 {
				checkNames(t, p, nodes)
			}
			if err := p.DropConstraint(background, p.unique(p.name)); err != nil {
				t.Fatal(err)
			}
		case errors.As(err, new(*ConstraintError)):
			clearNames(t, p, nodes)
		default:
			t.Fatal(err)
		}
	}
	quit.Store(true)
	wg.Wait()
	t.Logf("%d commits, %d refused; the constraint was there %d times", commits.Load(), refusals.Load(), holds.Load())
	if found := p.Check(5); len(found) > 0 {
		t.Error(found)
	}
}

// rename gives two nodes names, or takes one away.
func rename(p *people, rng *rand.Rand, nodes []uint64) error {
	txn := p.Begin(TxnOptions{})
	defer txn.Abort()
	for range 2 {
		v := value.Null
		if rng.IntN(4) > 0 {
			v = value.Int(rng.Int64N(60))
		}
		if err := txn.SetNodeProperty(nodes[rng.IntN(len(nodes))], p.name, v); err != nil {
			return err
		}
	}
	return txn.Commit(background)
}

func checkNames(t *testing.T, p *people, nodes []uint64) {
	t.Helper()
	txn := p.Begin(TxnOptions{ReadOnly: true})
	defer txn.Abort()
	var names column.Column
	txn.NodeProperty(nodes, p.name, &names)
	owners := map[int64]uint64{}
	for i, id := range nodes {
		if names.IsNull(i) {
			continue
		}
		name := names.Value(i).AsInt()
		if other, taken := owners[name]; taken {
			t.Errorf("nodes %d and %d are both called %d", other, id, name)
		}
		owners[name] = id
	}
}

// clearNames takes all names away, so that the constraint can be created again.
func clearNames(t *testing.T, p *people, nodes []uint64) {
	t.Helper()
	for {
		txn := p.Begin(TxnOptions{})
		none := &column.Column{}
		none.Reset(column.Null, len(nodes))
		err := txn.SetNodeColumn(nodes, p.name, none)
		if err == nil {
			err = txn.Commit(background)
		}
		txn.Abort()
		if err == nil {
			return
		}
		if !errors.Is(err, ErrConflict) {
			t.Fatal(err)
		}
	}
}
