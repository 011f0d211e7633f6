// Package feature reads the acceptance scenarios of openCypher, which are written
// in Gherkin. It knows nothing of what they say. It is for tests, of every package.
package feature

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	gherkin "github.com/cucumber/gherkin/go/v26"
	messages "github.com/cucumber/messages/go/v21"
)

// Feature is a file of scenarios.
type Feature struct {
	Category  string // the folder, as in "clauses/match"
	Name      string // of the file, as in "Match1"
	Scenarios []Scenario
}

// Scenario is one scenario, or one row of examples of an outline.
type Scenario struct {
	Name  string // unique within the feature
	Steps []Step
}

// Step is a line of a scenario, without Given, When or Then, and what hangs on it.
type Step struct {
	Text  string
	Doc   string     // a text in quotes, or empty
	Table [][]string // or nil
}

// String is the step as its file has it, but for the table.
func (s Step) String() string {
	if s.Doc == "" {
		return s.Text
	}
	return s.Text + "\n" + s.Doc
}

// Root looks for the folder of the scenarios beside the folders above the working
// directory; it is empty if there is none.
func Root() string {
	dir, err := os.Getwd()
	for err == nil && dir != filepath.Dir(dir) {
		root := filepath.Join(dir, "..", "shared", "tck", "tck")
		if _, err := os.Stat(filepath.Join(root, "features")); err == nil {
			return root
		}
		dir = filepath.Dir(dir)
	}
	return ""
}

// All returns the features below [Root], ordered by path, and skips the test where there is none.
func All(tb testing.TB) []Feature {
	tb.Helper()
	root := Root()
	if root == "" {
		tb.Skip("the acceptance scenarios of openCypher are not at hand")
	}
	features, err := Load(os.DirFS(root))
	if err != nil {
		tb.Fatal(err)
	}
	return features
}

// Load reads all features below the folder "features", ordered by path.
func Load(files fs.FS) ([]Feature, error) {
	var features []Feature
	err := fs.WalkDir(files, "features", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(name) != ".feature" {
			return err
		}
		data, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		f, err := Parse(name, data)
		features = append(features, f)
		return err
	})
	return features, err
}

// Parse reads the feature in a file.
func Parse(name string, data []byte) (Feature, error) {
	f := Feature{
		Name:     strings.TrimSuffix(path.Base(name), ".feature"),
		Category: strings.TrimPrefix(path.Dir(name), "features/"),
	}
	next := 0
	id := func() string { next++; return strconv.Itoa(next) }
	document, err := gherkin.ParseGherkinDocument(bytes.NewReader(data), id)
	if err != nil {
		return f, fmt.Errorf("%s: %w", name, err)
	}
	seen := map[string]int{}
	for _, pickle := range gherkin.Pickles(*document, name, id) {
		s := Scenario{Name: pickle.Name}
		if seen[s.Name]++; seen[s.Name] > 1 {
			s.Name = fmt.Sprintf("%s #%d", s.Name, seen[s.Name])
		}
		for _, step := range pickle.Steps {
			s.Steps = append(s.Steps, stepOf(step))
		}
		f.Scenarios = append(f.Scenarios, s)
	}
	return f, nil
}

func stepOf(step *messages.PickleStep) Step {
	s := Step{Text: step.Text}
	if step.Argument == nil {
		return s
	}
	if step.Argument.DocString != nil {
		s.Doc = step.Argument.DocString.Content
	}
	if step.Argument.DataTable != nil {
		for _, row := range step.Argument.DataTable.Rows {
			var cells []string
			for _, c := range row.Cells {
				cells = append(cells, c.Value)
			}
			s.Table = append(s.Table, cells)
		}
	}
	return s
}
