package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cockroachdb/datadriven"
)

// TestLDBC loads the sample of the LDBC Social Network Benchmark with LOAD CSV, as
// testdata/ldbc/load.cypherl has it, and asks what the scenarios beside it ask. Their
// commands are
//
//	query     run a query and show its rows, which come in a certain order
//	params    set the parameters of the queries that follow, as JSON
//
// The questions are asked again after a crash and a recovery from snapshot and log.
func TestLDBC(t *testing.T) {
	data := findData(t, "ldbc-snb")
	s := start(t, t.TempDir())
	c := s.client()
	statements, err := os.ReadFile(filepath.Join("..", "..", "testdata", "ldbc", "load.cypherl"))
	check(t, err)
	for i, statement := range strings.Split(strings.TrimSpace(string(statements)), "\n") {
		c.rows(strings.ReplaceAll(statement, "{data}", filepath.Join(data, "vanilla")))
		if strings.Contains(statement, "post_0_0") {
			c.snapshot()
		}
		if t.Failed() {
			t.Fatalf("line %d of load.cypherl", i+1)
		}
	}
	demand(c, [][]any{{34735, 70842}}, "MATCH (n) WITH count(n) AS nodes MATCH ()-[e]->() RETURN nodes, count(e)")
	askLDBC(t, c)
	s.kill()
	c = start(t, s.dir).client()
	c.sound()
	askLDBC(t, c)
}

// askLDBC runs the scenarios.
func askLDBC(t *testing.T, c *testClient) {
	for _, name := range []string{"interactive", "analysis"} {
		var given params
		datadriven.RunTest(t, filepath.Join("..", "..", "testdata", "ldbc", name), func(t *testing.T, d *datadriven.TestData) string {
			switch d.Cmd {
			case "query":
				return text(c.rows(d.Input, given))
			case "params":
				given = integerParams(t, d.Input)
				return ""
			}
			d.Fatalf(t, "there is no command %q", d.Cmd)
			return ""
		})
	}
}

// integerParams reads parameters from JSON; its numbers are integers.
func integerParams(t *testing.T, text string) params {
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	p := params{}
	check(t, decoder.Decode(&p))
	for name, v := range p {
		if n, ok := v.(json.Number); ok {
			i, err := n.Int64()
			check(t, err)
			p[name] = i
		}
	}
	return p
}
