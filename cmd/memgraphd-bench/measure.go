package main

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"memgraphd/bolt/client"
	"memgraphd/engine/value"
)

// figure is what was measured of one query.
type figure struct {
	Query      string  `json:"query"`
	Runs       int     `json:"runs"`
	Rows       int64   `json:"rows"`
	Throughput float64 `json:"per_second"`
	P50        float64 `json:"p50_us"`
	P99        float64 `json:"p99_us"`
	P999       float64 `json:"p999_us"`
	CPU        float64 `json:"server_cpu_us"` // per query; 0 if the process is not known
	Error      string  `json:"error,omitempty"`
}

// result is a run of the workload.
type result struct {
	Server  string    `json:"server"`
	Size    string    `json:"size"`
	Workers int       `json:"workers"`
	Seconds float64   `json:"seconds_per_query"`
	Machine string    `json:"machine"`
	When    time.Time `json:"when"`
	PeakMiB float64   `json:"server_peak_mib"`
	Figures []figure  `json:"figures"`
}

// run runs the workload and prints and writes the figures.
func run(ctx context.Context, o *options) error {
	g, err := generate(o.size)
	if err != nil {
		return err
	}
	res := result{Server: o.name, Size: o.size, Workers: o.workers, Seconds: o.seconds, Machine: machine(), When: time.Now()}
	fmt.Printf("%-30s %9s %10s %10s %10s %10s %12s\n", "query", "runs", "per s", "p50 µs", "p99 µs", "p99.9 µs", "server µs")
	for _, pass := range []bool{false, true} {
		for _, q := range workload {
			if q.writes != pass || !o.wants(q) {
				continue
			}
			f := measure(ctx, o, q, g)
			res.Figures = append(res.Figures, f)
			if f.Error != "" {
				fmt.Printf("%-30s %s\n", f.Query, f.Error)
				continue
			}
			fmt.Printf("%-30s %9d %10.0f %10.0f %10.0f %10.0f %12.1f\n", f.Query, f.Runs, f.Throughput, f.P50, f.P99, f.P999, f.CPU)
		}
	}
	res.PeakMiB = float64(status(o.pid, "VmHWM")) / 1024
	fmt.Printf("peak memory of the server: %.0f MiB\n", res.PeakMiB)
	if o.json == "" {
		return nil
	}
	data, err := json.MarshalIndent(res, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(o.json, append(data, '\n'), 0o644)
}

// measure runs one query from all workers for the set time.
func measure(ctx context.Context, o *options, q query, g *graph) figure {
	f := figure{Query: q.name}
	conns := make([]*client.Conn, o.workers)
	for i := range conns {
		c, err := client.Dial(ctx, "tcp", o.uri, client.Options{})
		if err != nil {
			f.Error = err.Error()
			return f
		}
		defer c.Close()
		conns[i] = c
	}
	if _, _, err := drive(conns[0], q, g, rand.New(rand.NewPCG(seed, 99)), time.Now()); err != nil { // one run to plan it
		f.Error = err.Error()
		return f
	}
	var mu sync.Mutex // guards times, f
	var times []time.Duration
	var wg sync.WaitGroup
	cpu, start := cpuTime(o.pid), time.Now()
	end := start.Add(time.Duration(o.seconds * float64(time.Second)))
	for i, c := range conns {
		wg.Go(func() {
			took, rows, err := drive(c, q, g, rand.New(rand.NewPCG(seed, uint64(i))), end)
			mu.Lock()
			defer mu.Unlock()
			times = append(times, took...)
			f.Rows += rows
			if err != nil {
				f.Error = err.Error()
			}
		})
	}
	wg.Wait()
	elapsed := time.Since(start)
	f.Runs = len(times)
	f.CPU = perOp(cpuTime(o.pid)-cpu, max(1, f.Runs))
	f.Throughput = float64(f.Runs) / elapsed.Seconds()
	slices.Sort(times)
	at := func(p float64) float64 { return float64(times[int(p*float64(len(times)-1))].Nanoseconds()) / 1000 }
	f.P50, f.P99, f.P999 = at(0.5), at(0.99), at(0.999)
	return f
}

// drive runs a query again and again until end, at least once.
func drive(c *client.Conn, q query, g *graph, rng *rand.Rand, end time.Time) ([]time.Duration, int64, error) {
	var times []time.Duration
	rows := int64(0)
	count := func(*client.Record) error { rows++; return nil }
	for {
		params := value.Map(nil)
		if q.params != nil {
			params = value.Map(q.params(rng, g))
		}
		start := time.Now()
		if _, err := c.Query(q.text, params, count); err != nil {
			return times, rows, err
		}
		now := time.Now()
		times = append(times, now.Sub(start))
		if now.After(end) {
			return times, rows, nil
		}
	}
}

// clockTick is the length of a tick of /proc's CPU times on Linux.
const clockTick = 10 * time.Millisecond

// cpuTime returns the CPU time that a process has used; 0 if it is not known.
func cpuTime(pid int) time.Duration {
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0
	}
	// The fields are counted behind the command's name, which may hold blanks itself.
	fields := strings.Fields(string(data[strings.LastIndexByte(string(data), ')')+2:]))
	user, _ := strconv.ParseInt(fields[11], 10, 64)
	system, _ := strconv.ParseInt(fields[12], 10, 64)
	return time.Duration(user+system) * clockTick
}

// status reads a figure in KiB of a process.
func status(pid int, name string) int64 {
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(data)) {
		if key, rest, _ := strings.Cut(line, ":"); key == name {
			n, _ := strconv.ParseInt(strings.Fields(rest)[0], 10, 64)
			return n
		}
	}
	return 0
}

func machine() string {
	return fmt.Sprintf("%s/%s, %d CPUs", runtime.GOOS, runtime.GOARCH, runtime.NumCPU())
}
