package differential

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestDifferentialUpdates compares what random queries answer and leave behind.
func TestDifferentialUpdates(t *testing.T) {
	checkRandom(t, func(t *rapid.T) { compareAll(t, drawWorld(t), drawUpdate(t)) })
}

// drawUpdate draws a query that changes the graph. What it leaves must not depend
// on the order of rows: where they are in no certain order, updates are of kinds
// that commute.
func drawUpdate(t *rapid.T) *generated {
	g := &gen{t: t, q: &generated{}, rows: 1, updates: true}
	text := ""
	if g.chance(9) {
		text = g.reading(g.pick(2))
	}
	if g.chance(1) {
		g.q.finish(text+g.written()+g.result("RETURN"), g.literals)
		return g.q
	}
	text += g.change()
	for range g.pick(3) {
		text += g.bridge() + g.change()
	}
	if g.open || g.chance(6) {
		text += g.result("RETURN")
	}
	g.q.finish(g.directives()+text, g.literals)
	return g.q
}

// change draws an update, perhaps of sorted rows.
func (g *gen) change() string {
	text := ""
	g.open = false
	if g.chance(4) && len(g.vars) > 0 && len(g.of(aBag)) == 0 && !g.created {
		text += "WITH " + join(g.vars) + " ORDER BY " + g.keys(g.vars) + " "
		g.sorted = true
	}
	return text + g.update()
}

// bridge draws what leads from one update to the next.
func (g *gen) bridge() string {
	if !g.chance(4) {
		return ""
	}
	if len(g.vars) == 0 {
		return "WITH " + g.literal("1") + " AS " + g.declare("v", anInt) + " " + g.match()
	}
	text := "WITH " + join(g.vars) + " "
	if g.chance(7) && g.rows < 40 {
		g.sorted = false
		text += g.match()
	}
	return text
}

func (g *gen) update() string {
	return g.one(g.create, g.set, g.merge, g.set, g.remove, g.foreach, g.unit, g.delete)
}

// creating returns the means to draw the pattern of CREATE.
func (g *gen) creating() *patternGen {
	return &patternGen{gen: g, before: slices.Clone(g.vars), used: map[string]bool{}, plain: true}
}

func (g *gen) create() string {
	g.created = true
	p := g.creating()
	known := slices.Clone(g.vars)
	text := "CREATE " + p.fresh(true)
	if nodes := g.of(aNode); len(nodes) > 0 && g.chance(4) {
		g.vars = known
		text = "CREATE (" + nodes[g.pick(len(nodes))].name + ")"
	} else if g.chance(5) {
		return text + " "
	}
	return text + p.made("->") + " "
}

// fresh draws a new node.
func (p *patternGen) fresh(named bool) string {
	labels := p.word("", ":A", ":B", ":D", ":C:D", ":$('A')", ":$(['B', 'D'])")
	text := " {"
	for _, key := range []string{"i", "s"} {
		if p.chance(4) {
			text += fmt.Sprintf("%s: %s, ", key, p.expr(kindOf(key), 2))
		}
	}
	name := ""
	if named && p.chance(6) {
		name = p.declare("n", aNode)
	}
	return "(" + name + labels + strings.TrimSuffix(text, ", ") + "})"
}

// made draws a new relationship to a node that is bound or new. Its properties may be computed of
// what the clause itself creates, and then it is anyone's guess what a subquery in them sees of other rows.
func (p *patternGen) made(arrow string) string {
	p.inside += 2
	defer func() { p.inside -= 2 }()
	end := ""
	if nodes := p.of(aNode); len(nodes) > 0 && p.chance(6) {
		end = "(" + nodes[p.pick(len(nodes))].name + ")"
	} else {
		end = p.fresh(true)
	}
	props := ""
	if p.chance(4) {
		props = fmt.Sprintf(" {w: %s}", p.expr(anInt, 2))
	}
	name := ""
	if p.chance(4) {
		name = p.declare("r", aRel)
	}
	rel := "[" + name + ":" + p.word("R", "S", "U", "$('R')") + props + "]"
	if arrow == "->" && p.chance(3) {
		return "<-" + rel + "-" + end
	}
	return "-" + rel + arrow + end
}

// entity returns a variable that can be updated.
func (g *gen) entity() (variable, bool) {
	vars := g.of(aNode, aRel)
	if len(vars) == 0 {
		return variable{}, false
	}
	return vars[g.pick(len(vars))], true
}

func (g *gen) set() string {
	v, ok := g.entity()
	if !ok {
		return g.create()
	}
	text := "SET " + g.assignment(v)
	for g.chance(4) {
		if g.sorted {
			v, _ = g.entity()
		}
		text += ", " + g.assignment(v)
	}
	return text + " "
}

