package main

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"go.uber.org/zap"

	"memgraphd/config"
)

func get(t *testing.T, url string) (status int, body string) {
	t.Helper()
	resp, err := http.Get(url)
	check(t, err)
	defer resp.Body.Close()
	data, err := io.ReadAll(resp.Body)
	check(t, err)
	return resp.StatusCode, string(data)
}

func TestMetrics(t *testing.T) {
	s := start(t, t.TempDir())
	c := s.client()
	c.rows("CREATE INDEX ON :A(x)")
	c.rows("CREATE (:A)-[:R]->(:A)")
	_, _ = c.try("RETURN 1 / 0", nil)
	url, _ := s.stdout.after("Metrics on ")
	_, body := get(t, url+"/any/path")
	var groups map[string]map[string]float64
	check(t, json.Unmarshal([]byte(body), &groups))
	for _, want := range []struct {
		group, name string
		least, most float64
	}{
		{"General", "vertex_count", 2, 2},
		{"General", "edge_count", 1, 1},
		{"General", "average_degree", 1, 1},
		{"General", "disk_usage", 1, 1e9},
		{"Index", "ActiveLabelPropertyIndices", 1, 1},
		{"Session", "ActiveSessions", 1, 1},
		{"QueryType", "WriteQuery", 1, 1},
		{"Transaction", "CommitedTransactions", 1, 5},
		{"Transaction", "FailedQuery", 1, 1},
		{"Log", "Healthy", 1, 1},
		{"Log", "LoggedCommits", 2, 2},
		{"Log", "LogSyncs", 1, 10},
	} {
		if got, ok := groups[want.group][want.name]; !ok || got < want.least || got > want.most {
			t.Errorf("%s.%s is %v, want %v to %v", want.group, want.name, got, want.least, want.most)
		}
	}
	resp, err := http.Post(url, "text/plain", nil)
	check(t, err)
	resp.Body.Close()
	if resp.StatusCode != http.StatusBadRequest {
		t.Errorf("POST was answered %s", resp.Status)
	}
}

func TestOpenMetrics(t *testing.T) {
	s := start(t, t.TempDir(), "--metrics-format=OpenMetrics")
	s.client().rows("CREATE (:A)")
	url, _ := s.stdout.after("Metrics on ")
	for _, path := range []string{"/", "/metrics"} {
		_, body := get(t, url+path)
		for _, want := range []string{"\nmemgraph_vertex_count 1\n", "\nmemgraph_write_queries_total 1\n", "\nmemgraph_healthy 1\n"} {
			if !strings.Contains(body, want) {
				t.Errorf("%q is missing at %s:\n%s", want, path, body)
			}
		}
	}
	if status, _ := get(t, url+"/other"); status != http.StatusNotFound {
		t.Errorf("another path was answered %d", status)
	}
}

// TestMetricsStop: a request that does not end does not keep the server from stopping.
func TestMetricsStop(t *testing.T) {
	arrived, forever := make(chan struct{}), make(chan struct{})
	defer close(forever)
	stuck := http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		close(arrived)
		<-forever
	})
	at, stop, err := startMetrics(config.Metrics{Address: "127.0.0.1"}, stuck, zap.NewNop())
	check(t, err)
	go func() { _, _ = http.Get("http://" + at.String()) }()
	<-arrived
	stopped := make(chan struct{})
	go func() {
		stop()
		close(stopped)
	}()
	select {
	case <-stopped:
	case <-time.After(patience):
		t.Fatal("the stop waits for the request")
	}
}
