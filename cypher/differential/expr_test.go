package differential

import (
	"fmt"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/parser"
	"memgraphd/engine/value"
)

// constant evaluates a literal.
func constant(text string) value.Value {
	st, err := parser.Parse("RETURN " + text)
	must(err)
	switch e := st.(*ast.Query).Parts[0].Clauses[0].(*ast.Return).Items[0].Expr.(type) {
	case *ast.Literal:
		return e.Value
	case *ast.ListLit:
		var list []value.Value
		for _, i := range e.Items {
			list = append(list, i.(*ast.Literal).Value)
		}
		return value.List(list)
	}
	panic("not a literal: " + text)
}

// expr draws an expression of a kind.
func (g *gen) expr(k kind, depth int) string {
	if depth <= 0 || g.pick(3) == 0 {
		return g.leaf(k)
	}
	if g.chance(1) {
		return g.anyKind(k, depth-1)
	}
	switch k {
	case anInt:
		return g.integer(depth - 1)
	case aNumber:
		return g.number(depth - 1)
	case aText:
		return g.text(depth - 1)
	case aBool:
		return g.boolean(depth - 1)
	case aList:
		return g.list(depth - 1)
	case aBag:
		return g.bag(depth - 1)
	case aDate:
		return g.date(depth - 1)
	case aZoned, aStamp:
		return g.instant(k, depth-1)
	case aSpan:
		return g.span(depth - 1)
	case aMap:
		return g.mapping(depth - 1)
	case mixed:
		return g.expr([]kind{anInt, aText, aBool, aList, aNumber, aDate, aZoned, aSpan, anEnum}[g.pick(9)], depth-1)
	}
	return g.leaf(k)
}

// properties are the keys of properties of a kind, on nodes and on relationships.
var properties = map[kind][2][]string{
	anInt:   {{"i", "u"}, {"w"}},
	aNumber: {{"f"}, nil},
	aText:   {{"s"}, {"s"}},
	aBool:   {{"b"}, nil},
	aList:   {{"l"}, nil},
	mixed:   {{"m", "i", "s"}, {"w", "s"}},
	aDate:   {{"d"}, nil},
	aZoned:  {{"h"}, nil},
	aStamp:  {{"t"}, {"t"}},
	aSpan:   {{"q"}, nil},
	anEnum:  {{"e"}, nil},
	aPoint:  {{"p"}, nil},
	aMap:    {{"j"}, nil},
}

var literals = map[kind][]string{
	anInt:   {"1", "0", "2", "3", "null"},
	aNumber: {"0.5", "1.25", "-2.5", "2", "null"},
	aText:   {"'a'", "'b'", "'ab'", "''", "null"},
	aBool:   {"true", "false", "null"},
	aList:   {"[1, 2]", "[]", "[2, 2, 3]", "[1, null]", "null"},
	mixed:   {"1", "2", "'a'", "true", "1.25", "[1]", "null"},
}

// leaf draws a variable, a property or a literal.
func (g *gen) leaf(k kind) string {
	var choices []string
	for _, v := range g.vars {
		keys := properties[k]
		switch {
		case v.kind == k || k == mixed && v.kind < mixed:
			choices = append(choices, v.name)
		case v.kind == aNode && keys[0] != nil:
			choices = append(choices, v.name+"."+g.word(keys[0]...))
		case v.kind == aRel && keys[1] != nil:
			choices = append(choices, v.name+"."+g.word(keys[1]...))
		}
	}
	if len(choices) > 0 && !g.chance(3) {
		return g.word(choices...)
	}
	if k == aBag {
		g.q.bag = true
		return g.word("[]", "[1]")
	}
	if texts := written[k]; texts != nil {
		return g.word(texts...)
	}
	if k >= aNode {
		if len(choices) > 0 {
			return g.word(choices...)
		}
		return "null"
	}
	return g.literal(g.word(literals[k]...))
}

