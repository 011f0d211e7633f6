package optimize_test

import (
	"testing"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/compile"
	"memgraphd/cypher/parser"
)

// BenchmarkCompile measures checking and planning, which a query that is not in the cache pays for once.
func BenchmarkCompile(b *testing.B) {
	for _, bench := range []struct{ name, text string }{
		{"point", `MATCH (n:A {name: $x}) RETURN n.y`},
		{"hop", `MATCH (a:A {name: $x})-[:KNOWS]->(b:B) WHERE b.age > 30 RETURN b.name ORDER BY b.age DESC LIMIT 10`},
		{"create", `CREATE (n:Person {id: $id, name: $name})`},
		{"chain", `MATCH (a:A)-[:R]->(b:B)-[:T]->(c:C)-[:KNOWS]->(d:A)<-[:R]-(e:B)-[:T]-(f) WHERE a.x = f.x AND b.y > e.y RETURN count(*)`},
		{"star", `MATCH (a:A), (a)-[:R]->(b), (a)-[:T]->(c), (a)-[:KNOWS]->(d), (a)--(e), (b)--(f), (c)--(g), (d)--(h) RETURN count(*)`},
	} {
		b.Run(bench.name, func(b *testing.B) {
			catalog := catalogs()[1]
			for b.Loop() {
				b.StopTimer()
				statement, err := parser.Parse(bench.text)
				if err != nil {
					b.Fatal(err)
				}
				b.StartTimer()
				if _, err := compile.Query(catalog, statement.(*ast.Query), testEnv{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
