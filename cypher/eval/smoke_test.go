package eval

import (
	"testing"

	"memgraphd/engine/value"
)

func TestSmoke(t *testing.T) {
	f := newFixture(t)
	for text, want := range map[string]string{
		"[x IN range(1, 5) WHERE x % 2 = 1 | x * x]": "[1, 9, 25]",
		"[1,2,3][-1]": "3", "[1,2,3][0..2]": "[1, 2]", "size('häh')": "3", "toInteger('12')": "12",
		"coalesce(null, 2, 3)": "2", "reverse([1,2])": "[2, 1]", "[x IN [[1],[2,3]] | [y IN x | y + size(x)]]": "[[2], [4, 5]]",
		"keys({a: 1, b: 2})": `["a", "b"]`, "range(3, 1, -1)": "[3, 2, 1]", "head([])": "null",
	} {
		got, err := f.eval(text)
		if err != nil || value.Literal(got) != want {
			t.Errorf("%s = %s (%v), want %s", text, value.Literal(got), err, want)
		}
	}
}
