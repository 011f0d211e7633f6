package engine

import (
	"context"
	"errors"
	"fmt"
	"math"
	"sync"
	"testing"

	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

var background = context.Background()

// people is a database with the names that the tests of constraints use.
type people struct {
	*Database
	person      LabelID
	name, email PropertyID
	set         LabelSet
}

func newPeople(t testing.TB) *people {
	t.Helper()
	p := &people{Database: New(Options{})}
	t.Cleanup(p.Close)
	p.person, p.name, p.email = p.Label("Person"), p.Property("name"), p.Property("email")
	p.set = p.InternLabels([]LabelID{p.person})
	return p
}

func (p *people) unique(keys ...PropertyID) ConstraintSpec {
	return ConstraintSpec{Kind: ConstraintUnique, Label: p.person, Properties: keys}
}

func (p *people) exists(key PropertyID) ConstraintSpec {
	return ConstraintSpec{Kind: ConstraintExists, Label: p.person, Properties: []PropertyID{key}}
}

// add creates a person with properties given in turn, within t.
func (p *people) add(t testing.TB, txn *Txn, props ...Property) uint64 {
	t.Helper()
	ids := must[[]uint64](t)(txn.CreateNodes(1, p.set, nil))
	for _, prop := range props {
		if err := txn.SetNodeProperty(ids[0], prop.Key, prop.Value); err != nil {
			t.Fatal(err)
		}
	}
	return ids[0]
}

// put commits a person of its own and returns its id.
func (p *people) put(t testing.TB, props ...Property) (uint64, error) {
	t.Helper()
	txn := p.Begin(TxnOptions{})
	id := p.add(t, txn, props...)
	return id, txn.Commit(background)
}

func text(key PropertyID, s string) Property { return Property{key, value.String(s)} }

func wantViolation(t testing.TB, err error, msg string) {
	t.Helper()
	var violation *ConstraintError
	if !errors.As(err, &violation) || err.Error() != msg {
		t.Fatalf("got %v, want the violation %q", err, msg)
	}
}

func TestUniqueConstraint(t *testing.T) {
	p := newPeople(t)
	if err := p.CreateConstraint(background, p.unique(p.name, p.email)); err != nil {
		t.Fatal(err)
	}
	const violation = "Unable to commit due to unique constraint violation on :Person(name, email)"
	first := must[uint64](t)(p.put(t, text(p.name, "Ann"), text(p.email, "a@x")))
	must[uint64](t)(p.put(t, text(p.name, "Ann"), text(p.email, "b@x")))
	must[uint64](t)(p.put(t, text(p.name, "Ann")))
	must[uint64](t)(p.put(t, text(p.name, "Ann")))
	_, err := p.put(t, text(p.name, "Ann"), text(p.email, "a@x"))
	wantViolation(t, err, violation)

	// The key is free again once its owner has another one, even within one transaction.
	txn := p.Begin(TxnOptions{})
	p.add(t, txn, text(p.name, "Ann"), text(p.email, "a@x"))
	if err := txn.SetNodeProperty(first, p.email, value.String("c@x")); err != nil {
		t.Fatal(err)
	}
	mustCommit(t, txn)

	// Two nodes of one transaction collide, too.
	txn = p.Begin(TxnOptions{})
	p.add(t, txn, text(p.name, "Bob"), text(p.email, "b"))
	p.add(t, txn, text(p.name, "Bob"), text(p.email, "b"))
	wantViolation(t, txn.Commit(background), violation)

	// The label counts: without it there is no key.
	txn = p.Begin(TxnOptions{})
	id := p.add(t, txn, text(p.name, "Ann"), text(p.email, "c@x"))
	if err := txn.SetNodeLabels(id, 0); err != nil {
		t.Fatal(err)
	}
	mustCommit(t, txn)
	txn = p.Begin(TxnOptions{})
	if err := txn.SetNodeLabels(id, p.set); err != nil {
		t.Fatal(err)
	}
	wantViolation(t, txn.Commit(background), violation)

	if err := p.DropConstraint(background, p.unique(p.email, p.name)); err != nil {
		t.Fatal(err)
	}
	must[uint64](t)(p.put(t, text(p.name, "Ann"), text(p.email, "c@x")))
	wantViolation(t, p.CreateConstraint(background, p.unique(p.name, p.email)),
		"Unable to create unique constraint :Person(name, email), because an existing node violates it.")
}

func TestUniqueConstraintPassesOverNaN(t *testing.T) {
	p := newPeople(t)
	nan := Property{p.name, value.Float(math.NaN())}
	must[uint64](t)(p.put(t, nan))
	must[uint64](t)(p.put(t, nan))
	if err := p.CreateConstraint(background, p.unique(p.name)); err != nil {
		t.Fatal(err)
	}
	must[uint64](t)(p.put(t, nan))
	must[uint64](t)(p.put(t, Property{p.name, value.Int(1)}))
	_, err := p.put(t, Property{p.name, value.Float(1)})
	wantViolation(t, err, "Unable to commit due to unique constraint violation on :Person(name)")
}

func TestExistenceConstraint(t *testing.T) {
	p := newPeople(t)
	id := must[uint64](t)(p.put(t))
	wantViolation(t, p.CreateConstraint(background, p.exists(p.name)),
		"Unable to create existence constraint :Person(name), because an existing node violates it.")
	txn := p.Begin(TxnOptions{})
	if err := txn.SetNodeProperty(id, p.name, value.String("Ann")); err != nil {
		t.Fatal(err)
	}
	mustCommit(t, txn)
	if err := p.CreateConstraint(background, p.exists(p.name)); err != nil {
		t.Fatal(err)
	}
	if err := p.CreateConstraint(background, p.exists(p.name)); !errors.Is(err, ErrExists) {
		t.Fatal(err)
	}
	const violation = "Unable to commit due to existence constraint violation on :Person(name)"
	_, err := p.put(t)
	wantViolation(t, err, violation)
	txn = p.Begin(TxnOptions{})
	if err := txn.SetNodeProperty(id, p.name, value.Null); err != nil {
		t.Fatal(err)
	}
	wantViolation(t, txn.Commit(background), violation)
	txn = p.Begin(TxnOptions{}) // for a while it may be missing
	if err := errors.Join(txn.SetNodeProperty(id, p.name, value.Null), txn.SetNodeProperty(id, p.name, value.Int(1))); err != nil {
		t.Fatal(err)
	}
	mustCommit(t, txn)
	txn = p.Begin(TxnOptions{})
	if err := errors.Join(txn.SetNodeProperty(id, p.name, value.Null), txn.DeleteNode(id)); err != nil {
		t.Fatal(err)
	}
	mustCommit(t, txn)
}

func TestTypeConstraint(t *testing.T) {
	p := newPeople(t)
	spec := ConstraintSpec{Kind: ConstraintType, Label: p.person, Properties: []PropertyID{p.name}, DataType: "STRING"}
	id := must[uint64](t)(p.put(t, Property{p.name, value.Int(1)}))
	wantViolation(t, p.CreateConstraint(background, spec),
		"Unable to create IS TYPED STRING constraint :Person(name), because an existing node violates it.")
	txn := p.Begin(TxnOptions{})
	if err := txn.SetNodeProperty(id, p.name, value.Null); err != nil {
		t.Fatal(err)
	}
	mustCommit(t, txn)
	if err := p.CreateConstraint(background, spec); err != nil {
		t.Fatal(err)
	}
	other := spec
	if other.DataType = "INTEGER"; !errors.Is(p.CreateConstraint(background, other), ErrExists) {
		t.Error("a property has two types")
	}
	if !errors.Is(p.DropConstraint(background, other), ErrMissing) {
		t.Error("a constraint of another type is dropped")
	}

	const violation = "IS TYPED STRING violation on Person(name)"
	txn = p.Begin(TxnOptions{})
	defer txn.Abort()
	wantViolation(t, txn.SetNodeProperty(id, p.name, value.Int(1)), violation)
	vals := &column.Column{}
	vals.Append(value.Null)
	vals.Append(value.Bool(true))
	wantViolation(t, txn.SetNodeColumn([]uint64{id, id}, p.name, vals), violation)
	ids := must[[]uint64](t)(txn.CreateNodes(1, 0, nil))
	if err := txn.SetNodeProperty(ids[0], p.name, value.Int(1)); err != nil {
		t.Fatal(err)
	}
	wantViolation(t, txn.SetNodeLabels(ids[0], p.set), violation)
	mustCommit(t, txn) // what was refused did not happen
	r := p.Begin(TxnOptions{ReadOnly: true})
	defer r.Abort()
	if got := r.NodeProperties(id, nil); len(got) != 0 {
		t.Errorf("the refused value is there: %v", got)
	}
}

func TestConstraintSpecsAreChecked(t *testing.T) {
	p := newPeople(t)
	for _, spec := range []ConstraintSpec{
		{Kind: ConstraintExists, Properties: []PropertyID{1, 2}},
		{Kind: ConstraintUnique},
		{Kind: ConstraintUnique, Properties: []PropertyID{1, 1}},
		{Kind: ConstraintType, Properties: []PropertyID{1}, DataType: "NUMBER"},
		{Kind: 9, Properties: []PropertyID{1}},
	} {
		if err := p.CreateConstraint(background, spec); err == nil {
			t.Errorf("%+v is accepted", spec)
		}
	}
	if err := p.CreateIndex(background, IndexSpec{Kind: IndexTypeProp, Properties: []PropertyID{0, 1}}); err == nil {
		t.Error("an index of relationships over two properties is accepted")
	}
	if len(p.Constraints())+len(p.Indexes()) != 0 {
		t.Error("something was created")
	}
}

// TestConstraintHoldsForWritersBefore has a transaction write before a constraint
// is created, and commit after it.
func TestConstraintHoldsForWritersBefore(t *testing.T) {
	p := newPeople(t)
	must[uint64](t)(p.put(t, text(p.name, "Ann")))
	twin, nameless := p.Begin(TxnOptions{}), p.Begin(TxnOptions{})
	p.add(t, twin, text(p.name, "Ann"))
	p.add(t, nameless)
	for _, spec := range []ConstraintSpec{p.unique(p.name), p.exists(p.name)} {
		if err := p.CreateConstraint(background, spec); err != nil {
			t.Fatal(err)
		}
	}
	wantViolation(t, twin.Commit(background), "Unable to commit due to unique constraint violation on :Person(name)")
	wantViolation(t, nameless.Commit(background), "Unable to commit due to existence constraint violation on :Person(name)")
	if found := p.Check(5); len(found) > 0 {
		t.Error(found)
	}
}

// TestOneOfManyCommittersWins lets transactions, small and large, claim the same keys at once.
func TestOneOfManyCommittersWins(t *testing.T) {
	for _, size := range []int{1, 2 * manyChanges} {
		t.Run(fmt.Sprint(size), func(t *testing.T) {
			p := newPeople(t)
			if err := p.CreateConstraint(background, p.unique(p.name)); err != nil {
				t.Fatal(err)
			}
			for round := range 20 {
				won := make([]int, 4)
				var wg sync.WaitGroup
				for i := range won {
					wg.Go(func() {
						txn := p.Begin(TxnOptions{})
						for j := range size {
							p.add(t, txn, Property{p.name, value.Int(int64(round*1000 + (j*7+i)%size))})
						}
						if err := txn.Commit(background); err == nil {
							won[i] = 1
						} else if !errors.As(err, new(*ConstraintError)) {
							t.Error(err)
						}
					})
				}
				wg.Wait()
				if n := won[0] + won[1] + won[2] + won[3]; n != 1 {
					t.Fatalf("round %d: %d transactions have committed the same keys", round, n)
				}
			}
			if n := p.LabelCount(p.person); n != int64(20*size) {
				t.Errorf("%d persons", n)
			}
		})
	}
}

// heldLog holds back the outcome of each commit until it is let go.
type heldLog struct {
	queued chan func(error)
}

func (l *heldLog) Append(_ uint64, _ []byte, done func(error)) error {
	l.queued <- done
	return nil
}

func (*heldLog) Flush() {}

// TestOrderedCommitExcludesOthers has a commit wait for the log while another
// transaction wants the same key.
func TestOrderedCommitExcludesOthers(t *testing.T) {
	for _, outcome := range []error{nil, errRefused} {
		p := newPeople(t)
		if err := p.CreateConstraint(background, p.unique(p.name)); err != nil {
			t.Fatal(err)
		}
		log := &heldLog{make(chan func(error), 1)}
		p.SetLog(log)
		commit := func() chan error {
			result := make(chan error, 1)
			txn := p.Begin(TxnOptions{})
			p.add(t, txn, text(p.name, "Ann"))
			go func() { result <- txn.Commit(background) }()
			return result
		}
		first := commit()
		done := <-log.queued
		wantViolation(t, <-commit(), "Unable to commit due to unique constraint violation on :Person(name)")
		done(outcome)
		if err := <-first; err != outcome {
			t.Fatalf("the first commit says %v, its log %v", err, outcome)
		}
		if outcome == nil {
			continue
		}
		second := commit() // the key is free again
		(<-log.queued)(nil)
		if err := <-second; err != nil {
			t.Fatal(err)
		}
	}
}

func TestPointIndexHoldsPoints(t *testing.T) {
	p := newPeople(t)
	spec := IndexSpec{Kind: IndexPoint, Label: p.person, Properties: []PropertyID{p.name}}
	if err := p.CreateIndex(background, spec); err != nil {
		t.Fatal(err)
	}
	point := value.PointValue(value.Point{SRID: value.Cartesian, X: 1, Y: 2})
	must[uint64](t)(p.put(t, text(p.name, "not a point")))
	id := must[uint64](t)(p.put(t, Property{p.name, point}))
	txn := p.Begin(TxnOptions{ReadOnly: true})
	defer txn.Abort()
	for _, b := range []Bounds{{}, equals(point)} {
		if got := seekAll(txn, p.Indexes()[0], b); len(got) != 1 || got[0] != id {
			t.Errorf("%+v finds %v", b, got)
		}
	}
}
