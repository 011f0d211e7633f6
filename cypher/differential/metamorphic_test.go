package differential

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"memgraphd/cypher"
	"memgraphd/engine/value"
)

// TestMetamorphic compares the answers to queries that must be related, whatever
// they are: no one else needs to know them.
func TestMetamorphic(t *testing.T) {
	checkRandom(t, func(t *rapid.T) {
		w := drawWorld(t)
		db := w.build()
		defer db.Close()
		if rapid.Bool().Draw(t, "indexed") {
			addIndexes(db)
			addConstraints(db)
		}
		directive := ""
		if rapid.Bool().Draw(t, "by workers") {
			directive = "USING PARALLEL EXECUTION "
			db = scatter(db)
			defer db.Close()
		}
		session := cypher.New(db, cypher.Options{Files: inline{}}).NewSession("")
		defer session.Close()
		g := &gen{t: t, q: &generated{}, rows: 1}
		pattern := g.pattern(2)
		condition := g.expr(aBool, 3)
		g.q.finish(pattern+"\x02"+condition, g.literals)
		pattern, condition, _ = strings.Cut(g.q.text, "\x02")
		m := &metamorphic{t: t, w: w, session: session, directive: directive}
		for _, law := range []func(pattern, condition string){m.partition, m.prefix, m.counted, m.distinct, m.subqueries, m.hinted} {
			law(pattern, condition)
		}
		m.lengths()
		m.unique()
		m.limited()
	})
}

type metamorphic struct {
	t         *rapid.T
	w         *world
	session   *cypher.Session
	directive string // in front of every query
}

func (m *metamorphic) rows(text string) []string {
	rows, err := ask(m.session, m.directive+text, value.Null)
	if err != nil {
		m.t.Fatalf("%s\n%s\n%v", m.w, text, err)
	}
	list := make([]string, len(rows))
	for i, row := range rows {
		for _, v := range row {
			list[i] += value.Literal(v) + " "
		}
	}
	return list
}

func (m *metamorphic) number(text string) string { return strings.Join(m.rows(text), "; ") }

func (m *metamorphic) same(law, a, b string, left, right []string) {
	if !slices.Equal(left, right) {
		m.t.Fatalf("%s\n%s does not hold:\n%s\n\t%q\n%s\n\t%q", m.w, law, a, left, b, right)
	}
}

// partition: a condition, its negation and its being null divide what there is.
func (m *metamorphic) partition(pattern, condition string) {
	const ending = " RETURN count(*) AS n"
	whole := m.number("MATCH " + pattern + ending)
	sum := m.number(fmt.Sprintf("CALL { MATCH %[1]s WHERE %[2]s%[3]s UNION ALL MATCH %[1]s WHERE NOT (%[2]s)%[3]s"+
		" UNION ALL MATCH %[1]s WHERE (%[2]s) IS NULL%[3]s } RETURN sum(n) AS n", pattern, condition, ending))
	m.same("the partition", pattern, condition, []string{whole}, []string{sum})
}

// prefix: LIMIT takes the first of the sorted rows, SKIP leaves the others.
func (m *metamorphic) prefix(pattern, condition string) {
	text := fmt.Sprintf("MATCH %s WITH *, (%s) AS yes RETURN * ORDER BY yes", pattern, condition)
	for _, v := range strings.Fields("1 2 5") {
		all := "CALL { " + text + " } RETURN yes ORDER BY yes"
		if len(m.rows(text)) == 0 {
			return
		}
		first, rest := m.rows("CALL { "+text+" } RETURN yes ORDER BY yes LIMIT "+v), m.rows("CALL { "+text+" } RETURN yes ORDER BY yes SKIP "+v)
		m.same("LIMIT and SKIP", all, v, m.rows(all), append(first, rest...))
	}
}

// counted: count(*) is the number of rows.
func (m *metamorphic) counted(pattern, condition string) {
	text := fmt.Sprintf("MATCH %s WHERE %s RETURN ", pattern, condition)
	rows := m.rows(text + "1 AS one")
	m.same("count(*)", text, "count(*)", []string{fmt.Sprint(len(rows), " ")}, m.rows(text+"count(*) AS n"))
}

// distinct: DISTINCT twice is DISTINCT once, and what is grouped.
func (m *metamorphic) distinct(pattern, condition string) {
	text := fmt.Sprintf("MATCH %s WITH DISTINCT (%s) AS yes ", pattern, condition)
	once, twice := m.rows(text+"RETURN yes ORDER BY yes"), m.rows(text+"WITH DISTINCT yes RETURN yes ORDER BY yes")
	m.same("DISTINCT", text, "twice", once, twice)
	grouped := fmt.Sprintf("MATCH %s WITH (%s) AS yes, count(*) AS n RETURN yes ORDER BY yes", pattern, condition)
	m.same("DISTINCT", text, grouped, once, m.rows(grouped))
}

