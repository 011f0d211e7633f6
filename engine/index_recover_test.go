package engine

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"memgraphd/engine/value"
)

// schemaSpecs makes one index and constraint of every kind, on data that obey.
func schemaSpecs(p *people) ([]IndexSpec, []ConstraintSpec) {
	knows := p.Type("KNOWS")
	indexes := []IndexSpec{
		{Kind: IndexLabel, Label: p.person},
		{Kind: IndexLabelProps, Label: p.person, Properties: []PropertyID{p.email, p.name}},
		{Kind: IndexLabelProps, Label: p.person, Properties: []PropertyID{p.email, p.name}, Descending: true},
		{Kind: IndexType, Type: knows},
		{Kind: IndexTypeProp, Type: knows, Properties: []PropertyID{p.name}},
		{Kind: IndexNodeProp, Properties: []PropertyID{p.name}},
		{Kind: IndexRelProp, Properties: []PropertyID{p.email}},
		{
			Kind: IndexNested, Label: p.person, Properties: []PropertyID{p.Property("home"), p.name, p.Property("home")},
			Paths: [][]string{{"city.name"}, nil, {"city", "name"}}, Descending: true,
		},
	}
	typed := ConstraintSpec{Kind: ConstraintType, Label: p.person, Properties: []PropertyID{p.name}, DataType: "STRING"}
	return indexes, []ConstraintSpec{p.unique(p.name, p.email), p.exists(p.name), typed}
}

func populate(t *testing.T, p *people) {
	t.Helper()
	txn := p.Begin(TxnOptions{})
	a := p.add(t, txn, text(p.name, "Ann"), text(p.email, "a"))
	b := p.add(t, txn, text(p.name, "Bob"), text(p.email, "b"))
	p.add(t, txn, text(p.name, "Bob"))
	city := value.Map([]value.Entry{{Key: "name", Value: value.String("Zagreb")}})
	home := value.Map([]value.Entry{{Key: "city", Value: city}, {Key: "city.name", Value: value.Int(1)}})
	if err := txn.SetNodeProperty(b, p.Property("home"), home); err != nil {
		t.Fatal(err)
	}
	rels := must[[]uint64](t)(txn.CreateRelationships([]uint64{a, b}, []uint64{b, a}, p.Type("KNOWS"), nil))
	for _, key := range []PropertyID{p.name, p.email} {
		if err := txn.SetRelationshipProperty(rels[0], key, value.Int(1)); err != nil {
			t.Fatal(err)
		}
	}
	mustCommit(t, txn)
}

// reload returns a database made of a snapshot of another and the records after it.
func reload(t *testing.T, s *Snapshot, log *testLog) *Database {
	t.Helper()
	db := New(Options{})
	t.Cleanup(db.Close)
	l := must[*Loader](t)(db.Load(s.Catalog()))
	for i := range s.NodeChunks() {
		if img := new(NodeImage); s.NodeChunk(i, img) {
			if err := l.Nodes(img); err != nil {
				t.Fatal(err)
			}
		}
	}
	for i := range s.RelationshipChunks() {
		if img := new(RelationshipImage); s.RelationshipChunk(i, img) {
			if err := l.Relationships(img); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := l.Finish(nil); err != nil {
		t.Fatal(err)
	}
	for commit := s.Catalog().Commit + 1; log.records[commit] != nil; commit++ {
		if err := db.Replay(commit, log.records[commit]); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.BuildIndexes(nil); err != nil {
		t.Fatal(err)
	}
	return db
}

func indexSpecs(db *Database) (specs []IndexSpec) {
	for _, ix := range db.Indexes() {
		specs = append(specs, ix.Spec)
	}
	return specs
}

// TestSchemaSurvives recovers every kind of index and constraint from a snapshot
// and from the log.
func TestSchemaSurvives(t *testing.T) {
	p := newPeople(t)
	log := &testLog{records: map[uint64][]byte{}}
	p.SetLog(log)
	early := p.Snapshot()
	defer early.Release()
	populate(t, p)
	indexes, constraints := schemaSpecs(p)
	for _, spec := range indexes {
		if err := p.CreateIndex(background, spec); err != nil {
			t.Fatal(err)
		}
	}
	for _, spec := range constraints {
		if err := p.CreateConstraint(background, spec); err != nil {
			t.Fatal(err)
		}
	}
	late := p.Snapshot()
	defer late.Release()
	if err := p.DropIndex(background, indexes[4]); err != nil {
		t.Fatal(err)
	}
	indexes = slices.Delete(indexes, 4, 5)
	for _, s := range []*Snapshot{early, late} {
		db := reload(t, s, log)
		if diff := cmp.Diff(indexes, indexSpecs(db)); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff(constraints, db.Constraints()); diff != "" {
			t.Error(diff)
		}
		for i, ix := range db.Indexes() {
			want, _ := p.IndexEntries(p.Indexes()[i])
			if got, _ := db.IndexEntries(ix); got != want || got == 0 {
				t.Errorf("index %+v has %d entries, want %d", ix.Spec, got, want)
			}
		}
		if found := db.Check(5); len(found) > 0 {
			t.Error(found)
		}
		again := people{db, p.person, p.name, p.email, p.set}
		_, err := again.put(t, text(p.name, "Ann"), text(p.email, "a"))
		wantViolation(t, err, "Unable to commit due to unique constraint violation on :Person(name, email)")
	}
}

// TestRefusedSchemaIsNotThere has the log refuse what is created and dropped.
func TestRefusedSchemaIsNotThere(t *testing.T) {
	p := newPeople(t)
	log := &testLog{records: map[uint64][]byte{}}
	p.SetLog(log)
	populate(t, p)
	indexes, constraints := schemaSpecs(p)
	if err := p.CreateIndex(background, indexes[1]); err != nil {
		t.Fatal(err)
	}
	before := p.SchemaGeneration()
	log.refuse = true
	for _, err := range []error{
		p.CreateIndex(background, indexes[3]), p.DropIndex(background, indexes[1]), p.CreateConstraint(background, constraints[0]),
	} {
		if err != errRefused {
			t.Errorf("got %v", err)
		}
	}
	log.refuse = false
	if len(p.Indexes()) != 1 || len(p.Constraints()) != 0 || p.SchemaGeneration() != before {
		t.Errorf("indexes %v, constraints %v", indexSpecs(p.Database), p.Constraints())
	}
	must[uint64](t)(p.put(t, text(p.name, "Ann"), text(p.email, "a"))) // twice, and nobody minds
	if err := p.CreateIndex(background, indexes[3]); err != nil {
		t.Error(err)
	}
	if found := p.Check(5); len(found) > 0 {
		t.Error(found)
	}
}
