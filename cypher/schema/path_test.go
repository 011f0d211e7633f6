package schema

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestParsePath reads back what paths are shown as.
func TestParsePath(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		path := rapid.SliceOfN(rapid.StringMatching("[ab.`]{0,4}"), 1, 4).Draw(r, "path")
		if slices.Contains(path, "") {
			r.Skip("names are not empty")
		}
		var shown []string
		for _, name := range path {
			shown = append(shown, quoteDotted(name))
		}
		if got := ParsePath(strings.Join(shown, ".")); !slices.Equal(got, path) {
			r.Fatalf("%q is read from %q as %q", path, strings.Join(shown, "."), got)
		}
	})
}

// FuzzParsePath ends for any text.
func FuzzParsePath(f *testing.F) {
	for _, text := range []string{"", ".", "`", "a.b", "`a``.b`.c", "`a`b", "``"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(ParsePath(text)) == 0 {
			t.Errorf("%q has no parts", text)
		}
	})
}
