package differential

import (
	"fmt"
	"slices"
	"strings"
)

// ranked draws a query for the first rows of nodes in the order of some properties, which an index may have. The last
// of them is different on every node.
func (g *gen) ranked() string {
	labels := g.word(":A", ":B", ":C", "", ":A&B", ":A:C")
	text := "MATCH (n" + labels + ")"
	g.vars = []variable{{"n", aNode}}
	if g.chance(3) {
		text += "-[r" + (&patternGen{gen: g}).types() + "]->()"
		g.vars = append(g.vars, variable{"r", aRel})
	}
	keys := g.rankedBy()
	var conditions []string
	for _, key := range keys {
		if g.chance(2) {
			other := g.leaf(kindOf(key))
			conditions = append(conditions, fmt.Sprintf("n.%s %s", key, g.word("IS NOT NULL", "IS NULL", "= "+other, "> "+other, "<= "+other)))
		}
	}
	if len(conditions) > 0 {
		text += " WHERE " + strings.Join(conditions, g.word(" AND ", " OR "))
	}
	items, sorts := []string{"n.u AS last"}, []string{}
	for i, key := range keys {
		items = append(items, fmt.Sprintf("n.%s AS k%d", key, i))
		sorts = append(sorts, g.word(fmt.Sprintf("k%d", i), "n."+key)+g.word("", " DESC"))
	}
	sorts = append(sorts, "last"+g.word("", " DESC"))
	g.q.ordered = true
	if len(g.vars) > 1 {
		items, sorts = append(items, "r"), append(sorts, "r")
	}
	return text + " RETURN " + strings.Join(items, ", ") + " ORDER BY " + strings.Join(sorts, ", ") + g.cut()
}

// rankedBy draws the properties that come first: those of an index, or any.
func (g *gen) rankedBy() []string {
	indexed := [][]string{{"i"}, {"m"}, {"f", "i"}, {"i", "s"}, {"s", "i", "m"}, {"h"}, {"q"}, {"e", "t"}, {"d"}}
	keys := indexed[g.pick(len(indexed))]
	keys = keys[:1+g.pick(len(keys))]
	if g.chance(3) {
		keys = append(slices.Clone(keys), g.word("b", "w", "f"))
	}
	return keys
}
