package main

import (
	"context"
	"fmt"
	"os"
	"runtime"
	"time"

	"memgraphd/cypher"
	"memgraphd/engine"
	"memgraphd/engine/value"
)

// inProcess runs the queries on a database of this process, one after the
// other, so that what is measured is neither protocol nor sockets.
func inProcess(ctx context.Context, o *options) error {
	g, err := generate(o.size)
	if err != nil {
		return err
	}
	o.pid = os.Getpid()
	res, err := openResult(o)
	if err != nil {
		return err
	}
	res.Workers = 1
	db := engine.New(engine.Options{})
	defer db.Close()
	s := cypher.New(db, cypher.Options{}).NewSession("")
	defer s.Close()
	if err := fill(ctx, o, s, g); err != nil {
		return err
	}
	db.CollectGarbage()
	fmt.Fprintf(o.out, "%-30s %9s %12s %12s\n", "query", "runs", "CPU µs", "allocations")
	for i := range workload {
		q := &workload[i]
		if q.write != nil || !o.wants(q) {
			continue
		}
		f, allocs, err := repeat(ctx, o, s, q, q.draw(g))
		if err != nil {
			return fmt.Errorf("%s: %w", q.name, err)
		}
		res.add(q, f, nil, nil)
		fmt.Fprintf(o.out, "%-30s %9d %12.2f %12.1f\n", q.name, f.Runs, f.CPU, allocs)
	}
	res.Machine, res.When = thisMachine(), time.Now().UTC()
	return res.write(o.json)
}

// fill loads the graph.
func fill(ctx context.Context, o *options, s *cypher.Session, g *graph) error {
	for _, statement := range indexes[memgraph] {
		if _, err := execute(ctx, s, statement, value.Map(nil)); err != nil {
			return err
		}
	}
	for _, part := range []struct {
		n    int
		text string
		row  func(int) value.Value
	}{{g.users, createUsers, userRow}, {len(g.from), createFriendships, g.friendshipRow}} {
		cpu := cpuTime(o.pid)
		for at := 0; at < part.n; at += loadBatch {
			var list []value.Value
			for i := at; i < min(at+loadBatch, part.n); i++ {
				list = append(list, part.row(i))
			}
			if _, err := execute(ctx, s, part.text, value.Map([]value.Entry{entry("rows", value.List(list))})); err != nil {
				return err
			}
		}
		fmt.Fprintf(o.out, "%d rows loaded at %.2f µs each\n", part.n, perOp(cpuTime(o.pid)-cpu, part.n))
	}
	return nil
}

// repeat runs a query for the set time, and returns what a run cost.
func repeat(ctx context.Context, o *options, s *cypher.Session, q *query, sets []value.Value) (*sample, float64, error) {
	var f sample
	var before, after runtime.MemStats
	var times []time.Duration
	runtime.ReadMemStats(&before)
	cpu, start := cpuTime(o.pid), time.Now()
	for last := start; last.Sub(start).Seconds() < o.seconds; {
		n, err := execute(ctx, s, q.text, sets[len(times)%len(sets)])
		if err != nil {
			return nil, 0, err
		}
		f.Rows += int64(n)
		now := time.Now()
		times = append(times, now.Sub(last))
		last = now
	}
	f.describe(times, time.Since(start), cpuTime(o.pid)-cpu)
	runtime.ReadMemStats(&after)
	return &f, float64(after.Mallocs-before.Mallocs) / float64(max(1, f.Runs)), nil
}

// execute runs a statement to its end and returns the number of its rows.
func execute(ctx context.Context, s *cypher.Session, text string, params value.Value) (rows int, err error) {
	r, err := s.Run(ctx, text, params, cypher.TxOptions{})
	if err != nil {
		return 0, err
	}
	for {
		b, err := r.Next(ctx)
		if err != nil || b == nil {
			return rows, err
		}
		rows += b.Len()
	}
}
