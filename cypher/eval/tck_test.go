package eval_test

import (
	"slices"
	"strings"
	"testing"

	"memgraphd/engine/value"
	"memgraphd/internal/tck/feature"
)

// TestScenarios runs the openCypher acceptance scenarios that need no graph:
// their queries consist of UNWIND, WITH and RETURN, which a row-at-a-time
// interpreter in this test can run around the kernels.
func TestScenarios(t *testing.T) {
	ran := 0
	for _, f := range feature.All(t) {
		for _, p := range f.Scenarios {
			if s, ok := readScenario(p.Steps); ok {
				ran++
				t.Run(f.Name+" "+p.Name, s.check)
			}
		}
	}
	t.Logf("%d scenarios", ran)
	if ran < 1000 {
		t.Errorf("only %d scenarios were run", ran)
	}
}

// scenario is one query with what is expected of it.
type scenario struct {
	query   string
	params  [][2]string
	fails   string // when and how, empty if it does not
	columns []string
	rows    [][]string
	ordered bool
	sets    bool // the order of elements in lists does not matter
}

// readScenario returns a scenario if it has one query and needs no graph.
func readScenario(steps []feature.Step) (*scenario, bool) {
	s := &scenario{}
	for _, step := range steps {
		text := step.Text
		switch {
		case text == "an empty graph", text == "any graph", text == "no side effects":
		case text == "executing query:" && s.query == "":
			s.query = step.Doc
		case text == "parameters are:":
			for _, row := range step.Table {
				s.params = append(s.params, [2]string{row[0], row[1]})
			}
		case strings.HasPrefix(text, "the result should be"):
			s.sets = strings.Contains(text, "ignoring element order")
			s.ordered = strings.HasPrefix(text, "the result should be, in order")
			if step.Table != nil {
				s.columns, s.rows = step.Table[0], step.Table[1:]
			}
		case strings.Contains(text, "should be raised"):
			s.fails = text
		default:
			return nil, false
		}
	}
	return s, isPure(s.query)
}

func (s *scenario) check(t *testing.T) {
	run := newInterpreter()
	for _, p := range s.params {
		v, err := newInterpreter().constant(p[1])
		if err != nil {
			t.Fatal(err)
		}
		run.params[p[0]] = v
	}
	names, rows, err := run.query(s.query)
	switch {
	case err != nil && s.fails == "":
		t.Fatalf("%s\n%v", s.query, err)
	case err != nil:
		return
	case strings.Contains(s.fails, "compile time"):
		t.Skip("the checker's")
	case s.fails != "":
		t.Fatalf("%s\nsucceeded, but %s", s.query, s.fails)
	}
	if !slices.Equal(names, s.columns) {
		t.Fatalf("%s\ncolumns %q, want %q", s.query, names, s.columns)
	}
	var got, want []string
	for _, row := range rows {
		got = append(got, s.show(row))
	}
	for _, row := range s.rows {
		vals := make([]value.Value, len(row))
		for i, cell := range row {
			if vals[i], err = newInterpreter().constant(cell); err != nil {
				t.Fatalf("%s: %v", cell, err)
			}
		}
		want = append(want, s.show(vals))
	}
	if !s.ordered {
		slices.Sort(got)
		slices.Sort(want)
	}
	if !slices.Equal(got, want) {
		t.Fatalf("%s\n got %s\nwant %s", s.query, strings.Join(got, "\n     "), strings.Join(want, "\n     "))
	}
}

// show shows values as the scenarios write them: temporal values are strings.
func (s *scenario) show(row []value.Value) string {
	var parts []string
	for _, v := range row {
		parts = append(parts, value.Literal(s.plain(v)))
	}
	return strings.Join(parts, " | ")
}

func (s *scenario) plain(v value.Value) value.Value {
	switch {
	case v.Kind().IsTemporal():
		return value.String(value.Format(v))
	case v.Kind() == value.KindFloat && v.AsFloat() == 0:
		return value.Float(0) // of either sign
	case v.Kind() == value.KindList:
		var list []value.Value
		for _, e := range v.AsList() {
			list = append(list, s.plain(e))
		}
		if s.sets {
			slices.SortFunc(list, value.Order)
		}
		return value.List(list)
	case v.Kind() == value.KindMap:
		var entries []value.Entry
		for _, e := range v.AsMap() {
			entries = append(entries, value.Entry{Key: e.Key, Value: s.plain(e.Value)})
		}
		return value.Map(entries)
	}
	return v
}
