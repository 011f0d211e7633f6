package main

import (
	"context"
	"fmt"
	"runtime"
	"sync"
	"time"

	"memgraphd/bolt/client"
	"memgraphd/engine/value"
)

// contend measures point reads alone and while analytical queries, of one kind after the other, occupy all cores.
func contend(ctx context.Context, o *options) error {
	g, err := generate(o.size)
	if err != nil {
		return err
	}
	res, err := openResult(o)
	if err != nil {
		return err
	}
	for _, a := range analyses {
		if a.text != "" && !o.wants(&a) {
			continue
		}
		q := *lookUp("single_vertex_read")
		q.name = "point_read_beside_" + a.name
		s, n, err := pointReads(ctx, o, &q, g, &a)
		res.add(&q, s, nil, err)
		if err != nil {
			return err
		}
		fmt.Fprintf(o.out, "%-34s %8d runs %8d analyses: p50 %.0f µs, p99 %.0f µs, p99.9 %.0f µs\n", q.name, s.Runs, n, s.P50, s.P99, s.P999)
	}
	res.Machine, res.When = thisMachine(), time.Now().UTC()
	return res.write(o.json)
}

// lookUp returns a query of the workload.
func lookUp(name string) *query {
	for i := range workload {
		if workload[i].name == name {
			return &workload[i]
		}
	}
	return nil
}

// pointReads runs q from one connection while as many others as there are cores run the analysis.
func pointReads(ctx context.Context, o *options, q *query, g *graph, analysis *query) (*sample, int, error) {
	busy := runtime.NumCPU()
	if analysis.text == "" {
		busy = 0
	}
	one := *o
	one.workers = 1 + busy
	conns, closeAll, err := dialAll(ctx, &one)
	if err != nil {
		return nil, 0, err
	}
	defer closeAll()
	done := make(chan struct{})
	runs := make([]int, busy)
	failures := make([]error, busy)
	var wg sync.WaitGroup
	for i, c := range conns[1:] {
		wg.Go(func() { runs[i], failures[i] = analyse(c, analysis.text, done) })
	}
	s, err := drive(o, conns[:1], q, q.draw(g), nil)
	close(done)
	wg.Wait()
	n := 0
	for i := range runs {
		n += runs[i]
		if err == nil {
			err = failures[i]
		}
	}
	return s, n, err
}

// analyse runs an analysis until it is told to stop.
func analyse(c *client.Conn, text string, done <-chan struct{}) (n int, err error) {
	for {
		select {
		case <-done:
			return n, nil
		default:
		}
		if _, err := c.Query(text, value.Map(nil), nil); err != nil {
			return n, err
		}
		n++
	}
}
