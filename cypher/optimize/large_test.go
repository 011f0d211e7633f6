package optimize_test

import (
	"fmt"
	"strings"
	"testing"
	"time"
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