// anyKind draws forms that any kind of expression can have.
func (g *gen) anyKind(k kind, depth int) string {
	return g.one(
		func() string { return fmt.Sprintf("coalesce(%s, %s)", g.expr(k, depth), g.expr(k, depth)) },
		func() string {
			return fmt.Sprintf("CASE WHEN %s THEN %s ELSE %s END", g.expr(aBool, depth), g.expr(k, depth), g.expr(k, depth))
		},
		func() string {
			return fmt.Sprintf("CASE %s WHEN %s THEN %s END", g.expr(mixed, depth), g.expr(mixed, depth), g.expr(k, depth))
		},
		func() string { return fmt.Sprintf("{x: %s, y: %s}.x", g.expr(k, depth), g.expr(anInt, 0)) },
		func() string {
			return fmt.Sprintf("[%s, %s][%s]", g.expr(k, depth), g.expr(k, depth), g.word("0", "1", "-1", "2"))
		},
		func() string { return fmt.Sprintf("nullIf(%s, %s)", g.expr(k, depth), g.expr(mixed, depth)) },
	)
}

func (g *gen) integer(depth int) string {
	i := func() string { return g.expr(anInt, depth) }
	return g.one(
		func() string { return fmt.Sprintf("(%s %s %s)", i(), g.word("+", "-", "*"), i()) },
		func() string {
			return fmt.Sprintf("(%s %s %s)", i(), g.word("/", "%"), g.literal(g.word("2", "3", "-2")))
		},
		func() string { return fmt.Sprintf("%s(%s)", g.word("abs", "-", "sign"), i()) },
		func() string {
			return fmt.Sprintf("size(%s)", g.expr([]kind{aList, aText, aBag, someNodes, someRels}[g.pick(5)], depth))
		},
		func() string { return fmt.Sprintf("%s(%s)", g.word("head", "last"), g.expr(aList, depth)) },
		func() string {
			if nodes := g.of(aNode); len(nodes) > 0 && !g.updates {
				return "id(" + nodes[g.pick(len(nodes))].name + ")"
			}
			return i()
		},
		func() string { return fmt.Sprintf("%s[%s]", g.expr(aList, 0), i()) },
		func() string {
			acc, x := g.name("a"), g.name("x")
			list := g.expr(aList, depth)
			return g.local(func() string {
				g.vars = append(g.vars, variable{x, anInt}, variable{acc, anInt})
				return fmt.Sprintf("reduce(%s = %s, %s IN %s | %s)", acc, g.literal("0"), x, list, g.expr(anInt, depth))
			})
		},
		func() string { return g.counted("COUNT") },
		g.nearest,
		g.nearest,
		func() string { return g.field(depth) },
		g.aboutEntity,
	)
}

// aboutEntity draws a number that a node, relationship or path has.
func (g *gen) aboutEntity() string {
	vars := g.of(aNode, aRel, aPath, someRels)
	if len(vars) == 0 {
		return g.leaf(anInt)
	}
	switch v := vars[g.pick(len(vars))]; v.kind {
	case aNode:
		if g.blind {
			return v.name + ".i"
		}
		return fmt.Sprintf("%s(%s)", g.word("degree", "inDegree", "outDegree"), v.name)
	case aRel:
		if g.updates {
			return v.name + ".w"
		}
		return fmt.Sprintf("id(%s(%s))", g.word("startNode", "endNode"), v.name)
	case aPath:
		return fmt.Sprintf("length(%s)", v.name)
	default:
		x := g.name("x")
		return fmt.Sprintf("reduce(a = 0, %s IN %s | a + coalesce(%s.w, 0))", x, v.name, x)
	}
}

