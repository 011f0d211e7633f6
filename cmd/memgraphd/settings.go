package main

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"memgraphd/cypher"
)

// isolationLevel turns a flag's SNAPSHOT_ISOLATION into the words of the language.
func isolationLevel(flag string) string { return strings.ReplaceAll(flag, "_", " ") }

// settings are the run-time settings, with what each of them does.
func (s *server) settings() []cypher.Setting {
	readOnly := func(name, val string) cypher.Setting { return cypher.Setting{Name: name, Value: val} }
	return []cypher.Setting{
		{Name: "query.timeout", Value: strconv.FormatFloat(s.cfg.Query.Timeout.Seconds(), 'g', -1, 64), Apply: s.applyTimeout},
		{Name: "log.level", Value: s.cfg.Log.Level, Apply: s.applyLevel},
		{Name: "server.name", Value: s.cfg.Bolt.ServerName, Persistent: true, Apply: s.applyServerName},
		{Name: "storage.snapshot.interval", Value: s.snapshotInterval(), Apply: s.store.SetSnapshotInterval},
		readOnly("timezone", s.cfg.Timezone),
		readOnly("hops_limit_partial_results", strconv.FormatBool(s.cfg.Query.HopsLimitPartialResults)),
		readOnly("log.to_stderr", strconv.FormatBool(s.cfg.Log.ToStderr)),
		readOnly("log.failed_queries", strconv.FormatBool(s.cfg.Log.FailedQueries)),
		readOnly("log.min_duration_ms", strconv.FormatInt(s.cfg.Log.MinDuration.Milliseconds(), 10)),
	}
}

func (s *server) snapshotInterval() string {
	if s.cfg.Snapshot.Cron != "" {
		return s.cfg.Snapshot.Cron
	}
	return strconv.Itoa(int(s.cfg.Snapshot.Every / time.Second))
}

func (s *server) applyTimeout(val string) error {
	seconds, err := strconv.ParseFloat(val, 64)
	if err != nil || seconds < 0 {
		return fmt.Errorf("a number of seconds is expected, 0 for none")
	}
	s.interpreter.SetQueryTimeout(time.Duration(seconds * float64(time.Second)))
	return nil
}

func (s *server) applyLevel(val string) error {
	level, err := parseLevel(val)
	if err == nil {
		s.level.SetLevel(level)
	}
	return err
}

func (s *server) applyServerName(val string) error {
	s.bolt.SetServerName(val)
	return nil
}
