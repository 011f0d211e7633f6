package cypher_test

import (
	"fmt"
	"strings"
	"testing"

	"go.uber.org/zap"
	"go.uber.org/zap/zaptest/observer"

	"memgraphd/cypher"
	"memgraphd/engine/value"
)

// TestLogsKeepSecrets logs every statement and looks for what must not be there.
func TestLogsKeepSecrets(t *testing.T) {
	core, logs := observer.New(zap.DebugLevel)
	_, s := openSession(t, cypher.Options{Log: zap.New(core), LogFailed: true, SlowQuery: 0})
	for _, text := range []string{
		"CREATE USER ann IDENTIFIED BY 'hush'", // there are no users here
		"CREATE USER ann IDENTIFIED 'hush'",
		"SET PASSWORD TO 'hush' REPLACE 'hush'",
		"SET DATABASE SETTING 'aws.secret_key' TO 'hush'",
		"LOAD CSV FROM 's3://b/k' WITH CONFIG {aws_secret_key: 'hush', other: 'x'} NO HEADER AS r RETURN r",
		"LOAD CSV FROM 'https://me:hush@localhost/x' NO HEADER AS r RETURN r",
		"RETURN {password: 'hush'}, 1 / 0",
		"MATCH (u:User {password: 'hush'}) RETURN u",
	} {
		if r, err := s.Run(t.Context(), text, value.Null, cypher.TxOptions{}); err == nil {
			_, _ = r.Rows(t.Context())
			r.Close()
		}
	}
	if logs.Len() < 8 {
		t.Errorf("only %d lines", logs.Len())
	}
	for _, line := range logs.All() {
		if said := fmt.Sprint(line.ContextMap()); strings.Contains(said, "hush") || !strings.Contains(said, "***") {
			t.Errorf("%s %s", line.Message, said)
		}
	}
}

// TestTransactionsKeepSecrets shows the statements of a transaction.
func TestTransactionsKeepSecrets(t *testing.T) {
	in, s := openSession(t, cypher.Options{})
	if err := s.Begin(cypher.TxOptions{}); err != nil {
		t.Fatal(err)
	}
	run(t, s, "MATCH (u {token: 'hush'}) RETURN u", nil)
	other := in.NewSession("")
	defer other.Close()
	r, err := other.Run(t.Context(), "SHOW TRANSACTIONS YIELD query RETURN query", value.Null, cypher.TxOptions{})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	rows, err := r.Rows(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	said := ""
	for _, row := range rows {
		for _, query := range row[0].AsList() {
			said += query.AsString() + "\n"
		}
	}
	if strings.Contains(said, "hush") || !strings.Contains(said, "'***'") {
		t.Errorf("shown: %s", said)
	}
}

// TestSessionSettings switches what is logged of one session, and looks at another.
func TestSessionSettings(t *testing.T) {
	core, logs := observer.New(zap.DebugLevel)
	in, s := openSession(t, cypher.Options{Log: zap.New(core), SlowQuery: -1})
	s.SetID("session 1")
	other := in.NewSession("")
	defer other.Close()
	try := func(s *cypher.Session, text string) {
		if r, err := s.Run(t.Context(), text, value.Null, cypher.TxOptions{}); err == nil {
			_, _ = r.Rows(t.Context())
			r.Close()
		}
	}
	lines := func() (n int) {
		for _, s := range []*cypher.Session{s, other} {
			try(s, "RETURN 1 / 0")
			try(s, "RETURN")
			try(s, "RETURN 1")
		}
		n = logs.Len()
		logs.TakeAll()
		return n
	}
	for _, step := range []struct {
		text string
		want int
	}{
		{"RETURN 1", 0},
		{"SET SESSION SETTING 'log.failed_queries' TO 'true'", 2},
		{"SET SESSION SETTING 'log.min_duration_ms' TO '0'", 4},
		{"RESET SESSION SETTING 'log.failed_queries'", 2},
		{"SET SESSION TRACE ON", 5},
		{"SET SESSION TRACE OFF", 2},
	} {
		try(s, step.text)
		logs.TakeAll()
		if got := lines(); got != step.want {
			t.Errorf("%s: %d lines, want %d", step.text, got, step.want)
		}
	}
}
