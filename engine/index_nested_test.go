package engine

import (
	"slices"
	"testing"

	"memgraphd/engine/value"
)

// TestNestedIndexFollowsMaps has maps put in place, replaced and taken away, by a transaction
// that is rolled back and by one that is not, beside a reader that sees what was before.
func TestNestedIndexFollowsMaps(t *testing.T) {
	p := newPeople(t)
	home := p.Property("home")
	spec := IndexSpec{Kind: IndexNested, Label: p.person, Properties: []PropertyID{home}, Paths: [][]string{{"city", "name"}}}
	if err := p.CreateIndex(background, spec); err != nil {
		t.Fatal(err)
	}
	in := func(city string) value.Value { return mapOf("city", mapOf("name", value.String(city))) }
	id := must[uint64](t)(p.put(t, text(p.name, "Ann")))
	set := func(v value.Value, commit bool) {
		t.Helper()
		w := p.Begin(TxnOptions{})
		defer w.Abort()
		if err := w.SetNodeProperty(id, home, v); err != nil {
			t.Fatal(err)
		}
		if commit {
			mustCommit(t, w)
		}
	}
	ix := p.Indexes()[0]
	finds := func(r *Txn, want ...string) {
		t.Helper()
		for _, city := range []string{"Zagreb", "Rome", "Oslo"} {
			found := []uint64{}
			if slices.Contains(want, city) {
				found = append(found, id)
			}
			if got := seekAll(r, ix, equals(value.String(city))); !slices.Equal(got, found) {
				t.Errorf("%s is found at %v, not %v", city, got, found)
			}
		}
	}
	set(in("Zagreb"), true)
	before := p.Begin(TxnOptions{ReadOnly: true})
	set(in("Rome"), false)
	set(in("Oslo"), true)
	for _, v := range []value.Value{value.Int(1), value.String("Oslo"), mapOf("city", value.String("Oslo")), mapOf("name", value.String("Oslo"))} {
		finds(before, "Zagreb")
		set(v, true)
		after := p.Begin(TxnOptions{ReadOnly: true})
		finds(after)
		after.Abort()
		set(in("Oslo"), true)
	}
	after := p.Begin(TxnOptions{ReadOnly: true})
	finds(after, "Oslo")
	after.Abort()
	set(value.Null, true)
	finds(before, "Zagreb")
	before.Abort()
	p.CollectGarbage()
	if n, _ := p.IndexEntries(ix); n != 0 {
		t.Errorf("%d entries are left", n)
	}
	if found := p.Check(5); len(found) > 0 {
		t.Error(found)
	}
}

func TestNestedIndexRefusesWhatRepeats(t *testing.T) {
	p := newPeople(t)
	for _, paths := range [][][]string{
		{{"a"}, {"a"}}, {{"a"}, {"a", "b"}}, {{"a", "b"}, {"a"}}, {nil, {"a"}}, {{"a"}, nil}, {nil, nil}, {{"a"}},
	} {
		spec := IndexSpec{Kind: IndexNested, Label: p.person, Properties: []PropertyID{p.name, p.name}, Paths: paths}
		if err := p.CreateIndex(background, spec); err == nil {
			t.Errorf("%q is taken", paths)
		}
	}
	plain := IndexSpec{Kind: IndexLabelProps, Label: p.person, Properties: []PropertyID{p.name}, Paths: [][]string{{"a"}}}
	if err := p.CreateIndex(background, plain); err == nil {
		t.Error("a path is taken where there are none")
	}
}
