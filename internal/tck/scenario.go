package tck

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"memgraphd/engine/value"
	"memgraphd/internal/tck/feature"
)

// run is a scenario that is being run.
type run struct {
	target  Target
	root    string
	params  []value.Entry
	query   string
	before  *Graph
	answer  *Answer
	failure *Failure
	blamed  bool // failure was expected
}

// Run runs a scenario on a target, which it resets before. Graphs that scenarios share
// are below root.
func Run(target Target, root string, s feature.Scenario) (err error) {
	if err := target.Reset(); err != nil {
		return fmt.Errorf("reset: %w", err)
	}
	r := &run{target: target, root: root}
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v", p)
		}
	}()
	for _, step := range s.Steps {
		if err := r.step(step); err != nil {
			return fmt.Errorf("%s: %w", step.Text, err)
		}
	}
	if r.failure != nil && !r.blamed {
		return r.failure
	}
	return nil
}

var raised = regexp.MustCompile(`^an? \w+ should be raised at (compile time|runtime|any time): (\S+)$`)

func (r *run) step(step feature.Step) error {
	text := step.Text
	switch {
	case text == "an empty graph", text == "any graph":
		return nil
	case strings.HasPrefix(text, "the ") && strings.HasSuffix(text, " graph"):
		return r.load(strings.TrimSuffix(strings.TrimPrefix(text, "the "), " graph"))
	case text == "having executed:":
		return r.prepare(step.Doc)
	case text == "parameters are:":
		return r.parameters(step.Table)
	case strings.HasPrefix(text, "there exists a procedure "):
		return r.procedure(strings.TrimPrefix(text, "there exists a procedure "), step.Table)
	case text == "executing query:", text == "executing control query:":
		return r.execute(step.Doc)
	case strings.HasPrefix(text, "the result should be"):
		return r.result(step)
	case text == "no side effects":
		return r.effects(nil)
	case text == "the side effects should be:":
		return r.effects(step.Table)
	}
	if m := raised.FindStringSubmatch(text); m != nil {
		return r.raised(m[1], m[2])
	}
	return errors.New("unknown step")
}

// load loads one of the graphs that scenarios share.
func (r *run) load(name string) error {
	data, err := os.ReadFile(filepath.Join(r.root, "graphs", name, name+".cypher"))
	if err != nil {
		return err
	}
	return r.prepare(string(data))
}

func (r *run) prepare(query string) error {
	_, err := r.target.Execute(query, value.Map(nil))
	return err
}

func (r *run) parameters(rows [][]string) error {
	for _, row := range rows {
		v, err := parseValue(row[1])
		if err != nil {
			return err
		}
		r.params = append(r.params, value.Entry{Key: row[0], Value: v})
	}
	return nil
}

func parseValue(text string) (value.Value, error) {
	s, err := Parse(text)
	if err != nil {
		return value.Null, err
	}
	return s.value()
}

// given returns the parameters; the target may keep them.
func (r *run) given() value.Value { return value.Map(append([]value.Entry(nil), r.params...)) }

func (r *run) execute(query string) (err error) {
	if r.failure != nil && !r.blamed {
		return r.failure
	}
	if p, ok := r.target.(Preparer); ok {
		if err := p.Prepare(query); err != nil {
			return fmt.Errorf("preparing the query: %w", err)
		}
	}
	if r.before, err = r.target.Graph(); err != nil {
		return err
	}
	r.query, r.failure, r.blamed = query, nil, false
	r.answer, err = r.target.Execute(query, r.given())
	if errors.As(err, &r.failure) {
		return nil
	}
	return err
}

func (r *run) effects(rows [][]string) error {
	if r.failure != nil && !r.blamed {
		return r.failure
	}
	after, err := r.target.Graph()
	if err != nil {
		return err
	}
	return checkEffects(r.before, after, rows)
}
