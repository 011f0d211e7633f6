package value

import (
	"errors"
	"path"
	"strings"
	"testing"
	"time"

	"memgraphd/internal/tck/feature"
)

// TestAcceptance runs the scenarios of the openCypher TCK that are about values
// alone. Of the temporal ones all must be in the subset that the test evaluates.
func TestAcceptance(t *testing.T) {
	features := feature.All(t)
	for _, want := range []struct {
		category string
		names    string // of features, a pattern
		minimum  int    // scenarios that must run
	}{
		{"expressions/temporal", "Temporal*", 700},
		{"expressions/comparison", "Comparison[12]", 15},
		{"clauses/return-orderby", "ReturnOrderBy1", 4},
		{"clauses/with-orderBy", "WithOrderBy1", 10},
	} {
		ran := 0
		for _, f := range features {
			if ok, err := path.Match(want.names, f.Name); err != nil || !ok || f.Category != want.category {
				continue
			}
			strict := want.category == "expressions/temporal"
			t.Run(f.Name, func(t *testing.T) { ran += runFeature(t, f, strict) })
		}
		if ran < want.minimum {
			t.Errorf("%s: only %d scenarios ran, expected at least %d", want.category, ran, want.minimum)
		}
		t.Logf("%s: %d scenarios", want.category, ran)
	}
}

func runFeature(t *testing.T, f feature.Feature, strict bool) (ran int) {
	for _, s := range f.Scenarios {
		t.Run(s.Name, func(t *testing.T) {
			switch err := runScenario(t, s.Steps); {
			case errors.Is(err, errUnsupported) && !strict:
				t.Skip(err)
			case err != nil:
				t.Errorf("%v\n%s", err, s.Steps)
			default:
				ran++
			}
		})
	}
	return ran
}

func runScenario(t *testing.T, steps []feature.Step) error {
	q := &miniQuery{nodes: map[string]Value{}, now: time.Date(2024, 2, 29, 13, 14, 15, 161718, time.UTC)}
	var columns []string
	var rows [][]Value
	for _, s := range steps {
		var err error
		switch text := s.Text; {
		case strings.HasPrefix(text, "having executed"), strings.HasPrefix(text, "executing"):
			columns, rows, err = q.run(s.Doc)
		case strings.HasPrefix(text, "the result should be,"):
			err = checkResult(t, s.Table, columns, rows)
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

func checkResult(t *testing.T, expected [][]string, columns []string, rows [][]Value) error {
	if len(expected) != len(rows)+1 {
		t.Errorf("%d rows, expected %d", len(rows), len(expected)-1)
		return nil
	}
	for i := range columns {
		if name := strings.ReplaceAll(expected[0][i], " ", ""); name != columns[i] {
			t.Errorf("column %d is named %s, expected %s", i, columns[i], name)
		}
	}
	for i, r := range rows {
		for j, v := range r {
			want := expected[i+1][j]
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
