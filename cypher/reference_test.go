package cypher_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"memgraphd/cypher"
	"memgraphd/cypher/eval"
	"memgraphd/cypher/procedure"
	"memgraphd/engine/value"
)

var rewriteReference = flag.Bool("reference.rewrite", false, "write the tables of docs/cypher.md anew")

var referencePage = filepath.Join("..", "docs", "cypher.md")

// TestReferenceTables compares the tables of the reference page with those of the code.
func TestReferenceTables(t *testing.T) {
	page, err := os.ReadFile(referencePage)
	if err != nil {
		t.Fatal(err)
	}
	want := replaceSection(t, string(page), "functions", functionTables())
	want = replaceSection(t, want, "procedures", procedureTables())
	if want == string(page) {
		return
	}
	if !*rewriteReference {
		t.Fatalf("the tables of %s are out of date: go test ./cypher -run TestReferenceTables -reference.rewrite", referencePage)
	}
	if err := os.WriteFile(referencePage, []byte(want), 0o644); err != nil {
		t.Fatal(err)
	}
}

// replaceSection puts text between the marks of a section.
func replaceSection(t *testing.T, page, name, text string) string {
	begin, end := "<!-- "+name+" -->\n", "<!-- end of "+name+" -->"
	head, rest, ok1 := strings.Cut(page, begin)
	_, tail, ok2 := strings.Cut(rest, end)
	if !ok1 || !ok2 {
		t.Fatalf("the page has no section %s", name)
	}
	return head + begin + text + end + tail
}

// functionTables renders aggregations, functions, and functions of modules.
func functionTables() string {
	others := map[string][]string{}
	for _, f := range eval.Functions() {
		if of, _ := eval.LookupFunction(f.Name); of.Name != f.Name {
			others[of.Name] = append(others[of.Name], f.Name)
		}
	}
	tables := [3][]string{}
	for _, f := range eval.Functions() {
		if of, _ := eval.LookupFunction(f.Name); of.Name != f.Name {
			continue
		}
		i := 1
		switch {
		case f.Aggregation:
			i = 0
		case strings.Contains(f.Name, "."):
			i = 2
		}
		tables[i] = append(tables[i], tableRow(f.Signature, f.Doc, others[f.Name]))
	}
	var out strings.Builder
	for i, title := range []string{"Aggregations", "Built in", "Of modules"} {
		fmt.Fprintf(&out, "\n### %s\n\n| | |\n|---|---|\n%s\n", title, strings.Join(slices.Compact(tables[i]), ""))
	}
	return out.String()
}

func tableRow(signature, doc string, others []string) string {
	if len(others) > 0 {
		doc += " Also: `" + strings.Join(others, "`, `") + "`."
	}
	return fmt.Sprintf("| `%s` | %s |\n", strings.ReplaceAll(signature, "|", `\|`), strings.ReplaceAll(doc, "|", `\|`))
}

// procedureTables renders the procedures, a table for each module.
func procedureTables() string {
	r := procedure.NewRegistry()
	others := map[string][]string{}
	for _, a := range procedure.Aliases() {
		others[a.Source] = append(others[a.Source], a.Name)
	}
	var out strings.Builder
	module := ""
	for _, name := range r.Names() {
		p, _ := r.Get(name)
		if p.Module() != module {
			module = p.Module()
			fmt.Fprintf(&out, "\n### %s\n\n| | | |\n|---|---|---|\n", module)
		}
		mode := [...]string{procedure.Reads: "", procedure.Writes: "W", procedure.Mixes: "Q"}[p.Mode]
		out.WriteString(strings.Replace(tableRow(p.Text(), p.Doc, others[name]), "` | ", "` | "+mode+" | ", 1))
	}
	return out.String() + "\n"
}

var cypherBlock = regexp.MustCompile("(?s)```cypher\n(.*?)```")

