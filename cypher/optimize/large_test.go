package optimize_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"memgraphd/cypher/plan"
)

// TestLargeQueriesArePlanned makes sure that planning does not take longer than its query deserves.
func TestLargeQueriesArePlanned(t *testing.T) {
	repeat := func(n int, sep, format string) string {
		parts := make([]string, n)
		for i := range parts {
			parts[i] = fmt.Sprintf(format, i, i+1)
		}
		return strings.Join(parts, sep)
	}
	for name, text := range map[string]string{
		"chain":      "MATCH (n)" + repeat(300, "", "-[r%d:R]->(m%d)") + " RETURN count(*)",
		"star":       "MATCH " + repeat(300, ", ", "(n)-[r%d:R]->(m%d)") + " RETURN count(*)",
		"apart":      "MATCH " + repeat(300, ", ", "(a%d:A {name: %d})") + " RETURN count(*)",
		"create":     "CREATE " + repeat(2000, ", ", "(n%d:A {name: %d})") + " RETURN 1 AS x",
		"conditions": "MATCH (n) WHERE " + repeat(2000, " AND ", "n.x%d <> %d") + " RETURN n",
		"columns":    "MATCH (n) RETURN " + repeat(1000, ", ", "n.x%d AS c%d") + " ORDER BY n.x1",
		"optional":   "MATCH (n) " + repeat(200, " ", "OPTIONAL MATCH (n)-[r%d:R]->(m%d)") + " RETURN count(*)",
		"with":       "MATCH (n) " + repeat(200, " ", "WITH n, %d AS x%d") + " RETURN count(*)",
	} {
		start := time.Now()
		if _, err := compiled(catalogs()[1], text); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if took := time.Since(start); took > time.Minute {
			t.Errorf("%s took %v", name, took)
		} else {
			t.Logf("%s took %v", name, took)
		}
	}
}

// TestScriptIsShownAsItIsWritten makes sure that EXPLAIN shows one update on top of the other also
// where they are run step by step.
func TestScriptIsShownAsItIsWritten(t *testing.T) {
	text := "MERGE (a:A {name: 1})" + strings.Repeat(" SET a.x = 1", 70)
	p, err := compiled(catalogs()[1], text)
	if err != nil {
		t.Fatal(err)
	}
	want := " * EmptyResult\n" + strings.Repeat(" * SetProperty\n", 70) + ` * Merge
 |\ On Match
 | * ScanAllByLabelProperties (a :A {name})
 | * Once
 |\ On Create
 | * CreateNode
 | * Once
 * Once
`
	if got := show(p, false); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if _, ok := p.Root.Inputs()[0].(*plan.Sequence); !ok {
		t.Errorf("the script is run as a %T", p.Root.Inputs()[0])
	}
}
