package parser

import (
	"testing"

	"memgraphd/cypher/normal"
)

var benchmarks = []struct{ name, text string }{
	{"point", "MATCH (n:Person {id: 42}) RETURN n"},
	{"hop", "MATCH (n:Person {id: $id})-[:KNOWS]->(m:Person) WHERE m.age > 30 RETURN m.name AS name, m.age AS age ORDER BY age DESC LIMIT 10"},
	{"create", "CREATE (:Person {id: 1, name: 'Ann', born: 1980, city: 'Prague'})"},
	{"analytical", `MATCH (person:Person {id: $personId})-[:KNOWS*1..2]-(friend:Person)
WHERE friend <> person AND NOT (friend)-[:LIVES_IN]->(:City {name: "Prague"})
MATCH (friend)<-[:HAS_CREATOR]-(post:Post)-[:HAS_TAG]->(tag:Tag)
WHERE post.creationDate >= $from AND post.creationDate < $to AND tag.name IN ["go", "graph", "db"]
WITH friend, tag, count(DISTINCT post) AS posts, collect(post.length)[0..10] AS lengths
WHERE posts > 3
WITH tag, sum(posts) AS total, [l IN lengths WHERE l > 100 | l / 10.0] AS long, CASE WHEN posts > 10 THEN "many" ELSE "few" END AS size
RETURN tag.name AS name, total, size, coalesce(long[0], 0) + 1 AS first ORDER BY total DESC, name SKIP 5 LIMIT 20`},
}

func BenchmarkParse(b *testing.B) {
	for _, q := range benchmarks {
		b.Run(q.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Parse(q.text); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkParseCold parses with automata that know nothing yet.
func BenchmarkParseCold(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		current.Store(nil)
		if _, err := Parse(benchmarks[0].text); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkParseError(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Parse("MATCH (n:Person {id: 42}) RETRN n"); err == nil {
			b.Fatal("parsed")
		}
	}
}

func BenchmarkNormalize(b *testing.B) {
	for _, q := range benchmarks {
		b.Run(q.name, func(b *testing.B) {
			var key []byte
			var literals []normal.Literal
			b.ReportAllocs()
			for b.Loop() {
				var ok bool
				if key, literals, ok = normal.Normalize(key[:0], literals[:0], q.text); !ok {
					b.Fatal("not normalised")
				}
			}
		})
	}
}
