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

	"memgraphd/config"
)

// metric is a figure that is read when it is asked for.
type metric struct {
	group, name string // as in Memgraph's JSON form
	open        string // as in the OpenMetrics form, without the prefix
	help        string
	counter     bool
	read        func() float64
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
func startMetrics(cfg config.Metrics, handler http.Handler, log *zap.Logger) (at net.Addr, stop func(), err error) {
	l, err := net.Listen("tcp", net.JoinHostPort(cfg.Address, strconv.Itoa(cfg.Port)))
	if err != nil {
		return nil, nil, err
	}
	srv := &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second}
	go func() {
		if err := srv.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			log.Error("The metrics server ended.", zap.Error(err))
		}
	}()
	return l.Addr(), func() { endHTTP(srv) }, nil
}

// endHTTP lets requests that are under way end, but does not wait long for them:
// whoever does not read his answer must not keep the server from stopping.
func endHTTP(srv *http.Server) {
	ctx, cancel := context.WithTimeout(context.Background(), farewell)
	defer cancel()
	if srv.Shutdown(ctx) != nil {
		_ = srv.Close()
	}
}
