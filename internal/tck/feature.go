package tck

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

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
	steps []*messages.PickleStep
	root  string
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

// Load reads all features below a root, ordered by path.
func Load(root string) ([]Feature, error) {
	var features []Feature
	top := filepath.Join(root, "features")
	err := filepath.WalkDir(top, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".feature" {
			return err
		}
		f, err := read(root, path)
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		category, err := filepath.Rel(top, filepath.Dir(path))
		f.Category = filepath.ToSlash(category)
		features = append(features, f)
		return err
	})
	return features, err
}

func read(root, path string) (Feature, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return Feature{}, err
	}
	return parse(root, path, data)
}

func parse(root, path string, data []byte) (Feature, error) {
	f := Feature{Name: strings.TrimSuffix(filepath.Base(path), ".feature")}
	next := 0
	id := func() string { next++; return strconv.Itoa(next) }
	document, err := gherkin.ParseGherkinDocument(bytes.NewReader(data), id)
	if err != nil {
		return f, err
	}
	seen := map[string]int{}
	for _, pickle := range gherkin.Pickles(*document, path, id) {
		s := Scenario{Name: pickle.Name, steps: pickle.Steps, root: root}
		if seen[s.Name]++; seen[s.Name] > 1 {
			s.Name = fmt.Sprintf("%s #%d", s.Name, seen[s.Name])
		}
		f.Scenarios = append(f.Scenarios, s)
	}
	return f, nil
}
