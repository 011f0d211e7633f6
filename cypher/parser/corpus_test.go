package parser

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	gherkin "github.com/cucumber/gherkin/go/v26"
	messages "github.com/cucumber/messages/go/v21"
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
	queries, err := readScenarios()
	if err != nil {
		t.Fatal(err)
	}
	if len(queries) == 0 {
		t.Skip("the openCypher acceptance scenarios are not at hand")
	}
	return queries
}

var readScenarios = sync.OnceValues(func() ([]scenarioQuery, error) {
	root := findUp(filepath.Join("shared", "tck"))
	if root == "" {
		return nil, nil
	}
	var queries []scenarioQuery
	err := filepath.WalkDir(root, func(path string, _ fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".feature" {
			return err
		}
		found, err := readFeature(path)
		queries = append(queries, found...)
		return err
	})
	return queries, err
})

// findUp returns the nearest path of that name in the directories above.
func findUp(name string) string {
	dir, err := os.Getwd()
	for err == nil && dir != filepath.Dir(dir) {
		if path := filepath.Join(dir, name); exists(path) {
			return path
		}
		dir = filepath.Dir(dir)
	}
	return ""
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

func readFeature(path string) ([]scenarioQuery, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	id := &messages.Incrementing{}
	doc, err := gherkin.ParseGherkinDocument(file, id.NewId)
	if err != nil {
		return nil, err
	}
	var queries []scenarioQuery
	for _, pickle := range gherkin.Pickles(*doc, path, id.NewId) {
		queries = append(queries, scenarioQueries(filepath.Base(path), pickle)...)
	}
	return queries, nil
}

func scenarioQueries(file string, pickle *messages.Pickle) []scenarioQuery {
	var queries []scenarioQuery
	fails := ""
	for _, step := range pickle.Steps {
		if _, detail, ok := strings.Cut(step.Text, "should be raised at compile time: "); ok {
			fails = detail
		}
	}
	for _, step := range pickle.Steps {
		if step.Argument == nil || step.Argument.DocString == nil {
			continue
		}
		q := scenarioQuery{name: file + " " + pickle.Name, text: step.Argument.DocString.Content}
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