func (g *gen) number(depth int) string {
	n := func() string { return g.expr(aNumber, depth) }
	return g.one(
		func() string { return fmt.Sprintf("(%s %s %s)", n(), g.word("+", "-", "*"), n()) },
		func() string { return fmt.Sprintf("(%s / %s)", n(), g.literal("2.0")) },
		func() string { return fmt.Sprintf("%s(%s)", g.word("abs", "floor", "ceil", "toFloat"), n()) },
		func() string { return g.expr(anInt, depth) },
	)
}

func (g *gen) text(depth int) string {
	s := func() string { return g.expr(aText, depth) }
	return g.one(
		func() string { return fmt.Sprintf("(%s %s %s)", s(), g.word("+", "||"), s()) },
		func() string { return fmt.Sprintf("%s(%s)", g.word("toUpper", "toLower", "reverse"), s()) },
		func() string {
			return fmt.Sprintf("%s(%s, %s)", g.word("left", "right", "substring"), s(), g.literal("1"))
		},
		func() string { return fmt.Sprintf("toString(%s)", g.expr(anInt, depth)) },
		func() string { return fmt.Sprintf("valueType(%s)", g.expr(mixed, depth)) },
		func() string {
			if rels := g.of(aRel); len(rels) > 0 {
				return fmt.Sprintf("type(%s)", rels[g.pick(len(rels))].name)
			}
			return s()
		},
	)
}

// condition draws what may stand behind WHERE.
func (g *gen) condition(depth int) string {
	switch g.pick(9) {
	case 5:
		return g.exists()
	case 6:
		return "NOT " + g.exists()
	case 7:
		return "(" + g.condition(depth-1) + g.word(" AND ", " OR ") + g.condition(depth-1) + ")"
	case 8:
		return g.nested()
	}
	return g.expr(aBool, depth)
}

// nested draws a condition on what lies in a property, which an index may answer.
func (g *gen) nested() string {
	nodes := g.of(aNode)
	if len(nodes) == 0 {
		return g.expr(aBool, 0)
	}
	n := nodes[g.pick(len(nodes))].name
	number := func() string { return g.literal(g.word("1", "2", "1.0")) }
	test := g.one(
		func() string { return fmt.Sprintf("%s.j.k = %s", n, g.expr(anInt, 0)) },
		func() string { return fmt.Sprintf("%s.j.k = %s", n, number()) },
		func() string { return fmt.Sprintf("%s.j.k IN [%s, %s, 'a']", n, number(), number()) },
		func() string { return fmt.Sprintf("%s.j.k %s %s", n, g.word("<", ">="), number()) },
		func() string { return fmt.Sprintf("%s.j.k IS NOT NULL", n) },
		func() string { return fmt.Sprintf("%s.j.k STARTS WITH 'a'", n) },
		func() string { return fmt.Sprintf("%s.j.k = {d: 2}", n) },
		func() string { return fmt.Sprintf("%s.d.year >= %s", n, g.literal("2024")) },
	)
	if g.chance(3) {
		test += fmt.Sprintf(" AND %s.i >= %s", n, number())
	}
	return fmt.Sprintf("(%s%s AND %s)", n, g.word(":A", ":B", ":C"), test)
}

func (g *gen) boolean(depth int) string {
	b := func() string { return g.expr(aBool, depth) }
	return g.one(
		func() string { return g.comparison(depth) },
		func() string { return fmt.Sprintf("(%s %s %s)", b(), g.word("AND", "OR", "XOR"), b()) },
		func() string { return fmt.Sprintf("(NOT %s)", b()) },
		func() string { return fmt.Sprintf("(%s IS %sNULL)", g.expr(mixed, depth), g.word("", "NOT ")) },
		func() string {
			return fmt.Sprintf("(%s IN %s)", g.expr(mixed, depth), g.expr([]kind{aList, aBag}[g.pick(2)], depth))
		},
		func() string {
			return fmt.Sprintf("(%s %s %s)", g.expr(aText, depth), g.word("STARTS WITH", "ENDS WITH", "CONTAINS"), g.expr(aText, 0))
		},
		g.labelled,
		func() string { return g.counted("EXISTS") },
		func() string { return "exists(" + g.exists() + ")" },
		func() string { return g.near(depth) },
		func() string { return g.typed(depth) },
		func() string { return g.quantifier(depth) },
		func() string { return g.comparison(depth) },
	)
}

