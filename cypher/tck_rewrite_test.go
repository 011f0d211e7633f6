package cypher_test

import (
	"flag"
	"strings"
	"testing"

	"memgraphd/internal/tck"
	"memgraphd/internal/tck/feature"
	"memgraphd/internal/tck/rewrite"
)

var rewriteEvery = flag.Int("tck.every", 40, "of how many acceptance scenarios one is run in each other way; 1 is all of them")

// TestTCKRewritten runs acceptance scenarios with their queries written in other ways that mean the same.
//
//	go test ./cypher -run TestTCKRewritten -tck.every=1
func TestTCKRewritten(t *testing.T) {
	features := feature.All(t)
	for i, how := range rewrite.All {
		t.Run(how.Name, func(t *testing.T) {
			target := &tckTarget{}
			defer target.close()
			rewritten := &rewrite.Target{Target: target, How: how}
			for _, s := range sample(features, i) {
				if !how.Errors && raises(s) {
					continue
				}
				rewritten.Applied = 0
				if err := tck.Run(rewritten, feature.Root(), s); err != nil {
					t.Errorf("%s: %v", s.Name, err)
				}
			}
		})
	}
}

// sample picks some of the scenarios, others for each way to run them.
func sample(features []feature.Feature, way int) []feature.Scenario {
	var picked []feature.Scenario
	n := way
	for _, f := range features {
		for _, s := range f.Scenarios {
			if n++; n%*rewriteEvery == 0 {
				picked = append(picked, s)
			}
		}
	}
	return picked
}

// raises reports whether a scenario is about an error.
func raises(s feature.Scenario) bool {
	for _, step := range s.Steps {
		if strings.Contains(step.Text, "should be raised") {
			return true
		}
	}
	return false
}
