package value

import (
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	gherkin "github.com/cucumber/gherkin/go/v26"
	messages "github.com/cucumber/messages/go/v21"
)

// TestAcceptance runs the scenarios of the openCypher TCK that are about values
// alone. Of the temporal ones all must be in the subset that the test evaluates.
func TestAcceptance(t *testing.T) {
	root := findTCK(t)
	for _, f := range []struct {
		path    string
		minimum int // scenarios that must run
	}{
		{"expressions/temporal/Temporal*.feature", 700},
		{"expressions/comparison/Comparison[12].feature", 15},
		{"clauses/return-orderby/ReturnOrderBy1.feature", 4},
		{"clauses/with-orderBy/WithOrderBy1.feature", 10},
	} {
		files, err := filepath.Glob(filepath.Join(root, f.path))
		if err != nil || len(files) == 0 {
			t.Fatalf("no files match %s: %v", f.path, err)
		}
		ran := 0
		for _, file := range files {
			strict := strings.Contains(f.path, "temporal")
			t.Run(filepath.Base(file), func(t *testing.T) { ran += runFeature(t, file, strict) })
		}
		if ran < f.minimum {
			t.Errorf("%s: only %d scenarios ran, expected at least %d", f.path, ran, f.minimum)
		}
		t.Logf("%s: %d scenarios", f.path, ran)
	}
}

// findTCK looks for the scenarios beside the repository, from here upwards.
func findTCK(t *testing.T) string {
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		features := filepath.Join(dir, "shared", "tck", "tck", "features")
		if _, err := os.Stat(features); err == nil {
			return features
		}
	}
	t.Skip("the openCypher TCK is not here")
	return ""
}

func runFeature(t *testing.T, file string, strict bool) (ran int) {
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	id := 0
	newID := func() string { id++; return strconv.Itoa(id) }
	document, err := gherkin.ParseGherkinDocument(f, newID)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range gherkin.Pickles(*document, file, newID) {
		t.Run(p.Name, func(t *testing.T) {
			switch err := runScenario(t, p); {
			case errors.Is(err, errUnsupported) && !strict:
				t.Skip(err)
			case err != nil:
				t.Errorf("%v\n%s", err, steps(p))
			default:
				ran++
			}
		})
	}
	return ran
}

func steps(p *messages.Pickle) string {
	var b strings.Builder
	for _, s := range p.Steps {
		b.WriteString(s.Text + "\n")
		if s.Argument != nil && s.Argument.DocString != nil {
			b.WriteString(s.Argument.DocString.Content + "\n")
		}
	}
	return b.String()
}

func runScenario(t *testing.T, p *messages.Pickle) error {
	q := &miniQuery{nodes: map[string]Value{}, now: time.Date(2024, 2, 29, 13, 14, 15, 161718, time.UTC)}
	var columns []string
	var rows [][]Value
	for _, s := range p.Steps {
		var err error
		switch text := s.Text; {
		case strings.HasPrefix(text, "having executed"), strings.HasPrefix(text, "executing"):
			columns, rows, err = q.run(s.Argument.DocString.Content)
		case strings.HasPrefix(text, "the result should be,"):
			err = checkResult(t, s.Argument.DataTable.Rows, columns, rows)
		case strings.HasSuffix(text, "graph"), strings.HasPrefix(text, "the side effects"),
			text == "no side effects", text == "the result should be empty":
		default:
			return errUnsupported
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func checkResult(t *testing.T, expected []*messages.PickleTableRow, columns []string, rows [][]Value) error {
	if len(expected) != len(rows)+1 {
		t.Errorf("%d rows, expected %d", len(rows), len(expected)-1)
		return nil
	}
	for i := range columns {
		if name := strings.ReplaceAll(expected[0].Cells[i].Value, " ", ""); name != columns[i] {
			t.Errorf("column %d is named %s, expected %s", i, columns[i], name)
		}
	}
	for i, r := range rows {
		for j, v := range r {
			want := expected[i+1].Cells[j].Value
			if got := show(v); got != normalise(want) {
				t.Errorf("row %d, column %s: %s, expected %s", i+1, columns[j], got, want)
			}
		}
	}
	return nil
}

// show writes a value as the tables of the scenarios do.
func show(v Value) string {
	switch {
	case v.Kind() == KindList:
		elems := make([]string, len(v.AsList()))
		for i, e := range v.AsList() {
			elems[i] = show(e)
		}
		return "[" + strings.Join(elems, ",") + "]"
	case v.Kind() == KindString || v.Kind().IsTemporal():
		return "'" + Format(v) + "'"
	}
	return Format(v)
}

func normalise(cell string) string { return strings.ReplaceAll(cell, ", ", ",") }
