package cypher_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"memgraphd/cypher"
)

// repeated writes n pieces in a row; %d in a piece is its number.
func repeated(n int, sep, piece string) string {
	parts := make([]string, n)
	for i := range parts {
		parts[i] = strings.ReplaceAll(piece, "%d", fmt.Sprint(i))
	}
	return strings.Join(parts, sep)
}

// TestLargeStatements runs statements that programs write: what they take must not grow with the
// square of their length, or this test takes minutes.
func TestLargeStatements(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"merges", repeated(3000, " ", "MERGE (a%d:M {id: %d})") + " RETURN a7.id + a2999.id", "[3006]"},
		{"merges without names", repeated(3000, " ", "MERGE (:M {id: %d})") + " WITH 1 AS x MATCH (n:M) RETURN count(n)", "[3000]"},
		{"paths", "MERGE (a:M {id: 0}) " + repeated(1500, " ", "MERGE (a)-[:R {id: %d}]->(b%d:M {of: %d})") + " WITH a RETURN COUNT { (a)-->() }", "[1500]"},
		{"creates", repeated(3000, " ", "CREATE (a%d:M {id: %d})") + " RETURN a2999.id", "[2999]"},
		{"matches", repeated(700, " ", "MATCH (a%d:Seed {id: 1})") + " CREATE (:M) RETURN count(*)", "[1]"},
		{"withs", "WITH 0 AS x " + repeated(2000, " ", "WITH x + %d AS x") + " RETURN x", "[1999000]"},
		{"sets", "MATCH (n:Seed) " + repeated(2000, " ", "SET n.x%d = %d") + " WITH n RETURN n.x1999", "[1999]"},
		{"items", "MATCH (n:Seed) SET " + repeated(4000, ", ", "n.x%d = %d") + " WITH n RETURN n.x3999", "[3999]"},
		{"or", "MATCH (n:Seed) WHERE " + repeated(15000, " OR ", "n.id < -%d") + " RETURN count(*)", "[0]"},
		{"and", "MATCH (n:Seed) WHERE " + repeated(12000, " AND ", "n.id <> -%d - 1") + " RETURN count(*)", "[1]"},
		{"xor", "RETURN " + repeated(20001, " XOR ", "true"), "[true]"},
		{"in", "MATCH (n:Seed) WHERE n.id IN [" + repeated(20000, ", ", "%d") + "] RETURN count(*)", "[1]"},
		{"case", "MATCH (n:Seed) RETURN CASE n.id " + repeated(5000, " ", "WHEN %d THEN 'x%d'") + " END", `["x1"]`},
		{"unions", repeated(1000, " UNION ALL ", "RETURN %d AS x"), repeated(1000, " ", "[%d]")},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, s := openSession(t, cypher.Options{})
			run(t, s, "CREATE INDEX ON :M(id)", nil)
			run(t, s, "CREATE (:Seed {id: 1})", nil)
			rows, err := tryRows(t, s, c.text, cypher.TxOptions{})
			if got := strings.Join(rows, " "); err != nil || got != c.want {
				t.Errorf("got %.200q %v, want %.200q", got, err, c.want)
			}
		})
	}
}

// TestScriptsAgree runs random scripts of updates as they are, and so long that they are run step by step.
func TestScriptsAgree(t *testing.T) {
	const padding = 64
	for seed := range uint64(40) {
		text := randomScript(rand.New(rand.NewPCG(seed, 0)))
		var want []string
		for _, pad := range []string{"", repeated(padding, " ", "FOREACH (i IN [] | CREATE (:Never {id: %d}))")} {
			_, s := openSession(t, cypher.Options{})
			run(t, s, "UNWIND [1, 1, 2] AS i CREATE (:X {id: i})", nil)
			rows, err := tryRows(t, s, pad+" "+text, cypher.TxOptions{})
			if err != nil {
				t.Fatalf("%s\n%v", text, err)
			}
			graph, err := tryRows(t, s, `MATCH (n) OPTIONAL MATCH (n)-[r]->(m)
				RETURN labels(n), properties(n), type(r), properties(r), properties(m)`, cypher.TxOptions{})
			if err != nil {
				t.Fatal(err)
			}
			slices.Sort(rows)
			slices.Sort(graph)
			if got := append(rows, graph...); want == nil {
				want = got
			} else if !slices.Equal(got, want) {
				t.Fatalf("%s\nis another script step by step:\n%s\n\n%s", text, strings.Join(want, "\n"), strings.Join(got, "\n"))
			}
		}
	}
}

// randomScript writes update clauses that use what those before them have bound.
func randomScript(r *rand.Rand) string {
	var b strings.Builder
	var bound []string
	some := func() string { return bound[r.IntN(len(bound))] }
	b.WriteString("MERGE (a:X {id: 1})")
	bound = append(bound, "a")
	for i := range 3 + r.IntN(12) {
		name, id := fmt.Sprintf("v%d", i), r.IntN(4)
		switch r.IntN(9) {
		case 0:
			fmt.Fprintf(&b, " MERGE (%s:X {id: %d}) ON CREATE SET %s.new = %d ON MATCH SET %s.old = %d", name, id, name, i, name, i)
			bound = append(bound, name)
		case 1:
			fmt.Fprintf(&b, " MERGE (%s:X {id: %s.id + %d})", name, some(), r.IntN(2))
			bound = append(bound, name)
		case 2:
			fmt.Fprintf(&b, " MERGE (%s)-[:R {id: %d}]->(%s)", some(), r.IntN(2), some())
		case 3:
			fmt.Fprintf(&b, " MERGE (%s)-[:S]->(%s:Y {id: %d})", some(), name, id)
			bound = append(bound, name)
		case 4:
			fmt.Fprintf(&b, " CREATE (%s:X {id: %d})-[:T]->(%s)", name, id, some())
			bound = append(bound, name)
		case 5:
			fmt.Fprintf(&b, " SET %s.x = coalesce(%s.x, 0) + 1, %s:L%d", some(), some(), some(), id)
		case 6:
			fmt.Fprintf(&b, " FOREACH (i IN [1, 2] | SET %s.f = i + coalesce(%s.f, 0) MERGE (:F {id: i}))", some(), some())
		case 7:
			fmt.Fprintf(&b, " REMOVE %s.x", some())
		case 8:
			fmt.Fprintf(&b, " SET %s += {y: %s.id, n: COUNT { (%s)-->() }}", some(), some(), some())
		}
	}
	fmt.Fprintf(&b, " RETURN properties(%s), %s.id, count(*)", some(), some())
	return b.String()
}
