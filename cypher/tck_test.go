package cypher_test

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	gherkin "github.com/cucumber/gherkin/go/v26"
	messages "github.com/cucumber/messages/go/v21"

	"memgraphd/cypher"
	"memgraphd/cypher/procedure"
	"memgraphd/engine"
	"memgraphd/engine/value"
)

var rewriteFailures = flag.Bool("tck.rewrite", false, "write the list of failing openCypher scenarios anew")

// failuresFile lists the scenarios that are expected to fail. It may only shrink.
const failuresFile = "testdata/tck_failures.txt"

// TestTCK runs the openCypher acceptance scenarios that are found beside the
// repository. A scenario that fails and is not on the list is an error, and so is
// one on the list that passes.
func TestTCK(t *testing.T) {
	root := tckRoot(t)
	expected := readFailures(t)
	var failures []string
	totals := map[string][2]int{} // category → passed, all
	for _, file := range featureFiles(t, root) {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		name := strings.TrimSuffix(filepath.Base(file), ".feature")
		rel, _ := filepath.Rel(root, filepath.Dir(file))
		seen := map[string]int{}
		for _, pickle := range pickles(t, file, data) {
			id := name + " " + pickle.Name
			if seen[id]++; seen[id] > 1 {
				id = fmt.Sprintf("%s #%d", id, seen[id])
			}
			err := runScenario(filepath.Join(root, ".."), pickle)
			sum := totals[rel]
			sum[1]++
			if err == nil {
				sum[0]++
			} else {
				failures = append(failures, id)
			}
			totals[rel] = sum
			switch _, known := expected[id]; {
			case *rewriteFailures:
				if err != nil {
					t.Logf("%s: %v", id, err)
				}
			case err != nil && !known:
				t.Errorf("%s: %v", id, err)
			case err == nil && known:
				t.Errorf("%s passes: take it off %s", id, failuresFile)
			}
		}
	}
	report(t, totals)
	if *rewriteFailures {
		slices.Sort(failures)
		if err := os.WriteFile(failuresFile, []byte(strings.Join(failures, "\n")+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func tckRoot(t *testing.T) string {
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

func readFailures(t *testing.T) map[string]struct{} {
	data, err := os.ReadFile(failuresFile)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	list := map[string]struct{}{}
	for line := range strings.Lines(string(data)) {
		if line = strings.TrimSpace(line); line != "" {
			list[line] = struct{}{}
		}
	}
	return list
}

func featureFiles(t *testing.T, root string) []string {
	var files []string
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && filepath.Ext(path) == ".feature" {
			files = append(files, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func pickles(t *testing.T, file string, data []byte) []*messages.Pickle {
	next := 0
	id := func() string { next++; return fmt.Sprint(next) }
	doc, err := gherkin.ParseGherkinDocument(bytes.NewReader(data), id)
	if err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	return gherkin.Pickles(*doc, file, id)
}

func report(t *testing.T, totals map[string][2]int) {
	var names []string
	passed, all := 0, 0
	for name, sum := range totals {
		names = append(names, name)
		passed, all = passed+sum[0], all+sum[1]
	}
	slices.Sort(names)
	for _, name := range names {
		t.Logf("%-45s %4d of %4d", name, totals[name][0], totals[name][1])
	}
	t.Logf("%-45s %4d of %4d", "all", passed, all)
}

// scenario is the state of a running scenario.
type scenario struct {
	graphs  string // the folder of the tck
	db      *engine.Database
	in      *cypher.Interpreter
	procs   *procedure.Registry
	session *cypher.Session
	params  []value.Entry
	before  effects
	columns []string
	rows    [][]shape
	err     error
	checked bool // err was expected
}

func runScenario(root string, pickle *messages.Pickle) (err error) {
	s := &scenario{graphs: root, db: engine.New(engine.Options{}), procs: procedure.NewRegistry()}
	defer s.db.Close()
	s.in = cypher.New(s.db, cypher.Options{Version: "3.12.0", Procedures: s.procs})
	s.session = s.in.NewSession("")
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v", p)
		}
	}()
	for _, step := range pickle.Steps {
		if err := s.step(step); err != nil {
			return fmt.Errorf("%s: %w", step.Text, err)
		}
	}
	if s.err != nil && !s.checked {
		return s.err
	}
	return nil
}

func docString(step *messages.PickleStep) string { return step.Argument.DocString.Content }

func table(step *messages.PickleStep) [][]string {
	var rows [][]string
	for _, r := range step.Argument.DataTable.Rows {
		var row []string
		for _, c := range r.Cells {
			row = append(row, c.Value)
		}
		rows = append(rows, row)
	}
	return rows
}

func (s *scenario) step(step *messages.PickleStep) error {
	text := step.Text
	switch {
	case text == "an empty graph", text == "any graph":
		return nil
	case strings.HasPrefix(text, "the ") && strings.HasSuffix(text, " graph"):
		return s.load(strings.TrimSuffix(strings.TrimPrefix(text, "the "), " graph"))
	case text == "having executed:":
		_, _, err := s.execute(docString(step))
		return err
	case text == "parameters are:":
		return s.parameters(table(step))
	case strings.HasPrefix(text, "there exists a procedure "):
		return s.procedure(strings.TrimPrefix(text, "there exists a procedure "), table(step))
	case text == "executing query:", text == "executing control query:":
		return s.query(docString(step))
	case strings.HasPrefix(text, "the result should be"):
		return s.result(text, step)
	case text == "no side effects":
		return s.sideEffects(nil)
	case text == "the side effects should be:":
		return s.sideEffects(table(step))
	case strings.Contains(text, " should be raised at "):
		if s.err == nil {
			return fmt.Errorf("no error was raised; rows: %v", s.rows)
		}
		s.checked = true
		return nil
	}
	return fmt.Errorf("unknown step")
}

func (s *scenario) load(name string) error {
	data, err := os.ReadFile(filepath.Join(s.graphs, "graphs", name, name+".cypher"))
	if err != nil {
		return err
	}
	_, _, err = s.execute(string(data))
	return err
}

func (s *scenario) parameters(rows [][]string) error {
	for _, r := range rows {
		v, err := parseShape(r[1])
		if err != nil {
			return err
		}
		s.params = append(s.params, value.Entry{Key: r[0], Value: v.valueOf()})
	}
	return nil
}

func (s *scenario) query(text string) error {
	if s.err != nil && !s.checked {
		return s.err
	}
	s.before = effectsOf(s.db)
	s.columns, s.rows, s.err = s.execute(text)
	s.checked = false
	return nil
}

// execute runs a query and returns its rows.
func (s *scenario) execute(text string) ([]string, [][]shape, error) {
	ctx := context.Background()
	r, err := s.session.Run(ctx, text, value.Map(slices.Clone(s.params)), cypher.TxOptions{})
	if err != nil {
		return nil, nil, err
	}
	defer r.Close()
	var rows [][]shape
	for {
		b, err := r.Next(ctx)
		if err != nil || b == nil {
			return r.Columns(), rows, err
		}
		for _, i := range b.Rows() {
			row := make([]shape, len(r.Slots()))
			for c, slot := range r.Slots() {
				row[c] = shapeOf(r.Txn(), b.Cols[slot].Value(int(i)))
			}
			rows = append(rows, row)
		}
	}
}

func (s *scenario) result(text string, step *messages.PickleStep) error {
	if s.err != nil {
		return s.err
	}
	if text == "the result should be empty" {
		if len(s.rows) > 0 {
			return fmt.Errorf("got %v", s.rows)
		}
		return nil
	}
	bag := strings.Contains(text, "ignoring element order for lists")
	want, err := expectedRows(table(step), s.columns, bag)
	if err != nil {
		return err
	}
	var got []string
	for _, row := range s.rows {
		got = append(got, rowText(row, bag))
	}
	if strings.Contains(text, "in any order") || !strings.Contains(text, "in order") {
		slices.Sort(got)
		slices.Sort(want)
	}
	if !slices.Equal(got, want) {
		return fmt.Errorf("got %v, want %v", got, want)
	}
	return nil
}

// expectedRows parses a table and orders its columns as those of the result.
func expectedRows(rows [][]string, columns []string, bag bool) ([]string, error) {
	header := rows[0]
	if len(header) != len(columns) {
		return nil, fmt.Errorf("got the columns %q, want %q", columns, header)
	}
	order := make([]int, len(columns))
	for i, name := range columns {
		if order[i] = slices.Index(header, name); order[i] < 0 {
			return nil, fmt.Errorf("got the columns %q, want %q", columns, header)
		}
	}
	var want []string
	for _, r := range rows[1:] {
		row := make([]shape, len(order))
		for i, j := range order {
			v, err := parseShape(r[j])
			if err != nil {
				return nil, err
			}
			row[i] = v
		}
		want = append(want, rowText(row, bag))
	}
	return want, nil
}

func rowText(row []shape, bag bool) string {
	parts := make([]string, len(row))
	for i, v := range row {
		parts[i] = v.render(bag)
	}
	return strings.Join(parts, " | ")
}
