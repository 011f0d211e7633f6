package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

func TestDailyFile(t *testing.T) {
	dir := t.TempDir()
	check(t, os.WriteFile(filepath.Join(dir, "memgraph_notes.log"), []byte("mine"), 0o600))
	now := time.Date(2024, 2, 27, 23, 0, 0, 0, time.UTC)
	d, err := openDaily(filepath.Join(dir, "memgraph.log"), 2, func() time.Time { return now })
	check(t, err)
	for day := range 4 {
		_, err := fmt.Fprintf(d, "day %d\n", day)
		check(t, err)
		now = now.Add(24 * time.Hour)
	}
	check(t, d.Close())
	want := []string{"memgraph_2024-02-29.log", "memgraph_2024-03-01.log", "memgraph_notes.log"}
	if got := listFiles(t, dir); !slices.Equal(got, want) {
		t.Errorf("files %v, want %v", got, want)
	}
	now = now.Add(-24 * time.Hour) // a restart on the last day goes on in its file
	d, err = openDaily(filepath.Join(dir, "memgraph.log"), 2, func() time.Time { return now })
	check(t, err)
	_, err = d.Write([]byte("more\n"))
	check(t, err)
	check(t, d.Close())
	data, err := os.ReadFile(filepath.Join(dir, want[1]))
	check(t, err)
	if string(data) != "day 3\nmore\n" {
		t.Errorf("the file holds %q", data)
	}
}

// TestLogFile has the server write to the file of the day, and not to stderr if
// that is not wanted.
func TestLogFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "logs", "memgraph.log")
	s := start(t, t.TempDir(), "--log-file="+file, "--also-log-to-stderr=false", "--log-level=INFO")
	s.stop()
	entries := listFiles(t, filepath.Dir(file))
	if len(entries) != 1 {
		t.Fatalf("log files %v", entries)
	}
	data, err := os.ReadFile(filepath.Join(filepath.Dir(file), entries[0]))
	check(t, err)
	if len(data) == 0 || s.stderr.String() != "" {
		t.Errorf("the file holds %q, stderr %q", data, s.stderr)
	}
}
