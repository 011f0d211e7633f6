package durability

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/netresearch/go-cron"
)

// maxInterval is the longest period between snapshots, as in Memgraph.
const maxInterval = 7 * 24 * time.Hour

// scheduler calls run when it is time, one call after the other. A time that
// passes during a call is not made up for.
type scheduler struct {
	location *time.Location
	run      func()
	changed  chan struct{} // a new timetable was set
	ended    chan struct{}
	cancel   context.CancelFunc

	mu    sync.Mutex // guards table and next
	table cron.Schedule
	next  time.Time // zero: never
}

func newScheduler(location *time.Location, run func()) *scheduler {
	return &scheduler{location: location, run: run, changed: make(chan struct{}, 1), ended: make(chan struct{})}
}

// every is the timetable of a fixed period.
type every time.Duration

// Next implements cron.Schedule.
func (e every) Next(t time.Time) time.Time { return t.Add(time.Duration(e)) }

// parseInterval reads a setting: "" is never (nil), a number is seconds, and
// anything else a cron expression with seconds.
func parseInterval(spec string) (cron.Schedule, error) {
	spec = strings.TrimSpace(spec)
	if spec == "" {
		return nil, nil
	}
	if seconds, err := strconv.ParseInt(spec, 10, 64); err == nil {
		if seconds < 0 || seconds > int64(maxInterval/time.Second) {
			return nil, fmt.Errorf("snapshot interval %d is out of range: it must be 0 to %d seconds", seconds, int64(maxInterval/time.Second))
		}
		if seconds == 0 {
			return nil, nil
		}
		return every(time.Duration(seconds) * time.Second), nil
	}
	parser, err := cron.TryNewParser(cron.Second | cron.Minute | cron.Hour | cron.Dom | cron.Month | cron.Dow)
	if err != nil {
		return nil, err
	}
	table, err := parser.Parse(spec)
	if err != nil {
		return nil, fmt.Errorf("snapshot interval %q is neither a number of seconds nor a cron expression of six fields: %w", spec, err)
	}
	return table, nil
}

// set changes the timetable at once; a call under way is not disturbed.
func (s *scheduler) set(spec string) error {
	table, err := parseInterval(spec)
	if err != nil {
		return err
	}
	s.mu.Lock()
	s.table = table
	s.planLocked()
	s.mu.Unlock()
	select {
	case s.changed <- struct{}{}:
	default: // it knows already
	}
	return nil
}

func (s *scheduler) planLocked() {
	s.next = time.Time{}
	if s.table != nil {
		s.next = s.table.Next(time.Now().In(s.location))
	}
}

// due returns the time of the next call; false if there is none.
func (s *scheduler) due() (time.Time, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.next, !s.next.IsZero()
}

func (s *scheduler) start(ctx context.Context) {
	ctx, s.cancel = context.WithCancel(ctx)
	go s.loop(ctx)
}

// stop lets a call under way finish.
func (s *scheduler) stop() {
	s.cancel()
	<-s.ended
}

func (s *scheduler) loop(ctx context.Context) {
	defer close(s.ended)
	for {
		var timer *time.Timer
		var fire <-chan time.Time
		if next, ok := s.due(); ok {
			timer = time.NewTimer(time.Until(next))
			fire = timer.C
		}
		select {
		case <-ctx.Done():
		case <-s.changed:
		case <-fire:
			s.run()
			s.mu.Lock()
			s.planLocked()
			s.mu.Unlock()
		}
		if timer != nil {
			timer.Stop()
		}
		if ctx.Err() != nil {
			return
		}
	}
}
