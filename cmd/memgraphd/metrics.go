package main

import (
	"context"
	"encoding/json"
	"errors"
	"net"
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"go.uber.org/zap"

	"memgraphd/bolt"
	"memgraphd/config"
	"memgraphd/cypher"
)

// metric is a figure that is read when it is asked for.
type metric struct {
	group, name string // as in Memgraph's JSON form
	open        string // as in the OpenMetrics form, without the prefix
	help        string
	counter     bool
	read        func() float64
}

// figures are the metrics of the server. The JSON and the OpenMetrics forms are made of this one table.
func figures(in *cypher.Interpreter, m *bolt.Metrics) []metric {
	info := in.Database().Info
	c := in.Counters()
	process := func() cypher.ProcessInfo { return processInfo() }
	return []metric{
		{"General", "vertex_count", "vertex_count", "nodes", false, func() float64 { return float64(info().Nodes) }},
		{"General", "edge_count", "edge_count", "relationships", false, func() float64 { return float64(info().Relationships) }},
		{"General", "memory_usage", "memory_res_bytes", "resident memory in bytes", false, func() float64 { return float64(process().Resident) }},
		{"General", "peak_memory_usage", "peak_memory_res_bytes", "peak of the resident memory in bytes", false, func() float64 { return float64(process().PeakResident) }},
		{"General", "unreleased_delta_objects", "unreleased_delta_objects", "undo records not yet collected", false, func() float64 { return float64(info().UnreleasedUndo) }},
		{"Memory", "DbMemoryTracked", "db_memory_tracked_bytes", "bytes of tables, adjacency and indexes", false, func() float64 { return float64(info().MemoryBytes) }},
		{"Memory", "DbQueryMemoryTracked", "db_query_memory_tracked_bytes", "bytes that running queries keep", false, func() float64 { return float64(in.MemoryUsed()) }},
		{"QueryType", "ReadQuery", "read_queries_total", "queries that only read", true, func() float64 { return float64(c.Reads.Load()) }},
		{"QueryType", "WriteQuery", "write_queries_total", "queries that only write", true, func() float64 { return float64(c.Writes.Load()) }},
		{"QueryType", "ReadWriteQuery", "read_write_queries_total", "queries that read and write", true, func() float64 { return float64(c.ReadWrites.Load()) }},
		{"Session", "ActiveSessions", "active_sessions", "connections that are logged in", false, func() float64 { return float64(m.ActiveSessions.Load()) }},
		{"Session", "ActiveBoltSessions", "active_bolt_sessions", "Bolt connections", false, func() float64 { return float64(m.Active.Load()) }},
		{"Session", "ActiveSSLSessions", "active_ssl_sessions", "encrypted connections", false, func() float64 { return float64(m.ActiveTLS.Load()) }},
		{"Session", "ActiveWebSocketSessions", "active_websocket_sessions", "WebSocket connections", false, func() float64 { return float64(m.ActiveWebSocket.Load()) }},
		{"Session", "BoltMessages", "bolt_messages_total", "Bolt requests", true, func() float64 { return float64(m.Messages.Load()) }},
		{"Transaction", "ActiveTransactions", "active_transactions", "open transactions", false, func() float64 { return float64(in.ActiveTransactions()) }},
		{"Transaction", "CommitedTransactions", "committed_transactions_total", "commits", true, func() float64 { return float64(c.Committed.Load()) }},
		{"Transaction", "RollbackedTransactions", "rolled_back_transactions_total", "rollbacks", true, func() float64 { return float64(c.RolledBack.Load()) }},
		{"Transaction", "SuccessfulQuery", "successful_queries_total", "queries that succeeded", true, func() float64 { return float64(c.Succeeded.Load()) }},
		{"Transaction", "FailedQuery", "failed_queries_total", "queries that failed", true, func() float64 { return float64(c.Failed.Load()) }},
		{"Transaction", "WriteWriteConflicts", "write_write_conflicts_total", "transactions refused by a conflict", true, func() float64 { return float64(c.Conflicts.Load()) }},
		{"Transaction", "TransientErrors", "transient_errors_total", "errors that clients may retry", true, func() float64 { return float64(c.Transient.Load()) }},
	}
}

// newMetricsHandler serves the figures in the form that --metrics-format asks for.
func newMetricsHandler(format string, table []metric) http.Handler {
	if format != "OpenMetrics" {
		return jsonMetrics(table)
	}
	registry := prometheus.NewRegistry()
	for _, m := range table {
		opts := prometheus.Opts{Namespace: "memgraph", Name: m.open, Help: m.help}
		if m.counter {
			registry.MustRegister(prometheus.NewCounterFunc(prometheus.CounterOpts(opts), m.read))
		} else {
			registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts(opts), m.read))
		}
	}
	open := promhttp.HandlerFor(registry, promhttp.HandlerOpts{EnableOpenMetrics: true})
	mux := http.NewServeMux()
	mux.Handle("GET /{$}", open)
	mux.Handle("GET /metrics", open)
	return mux
}

func jsonMetrics(table []metric) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet {
			http.Error(w, "Unknown HTTP-method", http.StatusBadRequest)
			return
		}
		groups := map[string]map[string]float64{}
		for _, m := range table {
			if groups[m.group] == nil {
				groups[m.group] = map[string]float64{}
			}
			groups[m.group][m.name] = m.read()
		}
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(groups) // the client went away
	})
}

// startMetrics listens for metrics requests; stop ends it. A port that can't be had is an error.
func startMetrics(cfg config.Metrics, handler http.Handler, log *zap.Logger) (stop func(), err error) {
	l, err := net.Listen("tcp", net.JoinHostPort(cfg.Address, strconv.Itoa(cfg.Port)))
	if err != nil {
		return nil, err
	}
	srv := &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second}
	go func() {
		if err := srv.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			log.Error("the metrics server ended", zap.Error(err))
		}
	}()
	return func() { _ = srv.Shutdown(context.Background()) }, nil
}
