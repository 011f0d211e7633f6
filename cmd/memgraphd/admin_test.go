package main

import (
	"encoding/json"
	"strings"
	"testing"
)

// TestParametersSurvive kills the server: what it keeps for parameters is there afterwards.
func TestParametersSurvive(t *testing.T) {
	dir := t.TempDir()
	s := start(t, dir)
	s.client().rows("SET GLOBAL PARAMETER tenant = {id: 7, since: date('2020-01-02')}")
	s.kill()
	s = start(t, dir)
	if got := s.client().one("RETURN $tenant.id + $more", params{"more": 1}); got != int64(8) {
		t.Errorf("got %v", got)
	}
	s.client().rows("UNSET GLOBAL PARAMETER tenant")
	if _, err := s.client().try("RETURN $tenant", nil); err == nil || !strings.Contains(err.Error(), "Parameter $tenant not provided.") {
		t.Errorf("got %v", err)
	}
	s.stop()
}

// TestInformation asks a running server what tools ask: SHOW SCHEMA INFO as the flag allows, figures, and what
// server it is.
func TestInformation(t *testing.T) {
	s := start(t, t.TempDir(), "--schema-info-enabled=true")
	c := s.client()
	c.rows("CREATE (:P {x: 1})-[:R]->(:Q)")
	var schema struct {
		Nodes []struct{ Labels []string }
		Edges []struct{ Type string }
	}
	check(t, json.Unmarshal([]byte(c.one("SHOW SCHEMA INFO").(string)), &schema))
	if len(schema.Nodes) != 2 || len(schema.Edges) != 1 || schema.Edges[0].Type != "R" {
		t.Errorf("schema %+v", schema)
	}
	figures := map[string]any{}
	for _, row := range c.rows("SHOW METRICS INFO") {
		figures[row[0].(string)] = row[3]
	}
	if figures["vertex_count"] != int64(2) || figures["ActiveBoltSessions"] != int64(1) {
		t.Errorf("figures %v", figures)
	}
	for _, query := range []string{
		"CALL dbms.components()", "CALL dbms.components() YIELD name, versions, edition RETURN *", "SHOW INDEXES", "SHOW CONSTRAINTS", "SHOW DATABASES",
		"SHOW FUNCTIONS", "SHOW PROCEDURES", "SHOW ACTIVE USERS INFO", "SHOW MEMORY INFO", "SHOW BUILD INFO", "SHOW LICENSE INFO",
	} {
		c.rows(query)
	}
	_, err := inTransaction(c, "SHOW INDEX INFO")
	if err == nil || !strings.Contains(err.Error(), "in multicommand transactions") {
		t.Errorf("in a transaction: %v", err)
	}
	s.stop()

	s = start(t, t.TempDir())
	if _, err := s.client().try("SHOW SCHEMA INFO", nil); err == nil || !strings.Contains(err.Error(), "SchemaInfo disabled.") {
		t.Errorf("without the flag: %v", err)
	}
	s.stop()
}
