package tck

import (
	"bytes"
	"embed"
	"fmt"
	"io/fs"
	"os"
	"path"
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
	root  string // where the graphs are that scenarios share
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

// own are scenarios of our own about what only this form can say.
//
//go:embed features
var own embed.FS

// Load reads all features below a root, ordered by path, and those of our own.
func Load(root string) ([]Feature, error) {
	ours, err := load(own)
	if err != nil || root == "" {
		return ours, err
	}
	theirs, err := load(os.DirFS(root))
	for i := range theirs {
		for j := range theirs[i].Scenarios {
			theirs[i].Scenarios[j].root = root
		}
	}
	return append(ours, theirs...), err
}

func load(files fs.FS) ([]Feature, error) {
	var features []Feature
	err := fs.WalkDir(files, "features", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(name) != ".feature" {
			return err
		}
		data, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		f, err := parse(name, data)
		features = append(features, f)
		return err
	})
	return features, err
}

// parse reads the feature in a file.
func parse(name string, data []byte) (Feature, error) {
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
		s := Scenario{Name: pickle.Name, steps: pickle.Steps}
		if seen[s.Name]++; seen[s.Name] > 1 {
			s.Name = fmt.Sprintf("%s #%d", s.Name, seen[s.Name])
		}
		f.Scenarios = append(f.Scenarios, s)
	}
	return f, nil
}