// TestReferenceQueries runs every query of the reference page, on the graph that the first one makes.
func TestReferenceQueries(t *testing.T) {
	page, err := os.ReadFile(referencePage)
	if err != nil {
		t.Fatal(err)
	}
	g := newGolden(t)
	defer g.close()
	g.params = value.Map([]value.Entry{{Key: "props", Value: value.Map([]value.Entry{{Key: "name", Value: value.String("Gil")}})}})
	for _, block := range cypherBlock.FindAllStringSubmatch(string(page), -1) {
		if _, err := g.run(strings.TrimSpace(block[1])); err != nil {
			t.Errorf("%s\n%v", block[1], err)
		}
	}
}

// TestGoldenCoverage: each function and each procedure stands in a scenario.
func TestGoldenCoverage(t *testing.T) {
	var text strings.Builder
	files, err := filepath.Glob(filepath.Join("..", "testdata", "cypher", "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		text.Write(data)
	}
	for _, name := range procedure.NewRegistry().Names() {
		if !strings.Contains(text.String(), "CALL "+name) {
			t.Errorf("no scenario calls procedure %s", name)
		}
	}
	lower := strings.ToLower(text.String())
	for _, f := range eval.Functions() {
		if of, _ := eval.LookupFunction(f.Name); of.Name == f.Name && !strings.Contains(lower, strings.ToLower(f.Name)+"(") {
			t.Errorf("no scenario uses function %s", f.Name)
		}
	}
}

// TestCallableMappings: what stands for a procedure or a function can be called like it.
func TestCallableMappings(t *testing.T) {
	g := newGolden(t)
	defer g.close()
	a, err := g.run("SHOW QUERY CALLABLE MAPPINGS")
	if err != nil {
		t.Fatal(err)
	}
	registry := procedure.NewRegistry()
	for _, row := range a.rows {
		alias, source := strings.Trim(row[0], "'"), strings.Trim(row[1], "'")
		found := false
		if row[2] == "'procedure'" {
			p, ok := registry.Get(alias)
			found = ok && p.Name == source
		} else {
			f, ok := eval.LookupFunction(alias)
			found = ok && f.Name == source
		}
		if !found {
			t.Errorf("%s does not stand for the %s %s", alias, row[2], source)
		}
	}
	if len(a.rows) < len(procedure.Aliases()) {
		t.Errorf("%d names are shown", len(a.rows))
	}
}

// TestOwnMappings: names that are free and stand for something are those of procedures and functions.
func TestOwnMappings(t *testing.T) {
	_, s := openSession(t, cypher.Options{Mappings: map[string]string{
		"my.Upper": "toUpper", "my.labels": "db.labels", "toLower": "toUpper", "my.nothing": "nothing", "my.sum": "sum",
	}})
	run(t, s, "CREATE (:L)", nil)
	for query, want := range map[string]string{
		"RETURN MY.upper('a') AS x":                `[["A"]]`,
		"RETURN toLower('A') AS x":                 `[["a"]]`,
		"UNWIND [1, 2] AS x RETURN my.sum(x) AS x": "[[3]]",
		"RETURN [x IN ['a'] | my.upper(x)] AS x":   `[[["A"]]]`,
		"CALL my.labels() YIELD * RETURN label":    `[["L"]]`,
	} {
		if got := answerText(t, s, query); got != want {
			t.Errorf("%s: %s, want %s", query, got, want)
		}
	}
	if _, err := s.Run(t.Context(), "RETURN my.nothing()", value.Null, cypher.TxOptions{}); err == nil {
		t.Error("a name that stands for nothing can be called")
	}
	shown := answerText(t, s, "SHOW QUERY CALLABLE MAPPINGS")
	for _, row := range []string{`["my.upper", "toUpper", "function"]`, `["my.labels", "db.labels", "procedure"]`} {
		if !strings.Contains(shown, row) {
			t.Errorf("%s is not shown", row)
		}
	}
}
