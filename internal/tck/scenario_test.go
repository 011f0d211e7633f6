package tck

import (
	"errors"
	"strings"
	"testing"

	"memgraphd/cypher/procedure"
	"memgraphd/engine/value"
	"memgraphd/internal/tck/feature"
)

// canned answers each query with what is prepared for it; queries that begin with CREATE add a node.
type canned struct {
	nodes   int
	answers map[string]*Answer
	failed  map[string]*Failure
}

func (c *canned) Reset() error                        { c.nodes = 0; return nil }
func (c *canned) Register(*procedure.Procedure) error { return nil }

func (c *canned) Execute(query string, _ value.Value) (*Answer, error) {
	if strings.HasPrefix(query, "CREATE") {
		c.nodes++
	}
	if f, ok := c.failed[query]; ok {
		return nil, f
	}
	if a, ok := c.answers[query]; ok {
		return a, nil
	}
	return &Answer{}, nil
}

func (c *canned) Graph() (*Graph, error) {
	g := NewGraph()
	for i := range c.nodes {
		g.AddNode(uint64(i), nil, Shape{})
	}
	return g, nil
}

// TestRun shows what a scenario accepts and what it does not.
func TestRun(t *testing.T) {
	one := Shape{Text: "1"}
	list := Shape{Kind: List, Items: []Shape{{Text: "2"}, one}}
	target := &canned{
		answers: map[string]*Answer{
			"one": {Columns: []string{"x"}, Rows: [][]Shape{{one}}}, "two": {Columns: []string{"x"}, Rows: [][]Shape{{Shape{Text: "2"}}, {one}}},
			"list": {Columns: []string{"x", "y"}, Rows: [][]Shape{{list, one}}},
		},
		failed: map[string]*Failure{
			"bad": {Err: errors.New("bad (line 1, column 1)"), Detail: "UndefinedVariable"}, "EXPLAIN bad": {Err: errors.New("bad")},
			"late": {Err: errors.New("late on line 1 position 2"), Running: true}, "early": {Err: errors.New("early (line 1, column 1)")},
			"somewhere":  {Err: errors.New("bad")},
			"CREATE bad": {Err: errors.New("bad"), Running: true},
		},
	}
	compile := "Then a SyntaxError should be raised at compile time: "
	for _, c := range []struct{ query, steps, want string }{
		{"one", "Then the result should be, in any order:\n|x|\n|1|", ""},
		{"one", "Then the result should be, in any order:\n|x|\n|1.0|", "got [1], want [f1]"},
		{"one", "Then the result should be, in any order:\n|y|\n|1|", `got the columns ["x"]`},
		{"one", "Then the result should be empty", "got [[1]]"},
		{"two", "Then the result should be, in any order:\n|x|\n|1|\n|2|", ""},
		{"two", "Then the result should be, in order:\n|x|\n|1|\n|2|", "got [2 1]"},
		{"list", "Then the result should be, in any order:\n|y|x|\n|1|[2, 1]|", ""},
		{"list", "Then the result should be, in any order:\n|y|x|\n|1|[1, 2]|", "got [[2, 1] | 1]"},
		{"list", "Then the result should be (ignoring element order for lists):\n|y|x|\n|1|[1, 2]|", ""},
		{"CREATE", "Then the side effects should be:\n|+nodes|1|", ""},
		{"CREATE", "Then no side effects", "+nodes is 1, want 0"},
		{"CREATE", "Then the side effects should be:\n|+edges|1|", "unknown side effect"},
		{"bad", compile + "UndefinedVariable", ""},
		{"bad", compile + "VariableTypeConflict", "the error is UndefinedVariable"},
		{"bad", "Then no side effects", "bad"},
		{"one", compile + "UndefinedVariable", "no error was raised"},
		{"late", compile + "UndefinedVariable", "failed while it ran"},
		{"somewhere", compile + "UndefinedVariable", "does not say where"},
		{"late", "Then a TypeError should be raised at runtime: InvalidArgumentValue", ""},
		{"early", compile + "UndefinedVariable", "EXPLAIN accepts"},
		{"CREATE bad", "Then a TypeError should be raised at runtime: InvalidArgumentValue", "left its traces"},
		{"one", "Then it should rain", "unknown step"},
	} {
		text := "Feature: F\n\nScenario: S\nGiven an empty graph\nWhen executing query:\n\"\"\"\n" + c.query + "\n\"\"\"\n" + c.steps + "\n"
		f, err := feature.Parse("F.feature", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		err = Run(target, "", f.Scenarios[0])
		if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%s\n%s\ngot %v, want %q", c.query, c.steps, err, c.want)
		}
	}
}
