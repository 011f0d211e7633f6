package differential

import "fmt"

// counted draws COUNT {} or EXISTS {}.
func (g *gen) counted(word string) string {
	if g.inside > 1 || g.rows > 60 {
		return map[string]string{"COUNT": "1", "EXISTS": "true"}[word]
	}
	g.inside++
	defer func() { g.inside-- }()
	return word + " { " + g.local(g.body) + " }"
}

// body draws what stands within EXISTS {} and COUNT {}.
func (g *gen) body() string {
	found := func() string { return "MATCH " + g.subpattern() + g.where() }
	return g.one(
		found,
		func() string { return g.subpattern() + g.where() },
		func() string {
			return found() + " " + g.one(g.match, g.unwind, g.optional) + "RETURN " + g.expr(mixed, 1) + " AS v"
		},
		func() string {
			g.q.loose = true
			return fmt.Sprintf("%s WITH DISTINCT %s AS %s RETURN %s AS one", found(), g.expr(mixed, 1), g.name("v"), g.literal("1"))
		},
		func() string {
			g.q.loose = true
			return fmt.Sprintf("%s WITH %s AS k, count(*) AS n WHERE n %s RETURN k", found(), g.expr(mixed, 1), g.word("> 1", "= 1"))
		},
		func() string { return found() + " RETURN DISTINCT " + g.expr(anInt, 2) + " AS v" },
		func() string {
			part := func() string { return g.local(found) + " RETURN 1 AS one" }
			return part() + g.word(" UNION ALL ", " UNION ") + part()
		},
		func() string { return found() + " RETURN 1 AS one " + g.cut() },
		func() string { return g.unwind() + "WITH * WHERE " + g.condition(1) + " RETURN 1 AS one" },
	)
}

// collected draws a pattern comprehension or COLLECT {}.
func (g *gen) collected() string {
	if g.inside > 1 || g.rows > 60 {
		return "[" + g.literal("1") + "]"
	}
	g.inside++
	defer func() { g.inside-- }()
	return g.local(func() string {
		pattern, where := g.subpattern(), g.where()
		switch g.pick(4) {
		case 1:
			return fmt.Sprintf("COLLECT { MATCH %s%s RETURN %s AS c }", pattern, where, g.expr(mixed, 1))
		case 2:
			return fmt.Sprintf("COLLECT { MATCH %s%s RETURN %s AS c ORDER BY c DESC%s }", pattern, where, g.expr(anInt, 1), g.cut())
		case 3:
			return fmt.Sprintf("COLLECT { MATCH %s%s WITH %s AS k, count(*) AS n RETURN n }", pattern, where, g.expr(anInt, 1))
		}
		return fmt.Sprintf("[%s%s | %s]", pattern, where, g.expr(mixed, 1))
	})
}
