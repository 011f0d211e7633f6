// Package expiry says when nodes and relationships whose time to live is over are looked for:
// the schedule that ENABLE TTL makes, how it is kept in the store, and who waits for it.
package expiry

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"memgraphd/engine"
	"memgraphd/engine/value"
)

// Where the schedule is kept in the store, as a map.
const (
	Space = "ttl"
	Key   = "schedule"
)

// Schedule is when what has expired is looked for.
type Schedule struct {
	// Every is the period, at least a second.
	Every time.Duration
	// At is the time of the first time since midnight; or AtOnce.
	At time.Duration
	// Stopped tells that it rests until it is enabled again.
	Stopped bool
	// NodeIndex and RelIndex tell which indexes were made for it.
	NodeIndex, RelIndex bool
}

// AtOnce begins without waiting for a time of day.
const AtOnce = -time.Second

// Default is the schedule if nothing else is said.
func Default() Schedule { return Schedule{Every: 24 * time.Hour, At: AtOnce} }

// Load returns the schedule of a database, and whether there is one.
func Load(db *engine.Database) (Schedule, bool) {
	data, ok := db.Meta(Space, Key)
	if !ok {
		return Schedule{}, false
	}
	return Decode(data)
}

// Encode returns what is kept of a schedule.
func (s *Schedule) Encode() ([]byte, error) {
	return value.AppendBinary(nil, value.Map([]value.Entry{
		{Key: "every", Value: value.Int(s.Every.Microseconds())},
		{Key: "at", Value: value.Int(s.At.Microseconds())},
		{Key: "stopped", Value: value.Bool(s.Stopped)},
		{Key: "node_index", Value: value.Bool(s.NodeIndex)},
		{Key: "rel_index", Value: value.Bool(s.RelIndex)},
	}))
}

// Decode returns the schedule that was encoded; false if that is none.
func Decode(data []byte) (Schedule, bool) {
	v, _, err := value.DecodeBinary(data, value.CopyStrings)
	if err != nil || v.Kind() != value.KindMap {
		return Schedule{}, false
	}
	micros := func(key string) time.Duration {
		e, _ := v.Get(key)
		if e.Kind() != value.KindInt {
			return 0
		}
		return time.Duration(e.AsInt()) * time.Microsecond
	}
	flag := func(key string) bool {
		e, _ := v.Get(key)
		return e.Kind() == value.KindBool && e.AsBool()
	}
	s := Schedule{
		Every: micros("every"), At: micros("at"), Stopped: flag("stopped"), NodeIndex: flag("node_index"), RelIndex: flag("rel_index"),
	}
	return s, s.Every > 0
}

// First returns when the schedule begins: now, or at its time of day. A time that is over today counts
// on by the period.
func (s *Schedule) First(now time.Time) time.Time {
	if s.At < 0 {
		return now
	}
	y, m, d := now.Date()
	begin := time.Date(y, m, d, 0, 0, int(s.At/time.Second), 0, now.Location())
	if !begin.Before(now) {
		return begin
	}
	return s.Following(begin, now)
}

// Following returns the first time of the schedule after now, of which last is an earlier one.
func (s *Schedule) Following(last, now time.Time) time.Time {
	missed := max(0, now.Sub(last)/s.Every)
	return last.Add((missed + 1) * s.Every)
}

// String returns the options of ENABLE TTL that make the schedule.
func (s *Schedule) String() string {
	var period strings.Builder
	rest := s.Every
	for _, u := range units {
		if n := rest / u.length; n > 0 {
			period.WriteString(strconv.Itoa(int(n)) + u.letter)
			rest -= n * u.length
		}
	}
	text := `EVERY "` + period.String() + `"`
	if s.At >= 0 {
		text += ` AT "` + time.Time{}.Add(s.At).Format(time.TimeOnly) + `"`
	}
	return text
}

var periodForm = regexp.MustCompile(`^(?:(\d{1,5})d)?(?:(\d{1,6})h)?(?:(\d{1,6})m)?(?:(\d{1,6})s)?$`)

var units = []struct {
	letter string
	length time.Duration
}{{"d", 24 * time.Hour}, {"h", time.Hour}, {"m", time.Minute}, {"s", time.Second}}

// ParsePeriod reads a period such as "1d2h3m4s"; the error says what it must be.
func ParsePeriod(text string) (time.Duration, error) {
	total := time.Duration(0)
	for i, digits := range periodForm.FindStringSubmatch(text) {
		if n, err := strconv.Atoi(digits); i > 0 && err == nil {
			total += time.Duration(n) * units[i-1].length
		}
	}
	if total == 0 {
		return 0, fmt.Errorf("must be like \"1d2h3m4s\" and not zero, got \"%s\"", text)
	}
	return total, nil
}

// ParseTime reads a time of day such as "19:45:00"; the error says what it must be.
func ParseTime(text string) (time.Duration, error) {
	t, err := time.Parse(time.TimeOnly, text)
	if err != nil {
		return 0, fmt.Errorf("must be like \"19:45:00\", got \"%s\"", text)
	}
	return time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute + time.Duration(t.Second())*time.Second, nil
}
