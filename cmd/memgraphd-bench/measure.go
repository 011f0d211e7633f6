package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"memgraphd/bolt/client"
	"memgraphd/engine/value"
)

// run runs the workload, and prints and writes the figures.
func run(ctx context.Context, o *options) error {
	g, err := generate(o.size)
	if err != nil {
		return err
	}
	res, err := openResult(o)
	if err != nil {
		return err
	}
	res.Machine, res.When = thisMachine(), time.Now().UTC()
	fmt.Fprintf(o.out, "%-30s %9s %10s %10s %10s %10s %12s\n", "query", "runs", "per s", "p50 µs", "p99 µs", "p99.9 µs", "server µs")
	for _, writes := range []bool{false, true} {
		for i := range workload {
			q := &workload[i]
			if q.writes != writes || !o.wants(q) {
				continue
			}
			s, a, err := measure(ctx, o, q, g)
			res.add(q, s, a, err)
			if err != nil {
				fmt.Fprintf(o.out, "%-30s %v\n", q.name, err)
				continue
			}
			fmt.Fprintf(o.out, "%-30s %9d %10.0f %10.0f %10.0f %10.0f %12.1f\n", q.name, s.Runs, s.Throughput, s.P50, s.P99, s.P999, s.CPU)
		}
	}
	res.PeakMiB = max(res.PeakMiB, status(o.pid, "VmHWM"))
	fmt.Fprintf(o.out, "peak memory of the server: %.0f MiB\n", res.PeakMiB)
	return res.write(o.json)
}

// measure runs one query from all workers for the set time.
func measure(ctx context.Context, o *options, q *query, g *graph) (*sample, *answers, error) {
	conns, closeAll, err := dialAll(ctx, o)
	if err != nil {
		return nil, nil, err
	}
	defer closeAll()
	sets := q.draw(g)
	var a *answers
	if q.writes {
		_, err = conns[0].Query(q.in(o.dialect), sets[0], nil) // to plan it
	} else {
		a, err = answer(conns[0], q, q.in(o.dialect), sets)
	}
	if err != nil {
		return nil, nil, err
	}
	s, err := drive(o, conns, q, sets, q.writeSets(g))
	return s, a, err
}

// writeSets are the parameters of the writes that take turns with a query.
func (q *query) writeSets(g *graph) []value.Value {
	if q.write == nil {
		return nil
	}
	return q.write.draw(g)
}

func dialAll(ctx context.Context, o *options) ([]*client.Conn, func(), error) {
	var conns []*client.Conn
	closeAll := func() {
		for _, c := range conns {
			_ = c.Close()
		}
	}
	for range o.workers {
		c, err := client.Dial(ctx, "tcp", o.uri, client.Options{})
		if err != nil {
			closeAll()
			return nil, nil, err
		}
		conns = append(conns, c)
	}
	return conns, closeAll, nil
}

// drive lets all connections run a query again and again for the set time.
func drive(o *options, conns []*client.Conn, q *query, sets, writeSets []value.Value) (*sample, error) {
	var mu sync.Mutex // guards all, s, failure
	var all []time.Duration
	var failure error
	var s sample
	var wg sync.WaitGroup
	cpu, start := cpuTime(o.pid), time.Now()
	end := start.Add(time.Duration(o.seconds * float64(time.Second)))
	for i, c := range conns {
		w := worker{conn: c, q: q, text: q.in(o.dialect), sets: sets, writeSets: writeSets, turn: i * len(sets) / len(conns)}
		wg.Go(func() {
			err := w.work(end)
			mu.Lock()
			defer mu.Unlock()
			all = append(all, w.times...)
			s.Rows += w.rows
			if err != nil {
				failure = err
			}
		})
	}
	wg.Wait()
	s.describe(all, time.Since(start), cpuTime(o.pid)-cpu)
	return &s, failure
}

// worker is one connection that runs a query.
type worker struct {
	conn      *client.Conn
	q         *query
	text      string
	sets      []value.Value
	writeSets []value.Value
	turn      int
	times     []time.Duration
	rows      int64
}

// work runs the query again and again until end, at least once.
func (w *worker) work(end time.Time) error {
	count := func(*client.Record) error { w.rows++; return nil }
	for {
		text, params := w.text, w.sets[w.turn%len(w.sets)]
		if w.turn*7%10 < w.q.mix {
			text, params = w.q.write.text, w.writeSets[w.turn%len(w.writeSets)]
		}
		w.turn++
		start := time.Now()
		if err := w.query(text, params, count); err != nil {
			return err
		}
		now := time.Now()
		w.times = append(w.times, now.Sub(start))
		if now.After(end) {
			return nil
		}
	}
}

// query runs a query, again if it met another transaction, as drivers do.
func (w *worker) query(text string, params value.Value, onRecord func(*client.Record) error) error {
	for {
		_, err := w.conn.Query(text, params, onRecord)
		if e, ok := errors.AsType[*client.Error](err); !ok || !strings.Contains(e.Code, ".TransientError.") {
			return err
		}
	}
}

// describe fills in the figures of some runs.
func (s *sample) describe(times []time.Duration, elapsed, cpu time.Duration) {
	s.Runs = len(times)
	if s.Runs == 0 {
		return
	}
	slices.Sort(times)
	s.CPU = perOp(cpu, s.Runs)
	s.Throughput = float64(s.Runs) / elapsed.Seconds()
	s.P50, s.P99, s.P999 = percentile(times, 0.5), percentile(times, 0.99), percentile(times, 0.999)
}

// percentile returns the time in microseconds that the share p of sorted times does not exceed.
func percentile(times []time.Duration, p float64) float64 {
	i := int(p*float64(len(times))+0.999999999) - 1
	return float64(times[min(max(i, 0), len(times)-1)].Nanoseconds()) / 1000
}

func perOp(d time.Duration, n int) float64 { return float64(d.Nanoseconds()) / 1000 / float64(n) }
