package cypher_test

import (
	"testing"

	"memgraphd/cypher"
	"memgraphd/engine/value"
)

// openGrid opens a session on a square of width*width nodes (:G {id, x, y}), numbered row by row: relationships
// lead to the right (:R) and up (:U). There are more paths than can be counted.
func openGrid(t *testing.T, width int) *cypher.Session {
	t.Helper()
	_, s := openSession(t, cypher.Options{})
	for _, text := range []string{
		"CREATE INDEX ON :G(id)",
		"UNWIND range(0, $n * $n - 1) AS i CREATE (:G {id: i, x: i % $n, y: i / $n})",
		"MATCH (a:G), (b:G {id: a.id + 1}) WHERE a.x < $n - 1 CREATE (a)-[:R]->(b)",
		"MATCH (a:G), (b:G {id: a.id + $n}) CREATE (a)-[:U]->(b)",
	} {
		run(t, s, text, []value.Entry{{Key: "n", Value: value.Int(int64(width))}})
	}
	return s
}

// TestBridge asks for more paths than there are: all of the grid is behind one relationship, over which no path comes back.
func TestBridge(t *testing.T) {
	s := openGrid(t, 20)
	run(t, s, "MATCH (g:G {id: 0}) CREATE (:A)-[:R]->(b:B)-[:R]->(g), (b)-[:R]->(:C)", nil)
	for _, query := range []string{
		"MATCH p = SHORTEST 2 (:A)-[]-+(:B) RETURN count(p)",
		"MATCH p = SHORTEST 3 (:A)-[]-+(:B)-[]-*(:B) RETURN count(p)",
		"MATCH (a:A), (b:B) MATCH p = (a)-[*KSHORTEST | 3]-(b) RETURN count(p)",
		"MATCH (a:A), (b:B) MATCH p = (a)-[*KSHORTEST | 3 (r, n | 1) total]-(b) RETURN count(p)",
		"MATCH (b:B) MATCH (a:A), (c:C) MATCH p = (a)-[*KSHORTEST | 2]-(c) RETURN count(p)",
		"MATCH p = SHORTEST 2 GROUPS (:B)-[]-+(:A) RETURN count(p)",
	} {
		if rows, err := tryRows(t, s, query, cypher.TxOptions{}); err != nil || len(rows) != 1 || rows[0] != "[1]" {
			t.Errorf("%s: got %v (%v)", query, rows, err)
		}
	}
}

