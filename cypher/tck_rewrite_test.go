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
				if err := tck.Run(rewritten, feature.Root(), s); err != nil {
					t.Errorf("%s: %v", s.Name, err)
				}
			}
			if *rewriteEvery == 1 && rewritten.Applied == 0 {
				t.Error("no query was rewritten")
			}
		})
	}
}

// TestTCKRewrittenTwice does it in two ways at once, others for each scenario.
func TestTCKRewrittenTwice(t *testing.T) {
	features := feature.All(t)
	for round := range 8 {
		for i, s := range sample(features, 3*round) {
			first, second := rewrite.All[(i+round)%len(rewrite.All)], rewrite.All[(5*i+7*round)%len(rewrite.All)]
			if raises(s) && !(first.Errors && second.Errors) {
				continue
			}
			target := &tckTarget{}
			if err := tck.Run(&rewrite.Target{Target: &rewrite.Target{Target: target, How: second}, How: first}, feature.Root(), s); err != nil {
				t.Errorf("%s, %s and %s: %v", s.Name, first.Name, second.Name, err)
			}
			target.close()
		}
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
