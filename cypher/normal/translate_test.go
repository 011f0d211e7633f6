package normal_test

import (
	"strings"
	"testing"

	"memgraphd/cypher/normal"
)

// A place in one text is that of the same token in another with the same key.
func TestTranslate(t *testing.T) {
	for _, c := range []struct{ from, to string }{
		{"MATCH (n) WHERE n.a = 1 RETURN ^n.b", "match (n) /* all */ WHERE n.a = 1000\nRETURN ^n.b"},
		{"MATCH (n) WHERE n.a IN [1, 2] AND ^n.b < 7 RETURN n", "MATCH (n) WHERE n.a IN ['é', 'x', 'yz'] AND ^n.b < -7 RETURN n"},
		{"UNWIND [1, ^2] AS x CREATE ({a: x})", "UNWIND ^[-100, 2, 3] AS x CREATE ({a: x})"},
	} {
		from, to := strings.Replace(c.from, "^", "", 1), strings.Replace(c.to, "^", "", 1)
		at, ok := normal.Translate(from, to, strings.Index(c.from, "^"))
		if want := strings.Index(c.to, "^"); !ok || at != want {
			t.Errorf("%s: at %d, want %d", c.to, at, want)
		}
	}
	if _, ok := normal.Translate("RETURN 1", "RETURN 1", 100); ok {
		t.Error("a place behind the end was found")
	}
	if _, ok := normal.Translate("RETURN 1 + 2", "RETURN", 11); ok {
		t.Error("a place in a shorter text was found")
	}
}

// FuzzTranslate checks that what stands in a text stands in itself where it stands.
func FuzzTranslate(f *testing.F) {
	f.Add("RETURN  1 + 'x' // c", 8)
	f.Fuzz(func(t *testing.T, text string, offset int) {
		at, ok := normal.Translate(text, text, offset)
		if ok && (at > offset || at < 0) {
			t.Fatalf("in %q %d is at %d", text, offset, at)
		}
	})
}
