package main

import (
	"testing"

	"memgraphd/cypher"
	"memgraphd/durability"
	"memgraphd/engine/value"
)

// TestEmbedded is all that a program needs in order to have a graph on disk and Cypher on it, without a socket.
func TestEmbedded(t *testing.T) {
	ctx, dir := t.Context(), t.TempDir()
	count := func(text string) int {
		store, err := durability.Open(ctx, durability.Options{Directory: dir, Log: true})
		check(t, err)
		session := cypher.New(store.Database(), cypher.Options{Disk: store}).NewSession("")
		result, err := session.Run(ctx, text, value.Null, cypher.TxOptions{})
		check(t, err)
		rows, err := result.Rows(ctx)
		check(t, err)
		session.Close()
		check(t, store.Close())
		return len(rows)
	}
	count("CREATE (:Person {name: 'Ann'})-[:KNOWS]->(:Person {name: 'Bob'})")
	if n := count("MATCH (p:Person) RETURN p.name"); n != 2 {
		t.Fatalf("%d people are left after the program has ended", n)
	}
}