// assignment draws an item of SET. It looks at nothing but what it changes, unless the rows are sorted.
func (g *gen) assignment(v variable) string {
	number := "i"
	if v.kind == aRel {
		number = "w"
	}
	n := v.name
	forms := []func() string{
		func() string { return fmt.Sprintf("%s.%s = %s", n, number, g.literal(g.word("1", "2", "null"))) },
		func() string { return fmt.Sprintf("%s.%s = %s.%s + %s", n, number, n, number, g.literal("1")) },
		func() string { return fmt.Sprintf("%s.%s = coalesce(%s.%s, 0) + 1", n, number, n, number) },
		func() string { return fmt.Sprintf("%s.s = %s.s + 'a'", n, n) },
		func() string { return fmt.Sprintf("%s.x = size(%s.s)", n, n) },
		func() string { return fmt.Sprintf("%s += {%s: %s, s: null}", n, number, g.literal("3")) },
		func() string { return fmt.Sprintf("%s = {%s: %s, s: %s.s}", n, number, g.literal("3"), n) },
		func() string { return fmt.Sprintf("%s.%s = NULL", n, g.word("s", number)) },
		func() string {
			return fmt.Sprintf("%s.j.%s = %s", n, g.word("k", "d.e", "d.f"), g.literal(g.word("1", "null", "'a'")))
		},
		func() string { return fmt.Sprintf("%s.j += {k: %s.%s}", n, n, number) },
		func() string { return fmt.Sprintf("%s['%s'] = %s", n, g.word("z", number), g.literal("4")) },
	}
	if v.kind == aNode {
		forms = append(forms, func() string {
			return fmt.Sprintf("%s.v = %s", n, g.word("[0.5, 1.0]", "null", "[2.0, 2.0]"))
		})
		forms = append(forms, func() string { return n + g.word(":A", ":D", ":B:C", ":$(['C', 'D'])", ":$('A')") })
	}
	if g.sorted {
		other, _ := g.entity()
		forms = append(forms,
			func() string { return fmt.Sprintf("%s.%s = %s", n, number, g.expr(anInt, 3)) },
			func() string { return fmt.Sprintf("%s.s = %s", n, g.expr(aText, 3)) },
			func() string { return fmt.Sprintf("%s %s %s", n, g.word("=", "+="), other.name) },
			func() string { return fmt.Sprintf("%s.%s = %s", n, number, g.expr(anInt, 3)) },
			func() string { return fmt.Sprintf("%s.j = %s", n, g.expr(aMap, 3)) },
			func() string { return fmt.Sprintf("%s.j.k = %s", n, g.expr(anInt, 3)) },
			func() string { return fmt.Sprintf("%s += %s", n, g.expr(aMap, 3)) },
			func() string { return fmt.Sprintf("%s.h = %s, %s.q = %s", n, g.expr(aZoned, 2), n, g.expr(aSpan, 2)) },
			func() string { return fmt.Sprintf("%s.e = %s, %s.t = %s", n, g.expr(anEnum, 2), n, g.expr(aStamp, 2)) },
			func() string { return fmt.Sprintf("%s.d = %s, %s.p = %s", n, g.expr(aDate, 2), n, g.expr(aPoint, 1)) },
		)
	}
	return forms[g.pick(len(forms))]()
}

func (g *gen) remove() string {
	v, ok := g.entity()
	if !ok {
		return g.create()
	}
	if v.kind == aNode && g.chance(5) {
		return fmt.Sprintf("REMOVE %s%s ", v.name, g.word(":A", ":B", ":A:C", ":$('B')", ":$(['A', 'D'])"))
	}
	if g.chance(1) {
		return fmt.Sprintf("REMOVE %s['%s'] ", v.name, g.word("s", "i"))
	}
	return fmt.Sprintf("REMOVE %s.%s ", v.name, g.word("s", "i", "w", "d", "j.k"))
}

// unit draws a subquery that changes something. It looks at the graph only where the rows for which it is
// run are in a certain order, for it sees what it did for the rows before.
func (g *gen) unit() string {
	imports, sorted := g.of(aNode, aRel), g.sorted
	text := g.local(func() string {
		g.vars, g.sorted, g.blind = slices.Clone(imports), false, !sorted
		defer func() { g.blind = false }()
		inside := ""
		if sorted && g.chance(7) {
			g.inside++
			inside = g.match()
			g.inside--
		}
		return "CALL (" + join(imports) + ") { " + inside + g.one(g.create, g.set, g.merge)
	})
	g.sorted = false
	if g.chance(3) {
		c := g.name("c")
		text += "RETURN count(*) AS " + c + " "
		g.vars = append(g.vars, variable{c, anInt})
	}
	return text + "} "
}

// delete draws DELETE, behind which nothing of the row is left.
func (g *gen) delete() string {
	v, ok := g.entity()
	if !ok {
		return g.create()
	}
	text := "DELETE " + v.name
	switch paths := g.of(aPath); {
	case len(paths) > 0 && g.chance(5):
		v = paths[0]
		text = "DELETE " + v.name
	case g.chance(2):
		text = fmt.Sprintf("DELETE CASE WHEN %s THEN %s END", g.expr(aBool, 1), v.name)
	case g.chance(2):
		other, _ := g.entity()
		text += ", " + other.name
	}
	if v.kind != aRel && g.chance(8) {
		text = "DETACH " + text
	}
	g.vars, g.rows, g.sorted, g.open = nil, 1, true, true
	return text + " WITH count(*) AS " + g.declare("c", anInt) + " "
}
