package tck

import (
	"strings"
	"testing"
)

func TestNotation(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"1", "1"},
		{"1.0", "f1"},
		{"-0.0", "f0"},
		{"null", "null"},
		{`'it\'s'`, "'it's'"},
		{"''", "''"},
		{"[2, 'a', [true]]", "[2, 'a', [true]]"},
		{"{b: 1, `a c`: {}}", "{a c: {}, b: 1}"},
		{"(:B:A {n: 1})", "(:A:B{n: 1})"},
		{"()", "({})"},
		{"[:T {n: 1}]", "[:T{n: 1}]"},
		{"<(:A)-[:T]->()<-[:S {n: 1}]-(:B)>", "<(:A{})-[:T{}]->({})<-[:S{n: 1}]-(:B{})>"},
	} {
		s, err := Parse(c.in)
		if err != nil || s.String() != c.want {
			t.Errorf("%s: got %s, %v; want %s", c.in, s, err, c.want)
		}
	}
}

func TestNotationErrors(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", "unknown scalar"},
		{"[1", "unknown scalar"},
		{"'a", "' was expected"},
		{"(:A", ") was expected"},
		{"{a 1}", ": was expected"},
		{"<()-[:T]-()>", "> was expected"},
		{"1 2", "unknown scalar"},
		{"[1] 2", "the end was expected"},
	} {
		if _, err := Parse(c.in); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: got %v, want %q", c.in, err, c.want)
		}
	}
}
