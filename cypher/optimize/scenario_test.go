package optimize_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/optimize"
	"memgraphd/cypher/parser"
	"memgraphd/cypher/semantic"
)

var docString = regexp.MustCompile(`(?s)"""\r?\n(.*?)"""`)

// queries returns the queries of the acceptance scenarios, placeholders of outlines filled with something.
func queries(t *testing.T) []string {
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		files, _ := filepath.Glob(filepath.Join(dir, "..", "shared", "tck", "tck", "features", "*", "*", "*.feature"))
		if len(files) == 0 {
			continue
		}
		var all []string
		for _, f := range files {
			data, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range docString.FindAllStringSubmatch(string(data), -1) {
				all = append(all, m[1])
			}
		}
		return all
	}
	t.Skip("the acceptance scenarios are not here")
	return nil
}

// TestPlansHoldTogether plans every query that can be, on an empty database and on one with
// statistics and indexes, and verifies the plans.
func TestPlansHoldTogether(t *testing.T) {
	texts := append(queries(t), corpus...)
	planned := 0
	for _, text := range texts {
		for _, catalog := range catalogs() {
			if verifyPlan(t, text, catalog) {
				planned++
			}
		}
	}
	if planned < len(texts) {
		t.Errorf("planned only %d times for %d queries", planned, len(texts))
	}
}

func catalogs() []*fakeCatalog {
	full := newFakeCatalog()
	for _, line := range strings.Split("nodes 10000\nrels 90000\nlabel A 10\nlabel B 100\nlabel C 8000\nlabel Person 100\n"+
		"type KNOWS 10000\ntype R 100\ntype T 20\nindex A(name) 10 10\nindex B(name,id) 100 100\nindex B(m.k,id) 100 100\n"+
		"index :(num) 100 50\nedge index KNOWS(since) 1000 10", "\n") {
		if err := full.define(line); err != nil {
			panic(err)
		}
	}
	return []*fakeCatalog{newFakeCatalog(), full}
}

// verifyPlan plans and verifies a query; false if it is none that can be planned.
func verifyPlan(t *testing.T, text string, catalog *fakeCatalog) bool {
	statement, err := parser.Parse(text)
	if err != nil {
		return false
	}
	q, ok := statement.(*ast.Query)
	if !ok {
		return false
	}
	checked, err := semantic.Check(q, testEnv{})
	if err != nil {
		return false
	}
	p, err := optimize.Plan(checked, catalog)
	if err != nil {
		t.Errorf("%s\n%v", text, err)
		return true
	}
	if err := optimize.Verify(p, checked.Info); err != nil {
		t.Errorf("%s\n%s%v", text, show(p, true), err)
	}
	return true
}
