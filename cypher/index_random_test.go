package cypher_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"memgraphd/cypher"
)

// indexedValues are values of all types that compare in some way; no two of them are equal and yet different.
var indexedValues = []string{
	"null", "null", "1", "3", "-7", "2.5", "0.0 / 0.0", "1.0 / 0.0", "true", "false", "''", "'a'", "'ab'", "'b'", "[]", "[1]", "[1, 'x']", "[1, null]", "[[1], 2]",
	"{x: 1}", "{x: null, y: 'z'}", "{x: 2.5}", "date('2020-01-01')", "date('1999-12-31')", "localtime('10:00')", "duration('P1D')",
	"localdatetime('2020-01-01T00:00')", "point({x: 1, y: 2})", "9007199254740993", "9007199254740992",
}

// TestIndexesChangeNoAnswer compares random conditions and orders with indexes and without.
func TestIndexesChangeNoAnswer(t *testing.T) {
	indexes := []string{
		":L(a)", ":L(a, b)", ":L(b, a, c)", ":L(c)", ":M(a, b, c)", ":L(d.x)", ":L(a, d.x)", ":M(d.x, b)", `:L(b) WITH CONFIG {"order": "DESC"}`,
		`:L(a, c, b) WITH CONFIG {"order": "DESC"}`,
	}
	for seed := range uint64(12) {
		r := rand.New(rand.NewPCG(seed, 5))
		_, plain := openSession(t, cypher.Options{})
		_, indexed := openSession(t, cypher.Options{})
		both := func(text string) {
			run(t, plain, text, nil)
			run(t, indexed, text, nil)
		}
		create := func(n int) {
			for range n {
				run(t, indexed, "CREATE INDEX ON "+indexes[r.IntN(len(indexes))], nil)
			}
		}
		create(2)
		for k := range 40 + r.IntN(200) {
			both(fmt.Sprintf("CREATE (:%s {k: %d, a: %s, b: %s, c: %s, d: {x: %s}})",
				[]string{"L", "L", "M", "L:M"}[r.IntN(4)], k, pick(r), pick(r), pick(r), pick(r)))
		}
		create(2)
		for range 30 {
			both(fmt.Sprintf("MATCH (n {k: %d}) SET n.%s = %s", r.IntN(60), []string{"a", "b", "c"}[r.IntN(3)], pick(r)))
		}
		for range 60 {
			compareIndexed(t, r, plain, indexed)
		}
	}
}

func pick(r *rand.Rand) string { return indexedValues[r.IntN(len(indexedValues))] }

// compareIndexed runs a random query: rows agree in what they are sorted by, and all of them where none is cut off.
func compareIndexed(t *testing.T, r *rand.Rand, plain, indexed *cypher.Session) {
	t.Helper()
	keys := []string{"n.a", "n.b", "n.c", "n.d.x"}
	r.Shuffle(len(keys), func(i, j int) { keys[i], keys[j] = keys[j], keys[i] })
	var conditions []string
	for _, key := range keys[:r.IntN(4)] {
		conditions = append(conditions, key+[]string{
			" = " + pick(r), " = 1.0", " IN [" + pick(r) + ", " + pick(r) + ", " + pick(r) + "]", " IS NOT NULL", " IS NULL",
			" > " + pick(r), " <= " + pick(r), " STARTS WITH 'a'", " >= 1 AND " + key + " < " + pick(r),
		}[r.IntN(9)])
	}
	text := "MATCH (n:" + []string{"L", "M", "L:M"}[r.IntN(3)] + ")"
	if len(conditions) > 0 {
		text += " WHERE " + strings.Join(conditions, " AND ")
	}
	slices.Sort(keys)
	r.Shuffle(len(keys), func(i, j int) { keys[i], keys[j] = keys[j], keys[i] })
	keys = keys[:1+r.IntN(2)]
	direction := []string{"", " DESC"}[r.IntN(2)]
	sorted := text + " RETURN " + strings.Join(keys, ", ") + " ORDER BY " + strings.Join(keys, direction+", ") + direction
	if r.IntN(2) == 0 {
		sorted += fmt.Sprintf(" SKIP %d LIMIT %d", r.IntN(3), 1+r.IntN(20))
	}
	all := text + " RETURN n.k ORDER BY n.k"
	for _, query := range []string{sorted, all} {
		want, err := tryRows(t, plain, query, cypher.TxOptions{})
		got, failed := tryRows(t, indexed, query, cypher.TxOptions{})
		if err == nil && (failed != nil || !slices.Equal(got, want)) {
			explained, _ := tryRows(t, indexed, "EXPLAIN "+query, cypher.TxOptions{})
			t.Fatalf("%s\n%s\nwith indexes %v (%v)\nwithout      %v", query, strings.Join(explained, "\n"), got, failed, want)
		}
	}
}
