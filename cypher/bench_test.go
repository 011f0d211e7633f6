package cypher_test

import (
	"context"
	"fmt"
	"testing"

	"memgraphd/cypher"
	"memgraphd/engine"
	"memgraphd/engine/value"
)

// openGraph returns a session on a graph of users who are each other's friends.
func openGraph(tb testing.TB, users, friends int) *cypher.Session {
	db := engine.New(engine.Options{})
	in := cypher.New(db, cypher.Options{})
	s := in.NewSession("")
	tb.Cleanup(func() { s.Close(); db.Close() })
	run(tb, s, "CREATE INDEX ON :User(id)", nil)
	run(tb, s, fmt.Sprintf("UNWIND range(0, %d) AS i CREATE (:User {id: i, age: i %% 60, name: 'user-' + toString(i)})", users-1), nil)
	run(tb, s, fmt.Sprintf(`UNWIND range(0, %d) AS i UNWIND range(1, %d) AS j
		MATCH (a:User {id: i}), (b:User {id: (i * 7919 + j * j * 31) %% %d}) CREATE (a)-[:Friend {since: j}]->(b)`, users-1, friends, users), nil)
	return s
}

// run runs a statement to its end and returns the number of its rows.
func run(tb testing.TB, s *cypher.Session, text string, params []value.Entry) int {
	tb.Helper()
	ctx := context.Background()
	r, err := s.Run(ctx, text, value.Map(params), cypher.TxOptions{})
	if err != nil {
		tb.Fatal(err)
	}
	rows := 0
	for {
		b, err := r.Next(ctx)
		if err != nil {
			tb.Fatal(err)
		}
		if b == nil {
			return rows
		}
		rows += b.Len()
	}
}

// BenchmarkQuery runs the queries of the field in process, without a socket.
func BenchmarkQuery(b *testing.B) {
	s := openGraph(b, 10_000, 12)
	for _, q := range []struct{ name, text string }{
		{"constant", "RETURN 1"},
		{"point", "MATCH (n:User {id: $id}) RETURN n.age"},
		{"hop1", "MATCH (n:User {id: $id})-->(m:User) RETURN m.id"},
		{"hop2distinct", "MATCH (n:User {id: $id})-->()-->(m:User) RETURN DISTINCT m.id"},
		{"hop3distinct", "MATCH (n:User {id: $id})-->()-->()-->(m:User) RETURN DISTINCT m.id"},
		{"hop4count", "MATCH (n:User {id: $id})-->()-->()-->()-->(m:User) RETURN count(DISTINCT m)"},
		{"unindexed", "MATCH (n:User) WHERE n.name = $name RETURN n.id"},
		{"unindexedRelationship", "MATCH ()-[r:Friend]->() WHERE r.since = $id RETURN count(r)"},
		{"groupby", "MATCH (n:User) RETURN n.age, count(*)"},
		{"minmaxavg", "MATCH (n:User) RETURN min(n.age), max(n.age), avg(n.age)"},
		{"countRelationships", "MATCH ()-[r]->() RETURN count(r)"},
		{"topdegree", "MATCH (n:User)-->(m) WITH n, count(m) AS degree ORDER BY degree DESC LIMIT 10 RETURN n.id, degree"},
		{"triangles", "MATCH (n:User {id: $id})-->(a)-->(b)-->(n) RETURN count(*)"},
		{"cycle", "MATCH (n:User {id: $id})-[e1]->(m)-[e2]->(n) RETURN e1, m, e2"},
		{"long", "MATCH (n1:User {id: $id})-->(n2)-->(n3)-->(n4)<--(n5) RETURN n5 LIMIT 1"},
		{"short", "MATCH (n:User {id: $id})-->(m) RETURN m LIMIT 1"},
		{"update", "MATCH (n:User {id: $id}) SET n.fresh = $id"},
		{"create", "CREATE (n:Fresh {id: $id})"},
	} {
		b.Run(q.name, func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				id := int64(i*7919) % 10_000
				run(b, s, q.text, []value.Entry{{Key: "id", Value: value.Int(id)}, {Key: "name", Value: value.String("user-77")}})
			}
		})
	}
}
