package semantic_test

import (
	"strings"
	"testing"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/parser"
	"memgraphd/cypher/semantic"
)

// What would take minutes to plan or gigabytes to run is refused at its place.
func TestSize(t *testing.T) {
	for _, c := range []struct{ query, want string }{
		{"MATCH (a)" + strings.Repeat("-->()", 1000) + " RETURN a", ""},
		{"MATCH (a)" + strings.Repeat("-->()", 1100) + " RETURN a", "The pattern is too large"},
		{strings.Repeat("MATCH (a) ", 3000) + "RETURN a", "The pattern is too large"},
		{strings.Repeat("MATCH (a) WITH a ", 2000) + "RETURN a", ""},
		{"RETURN 1 AS a" + strings.Repeat(" UNION ALL RETURN 1 AS a", 2500), ""},
		{"RETURN 1 AS a" + strings.Repeat(" UNION ALL RETURN 1 AS a", 4500), "The query is too large: it has "},
		{"CREATE (a)" + strings.Repeat(",()-[:R]->()", 10_000), ""},
	} {
		q, err := parser.Parse(c.query)
		if err != nil {
			t.Fatal(err)
		}
		_, err = semantic.Check(q.(*ast.Query), newTestEnv())
		switch {
		case c.want == "" && err != nil:
			t.Errorf("%.40s…: %v", c.query, err)
		case c.want != "" && (err == nil || !strings.HasPrefix(err.Error(), c.want)):
			t.Errorf("%.40s…: %v, want %s", c.query, err, c.want)
		}
	}
}