// subqueries: EXISTS is that COUNT is more than none, COUNT is the size of COLLECT, and OPTIONAL CALL finds as much or nothing.
func (m *metamorphic) subqueries(pattern, condition string) {
	found := fmt.Sprintf("MATCH %s WHERE %s", pattern, condition)
	text := fmt.Sprintf("UNWIND [1, 2] AS row RETURN row, EXISTS { %[1]s } AS some, COUNT { %[1]s } > 0 AS many", found)
	for _, row := range m.rows(text) {
		cells := strings.Fields(row)
		m.same("EXISTS", text, found, cells[1:2], cells[2:3])
	}
	counted := m.rows("RETURN COUNT { " + found + " } AS n")
	m.same("COUNT", found, "COLLECT", counted, m.rows("RETURN size(COLLECT { "+found+" RETURN 1 AS one }) AS n"))
	m.same("COUNT", found, "CALL", counted, m.rows("UNWIND [1] AS row OPTIONAL CALL () { "+found+" RETURN 1 AS one } RETURN count(one) AS n"))
}

// hinted: hints of indexes change how rows are found, not which.
func (m *metamorphic) hinted(pattern, condition string) {
	defer func(was string) { m.directive = was }(m.directive)
	text := fmt.Sprintf("MATCH %s WHERE %s RETURN count(*) AS n", pattern, condition)
	plain := m.rows(text)
	m.directive = "USING INDEX :A(i), :B(i, s), :C(e, t) "
	m.same("a hint", text, m.directive, plain, m.rows(text))
}

// lengths: the paths of up to three relationships are those of one, of two and of three.
func (m *metamorphic) lengths() {
	for _, arrow := range []string{"-[*%s]->(b)", "-[*%s]-(b)", "<-[:R|S*%s]-(b)"} {
		count := func(bounds string) string {
			return "MATCH (a)" + fmt.Sprintf(arrow, bounds) + " RETURN count(*) AS n"
		}
		whole := count("1..3")
		sum := "CALL { " + count("1") + " UNION ALL " + count("2") + " UNION ALL " + count("3") + " } RETURN sum(n) AS n"
		m.same("the sum of lengths", whole, sum, m.rows(whole), m.rows(sum))
	}
}

// unique: three and four relationships in a row are three and four different ones.
func (m *metamorphic) unique() {
	three := "MATCH (a)-[r1]-(b)-[r2]-(c)-[r3]-(d) RETURN count(*) AS n"
	apart := `MATCH (a)-[r1]-(b) MATCH (b)-[r2]-(c) WHERE r1 <> r2 MATCH (c)-[r3]-(d) WHERE r3 <> r1 AND r3 <> r2 RETURN count(*) AS n`
	m.same("relationship uniqueness", three, apart, m.rows(three), m.rows(apart))
	four := "MATCH (a)-[r1]->(b)-[r2]->(c)-[r3]->(d)-[r4]->(a) RETURN count(*) AS n"
	apart = `MATCH (a)-[r1]->(b) MATCH (b)-[r2]->(c) MATCH (c)-[r3]->(d) MATCH (d)-[r4]->(a)
		WHERE size([r IN [r1, r2, r3, r4] WHERE r = r1]) = 1 AND r2 <> r3 AND r2 <> r4 AND r3 <> r4 RETURN count(*) AS n`
	m.same("relationship uniqueness", four, apart, m.rows(four), m.rows(apart))
}

// limited: what is found within a limit of hops is a part of what is found without, and all of it if the limit is high.
func (m *metamorphic) limited() {
	defer func(was string) { m.directive = was }(m.directive)
	for _, pattern := range []string{"(a)-[r]->(b)", "(a:A)-[r:R]-(b)-[s]->(c)", "(a)-[r*1..2]-(b)", "(a)-[r *BFS ..2]->(b)"} {
		text := "MATCH " + pattern + " RETURN *"
		m.directive = ""
		all := m.rows(text)
		for limit := range 6 {
			m.directive = fmt.Sprintf("USING HOPS LIMIT %d ", limit)
			left := slices.Clone(all)
			for _, row := range m.rows(text) {
				at := slices.Index(left, row)
				if at < 0 {
					m.t.Fatalf("%s\n%s%s\nfinds %s, which is not among\n%q", m.w, m.directive, text, row, all)
				}
				left = slices.Delete(left, at, at+1)
			}
		}
		m.directive = "USING HOPS LIMIT 100000 "
		slices.Sort(all)
		m.same("a high limit", text, m.directive, all, slices.Sorted(slices.Values(m.rows(text))))
	}
}
