package reference_test

import (
	"strings"
	"testing"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/parser"
	"memgraphd/cypher/reference"
	"memgraphd/engine/value"
)

func run(t *testing.T, g *reference.Graph, text string) string {
	t.Helper()
	st, err := parser.Parse(text)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	r, err := g.Run(st.(*ast.Query), func(string) (value.Value, bool) { return value.Null, false })
	if err != nil {
		return "error: " + err.Error()
	}
	var rows []string
	for _, row := range r.Rows {
		var cells []string
		for _, v := range row {
			cells = append(cells, value.Format(v))
		}
		rows = append(rows, strings.Join(cells, " "))
	}
	return strings.Join(rows, "; ")
}

// TestByHand compares with what can be told by looking: a triangle with a loop.
func TestByHand(t *testing.T) {
	for _, c := range []struct{ query, want string }{
		{"MATCH (n) RETURN count(*)", "3"},
		{"MATCH (a)-->(b) RETURN count(*)", "4"},
		{"MATCH (a)--(b) RETURN count(*)", "7"},
		{"MATCH (a)-->(b)-->(c)-->(a) RETURN count(*)", "3"},
		{"MATCH (a)-[*3]->(a) RETURN count(*)", "3"},
		{"MATCH (a)-[rs*]->(b) RETURN max(size(rs))", "4"},
		{"MATCH (a {x: 1})-[*0..1]->(b) RETURN b.x ORDER BY b.x", "1; 1; 2"},
		{"MATCH (a:A)((n)-->(m)){2}(b) RETURN [v IN n | v.x], b.x ORDER BY b.x", "[1, 1] 2; [1, 2] 3"},
		{"MATCH (a:A) OPTIONAL MATCH (a)-->(b {x: 9}) RETURN a.x, b.x", "1 null"},
		{"MATCH (n) WHERE (n)-->(:A) RETURN n.x ORDER BY n.x DESC", "3; 1"},
		{"MATCH (n) RETURN n.x % 2 AS k, count(*), sum(n.x) ORDER BY k", "0 1 2; 1 2 4"},
		{"UNWIND [1, null, 2, 1] AS v WITH DISTINCT v ORDER BY v LIMIT 2 RETURN collect(v)", "[1, 2]"},
		{"MATCH (n) RETURN sum(COUNT { (n)-->() })", "4"},
		{"RETURN all(x IN [true, null] WHERE x), null IN [1], [1] = [null]", "null null null"},
		{"MATCH (a:A)-[e *BFS]->(b) RETURN b.x, size(e) ORDER BY b.x", "2 1; 3 2"},
		{"UNWIND [4, 4] AS v MERGE (n {x: v}) ON CREATE SET n.y = 1 ON MATCH SET n.y = n.y + 1 WITH n RETURN DISTINCT n.y", "2"},
		{"MATCH (a:A) DELETE a", "error: a node still has relationships"},
		{"MATCH (a:A) DETACH DELETE a WITH count(*) AS c MATCH ()-->() RETURN count(*)", "1"},
	} {
		g := &reference.Graph{Nodes: map[uint64]*reference.Node{}, Relationships: map[uint64]*reference.Relationship{}}
		run(t, g, "CREATE (a:A {x: 1})-[:R]->(b {x: 2})-[:R]->(c {x: 3})-[:R]->(a), (a)-[:S]->(a)")
		if got := run(t, g, c.query); got != c.want {
			t.Errorf("%s\ngot  %s\nwant %s", c.query, got, c.want)
		}
	}
}

// TestBudget checks that a query which takes too long ends.
func TestBudget(t *testing.T) {
	g := &reference.Graph{Nodes: map[uint64]*reference.Node{}, Relationships: map[uint64]*reference.Relationship{}, Budget: 1000}
	want := "error: " + reference.ErrTooLong.Error()
	if got := run(t, g, "UNWIND range(1, 100) AS a UNWIND range(1, 100) AS b RETURN count(*)"); got != want {
		t.Errorf("got %s", got)
	}
}
