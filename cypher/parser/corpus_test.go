package parser

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"memgraphd/internal/tck/feature"
)

// scenarioQuery is a query of the openCypher acceptance scenarios.
type scenarioQuery struct {
	name  string
	text  string
	fails string // the compile-time error that the scenario expects, or ""
}

// scenarios returns the queries of all acceptance scenarios; it skips the test
// where the scenarios are not at hand.
func scenarios(t testing.TB) []scenarioQuery {
	t.Helper()
	var queries []scenarioQuery
	for _, f := range feature.All(t) {
		for _, s := range f.Scenarios {
			queries = append(queries, scenarioQueries(f.Name+" "+s.Name, s.Steps)...)
		}
	}
	return queries
}

func scenarioQueries(name string, steps []feature.Step) []scenarioQuery {
	var queries []scenarioQuery
	fails := ""
	for _, step := range steps {
		if _, detail, ok := strings.Cut(step.Text, "should be raised at compile time: "); ok {
			fails = detail
		}
	}
	for _, step := range steps {
		if step.Doc == "" {
			continue
		}
		q := scenarioQuery{name: name, text: step.Doc}
		if step.Text == "executing query:" {
			q.fails = fails
		}
		queries = append(queries, q)
	}
	return queries
}

// corpus returns the statements of the golden files that parse.
func corpus(t testing.TB) []scenarioQuery {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join("testdata", "golden", "*"))
	if err != nil {
		t.Fatal(err)
	}
	var queries []scenarioQuery
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, block := range strings.Split("\n"+string(text), "\nparse\n")[1:] {
			query, result, _ := strings.Cut(block, "\n----\n")
			if !strings.HasPrefix(result, "error") {
				queries = append(queries, scenarioQuery{name: filepath.Base(path), text: query})
			}
		}
	}
	return queries
}
