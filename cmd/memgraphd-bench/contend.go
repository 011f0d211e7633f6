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

// contend measures point reads alone and while analytical queries occupy all cores.
func contend(ctx context.Context, o *options) error {
	g, err := generate(o.size)
	if err != nil {
		return err
	}
	res, err := openResult(o)
	if err != nil {
		return err
	}
	point := *lookUp("single_vertex_read")
	for _, busy := range []int{0, runtime.NumCPU()} {
		q := point
		q.name = fmt.Sprintf("point_read_beside_%d_analyses", busy)
		s, analyses, err := pointReads(ctx, o, &q, g, busy)
		res.add(&q, s, nil, err)
		if err != nil {
			return err
		}
		fmt.Fprintf(o.out, "%-34s %8d runs %8d analyses: p50 %.0f µs, p99 %.0f µs, p99.9 %.0f µs\n", q.name, s.Runs, analyses, s.P50, s.P99, s.P999)
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

// pointReads runs a query from one connection while so many others run the analysis.
func pointReads(ctx context.Context, o *options, q *query, g *graph, busy int) (*sample, int, error) {
	one := *o
	one.workers = 1 + busy
	conns, closeAll, err := dialAll(ctx, &one)
	if err != nil {
		return nil, 0, err
	}
	defer closeAll()
	done := make(chan struct{})
	analyses := make([]int, busy)
	failures := make([]error, busy)
	var wg sync.WaitGroup
	for i, c := range conns[1:] {
		wg.Go(func() { analyses[i], failures[i] = analyse(c, done) })
	}
	s, err := drive(o, conns[:1], q, q.draw(g), nil)
	close(done)
	wg.Wait()
	n := 0
	for i := range analyses {
		n += analyses[i]
		if err == nil {
			err = failures[i]
		}
	}
	return s, n, err
}

// analyse runs the analysis until it is told to stop.
func analyse(c *client.Conn, done <-chan struct{}) (n int, err error) {
	for {
		select {
		case <-done:
			return n, nil
		default:
		}
		if _, err := c.Query(analysis.text, value.Map(nil), nil); err != nil {
			return n, err
		}
		n++
	}
}
