package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// documented returns what a pattern's first group finds in docs/operations.md, sorted.
func documented(t *testing.T, pattern string) []string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "..", "docs", "operations.md"))
	check(t, err)
	var found []string
	for _, match := range regexp.MustCompile(pattern).FindAllStringSubmatch(string(data), -1) {
		found = append(found, match[1])
	}
	slices.Sort(found)
	return found
}

// TestOperationsPage compares the tables of docs/operations.md with the server.
func TestOperationsPage(t *testing.T) {
	s := start(t, t.TempDir(), "--metrics-format=OpenMetrics")
	var settings []string
	for _, row := range s.client().rows("SHOW DATABASE SETTINGS") {
		settings = append(settings, row[0].(string))
	}
	slices.Sort(settings)
	if got := documented(t, "(?m)^\\| `([a-z_.-]+)` \\| (?:yes|no|–) \\|"); !slices.Equal(got, settings) {
		t.Errorf("documented settings %v, the server has %v", got, settings)
	}

	url, _ := s.stdout.after("Metrics on ")
	_, body := get(t, url)
	var metrics []string
	for _, match := range regexp.MustCompile(`(?m)^# TYPE (memgraph_\w+)`).FindAllStringSubmatch(body, -1) {
		metrics = append(metrics, match[1])
	}
	slices.Sort(metrics)
	if got := documented(t, "(?m)^\\| `(memgraph_\\w+)` \\|"); !slices.Equal(got, metrics) {
		t.Errorf("documented metrics\n%v\nthe server has\n%v", strings.Join(got, " "), strings.Join(metrics, " "))
	}

	codes := fmt.Sprint([]int{exitOK, exitFailure, exitRun, exitDamaged})
	if got := fmt.Sprint(documented(t, `(?m)^\| (\d) \|`)); got != codes {
		t.Errorf("documented exit codes %s, the server has %s", got, codes)
	}
}
