package normal_test

import (
	"slices"
	"testing"

	"memgraphd/cypher/normal"
)

func TestSplitStatements(t *testing.T) {
	for _, tt := range []struct {
		script string
		want   []string
	}{
		{"", nil},
		{" ; ;\n", nil},
		{"a", []string{"a"}},
		{"a;", []string{"a"}},
		{"a ; b;c", []string{"a", "b", "c"}},
		{"RETURN ';'; RETURN \"a;\\\";\"; RETURN `;```;", []string{"RETURN ';'", "RETURN \"a;\\\";\"", "RETURN `;```"}},
		{"a // x; y\n; b /* ; */;", []string{"a // x; y", "b /* ; */"}},
		{"a; // only a comment\n", []string{"a"}},
		{"a; /* b", []string{"a", "/* b"}},
		{"a; 'b; c", []string{"a", "'b; c"}},
		{"a / b; c", []string{"a / b", "c"}},
	} {
		if got := normal.SplitStatements(tt.script); !slices.Equal(got, tt.want) {
			t.Errorf("%q: got %q, expected %q", tt.script, got, tt.want)
		}
	}
}

// FuzzSplit checks that what a script is split into has no more to be split, unless the end of something is missing.
func FuzzSplit(f *testing.F) {
	for _, text := range []string{"a; b", "';'; /* ; */ c // ;\n; d", "`;``;`;", ";;", "'\\';", "/*"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, s := range normal.SplitStatements(text) {
			if again := normal.SplitStatements(s); len(again) != 1 || again[0] != s {
				t.Fatalf("%q has the statement %q, which is split into %q", text, s, again)
			}
		}
	})
}
