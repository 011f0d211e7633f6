package differential

import (
	"fmt"
)

// merge draws MERGE: of a relationship between nodes that are there, of a node, or of both.
func (g *gen) merge() string {
	g.created = true
	text := "MERGE "
	nodes := g.of(aNode)
	p := g.creating()
	made := ""
	switch {
	case len(nodes) > 0 && g.chance(6):
		a, b := nodes[g.pick(len(nodes))].name, nodes[g.pick(len(nodes))].name
		end := "(" + b + ")"
		if g.chance(3) {
			end = fmt.Sprintf("(:%s {i: %s})", g.word("A", "D"), g.literal("2"))
		}
		arrow := "->"
		if g.sorted && g.chance(4) {
			arrow = "-"
		}
		props := p.word("", " {w: "+g.literal("1")+"}")
		made = g.declare("r", aRel)
		text += fmt.Sprintf("(%s)-[%s:%s%s]%s%s", a, made, g.word("R", "U"), props, arrow, end)
	case g.chance(2):
		number := fmt.Sprintf("coalesce(%s, %s)", g.expr(anInt, 1), g.literal("1"))
		made = g.declare("n", aNode)
		text += fmt.Sprintf("(%s:%s {i: %s})-[:U]->(:%s {i: %s})", made, g.word("A", "D"), g.literal(g.word("2", "7")), g.word("D", "B"), number)
	default:
		value := fmt.Sprintf("coalesce(%s, %s)", g.expr(anInt, 2), g.literal("1"))
		if g.chance(3) {
			value = g.expr(anInt, 1)
		}
		made = g.declare("n", aNode)
		text += fmt.Sprintf("(%s:%s {i: %s})", made, g.word("A", "B", "D"), value)
	}
	if g.chance(4) {
		text += fmt.Sprintf(" ON CREATE SET %s.y = %s", made, g.literal("1"))
		if g.chance(3) {
			text += g.word(", "+made+" += {x: 1, y: null}", ", "+made+"['x'] = 2")
		}
	}
	if g.chance(4) {
		text += fmt.Sprintf(" ON MATCH SET %s.z = %s", made, g.word("true", "coalesce("+made+".z, 0) + 1"))
	}
	g.rows *= 2
	return text + " "
}

// foreach draws FOREACH over a list of numbers.
func (g *gen) foreach() string {
	g.created = true
	x := g.name("x")
	list := g.word("range(0, 2)", "[1, 2]", "[]", "null", "[1, 1]")
	return g.local(func() string {
		v, ok := g.entity()
		g.vars = append(g.vars, variable{x, anInt})
		body := fmt.Sprintf("MERGE (:%s {i: %s})", g.word("A", "D"), x)
		switch g.pick(4) {
		case 0:
			body = g.create()
		case 1:
			if ok {
				body = fmt.Sprintf("SET %s.x = coalesce(%s.x, 0) + %s", v.name, v.name, x)
			}
		case 2:
			if ok {
				body = fmt.Sprintf("REMOVE %s.%s SET %s.x = %s", v.name, g.word("s", "i"), v.name, "7")
			}
		case 3:
			if ok && v.kind == aNode {
				body = fmt.Sprintf("MERGE (%s)-[:U {w: %s}]->(%s)", v.name, x, v.name)
			}
		}
		if ok && g.chance(2) {
			body += fmt.Sprintf(" SET %s.y = coalesce(%s.y, 0) + %s", v.name, v.name, x)
		}
		for range []int{0, 0, 0, 1, 2}[g.pick(5)] {
			body = fmt.Sprintf("FOREACH (%s IN %s | %s)", g.name("x"), g.word("["+x+", 1]", "range(1, "+x+")", "CASE WHEN "+x+" > 1 THEN [1] END"), body)
		}
		return fmt.Sprintf("FOREACH (%s IN %s | %s) ", x, list, body)
	})
}