func (g *gen) comparison(depth int) string {
	k := []kind{anInt, aText, mixed, aNumber, aBool, aList, aDate, aZoned, aStamp, aSpan, anEnum}[g.pick(11)]
	op := func() string { return g.word("=", "<", ">=", "<>", ">", "<=") }
	text := fmt.Sprintf("(%s %s %s", g.expr(k, depth), op(), g.expr(k, depth))
	if g.chance(1) {
		text += fmt.Sprintf(" %s %s", op(), g.expr(k, depth))
	}
	if vars := g.of(aNode, aRel); len(vars) > 1 && g.chance(2) {
		return fmt.Sprintf("(%s %s %s)", vars[0].name, g.word("=", "<>"), vars[1].name)
	}
	return text + ")"
}

func (g *gen) labelled() string {
	if nodes := g.of(aNode); len(nodes) > 0 {
		return fmt.Sprintf("(%s%s)", nodes[g.pick(len(nodes))].name, g.word(":A", ":B", ":A:B", ":A|C", ":!B", ":"+g.computed("A", "C", "B", "labels")))
	}
	return g.leaf(aBool)
}

func (g *gen) quantifier(depth int) string {
	x := g.name("x")
	list, k := g.expr(aList, depth), anInt
	if vars := g.of(someNodes, someRels); len(vars) > 0 && g.chance(5) {
		v := vars[g.pick(len(vars))]
		list, k = v.name, map[kind]kind{someNodes: aNode, someRels: aRel}[v.kind]
	}
	return g.local(func() string {
		g.vars = append(g.vars, variable{x, k})
		return fmt.Sprintf("%s(%s IN %s WHERE %s)", g.word("all", "any", "none", "single"), x, list, g.expr(aBool, depth))
	})
}

func (g *gen) list(depth int) string {
	return g.one(
		func() string { return fmt.Sprintf("[%s, %s]", g.expr(anInt, depth), g.expr(anInt, depth)) },
		func() string { return fmt.Sprintf("range(%s, %s)", g.literal("0"), g.literal(g.word("2", "1", "3"))) },
		func() string {
			return fmt.Sprintf("(%s + %s)", g.expr(aList, depth), g.expr([]kind{anInt, aList}[g.pick(2)], depth))
		},
		func() string { return fmt.Sprintf("(%s || %s)", g.expr(aList, depth), g.expr(aList, depth)) },
		func() string { return fmt.Sprintf("%s(%s)", g.word("tail", "reverse"), g.expr(aList, depth)) },
		func() string {
			return fmt.Sprintf("%s[%s..%s]", g.expr(aList, 0), g.literal(g.word("0", "1", "-1")), g.literal(g.word("2", "1", "-1")))
		},
		func() string { return g.comprehension(depth) },
	)
}

func (g *gen) comprehension(depth int) string {
	x := g.name("x")
	list := g.expr(aList, depth)
	return g.local(func() string {
		g.vars = append(g.vars, variable{x, anInt})
		text := fmt.Sprintf("[%s IN %s", x, list)
		if g.chance(5) {
			text += " WHERE " + g.expr(aBool, depth)
		}
		if g.chance(5) {
			text += " | " + g.expr(anInt, depth)
		}
		return text + "]"
	})
}

func (g *gen) bag(depth int) string {
	g.q.bag = true
	entity := g.of(aNode)
	return g.one(
		func() string {
			if len(entity) == 0 {
				return g.leaf(aBag)
			}
			return fmt.Sprintf("%s(%s)", g.word("labels", "keys"), entity[g.pick(len(entity))].name)
		},
		g.collected,
	)
}
