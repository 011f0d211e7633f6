package differential

import (
	"fmt"
	"slices"
)

// Labels and types that are computed, of the variables there are before the pattern.

func (p *patternGen) computedLabel() string {
	return ":" + p.word("", "!", "A|", "!B&") + p.early(func() string { return p.computed("A", "B", "C", "labels") })
}

func (p *patternGen) computedType() string {
	return ":" + p.word("", "!", "S|") + p.early(func() string { return p.computed("R", "S", "T", "") })
}

// early draws something that sees none of the pattern.
func (p *patternGen) early(f func() string) string {
	vars := p.vars
	p.vars = slices.Clone(p.before)
	defer func() { p.vars = vars }()
	return f()
}

// computed draws a label that is computed: one of three, or what a function says of a node.
func (g *gen) computed(a, b, c, function string) string {
	return g.one(
		func() string { return fmt.Sprintf("$('%s')", g.word(a, b, "Missing")) },
		func() string { return fmt.Sprintf("$any(['%s', '%s'])", a, b) },
		func() string { return fmt.Sprintf("$(CASE WHEN %s THEN '%s' ELSE '%s' END)", g.expr(aBool, 1), b, a) },
		func() string { return fmt.Sprintf("$(['%s', '%s', 'Missing'][%s %% 2])", a, c, g.small()) },
		func() string { return fmt.Sprintf("$(['%s', '%s'])", c, a) },
		func() string {
			nodes := g.of(aNode)
			if function == "" || len(nodes) == 0 {
				return fmt.Sprintf("$(left('%sx', 1))", b)
			}
			n := nodes[g.pick(len(nodes))].name
			return fmt.Sprintf("%s(coalesce(%s(%s), []))", g.word("$", "$any"), function, n)
		},
	)
}

// small draws a number that is not null.
func (g *gen) small() string { return fmt.Sprintf("abs(coalesce(%s, 1))", g.leaf(anInt)) }
