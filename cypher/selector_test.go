package cypher_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
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
			run(t, s, fmt.Sprintf("MATCH (a:N {id: %d}), (b:N {id: %d}) CREATE (a)-[:%s]->(b)",
				1+r.IntN(nodes), 1+r.IntN(nodes), []string{"R", "R", "S"}[r.IntN(3)]), nil)
		}
		for range 4 {
			pattern := randomPath(r)
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
	want, err := tryRows(t, s, all, cypher.TxOptions{})
	if err != nil {
		t.Fatalf("%s\n%v", all, err)
	}
	got, err := tryRows(t, s, some, cypher.TxOptions{})
	if err != nil {
		t.Fatalf("%s\n%v", some, err)
	}
	slices.Sort(want)
	slices.Sort(got)
	if !slices.Equal(got, want) {
		edges, _ := tryRows(t, s, "MATCH (a)-[r]->(b) RETURN a.id, type(r), b.id", cypher.TxOptions{})
		t.Fatalf("%s\n%v\nchooses %v\nof what should be %v", some, edges, got, want)
	}
}

// randomPath writes a pattern from a to z.
func randomPath(r *rand.Rand) string {
	pick := func(of ...string) string { return of[r.IntN(len(of))] }
	var b strings.Builder
	b.WriteString(pick("(a)", "(a:N)", "(a {id: 1})"))
	for i := range 1 + r.IntN(3) {
		if i > 0 {
			b.WriteString(pick("()", "(:N)", fmt.Sprintf("(m%d WHERE m%d.id <> 2)", i, i)))
		}
		b.WriteString(pick("-[:R]-+", "-[:R]->*", "<-[:R]-+", "-[:S]->", "-[]-", "-[:R]->", "-[:R|S]->{0,3}", "-[:S]-+", "-[:R]-{2,3}", "-[]-+"))
	}
	b.WriteString(pick("(z)", "(z:N)", "(z {id: 2})", "(z WHERE z.id > 1)"))
	return b.String()
}
