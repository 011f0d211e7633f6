package main

import (
	"errors"
	"strconv"
	"strings"
	"time"

	"memgraphd/cypher"
)

// isolationLevel turns a flag's SNAPSHOT_ISOLATION into the words of the language.
func isolationLevel(flag string) string { return strings.ReplaceAll(flag, "_", " ") }

// settings are the run-time settings, with what each of them does. Which of them
// are kept over a restart is Memgraph's choice.
func (s *server) settings() []cypher.Setting {
	cfg := s.cfg
	list := []cypher.Setting{
		s.kept("server.name", "bolt_server_name_for_init", cfg.Bolt.ServerName, s.applyServerName),
		s.kept("log.min_duration_ms", "log_min_duration_ms", milliseconds(cfg.Log.MinDuration), s.applyMinDuration),
		s.kept("log.failed_queries", "log_failed_queries", strconv.FormatBool(cfg.Log.FailedQueries), boolean(func(on bool) { s.interpreter.SetLogFailed(on) })),
		s.kept("log.query_plan", "log_query_plan", strconv.FormatBool(cfg.Log.QueryPlan), boolean(func(on bool) { s.interpreter.SetLogPlan(on) })),
		s.kept("file.download_conn_timeout_sec", "file_download_conn_timeout_sec", seconds(cfg.Query.DownloadTimeout), s.applyDownloadTimeout),
		s.ofStore("region", cfg.Query.S3.Region, false),
		s.ofStore("access_key", cfg.Query.S3.AccessKey, true),
		s.ofStore("secret_key", cfg.Query.S3.SecretKey, true),
		s.ofStore("endpoint_url", cfg.Query.S3.EndpointURL, false),
		{Name: "query.timeout", Value: seconds(cfg.Query.Timeout), Apply: s.applyTimeout},
		{Name: "log.level", Value: cfg.Log.Level, Apply: s.applyLevel},
		{Name: "log.to_stderr", Value: strconv.FormatBool(cfg.Log.ToStderr), Apply: boolean(s.log.toStderr.Store)},
		{Name: "storage.snapshot.interval", Value: s.snapshotInterval(), Apply: s.store.SetSnapshotInterval},
		s.kept("timezone", "timezone", cfg.Timezone, s.applyTimezone),
		s.kept("hops_limit_partial_results", "hops_limit_partial_results", strconv.FormatBool(cfg.Query.HopsLimitPartialResults),
			boolean(func(on bool) { s.interpreter.SetHopsStrict(!on) })),
	}
	return append(list, idleSettings()...)
}

// idleSettings are those of Memgraph that are kept and shown, and change nothing here: so that scripts
// that give them run.
func idleSettings() []cypher.Setting {
	any, onOff := func(string) error { return nil }, boolean(func(bool) {})
	return []cypher.Setting{
		{Name: "organization.name", Apply: any, Persistent: true},
		{Name: "enterprise.license", Apply: any, Persistent: true, Secret: true},
		{Name: "cartesian-product-enabled", Value: "true", Apply: onOff},
		{Name: "debug-query-plans", Value: "false", Apply: onOff},
		{Name: "storage-gc-aggressive", Value: "false", Apply: onOff, Persistent: true},
		{Name: "storage.omit_vector_index_properties_on_return", Value: "false", Apply: onOff, Persistent: true},
		{Name: "storage.access_timeout_sec", Value: "1", Apply: func(text string) error { _, err := parseSeconds(text); return err }},
	}
}

// kept is a setting that is kept over a restart, unless its flag is given.
func (s *server) kept(name, flag, value string, apply func(string) error) cypher.Setting {
	return cypher.Setting{Name: name, Value: value, Apply: apply, Persistent: true, Given: s.cfg.Explicit(flag)}
}

// ofStore is a setting of the object store.
func (s *server) ofStore(name, value string, secret bool) cypher.Setting {
	setting := s.kept("aws."+name, "aws_"+name, value, func(text string) error {
		s.files.setStore("aws_"+name, text)
		return nil
	})
	setting.Secret = secret
	return setting
}

// snapshotInterval is the schedule as the setting has it: seconds, cron, or nothing.
func (s *server) snapshotInterval() string {
	switch {
	case s.cfg.Snapshot.Cron != "":
		return s.cfg.Snapshot.Cron
	case s.cfg.Snapshot.Every == 0:
		return ""
	}
	return strconv.Itoa(int(s.cfg.Snapshot.Every / time.Second))
}

func seconds(d time.Duration) string { return strconv.FormatFloat(d.Seconds(), 'g', -1, 64) }

func milliseconds(d time.Duration) string {
	if d < 0 {
		return "-1"
	}
	return strconv.FormatInt(d.Milliseconds(), 10)
}

// boolean makes a setting of a switch.
func boolean(set func(bool)) func(string) error {
	return func(text string) error {
		on, err := strconv.ParseBool(text)
		if err != nil {
			return errors.New("true or false is expected")
		}
		set(on)
		return nil
	}
}

func parseSeconds(text string) (time.Duration, error) {
	n, err := strconv.ParseFloat(text, 64)
	if err != nil || !(n >= 0 && n <= 1e9) {
		return 0, errors.New("a number of seconds is expected, 0 for none")
	}
	return time.Duration(n * float64(time.Second)), nil
}

func (s *server) applyTimeout(text string) error {
	limit, err := parseSeconds(text)
	if err == nil {
		s.interpreter.SetQueryTimeout(limit)
	}
	return err
}

func (s *server) applyDownloadTimeout(text string) error {
	limit, err := parseSeconds(text)
	if err == nil {
		s.files.remote.SetConnectTimeout(limit)
	}
	return err
}

func (s *server) applyTimezone(name string) error {
	zone, err := time.LoadLocation(name)
	if err == nil {
		s.interpreter.SetLocation(zone)
	}
	return err
}

func (s *server) applyMinDuration(text string) error {
	n, err := strconv.ParseInt(text, 10, 32)
	if err != nil || n < -1 {
		return errors.New("a number of milliseconds is expected, -1 for none")
	}
	s.interpreter.SetSlowQuery(time.Duration(n) * time.Millisecond)
	return nil
}

func (s *server) applyLevel(text string) error {
	level, err := parseLevel(text)
	if err == nil {
		s.log.level.SetLevel(level)
	}
	return err
}

// applyServerName may be called before there is a Bolt server, which then takes
// the name from the configuration.
func (s *server) applyServerName(text string) error {
	s.cfg.Bolt.ServerName = text
	if s.bolt != nil {
		s.bolt.SetServerName(text)
	}
	return nil
}
