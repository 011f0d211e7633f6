package tck

import (
	"maps"
	"slices"
	"testing"

	"memgraphd/internal/tck/feature"
)

// sum counts the scenarios of a category.
type sum struct{ passed, all int }

// Test runs all scenarios on a target, those of our own alone where the others are not at
// hand. Each must pass. It logs the sums by category.
func Test(t *testing.T, target Target) {
	root := feature.Root()
	if root == "" {
		t.Log("the acceptance scenarios of openCypher are not at hand")
	}
	features, err := load(root)
	if err != nil {
		t.Fatal(err)
	}
	sums := map[string]*sum{}
	for _, f := range features {
		if sums[f.Category] == nil {
			sums[f.Category] = &sum{}
		}
		t.Run(f.Category+"/"+f.Name, func(t *testing.T) { testFeature(t, target, root, f, sums[f.Category]) })
	}
	report(t, sums)
}

func testFeature(t *testing.T, target Target, root string, f feature.Feature, s *sum) {
	for _, scenario := range f.Scenarios {
		s.all++
		if err := Run(target, root, scenario); err != nil {
			t.Errorf("%s: %v", scenario.Name, err)
			continue
		}
		s.passed++
	}
}

func report(t *testing.T, sums map[string]*sum) {
	total := sum{}
	for _, name := range slices.Sorted(maps.Keys(sums)) {
		s := sums[name]
		t.Logf("%-45s %4d of %4d", name, s.passed, s.all)
		total.passed, total.all = total.passed+s.passed, total.all+s.all
	}
	t.Logf("%-45s %4d of %4d", "all", total.passed, total.all)
}
