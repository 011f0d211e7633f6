package differential

import (
	"fmt"
	"slices"
	"strings"
)

// search draws a MATCH that looks for certain paths, and what is certain of them: which of the
// shortest paths is found is not, but its length and weight are.
func (g *gen) search() string {
	if g.rows > 100 {
		return g.unwind()
	}
	g.around = slices.Clone(g.vars)
	return g.one(g.breadthFirst, g.lightest, g.allLightest, g.firstFew, g.shortest, g.selected, g.filtered)
}

// arrow draws a relationship pattern around what stands in its brackets.
func (g *gen) arrow(inside string) string {
	left, right := "-[", "]->"
	switch g.pick(3) {
	case 1:
		right = "]-"
	case 2:
		left, right = "<-[", "]-"
	}
	return left + inside + right
}

// ends draws the nodes between which a search goes; their variables are in scope behind it.
func (g *gen) ends() (from, to string) {
	p := &patternGen{gen: g, before: slices.Clone(g.vars), used: map[string]bool{}}
	return p.node(true), p.node(false)
}

// found draws the WITH behind a search that keeps all variables and what is certain of the paths.
func (g *gen) found(kept []variable, certain ...string) string {
	text := "WITH "
	if len(kept) > 0 {
		text += join(kept) + ", "
	}
	g.vars = kept
	for _, c := range certain {
		text += c + " AS " + g.declare("v", anInt) + ", "
	}
	return strings.TrimSuffix(text, ", ") + " "
}

func (g *gen) someTypes() string { return (&patternGen{gen: g, before: g.around}).types() }

func (g *gen) breadthFirst() string {
	from, to := g.ends()
	kept := slices.Clone(g.vars)
	rs := g.name("rs")
	bounds := g.word("", " ..2", " 1..3", " 0..2", " 2", " ..1", " 0..")
	inside := rs + g.someTypes() + " *BFS" + bounds + g.filter(ofLengths)
	text := fmt.Sprintf("MATCH %s%s%s ", from, g.arrow(inside), to)
	return text + g.found(kept, "size("+rs+")")
}

func (g *gen) lightest() string {
	from, to := g.ends()
	kept := slices.Clone(g.vars)
	total := g.name("t")
	inside := g.someTypes() + " *WSHORTEST" + g.word("", " 3", " ..2", " 1") + g.weight() + " " + total + g.filter(ofWeights)
	return fmt.Sprintf("MATCH %s%s%s ", from, g.arrow(inside), to) + g.found(kept, total)
}

func (g *gen) allLightest() string {
	from, to := g.ends()
	total, rs := g.name("t"), g.name("rs")
	inside := rs + g.someTypes() + " *ALLSHORTEST" + g.word("", " ..3") + g.weight() + " " + total + g.filter(ofWeights)
	text := fmt.Sprintf("MATCH %s%s%s ", from, g.arrow(inside), to)
	g.vars = append(g.vars, variable{rs, someRels}, variable{total, anInt})
	g.rows *= 2
	return text
}

// firstFew draws *KSHORTEST, whose ends are known before.
func (g *gen) firstFew() string {
	from, to := g.declare("n", aNode), g.declare("n", aNode)
	g.rows *= 12
	text := fmt.Sprintf("MATCH (%s%s), (%s) ", from, g.word("", ":A", ":C"), to)
	kept := slices.Clone(g.vars)
	rs, total := g.name("rs"), g.name("t")
	inside := rs + g.someTypes() + " *KSHORTEST" + g.word("", " ..3", " 2..3") + g.word(" | 2", "", " | 1", " | 3")
	certain := "size(" + rs + ")"
	if g.chance(5) {
		inside += g.weight() + " " + total + g.filter(ofSteps)
		certain = total
	}
	return text + fmt.Sprintf("MATCH (%s)%s(%s) ", from, g.arrow(inside), to) + g.found(kept, certain)
}

func (g *gen) shortest() string {
	from, to := g.ends()
	kept := slices.Clone(g.vars)
	p := g.name("p")
	function := g.word("shortestPath", "allShortestPaths")
	text := fmt.Sprintf("MATCH %s = %s(%s%s%s) ", p, function, from, g.arrow(g.someTypes()+g.word("*", "*..2", "*1..3")), to)
	if function == "allShortestPaths" {
		g.vars = append(g.vars, variable{p, aPath})
		return text
	}
	return text + g.found(kept, "length("+p+")")
}

// selected draws a path selector in front of a pattern of one repeated relationship.
func (g *gen) selected() string {
	from, to := g.ends()
	kept := slices.Clone(g.vars)
	p := g.name("p")
	selector := g.word("SHORTEST 2", "ALL SHORTEST", "SHORTEST 2 GROUPS", "ANY SHORTEST", "SHORTEST 1", "SHORTEST GROUP", "ANY 2", "ANY")
	arrow := g.arrow(g.someTypes()) + g.word("+", "{1,2}", "{2,3}")
	text := fmt.Sprintf("MATCH %s = %s %s%s%s ", p, selector, from, arrow, to)
	if strings.HasPrefix(selector, "ANY") && selector != "ANY SHORTEST" {
		return text + g.found(kept, g.literal("1"))
	}
	return text + g.found(kept, "length("+p+")")
}

// filtered draws relationships of variable length with a condition on each step.
func (g *gen) filtered() string {
	from, to := g.ends()
	rs := g.name("rs")
	inside := rs + g.someTypes() + g.word("*1..2", "*", "*2", "*0..2") + g.filter(ofPaths)
	g.vars = append(g.vars, variable{rs, someRels})
	g.rows *= 3
	return fmt.Sprintf("MATCH %s%s%s ", from, g.arrow(inside), to)
}
