package main

import (
	"context"
	"encoding/json"
	"testing"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"memgraphd/bolt/client"
	"memgraphd/bolt/message"
	"memgraphd/engine/value"
)

func (g *boltTarget) summary(t *testing.T, query string) neo4j.ResultSummary {
	t.Helper()
	ctx := context.Background()
	result, err := g.session.Run(ctx, query, nil)
	check(t, err)
	summary, err := result.Consume(ctx)
	check(t, err)
	return summary
}

// TestPlansOverBolt looks at the plans that drivers draw.
func TestPlansOverBolt(t *testing.T) {
	g := newBoltTarget(t)
	g.summary(t, "UNWIND range(1, 10) AS i CREATE (:P {i: i})")
	plan := g.summary(t, "EXPLAIN MATCH (p:P) OPTIONAL MATCH (p)-->(q) RETURN p, q").Plan()
	if plan == nil || plan.Operator() != "Produce" || plan.Arguments()["Details"] != "{p, q}" {
		t.Fatalf("plan %+v", plan)
	}
	optional := plan.Children()[0]
	if optional.Operator() != "Optional" || len(optional.Children()) != 2 {
		t.Errorf("below it %+v", optional)
	}
	profile := g.summary(t, "PROFILE MATCH (p:P) WHERE p.i > 5 RETURN p").Profile()
	if profile == nil || profile.Operator() != "Produce" || profile.Records() != 5 || len(profile.Children()) != 1 {
		t.Fatalf("profile %+v", profile)
	}
	if plain := g.summary(t, "MATCH (p:P) RETURN p"); plain.Plan() != nil || plain.Profile() != nil {
		t.Error("a plan that nobody asked for")
	}
}

// TestProfileOfOldBolt reads the profile as clients of Bolt 4.1 do, as a text.
func TestProfileOfOldBolt(t *testing.T) {
	g := newBoltTarget(t)
	g.summary(t, "CREATE (:P)")
	conn, err := client.Dial(context.Background(), "tcp", g.address, client.Options{Version: message.Version{Major: 4, Minor: 1}})
	check(t, err)
	defer conn.Close()
	reply, err := conn.Query("PROFILE MATCH (p) RETURN p", value.Null, nil)
	check(t, err)
	text, _ := reply.Meta.Get("profile")
	var profile struct {
		Name     string
		Hits     int64 `json:"actual_hits"`
		Children []struct{ Name string }
	}
	check(t, json.Unmarshal([]byte(text.AsString()), &profile))
	if profile.Name != "Produce {p}" || profile.Hits != 1 || len(profile.Children) != 1 || profile.Children[0].Name != "ScanAll (p)" {
		t.Errorf("profile %s", text.AsString())
	}
}

// TestNotificationsOverBolt creates what is there and drops what is not.
func TestNotificationsOverBolt(t *testing.T) {
	g := newBoltTarget(t)
	for _, c := range []struct{ query, severity, code, title string }{
		{"CREATE INDEX ON :P(i)", "INFORMATION", "CreateIndex", "Created index on label P on properties i."},
		{"CREATE INDEX ON :P(i)", "INFORMATION", "IndexAlreadyExists", "Index on label P on properties i already exists."},
		{"CREATE EDGE INDEX ON :R", "INFORMATION", "CreateIndex", "Created index on edge-type R."},
		{"DROP INDEX ON :P(i)", "INFORMATION", "DropIndex", "Dropped index on label P on properties i."},
		{"DROP INDEX ON :P(i)", "INFORMATION", "IndexDoesNotExist", "Index on label P on properties i doesn't exist."},
		{"CREATE CONSTRAINT ON (p:P) ASSERT EXISTS (p.i)", "INFORMATION", "CreateConstraint", "Created constraint EXISTS on label P on properties i."},
		{"CREATE CONSTRAINT ON (p:P) ASSERT EXISTS (p.i)", "INFORMATION", "ConstraintAlreadyExists", "Constraint EXISTS on label P on properties i already exists."},
		{"DROP CONSTRAINT ON (p:P) ASSERT p.i IS UNIQUE", "INFORMATION", "ConstraintDoesNotExist", "Constraint UNIQUE on label P on properties i doesn't exist."},
	} {
		notes := g.summary(t, c.query).Notifications()
		if len(notes) != 1 || notes[0].RawSeverityLevel() != c.severity || notes[0].Code() != c.code || notes[0].Title() != c.title {
			t.Errorf("%s: %+v", c.query, notes)
		}
	}
}
