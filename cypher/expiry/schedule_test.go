package expiry

import (
	"context"
	"testing"
	"testing/synctest"
	"time"
)

func TestSchedule(t *testing.T) {
	now := time.Date(2026, 3, 28, 12, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		schedule    Schedule
		first, then string // then is for a first time that ended 2 h 30 min late
	}{
		{Schedule{Every: time.Hour, At: AtOnce}, "2026-03-28 12:00:00", "2026-03-28 15:00:00"},
		{Schedule{Every: time.Hour, At: 13 * time.Hour}, "2026-03-28 13:00:00", "2026-03-28 16:00:00"},
		{Schedule{Every: time.Hour, At: 10*time.Hour + 30*time.Minute}, "2026-03-28 12:30:00", "2026-03-28 15:30:00"},
		{Schedule{Every: 24 * time.Hour, At: 11 * time.Hour}, "2026-03-29 11:00:00", "2026-03-30 11:00:00"},
		{Schedule{Every: 24 * time.Hour, At: 12 * time.Hour}, "2026-03-28 12:00:00", "2026-03-29 12:00:00"},
	} {
		first := c.schedule.First(now)
		if got := first.Format(time.DateTime); got != c.first {
			t.Errorf("%s: first at %s, want %s", &c.schedule, got, c.first)
		}
		if got := c.schedule.Following(first, first.Add(150*time.Minute)).Format(time.DateTime); got != c.then {
			t.Errorf("%s: then at %s, want %s", &c.schedule, got, c.then)
		}
	}
}

func TestParse(t *testing.T) {
	for text, want := range map[string]time.Duration{
		"1d": 24 * time.Hour, "3h": 3 * time.Hour, "1d2h3m4s": 26*time.Hour + 3*time.Minute + 4*time.Second, "90m": 90 * time.Minute,
		"": 0, "0s": 0, "4s3m": 0, "1.5h": 0, "-1h": 0, "1h ": 0, "99999999d": 0, "x1h": 0,
	} {
		if got, err := ParsePeriod(text); got != want || (err == nil) != (want > 0) {
			t.Errorf("%q: got %s, %v, want %s", text, got, err, want)
		}
	}
	for text, want := range map[string]time.Duration{"19:45:00": 19*time.Hour + 45*time.Minute, "00:00:00": 0, "00:00:07": 7 * time.Second} {
		if got, err := ParseTime(text); got != want || err != nil {
			t.Errorf("%q: got %s, %v, want %s", text, got, err, want)
		}
	}
	for _, text := range []string{"", "24:00:00", "12:00", "noon"} {
		if got, err := ParseTime(text); err == nil {
			t.Errorf("%q: got %s", text, got)
		}
	}
}

func TestEncode(t *testing.T) {
	for _, s := range []Schedule{Default(), {Every: time.Second, At: 0, Stopped: true, NodeIndex: true}, {Every: time.Hour, At: 7 * time.Second, RelIndex: true}} {
		data, err := s.Encode()
		if err != nil {
			t.Fatal(err)
		}
		if got, ok := Decode(data); !ok || got != s {
			t.Errorf("got %+v, %v, want %+v", got, ok, s)
		}
	}
	if _, ok := Decode([]byte{0xff, 1}); ok {
		t.Error("what is no schedule was decoded")
	}
}

// TestClock: time goes by as fast as everybody waits for it.
func TestClock(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var c Clock
		times := make(chan time.Time, 100)
		tick := func(context.Context) { times <- time.Now() }
		begin := time.Now()
		c.Start(Schedule{Every: time.Hour, At: AtOnce}, time.Now, tick)
		time.Sleep(150 * time.Minute)
		c.Start(Schedule{Every: 24 * time.Hour, At: 5 * time.Hour}, time.Now, tick) // it is midnight when it begins
		time.Sleep(28 * time.Hour)
		if err := c.Halt(t.Context()); err != nil {
			t.Fatal(err)
		}
		close(times)
		for _, want := range []time.Duration{0, time.Hour, 2 * time.Hour, 5 * time.Hour, 29 * time.Hour} {
			if got := (<-times).Sub(begin); got != want {
				t.Errorf("it was done after %s, want %s", got, want)
			}
		}
		if when, more := <-times; more {
			t.Errorf("it was done after %s, too", when.Sub(begin))
		}
	})
}
