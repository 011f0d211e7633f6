package differential

import (
	"fmt"
	"slices"
	"strings"
)

// pattern draws the pattern of a MATCH, of at most so many parts.
func (g *gen) pattern(parts int) string {
	p := &patternGen{gen: g, before: slices.Clone(g.vars), used: map[string]bool{}}
	list := []string{p.part(3)}
	for len(list) < parts && g.chance(3) {
		list = append(list, p.part(3))
	}
	return strings.Join(list, ", ")
}

// patternGen draws one pattern.
type patternGen struct {
	*gen
	before []variable      // those that are bound before it
	used   map[string]bool // relationships that stand in it already
	closed bool            // it may not declare variables
	plain  bool            // only what CREATE allows
	simple bool            // only what stands in a comprehension
}

func (p *patternGen) part(hops int) string {
	name := ""
	if !p.closed && !p.plain && p.chance(1) {
		name = p.name("p")
	}
	text := p.node(true)
	for range min(hops, []int{0, 0, 0, 1, 1, 1, 1, 2, 2, 3}[p.pick(10)]) {
		if p.rows > 500 {
			break
		}
		text += p.rel() + p.node(false)
	}
	if name == "" {
		return text
	}
	p.vars = append(p.vars, variable{name, aPath})
	return name + " = " + text
}

// node draws a node; the first of a part is perhaps any node there is.
func (p *patternGen) node(first bool) string {
	name := ""
	switch known := p.of(aNode); {
	case len(known) > 0 && (first && p.chance(5) || p.chance(2)):
		name = known[p.pick(len(known))].name
	default:
		if first {
			p.rows *= 4
		}
		if !p.closed && p.chance(8) {
			name = p.declare("n", aNode)
		}
	}
	return "(" + name + p.labels() + p.properties("i", "s", "f", "b", "m", "u", "d", "p", "h", "t", "q", "e") + p.inline(name) + ")"
}

// inline draws a WHERE within a node or relationship.
func (p *patternGen) inline(name string) string {
	if name == "" || p.closed || p.pick(20) < 19 {
		return ""
	}
	return " WHERE " + p.condition(1)
}

func (p *patternGen) labels() string {
	switch p.pick(19) {
	case 13:
		return ":A"
	case 14:
		return ":B"
	case 15:
		return ":C"
	case 16:
		return p.word(":A:B", ":A&C", ":B|C", ":A|B")
	case 17:
		return p.word(":!A", ":%", ":(A|B)&!C", ":!(A&B)", ":!%", ":(A&B)|(!A&C)")
	case 18:
		return p.computedLabel()
	}
	return ""
}

func (p *patternGen) properties(keys ...string) string {
	if p.pick(20) < 19 {
		return ""
	}
	key := p.word(keys...)
	return fmt.Sprintf(" {%s: %s}", key, p.expr(kindOf(key), 1))
}

// kindOf returns the kind of a property's values.
func kindOf(key string) kind {
	switch key {
	case "f":
		return aNumber
	case "s":
		return aText
	case "b":
		return aBool
	case "m":
		return mixed
	case "l":
		return aList
	case "d":
		return aDate
	case "p":
		return aPoint
	case "h":
		return aZoned
	case "t":
		return aStamp
	case "q":
		return aSpan
	case "e":
		return anEnum
	}
	return anInt
}

func (p *patternGen) rel() string {
	left, right := "-", "->"
	switch p.pick(3) {
	case 1:
		right = "-"
	case 2:
		left, right = "<-", "-"
	}
	p.rows *= 2
	if p.chance(2) {
		return left + "[" + p.many() + "]" + right
	}
	if p.chance(1) && !p.closed && !p.simple {
		return p.quantified(left, right)
	}
	name := ""
	if known := p.of(aRel); len(known) > 0 && p.chance(2) && !p.used[known[0].name] {
		name = known[0].name
	} else if !p.closed && p.chance(5) {
		name = p.declare("r", aRel)
	}
	p.used[name] = name != ""
	return left + "[" + name + p.types() + p.properties("w", "s") + p.inline(name) + "]" + right
}

func (p *patternGen) types() string {
	switch p.pick(17) {
	case 12:
		return ":R"
	case 13:
		return ":S"
	case 14:
		return p.word(":R|S", ":R|T", ":S|T|Missing")
	case 15:
		return p.word(":!R", ":%", ":!S", ":Missing", ":T", ":R|!T&!S", ":!(R|S)")
	case 16:
		return p.computedType()
	}
	return ""
}

// many draws the inside of a relationship pattern of variable length.
func (p *patternGen) many() string {
	p.rows *= 2
	name := ""
	if !p.closed && p.chance(5) {
		name = p.declare("rs", someRels)
	}
	lengths := []string{"*1..2", "*2", "*0..1", "*..3", "*0..2", "*2..3", "*", "*2.."}
	if p.closed {
		lengths = lengths[:6] // where there is no such path a plan may look for it for too long
	}
	text := name + p.types() + p.word(lengths...)
	if p.chance(1) {
		return text + fmt.Sprintf(" {w: %s}", p.literal(p.word("1", "2", "3")))
	}
	if name != "" && p.chance(1) {
		return text + fmt.Sprintf(" WHERE %s.w %s %s", name, p.word("=", "<>", "<", ">="), p.literal(p.word("2", "1", "3")))
	}
	return text
}

// quantified draws a quantified group with its surroundings. Its condition sees what is in it and what was
// bound before the pattern.
func (p *patternGen) quantified(left, right string) string {
	from, to, rel := p.name("n"), p.name("n"), p.name("r")
	vars := p.vars
	p.vars = append(slices.Clone(p.before), variable{from, aNode}, variable{to, aNode}, variable{rel, aRel})
	inner := fmt.Sprintf("(%s%s)%s[%s%s]%s(%s)", from, p.labels(), left, rel, p.types(), right, to)
	if p.chance(2) {
		inner += fmt.Sprintf("-[%s]-(%s)", p.types(), p.labels())
	}
	if p.chance(5) {
		inner += " WHERE " + p.one(
			func() string { return fmt.Sprintf("%s.w <> %s", rel, p.literal("2")) },
			func() string { return fmt.Sprintf("%s.i %s %s.i", from, p.word("<", ">=", "<>"), to) },
			func() string { return p.condition(1) },
			func() string { return fmt.Sprintf("%s <> %s", from, to) },
		)
	}
	p.vars = append(vars, variable{from, someNodes}, variable{to, someNodes}, variable{rel, someRels})
	return "(" + inner + ")" + p.word("{1,2}", "{0,1}", "{2}", "+", "*", "{,2}")
}

// exists draws a pattern as a condition: about variables there are.
func (g *gen) exists() string {
	if len(g.of(aNode)) == 0 {
		return g.expr(aBool, 0)
	}
	return g.local(func() string {
		p := &patternGen{gen: g, before: slices.Clone(g.vars), used: map[string]bool{}, closed: true}
		known := g.of(aNode)
		return "(" + known[g.pick(len(known))].name + ")" + p.rel() + p.node(false)
	})
}

// subpattern draws the pattern of a subquery or comprehension.
func (g *gen) subpattern() string {
	p := &patternGen{gen: g, before: slices.Clone(g.vars), used: map[string]bool{}, simple: true}
	return p.node(true) + p.rel() + p.node(false)
}
