package parser

import (
	"sync"
	"testing"
)

// TestConcurrentParse parses with automata that several goroutines teach and
// outgrow at once.
func TestConcurrentParse(t *testing.T) {
	current.Store(nil)
	queries := corpus(t)
	var wg sync.WaitGroup
	for worker := range 4 {
		wg.Go(func() {
			for i, q := range queries {
				if _, err := Parse(q.text); err != nil {
					t.Errorf("%s: %v", q.text, err)
				}
				if _, err := Parse("RETURN " + odd(worker<<8+i, "1")); err != nil {
					t.Error(err)
				}
				if _, err := Parse("RETURN 1 2"); err == nil {
					t.Error("parsed what is wrong")
				}
			}
		})
	}
	wg.Wait()
}
