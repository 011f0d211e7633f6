package cypher_test

import (
	"testing"
	"time"

	"memgraphd/cypher"
)

// TestTimeToLive: what has expired goes in bounded transactions, and goes on going after a restart.
func TestTimeToLive(t *testing.T) {
	in, s := openSession(t, cypher.Options{})
	defer in.Shutdown(t.Context())
	for _, text := range []string{
		"UNWIND range(1, 25000) AS i CREATE (:TTL {ttl: i})",
		"CREATE (:TTL {ttl: timestamp() + 3600000000, n: 1})<-[:OLD {ttl: 1}]-(b:B {ttl: 1})-[:NEW {ttl: timestamp() + 3600000000}]->(:B)-[:NONE]->(b)",
		`ENABLE TTL EVERY "1h"`,
	} {
		rowsOf(t, s, text)
	}
	left := "MATCH (n) OPTIONAL MATCH (n)-[r]->() WITH count(DISTINCT n) AS nodes, collect(type(r)) AS types UNWIND types AS t WITH nodes, t ORDER BY t RETURN nodes, collect(t)"
	want := `[3, ["NEW", "NONE"]]`
	awaitRow(t, s, left, want)
	if n := in.Counters().ExpiredNodes.Load(); n != 25000 {
		t.Errorf("%d expired nodes were counted, want 25000", n)
	}

	rowsOf(t, s, "STOP TTL")
	rowsOf(t, s, "CREATE (:TTL {ttl: 1})")
	again := cypher.New(in.Database(), cypher.Options{}) // stopped it stays
	defer again.Shutdown(t.Context())
	if got := rowsOf(t, s, "MATCH (n:TTL) RETURN count(n)"); got[0] != "[2]" {
		t.Errorf("a stopped TTL deleted something: %v", got)
	}
	rowsOf(t, s, "ENABLE TTL")
	awaitRow(t, s, left, want)
	in.Shutdown(t.Context())

	third := cypher.New(in.Database(), cypher.Options{})
	defer third.Shutdown(t.Context())
	s = third.NewSession("")
	defer s.Close()
	rowsOf(t, s, "CREATE (:TTL {ttl: 1})")
	third.Replace(third.Database()) // as when a snapshot was recovered: it begins anew
	awaitRow(t, s, left, want)
}

// awaitRow runs a query until its only row is the wanted one.
func awaitRow(t *testing.T, s *cypher.Session, text, want string) {
	t.Helper()
	var got []string
	for range 2000 {
		if got = rowsOf(t, s, text); len(got) == 1 && got[0] == want {
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
	t.Fatalf("%s: got %v, want %s", text, got, want)
}
