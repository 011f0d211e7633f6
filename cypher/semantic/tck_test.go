package semantic_test

import (
	"errors"
	"regexp"
	"strings"
	"testing"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/parser"
	"memgraphd/cypher/semantic"
	"memgraphd/internal/tck/feature"
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
	for _, f := range feature.All(t) {
		for _, s := range f.Scenarios {
			checkScenario(t, f.Name+" "+trimNumber(s.Name), s.Steps)
		}
	}
}

func trimNumber(name string) string {
	return regexp.MustCompile(`^\[\d+\]\s*`).ReplaceAllString(name, "")
}

var raised = regexp.MustCompile(`^an? (\w+) should be raised at (compile time|runtime|any time): (\S+)$`)

// checkScenario runs the last query of a scenario, and the ones before it.
func checkScenario(t *testing.T, name string, steps []feature.Step) {
	env := newTestEnv()
	var queries []string
	detail, when := "", ""
	for _, step := range steps {
		switch {
		case strings.HasPrefix(step.Text, "there exists a procedure "):
			env.declare(strings.TrimPrefix(step.Text, "there exists a procedure "))
		case step.Doc != "":
			queries = append(queries, step.Doc)
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