// TestGrid asks for what can be found without trying all paths.
func TestGrid(t *testing.T) {
	s := openGrid(t, 30)
	for _, c := range []struct{ query, want string }{
		{"MATCH (a:G {id: 0})-[*]-(b) RETURN count(DISTINCT b)", "900"},
		{"MATCH (a:G {id: 0})-[*]->(b) RETURN count(DISTINCT b)", "899"},
		{"MATCH (a:G {id: 0})-[*0..7]-(b) WITH DISTINCT b RETURN count(b)", "36"},
		{"MATCH p = SHORTEST 5 (a:G {id: 0})-[]-+(b:G {id: 899}) RETURN DISTINCT length(p)", "58"},
		{"MATCH p = SHORTEST 5 (a:G {id: 0})-[]-+(b:G) RETURN count(p)", "4500"},
		{"MATCH p = ANY SHORTEST (a:G {id: 0})-[]-+(m:G {id: 450})-[]-+(b:G) RETURN count(b)", "900"},
		{"MATCH p = SHORTEST 3 (a:G {id: 0})-[]-+(m)-[]-+(b:G {id: 899}) RETURN count(m)", "3"},
		{"MATCH p = SHORTEST 2 GROUPS (a:G {id: 0})-[]-+(b:G {id: 62}) RETURN count(p)", "20"},
		{"MATCH p = SHORTEST 1 (a:G {id: 0}) (()-[]-(y)-[]-())+ (b:G) RETURN count(p)", "450"},
		{"MATCH p = SHORTEST 1 (a:G {id: 0}) (()-[]-(y)-[]-()){1,50} (b:G {id: 808}) RETURN size(y)", "27"},
		{"MATCH p = SHORTEST 1 (a:G {id: 0})-[]-{10,}(b:G {id: 1}) RETURN length(p)", "11"},
		{"MATCH p = SHORTEST 1 ((a:G {id: 0})-[]-+(b:G {id: 899}) WHERE none(n IN nodes(p) WHERE n.x = 15 AND n.y < 20)) RETURN length(p)", "58"},
		{"MATCH p = ANY (a:G {id: 0})-[]-+(m)-[]-+(b:G {id: 899}) RETURN count(p)", "1"},
		{"MATCH (a:G {id: 0}), (b:G {id: 899}) MATCH (a)-[*KSHORTEST | 4 (r, n | 1) total]-(b) RETURN sum(total)", "232"},
		{"MATCH (a:G {id: 0}), (b:G {id: 899}) MATCH (a)-[*KSHORTEST ..58 | 4 (r, n | 0) total]-(b) RETURN count(*)", "4"},
		{"MATCH (a:G {id: 0}), (b:G {id: 899}) RETURN EXISTS { (a)-[*]-(b) }", "true"},
		{"MATCH (a:G {id: 0}), (b:G {id: 899}) RETURN EXISTS { (b)-[*]->(a) }", "false"},
		{"MATCH (a:G {id: 0}) RETURN EXISTS { (a)-[*]-(a) }", "true"},
		{"MATCH (a:G {id: 0}) RETURN EXISTS { (a)-[*..3]-(a) }", "false"},
		{"MATCH (a:G {id: 0})-[*2..]-(b) RETURN count(DISTINCT b)", "900"},
		{"MATCH (a:G {id: 0})-[*5..]->(b) RETURN count(DISTINCT b)", "885"},
		{"MATCH (a:G {id: 0}), (b:G {id: 1}) RETURN EXISTS { (a)-[*20..]-(b) }", "true"},
		{"MATCH (a:G {id: 0}), (b:G {id: 1}) RETURN EXISTS { (a)-[*20..]->(b) }", "false"},
		{"MATCH (a:G {id: 0}) WHERE EXISTS { (a)-[*]-(m)-[:R]->(:G {id: 899}) } RETURN count(a)", "1"},
		{"MATCH (a:G {id: 0}) WHERE EXISTS { (a)-[*]-(:G {id: 450})-[*]-(:G {id: 899}) } RETURN count(a)", "1"},
		{"MATCH (a:G {id: 0}) WHERE NOT EXISTS { (a)-[*]->({x: 29})-[*]->({x: 3}) } RETURN count(a)", "1"},
		{"MATCH (a:G {id: 0}) RETURN EXISTS { MATCH p = (a) (()-[:R]-()-[:U]-())+ (b:G {id: 899}) WHERE length(p) > 57 } AS e", "true"},
		{"MATCH (a:G {id: 0}) WHERE EXISTS { MATCH (a) (()-[:R]-()-[:U]-())+ (b:G {id: 898}) } RETURN count(a)", "0"},
		{"MATCH (a:G {id: 0}) WHERE (a)-[*]-()-[*]-() RETURN count(a)", "1"},
		{"MATCH (a:G) WHERE EXISTS { (a)-[*]-(:G {id: 899}) } RETURN count(a)", "900"},
		{"MATCH (a:G) WHERE (a)-[*]->(:G {id: 899}) AND a.x = 3 RETURN count(a)", "30"},
		{"MATCH (a:G) WHERE NOT EXISTS { (a)-[*]->(:G {id: 464}) } RETURN count(a)", "661"},
	} {
		rows, err := tryRows(t, s, c.query, cypher.TxOptions{})
		if err != nil || len(rows) != 1 || rows[0] != "["+c.want+"]" {
			t.Errorf("%s: got %v, want %s (%v)", c.query, rows, c.want, err)
		}
	}
}
