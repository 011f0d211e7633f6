package durability

import (
	"testing"
	"testing/synctest"
	"time"

	"memgraphd/durability/vfs"
)

func TestPeriodicSnapshots(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		mem := vfs.NewMem()
		opts := small(mem)
		opts.SnapshotInterval, opts.Retention = "60", 100
		opts.Location = time.FixedZone("somewhere", -5*3600)
		s := open(t, opts)
		count := func() int { return len(names(t, mem, "snapshots")) }
		begin := time.Now()
		if dir, due, ok := s.NextSnapshot(); !ok || !due.Equal(begin.Add(time.Minute)) || dir != "/data/snapshots" {
			t.Errorf("next snapshot in %q at %v, %v", dir, due, ok)
		}
		addAll(t, s, 0, 1)
		time.Sleep(61 * time.Second)
		synctest.Wait()
		if count() != 1 {
			t.Errorf("%d snapshots after a minute", count())
		}
		time.Sleep(5 * time.Minute) // nothing new
		synctest.Wait()
		if count() != 1 {
			t.Errorf("%d snapshots although nothing was written", count())
		}
		check(t, s.SetSnapshotInterval(""))
		if _, _, ok := s.NextSnapshot(); ok {
			t.Error("a paused schedule has a next time")
		}
		addAll(t, s, 1, 2)
		time.Sleep(time.Hour)
		synctest.Wait()
		if count() != 1 {
			t.Errorf("%d snapshots although paused", count())
		}
		check(t, s.SetSnapshotInterval("0 30 3 * * *"))
		if _, due, ok := s.NextSnapshot(); !ok || due.UTC().Hour() != 8 || due.Minute() != 30 {
			t.Errorf("next snapshot at %v, %v", due, ok)
		}
		time.Sleep(24 * time.Hour)
		synctest.Wait()
		if count() != 2 {
			t.Errorf("%d snapshots after a day", count())
		}
		closeStore(t, s)
	})
}

func TestIntervals(t *testing.T) {
	for _, good := range []string{"", " ", "0", "1", "604800", "0 0 * * * *", "*/10 * * * * 1-5"} {
		if _, err := parseInterval(good); err != nil {
			t.Errorf("%q: %v", good, err)
		}
	}
	for _, bad := range []string{"-1", "604801", "x", "1.5", "* * * * *", "61 * * * * *", "99999999999999999999"} {
		if _, err := parseInterval(bad); err == nil {
			t.Errorf("%q was accepted", bad)
		}
	}
	opts := small(vfs.NewMem())
	opts.SnapshotInterval = "soon"
	if _, err := Open(t.Context(), opts); err == nil {
		t.Error("Open accepted an interval of nonsense")
	}
	s := open(t, small(vfs.NewMem()))
	if err := s.SetSnapshotInterval("soon"); err == nil {
		t.Error("an interval of nonsense was accepted")
	}
	closeStore(t, s)
}

// FuzzInterval checks that any text is a timetable that goes on, or is refused.
func FuzzInterval(f *testing.F) {
	for _, spec := range []string{"", "300", "0 0 3 * * *", "*/5 * * * * *", "0 0 0 31 2 *", "TZ=UTC 0 0 0 1 1 *", "0-59/7 1,2 ? * MON-FRI *"} {
		f.Add(spec)
	}
	now := time.Date(2024, 2, 29, 12, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, spec string) {
		table, err := parseInterval(spec)
		if err != nil || table == nil {
			return
		}
		if next := table.Next(now); !next.IsZero() && !next.After(now) {
			t.Fatalf("%q is next at %v, which is over", spec, next)
		}
	})
}
