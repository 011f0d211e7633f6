package gate

import "sync"

// Each calls do for the numbers below n, the first in the caller's goroutine and the others in some of their
// own, and returns an error if one did. A panic goes on in the caller's.
func Each(n int, do func(k int) error) error {
	failures, panics := make([]error, n), make([]any, n)
	one := func(k int) {
		defer func() { panics[k] = recover() }()
		failures[k] = do(k)
	}
	var wg sync.WaitGroup
	for k := 1; k < n; k++ {
		wg.Go(func() { one(k) })
	}
	one(0)
	wg.Wait()
	for k := range n {
		if panics[k] != nil {
			panic(panics[k])
		}
		if failures[k] != nil {
			return failures[k]
		}
	}
	return nil
}
