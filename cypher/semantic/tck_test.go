package semantic_test

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	gherkin "github.com/cucumber/gherkin/go/v26"
	messages "github.com/cucumber/messages/go/v21"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/parser"
	"memgraphd/cypher/semantic"
)

// elsewhere are the details that the parser or the execution raises.
var elsewhere = map[string]bool{
	"IntegerOverflow": true, "InvalidNumberLiteral": true, "InvalidUnicodeLiteral": true,
	"InvalidUnicodeCharacter": true, "InvalidRelationshipPattern": true, "MissingParameter": true,
}

// TestScenarios checks the queries of the openCypher acceptance scenarios:
// those that fail at compile time must fail with the detail asked for, all
// others must pass.
func TestScenarios(t *testing.T) {
	root := scenarioRoot(t)
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".feature" {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		checkFeature(t, strings.TrimSuffix(filepath.Base(path), ".feature"), data)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func scenarioRoot(t *testing.T) string {
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		root := filepath.Join(dir, "..", "shared", "tck", "tck", "features")
		if _, err := os.Stat(root); err == nil {
			return root
		}
	}
	t.Skip("the acceptance scenarios are not here")
	return ""
}

func checkFeature(t *testing.T, file string, data []byte) {
	next := 0
	id := func() string { next++; return string(rune('a'+next%26)) + string(rune(next)) }
	document, err := gherkin.ParseGherkinDocument(bytes.NewReader(data), id)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range gherkin.Pickles(*document, file, id) {
		checkScenario(t, file+" "+trimNumber(p.Name), p)
	}
}

func trimNumber(name string) string {
	return regexp.MustCompile(`^\[\d+\]\s*`).ReplaceAllString(name, "")
}

var raised = regexp.MustCompile(`^an? (\w+) should be raised at (compile time|runtime|any time): (\S+)$`)

// checkScenario runs the last query of a scenario, and the ones before it.
func checkScenario(t *testing.T, name string, p *messages.Pickle) {
	env := newTestEnv()
	var queries []string
	detail, when := "", ""
	for _, step := range p.Steps {
		switch {
		case strings.HasPrefix(step.Text, "there exists a procedure "):
			env.declare(strings.TrimPrefix(step.Text, "there exists a procedure "))
		case step.Argument != nil && step.Argument.DocString != nil:
			queries = append(queries, step.Argument.DocString.Content)
		default:
			if m := raised.FindStringSubmatch(step.Text); m != nil {
				when, detail = m[2], m[3]
			}
		}
	}
	for i, text := range queries {
		err := check(text, env)
		if i < len(queries)-1 || detail == "" || when == "runtime" {
			if err != nil {
				t.Errorf("%s\n%s\nunexpected: %v", name, text, err)
			}
			continue
		}
		expectDetail(t, name, text, detail, when, err)
	}
}

func expectDetail(t *testing.T, name, text, detail, when string, err error) {
	var wrong *semantic.Error
	switch {
	case err == nil && (when == "any time" || elsewhere[detail]):
	case err == nil:
		t.Errorf("%s\n%s\npassed, want %s", name, text, detail)
	case !errors.As(err, &wrong): // the parser's
	case detail != "*" && string(wrong.Detail) != detail:
		t.Errorf("%s\n%s\n%v (%s), want %s", name, text, err, wrong.Detail, detail)
	}
}

// check parses and checks a query.
func check(text string, env semantic.Env) error {
	statement, err := parser.Parse(text)
	if err != nil {
		return err
	}
	if q, ok := statement.(*ast.Query); ok {
		_, err = semantic.Check(q, env)
	}
	return err
}
