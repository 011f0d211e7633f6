package main

import (
	"context"
	"errors"
	"testing"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// TestStatuses reads what kind of error a statement has met as drivers show it.
func TestStatuses(t *testing.T) {
	g := newBoltTarget(t)
	g.summary(t, "CREATE CONSTRAINT ON (n:U) ASSERT n.x IS UNIQUE")
	ctx := context.Background()
	for query, want := range map[string]string{
		"RETURN":                                "42001",
		"RETURN foo":                            "42000",
		"RETURN 1 / 0":                          "22000",
		"CREATE (:U {x: 1}), (:U {x: 1})":       "G2000",
		"SHOW DATABASE SETTING 'no.such.thing'": "50N42",
	} {
		result, err := g.session.Run(ctx, query, nil)
		if err == nil {
			_, err = result.Consume(ctx)
		}
		failure, ok := errors.AsType[*neo4j.Neo4jError](err)
		if !ok || failure.GqlStatus != want {
			t.Errorf("%s: %v, want the status %s", query, err, want)
		}
	}
	for _, c := range []struct{ query, want string }{{"RETURN 1", "00000"}, {"MATCH (n) RETURN n", "02000"}, {"CREATE (n)", "00001"}} {
		if got := g.summary(t, c.query).GqlStatusObjects(); len(got) != 1 || got[0].GqlStatus() != c.want {
			t.Errorf("%s: statuses %v, want %s", c.query, got, c.want)
		}
	}
}
