package differential

import (
	"fmt"
	"slices"
	"strings"
)

// result draws WITH or RETURN.
func (g *gen) result(word string) string {
	distinct := g.chance(2)
	if distinct {
		g.q.loose = true
		word += " DISTINCT"
	}
	if !distinct && len(g.vars) > 0 && g.chance(1) {
		return g.order(word+" *", slices.Clone(g.vars))
	}
	if g.chance(3) {
		return g.grouped(word)
	}
	var items []string
	var after []variable
	for _, v := range g.vars {
		if g.chance(7) && !(distinct && v.kind == aBag) {
			items, after = append(items, v.name), append(after, v)
		}
	}
	for range g.pick(3) {
		k := sortable[g.pick(len(sortable)-2)]
		if !distinct && g.chance(1) {
			k = aBag
		}
		v := variable{g.name("v"), k}
		items, after = append(items, g.expr(k, 3)+" AS "+v.name), append(after, v)
	}
	if len(items) == 0 {
		v := variable{g.name("v"), anInt}
		items, after = append(items, g.expr(anInt, 2)+" AS "+v.name), append(after, v)
	}
	return g.order(word+" "+strings.Join(items, ", "), after)
}

// grouped draws a projection that aggregates.
func (g *gen) grouped(word string) string {
	g.q.loose = true
	var items []string
	var after []variable
	for range g.pick(3) {
		v := variable{g.name("k"), sortable[g.pick(len(sortable)-2)]}
		text := g.expr(v.kind, 2) + " AS " + v.name
		if keys := g.of(sortable...); len(keys) > 0 && g.chance(5) {
			v = keys[g.pick(len(keys))]
			text = v.name
		}
		if !slices.Contains(after, v) {
			items, after = append(items, text), append(after, v)
		}
	}
	for range g.pick(3) + 1 {
		text, k := g.aggregation()
		v := variable{g.name("g"), k}
		items, after = append(items, text+" AS "+v.name), append(after, v)
	}
	g.rows = min(g.rows, 20)
	return g.order(word+" "+strings.Join(items, ", "), after)
}

// order draws what may follow the columns of a projection, whose variables are then all there are. It cuts
// only what it sorts by all columns, so that what is left does not depend on chance.
func (g *gen) order(text string, after []variable) string {
	before := g.vars
	g.vars = after
	with := strings.HasPrefix(text, "WITH")
	total := !slices.ContainsFunc(after, func(v variable) bool { return v.kind == aBag || g.created && v.kind >= aNode })
	g.sorted = false
	switch {
	case total && g.chance(4):
		text += " ORDER BY " + g.keys(after)
		if g.chance(6) {
			text += g.cut()
			g.rows = min(g.rows, 4)
		}
		g.q.ordered, g.sorted = !with, true
	case len(g.of(sortable...)) > 0 && g.chance(2):
		text += " ORDER BY " + g.expr(sortable[g.pick(len(sortable)-2)], 2)
	case !strings.Contains(text, "DISTINCT") && !strings.Contains(text, "(") && len(before) > 0 && g.chance(1):
		g.vars = slices.DeleteFunc(slices.Clone(before), func(v variable) bool { return slices.Contains(after, v) })
		g.vars = append(g.vars, after...)
		text += " ORDER BY " + g.expr(sortable[g.pick(len(sortable)-2)], 2)
		g.vars = after
	}
	if with && g.chance(4) {
		text += " WHERE " + g.condition(2)
	}
	return text + " "
}

func (g *gen) keys(vars []variable) string {
	var keys []string
	for _, v := range vars {
		keys = append(keys, v.name+g.word("", " DESC"))
	}
	return strings.Join(keys, ", ")
}

func (g *gen) cut() string {
	text := ""
	if g.chance(4) {
		text += " SKIP " + g.amount("0", "1", "2")
	}
	if text == "" || g.chance(5) {
		text += " LIMIT " + g.amount("3", "1", "2", "0")
	}
	return text
}

// amount draws how many rows SKIP or LIMIT are about.
func (g *gen) amount(choices ...string) string {
	n := g.literal(g.word(choices...))
	return fmt.Sprintf(g.word("%s", "%s", "%s + 0", "toInteger(%s)", "abs(-(%s))", "size(range(1, %s))", "CASE WHEN 1 < 2 THEN %s END", "coalesce(null, %s)"), n)
}
