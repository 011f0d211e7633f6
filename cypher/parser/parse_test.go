package parser

import "testing"

func TestSmoke(t *testing.T) {
	for _, q := range []string{
		"MATCH (n:Person {id: 1})-[r:KNOWS*1..3]->(m) WHERE n.x > 3 AND NOT (n)-->(m) RETURN n.name AS x, m ORDER BY x DESC SKIP 1 LIMIT 2",
		"RETURN [x IN range(1,3) WHERE x > 1 | x*2], [(a)-->(b:A|B) | b.x], all(x IN [1,2] WHERE x:A|B)",
		"MATCH (n:A|B&!C) WHERE n:A|B RETURN reduce(a = 0, x IN [1] | a + x), count(*), count {(n)-->()}",
		"CREATE (a)-[:R {x: -9223372036854775808}]->(b) SET a.x.y = 3, b += {c: 1}, a:B:C REMOVE a.c DETACH DELETE b;",
		"MATCH p = SHORTEST 2 ((a)-[:R]->(b)){1,3} RETURN p",
		"match (a)-[e *wshortest 5 (r, n | r.w) total (r, n | n:A|B)]->(b) return total",
	} {
		s, err := Parse(q)
		if err != nil {
			t.Errorf("%s: %v", q, err)
		}
		_ = s
	}
	for _, q := range []string{"MTCH (n) RETURN n", "MATCH (n) RETRN n", "MATCH (n RETURN n", "RETURN", "RETURN 1 +", "RETURN 'abc"} {
		_, err := Parse(q)
		t.Log(err)
	}
}
