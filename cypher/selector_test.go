package cypher_test

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"memgraphd/cypher"
)

// TestSelectedPathsAreThoseOfAll compares what path selectors choose on random graphs with what is chosen
// of all paths by hand.
func TestSelectedPathsAreThoseOfAll(t *testing.T) {
	for seed := range uint64(40) {
		r := rand.New(rand.NewPCG(seed, 3))
		_, s := openSession(t, cypher.Options{})
		nodes := 2 + r.IntN(4)
		tryRows(t, s, fmt.Sprintf("UNWIND range(1, %d) AS i CREATE (:N {id: i})", nodes), cypher.TxOptions{})
		for range 2 + r.IntN(7) {
			run(t, s, fmt.Sprintf("MATCH (a:N {id: %d}), (b:N {id: %d}) CREATE (a)-[:%s {id: %d}]->(b)",
				1+r.IntN(nodes), 1+r.IntN(nodes), []string{"R", "R", "S"}[r.IntN(3)], r.IntN(9)), nil)
		}
		for range 4 {
			pattern := randomPath(r)
			compareBindings(t, s, pattern, "")
			compareBindings(t, s, pattern, randomCondition(r))
			compareSelected(t, s, pattern, "ANY SHORTEST", "head(ls)[0]", "length(p)")
			compareSelected(t, s, pattern, "SHORTEST 1", "head(ls)[0]", "length(p)")
			compareSelected(t, s, pattern, "ALL SHORTEST", "head(ls)[0], head(ls)[1]", "length(p), count(p)")
			compareSelected(t, s, pattern, "SHORTEST 2 GROUPS", "ls[..2]", "")
			compareSelected(t, s, pattern, "ANY", "1", "count(p)")
		}
	}
}

// compareSelected compares what a selector chooses between each two ends with what of is of the lengths ls of all paths, each
// with its number. Chosen is the same of the chosen ones, or empty for their own ls.
func compareSelected(t *testing.T, s *cypher.Session, pattern, selector, of, chosen string) {
	t.Helper()
	lengths := " WITH a, z, length(p) AS l, count(*) AS n ORDER BY l WITH a, z, collect([l, n]) AS ls "
	all := "MATCH p = " + pattern + lengths + "RETURN a.id, z.id, " + of
	some := "MATCH p = " + selector + " " + pattern + lengths + "RETURN a.id, z.id, ls"
	if chosen != "" {
		some = "MATCH p = " + selector + " " + pattern + " RETURN a.id, z.id, " + chosen
	}
	sameRows(t, s, some, all)
}

// compareBindings compares all that is bound by the shortest paths that a selector chooses with that of the shortest
// of all paths. A condition is one for the paths to be chosen.
func compareBindings(t *testing.T, s *cypher.Session, pattern, condition string) {
	t.Helper()
	if condition != "" {
		condition = " WHERE " + condition
	}
	bound := "length(p), [x IN nodes(p) | x.id], [x IN relationships(p) | id(x)]"
	for _, v := range regexp.MustCompile(`[(\[](([mrxyw])\d)`).FindAllStringSubmatch(pattern, -1) {
		if v[2] == "m" {
			bound += ", " + v[1] + ".id"
		} else {
			bound += ", [e IN " + v[1] + " | e.id]"
		}
	}
	all := "MATCH p = " + pattern + condition + " WITH a, z, [" + bound + "] AS row WITH a, z, collect(row) AS rows " +
		"UNWIND rows AS row WITH a, z, row, rows WHERE all(other IN rows WHERE other[0] >= row[0]) RETURN a.id, z.id, row"
	some := "MATCH p = ALL SHORTEST (" + pattern + condition + ") RETURN a.id, z.id, [" + bound + "]"
	if condition == "" {
		some = "MATCH p = ALL SHORTEST " + pattern + " RETURN a.id, z.id, [" + bound + "]"
	}
	sameRows(t, s, some, all)
}

// sameRows checks that two queries return the same rows.
func sameRows(t *testing.T, s *cypher.Session, query, model string) {
	t.Helper()
	want, err := tryRows(t, s, model, cypher.TxOptions{})
	if err != nil {
		t.Fatalf("%s\n%v", model, err)
	}
	got, err := tryRows(t, s, query, cypher.TxOptions{})
	if err != nil {
		t.Fatalf("%s\n%v", query, err)
	}
	slices.Sort(want)
	slices.Sort(got)
	if !slices.Equal(got, want) {
		edges, _ := tryRows(t, s, "MATCH (a)-[r]->(b) RETURN a.id, type(r), b.id, id(r)", cypher.TxOptions{})
		t.Fatalf("%s\n%v\nreturns %v\nrather than %v", query, edges, got, want)
	}
}

// randomCondition writes a condition on a path p from a to z.
func randomCondition(r *rand.Rand) string {
	return []string{
		"all(x IN nodes(p) WHERE x.id <> 2)", "none(x IN relationships(p) WHERE type(x) = 'S')", "length(p) > 2", "length(p) <> 3",
		"all(x IN nodes(p) WHERE x.id >= a.id)", "a.id < z.id", "any(x IN relationships(p) WHERE type(x) = 'S') OR z.id = 1",
		"size([x IN nodes(p) WHERE x.id = 1]) < 2 AND a.id <> z.id",
	}[r.IntN(8)]
}

// randomPath writes a pattern from a to z.
func randomPath(r *rand.Rand) string {
	pick := func(of ...string) string { return of[r.IntN(len(of))] }
	var b strings.Builder
	b.WriteString(pick("(a)", "(a:N)", "(a {id: 1})"))
	for i := range 1 + r.IntN(3) {
		if i > 0 {
			b.WriteString(pick("()", "(:N)", fmt.Sprintf("(m%d WHERE m%d.id <> 2)", i, i), fmt.Sprintf("(m%d WHERE m%d.id >= a.id)", i, i)))
		}
		if r.IntN(4) == 0 {
			group := pick("(x#)-[r#:R]->(y#)-[]-(w#)", "(x#)-[r#]-(y#) WHERE x#.id <> 3", "()<-[r#]-(y#:N)-[:R]-() WHERE r#.id <> 4", "(x#)-[r#]-(y#)-[]->(w#) WHERE x#.id <= y#.id")
			fmt.Fprintf(&b, "(%s)%s", strings.ReplaceAll(group, "#", strconv.Itoa(i)), pick("+", "*", "{1,2}", "{2}", "{0,2}"))
			continue
		}
		b.WriteString(pick("-[:R]-+", "-[:R]->*", "<-[:R]-+", fmt.Sprintf("-[r%d:R]-{2,}", i), "-[:S]->", "-[]-", "-[:R]->", "-[:R|S]->{0,3}", "-[:S]-+", "-[:R]-{2,3}", "-[]-+"))
	}
	b.WriteString(pick("(z)", "(z:N)", "(z {id: 2})", "(z WHERE z.id > 1)"))
	return b.String()
}
