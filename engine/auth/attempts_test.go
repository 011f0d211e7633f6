package auth

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// TestGuessing: the fourth and later guesses wait, ever longer; those of others do not.
func TestGuessing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		u, _ := open(t, Options{})
		if err := u.Create(t.Context(), "ann", text("secret")); err != nil {
			t.Fatal(err)
		}
		took := func(from, name, password string) (time.Duration, error) {
			start := time.Now()
			_, err := u.Authenticate(t.Context(), from, name, password)
			return time.Since(start), err
		}
		for i, want := range []time.Duration{0, 0, 0, 100, 200, 400, 800, 1600, 3200, 5000, 5000} {
			if d, err := took("10.0.0.1", "Ann", fmt.Sprint(i)); d != want*time.Millisecond || !errors.Is(err, ErrDenied) {
				t.Errorf("guess %d: %v after %v, want %v", i, err, d, want)
			}
		}
		for _, c := range [][2]string{{"10.0.0.2", "ann"}, {"10.0.0.1", "bob"}} {
			if d, _ := took(c[0], c[1], "guess"); d != 0 {
				t.Errorf("%s waits for %v", c, d)
			}
		}
		if d, err := took("10.0.0.1", "ann", "secret"); d != longestDelay || err != nil {
			t.Errorf("the right password: %v after %v", err, d)
		}
		if d, _ := took("10.0.0.1", "ann", "guess"); d != 0 {
			t.Errorf("after a login: %v", d)
		}
	})
}

// TestGuessingAtOnce: many connections do not guess faster than one.
func TestGuessingAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		u, _ := open(t, Options{})
		if err := u.Create(t.Context(), "ann", text("secret")); err != nil {
			t.Fatal(err)
		}
		for range freeByUser {
			_, _ = u.Authenticate(t.Context(), "a", "ann", "guess")
		}
		start := time.Now()
		var wg sync.WaitGroup
		var mu sync.Mutex
		checked := 0 // guesses that were not refused at once
		for range 200 {
			wg.Go(func() {
				_, _ = u.Authenticate(t.Context(), "a", "ann", "guess")
				mu.Lock()
				defer mu.Unlock()
				if time.Since(start) > 0 {
					checked++
				}
			})
		}
		wg.Wait()
		if took := time.Since(start); took > longestDelay || checked > int(longestDelay/firstDelay) {
			t.Errorf("%d guesses in %v", checked, took)
		}
	})
}

// TestGuessingUsers: an address that tries many users waits too, and is forgotten.
func TestGuessingUsers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := newAttempts()
		fail := func(from, user string) time.Duration {
			start := time.Now()
			if a.admit(t.Context(), from, user) == nil {
				a.leave(from, user, false)
			}
			return time.Since(start)
		}
		for i := range 2 * freeByAddress {
			if d := fail("a", fmt.Sprint("user", i)); (d > 0) != (i >= freeByAddress) {
				t.Errorf("guess %d takes %v", i, d)
			}
		}
		time.Sleep(forgetAfter + 2*longestDelay)
		if d := fail("a", "ann"); d > 0 {
			t.Errorf("failures are not forgotten: %v", d)
		}
		for i := range mostFailing + 50 {
			fail(fmt.Sprint("address", i), "x")
		}
		if n := len(a.failing); n > mostFailing {
			t.Errorf("%d failures are remembered", n)
		}
	})
}
