package parser

import (
	"errors"
	"strings"
	"testing"
)

// TestLimits makes sure that text made to exhaust the process is refused, or
// parsed in due course.
func TestLimits(t *testing.T) {
	many := func(s string, n int) string { return strings.Repeat(s, n) }
	for _, tt := range []struct{ name, text, want string }{
		{"brackets", "RETURN " + many("[", 1_000_000), "nested too deeply"},
		{"parentheses", "RETURN " + many("(", 1_000_000), "nested too deeply"},
		{"maps", "RETURN " + many("{a:", 300_000), "nested too deeply"},
		{"calls", "RETURN " + many("f(", 300_000), "nested too deeply"},
		{"groups", "MATCH " + many("(", 300_000), "nested too deeply"},
		{"labels", "MATCH (n:" + many("!", 300_000), "nested too deeply"},
		{"subqueries", many("CALL { ", 100_000), "nested too deeply"},
		{"NOT", "RETURN " + many("NOT ", 300_000) + "1", "nested too deeply"},
		{"NOT between operators", "RETURN 1" + many(" = NOT 1", 100_000), "nested too deeply"},
		{"minus", "RETURN " + many("-", 300_000) + "1", "nested too deeply"},
		{"CASE", "RETURN " + many("CASE ", 100_000), "nested too deeply"},
		{"sums", "RETURN 1" + many("+1", 300_000), "nested too deeply"},
		{"properties", "RETURN a" + many(".b", 300_000), "nested too deeply"},
		{"words", "RETURN [" + many("1,", 600_000) + "1]", "too many words"},
		{"length", "RETURN '" + many("x", maxLength) + "'", "longer than"},
		{"lookahead", "RETURN (n {a: [" + many("1,", 5000) + "1]})", "too many words to tell"},
		{"types", "RETURN 1 IS :: " + many("LIST<", 100_000), "too many words"},
		{"comments", many("/*", 300_000), "parsing error"},
		{"patterns in maps", "RETURN " + many("(a {x: (b)-->(c {y: ", 100), "parsing error"},
		{"long list", "RETURN [" + many("{id: 1, name: 'a'},", 20_000) + "1]", ""},
		{"long path", "MATCH (n)" + many("<-[:R]-(n)", 2000) + " RETURN n", ""},
		{"long string", "RETURN '" + many("x", 1_000_000) + "'", ""},
		{"many clauses", many("CREATE (:A {x: 1})\n", 3000), ""},
		{"many conditions", "RETURN 1" + many(" OR a.b = 3", 3000), ""},
		{"many unions", many("RETURN 1 AS x UNION ", 2000) + "RETURN 1 AS x", ""},
		{"deep", "RETURN " + many("[", 200) + many("]", 200), ""},
		{"deep patterns", "RETURN " + many("(n {a:", 30) + "1" + many("})-->()", 30), ""},
	} {
		t.Run(tt.name, func(t *testing.T) { expect(t, tt.text, tt.want) })
	}
}

// expect parses text and expects success, or an error with want in it.
func expect(t *testing.T, text, want string) {
	t.Helper()
	_, err := Parse(text)
	var e *Error
	switch {
	case want == "" && err != nil:
		t.Errorf("got %v", err)
	case want != "" && (!errors.As(err, &e) || !strings.Contains(e.Msg, want)):
		t.Errorf("got %v, expected an error with %q", err, want)
	}
}

func TestInvalidUTF8(t *testing.T) { expect(t, "RETURN '\xff'", "UTF-8") }

// TestAutomataAreRenewed makes sure that text which teaches the shared automata
// too much makes them begin anew.
func TestAutomataAreRenewed(t *testing.T) {
	current.Store(nil)
	expect(t, "RETURN 1", "")
	first := current.Load()
	for i := range 1 << 12 {
		expect(t, "RETURN "+odd(i, "1"), "")
		if current.Load() != first {
			return
		}
	}
	t.Errorf("still the same automata, of %d states", first.states())
}

// odd nests lists and maps, one of 2¹² ways, where prediction has to look ahead.
func odd(way int, text string) string {
	for bit := range 12 {
		if way>>bit&1 == 0 {
			text = "[" + text + "]"
		} else {
			text = "{b: " + text + "}"
		}
	}
	return "(n {a: " + text + "})-->()"
}
