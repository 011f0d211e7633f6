package procedure

import (
	"slices"
	"strings"
	"testing"

	"memgraphd/engine/value"
)

// TestTables holds the tables to their rules.
func TestTables(t *testing.T) {
	r := NewRegistry()
	if !slices.IsSorted(r.Names()) || len(slices.Compact(slices.Clone(r.Names()))) != len(r.Names()) {
		t.Error("names are not sorted, or one is there twice")
	}
	for _, name := range r.Names() {
		p, ok := r.Get(name)
		if !ok || p.Run == nil || !strings.HasSuffix(p.Doc, ".") || p.Module() == "" {
			t.Errorf("%s: the row is not complete", name)
		}
		if p.Text() != p.Signature {
			t.Errorf("%s: the signature\n%s is shown as\n%s", name, p.Signature, p.Text())
		}
		if p.Lazy && p.Changes() {
			t.Errorf("%s: a procedure that changes data is run to its end at once", name)
		}
		for i, f := range p.Params {
			if f.Default == nil && i > 0 && p.Params[i-1].Default != nil {
				t.Errorf("%s: parameter %s must be given, but the one before it need not be", name, f.Name)
			}
			if f.Default != nil && !p.takes[i].accepts(*f.Default) {
				t.Errorf("%s: the default of %s is not a %s", name, f.Name, f.Type)
			}
		}
	}
}

func TestAliases(t *testing.T) {
	r := NewRegistry()
	if !slices.IsSortedFunc(aliases, func(a, b Alias) int { return strings.Compare(a.Name, b.Name) }) {
		t.Error("aliases are not sorted")
	}
	for _, a := range aliases {
		p, ok := r.Get(a.Name)
		if !ok || p.Name != a.Source {
			t.Errorf("%s does not stand for %s", a.Name, a.Source)
		}
	}
	if s, _ := r.Signature("apoc.create.node"); s == nil || s.Name != "apoc.create.node" || !s.Writes {
		t.Errorf("the signature of an alias is %+v", s)
	}
}

func TestAdd(t *testing.T) {
	r := NewRegistry()
	run := func(*Call) error { return nil }
	if err := r.Add(&Procedure{Signature: "a.b(x = 1 :: INTEGER) :: (y :: LIST OF STRING)", Run: run}); err != nil {
		t.Fatal(err)
	}
	if p, ok := r.Get("a.b"); !ok || p.Params[0].Default.AsInt() != 1 || p.Results[0].Type != "LIST OF STRING" || r.Names()[0] != "a.b" {
		t.Errorf("got %+v", p)
	}
	for _, bad := range []string{"a.b", "a.b(x)", "a.b(x :: NOTHING)", "a.b(x = [1 :: LIST)", "a.b() :: (y :: THING)"} {
		if err := r.Add(&Procedure{Signature: bad, Run: run}); err == nil {
			t.Errorf("%s was taken", bad)
		}
	}
}

func TestTypes(t *testing.T) {
	node, list := value.NodeRef(1), value.List([]value.Value{value.NodeRef(1), value.Null})
	for _, tt := range []struct {
		typ  string
		v    value.Value
		want bool
	}{
		{"INTEGER", value.Int(1), true},
		{"INTEGER", value.Float(1), false},
		{"INTEGER", value.Null, false},
		{"NULLABLE INTEGER", value.Null, true},
		{"INTEGER?", value.Null, true},
		{"FLOAT", value.Int(1), true},
		{"NUMBER", value.Int(1), true},
		{"NUMBER", value.String("1"), false},
		{"ANY", node, true},
		{"ANY", value.Null, false},
		{"NULLABLE ANY", value.Null, true},
		{"NODE|RELATIONSHIP", value.RelationshipRef(1), true},
		{"NODE|RELATIONSHIP", value.Int(1), false},
		{"LIST OF NODE", list, false},
		{"LIST OF NULLABLE NODE", list, true},
		{"LIST OF LIST OF INTEGER", value.List([]value.Value{list}), false},
		{"LIST", list, true},
	} {
		typ, err := parseType(tt.typ)
		if err != nil {
			t.Fatal(err)
		}
		if got := typ.accepts(tt.v); got != tt.want {
			t.Errorf("%s accepts %s: %v", tt.typ, value.Literal(tt.v), got)
		}
	}
}
