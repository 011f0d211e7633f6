package explain_test

import (
	"slices"
	"testing"

	"memgraphd/cypher/explain"
	"memgraphd/cypher/plan"
)

// TestTreeBounded: a plan that clients can't read as a tree is left to its lines.
func TestTreeBounded(t *testing.T) {
	for _, c := range []struct {
		lines int
		drawn bool
	}{{1, true}, {150, true}, {151, false}, {5000, false}} {
		tree := explain.Tree(slices.Repeat([]plan.Line{{Text: "CreateNode"}}, c.lines), nil)
		if (tree != nil) != c.drawn {
			t.Errorf("%d operators in a row: drawn is %t", c.lines, tree != nil)
		}
	}
}
