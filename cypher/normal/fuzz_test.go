package normal_test

import (
	"strings"
	"testing"

	"memgraphd/cypher/normal"
)

// FuzzNormalize looks for text that makes normalisation panic or misplace a
// literal.
func FuzzNormalize(f *testing.F) {
	for _, text := range []string{
		"MATCH (n {x: 1}) RETURN n", "RETURN 'a\\'", "UNWIND [1, [", "CREATE (:A {x: -.5e})", "RETURN `a``", "WITH 1 /* ",
		"MATCH (ž) WHERE ž.x = 0x", "MATCH ()-[*1..", "RETURN 1;", "RETURN $", "LOAD CSV", "\xff", "MATCH (a)–[", "UNWIND [{a: 1}] AS",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		key, literals, ok := normal.Normalize([]byte("before"), nil, text)
		if !strings.HasPrefix(string(key), "before") {
			t.Fatalf("%q: the key %q is not appended", text, key)
		}
		end := 0
		for _, l := range literals {
			if l.Start < end || l.End <= l.Start || l.End > len(text) {
				t.Fatalf("%q: literal from %d to %d", text, l.Start, l.End)
			}
			end = l.End
		}
		if ok && strings.Count(string(key), "$#") < len(literals) {
			t.Fatalf("%q: %d literals, key %q", text, len(literals), key)
		}
		for _, s := range normal.SplitStatements(text) {
			if strings.TrimSpace(s) != s || s == "" {
				t.Fatalf("%q: statement %q", text, s)
			}
		}
	})
}
