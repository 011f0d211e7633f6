package cypher_test

import (
	"fmt"
	"testing"

	"memgraphd/cypher"
	"memgraphd/engine/value"
)

// TestStepsAboveLargeScans stacks steps that need all rows on a scan that workers share: what a worker
// makes of its part must never be taken for the whole.
func TestStepsAboveLargeScans(t *testing.T) {
	const nodes = 200_000
	_, s := openSession(t, cypher.Options{})
	run(t, s, fmt.Sprintf("UNWIND range(0, %d) AS i CREATE (:N {i: i, a: i %% 80})", nodes-1), nil)
	for _, c := range []struct{ query, want string }{
		{"MATCH (n:N) RETURN n.a AS a, count(*) AS c ORDER BY a LIMIT 2", "[[0, 2500], [1, 2500]]"},
		{"MATCH (n:N) WITH n.a AS a, count(*) AS c RETURN a, c ORDER BY c, a LIMIT 1", "[[0, 2500]]"},
		{"MATCH (n:N) WITH n.a AS a, count(*) AS c WITH c, count(*) AS d RETURN c, d", "[[2500, 80]]"},
		{"MATCH (n:N) WITH DISTINCT n.a AS a RETURN count(*)", "[[80]]"},
		{"MATCH (n:N) WITH DISTINCT n.a AS a RETURN a ORDER BY a DESC LIMIT 2", "[[79], [78]]"},
		{"MATCH (n:N) WITH n ORDER BY n.i DESC LIMIT 3 RETURN sum(n.i)", fmt.Sprintf("[[%d]]", 3*nodes-6)},
		{"MATCH (n:N) WITH n.a AS a, avg(n.i) AS m RETURN count(*), min(a)", "[[80, 0]]"},
	} {
		if got := answerText(t, s, c.query); got != c.want {
			t.Errorf("%s: got %s, want %s", c.query, got, c.want)
		}
	}
}

// answerText returns the rows of a query as a list of lists.
func answerText(t *testing.T, s *cypher.Session, query string) string {
	t.Helper()
	r, err := s.Run(t.Context(), query, value.Null, cypher.TxOptions{})
	if err != nil {
		t.Fatal(err)
	}
	rows, err := r.Rows(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	list := make([]value.Value, len(rows))
	for i, row := range rows {
		list[i] = value.List(row)
	}
	return value.Literal(value.List(list))
}
