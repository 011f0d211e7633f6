package main

import (
	"context"
	"os"
	"runtime"
)

// spareProcessor has Go run one processor more than there are cores while there are long queries. They hold
// at most as many as there are cores (see package gate), and the spare one waits for the network
// meanwhile: the system lets it run at once when a request arrives. Without it the request is
// noticed when one of the others is preempted, after 10 ms. Without long queries it would
// only cost: 1 to 3 µs of CPU for each request.
func (s *server) spareProcessor(context.Context) error {
	if os.Getenv("GOMAXPROCS") != "" {
		return nil
	}
	cores := runtime.GOMAXPROCS(0)
	wanted, done := make(chan int, 1), make(chan struct{})
	s.longQueries = func(running bool) {
		n := cores
		if running {
			n++
		}
		select {
		case <-wanted: // the last word counts
		default:
		}
		wanted <- n
	}
	go func() { // a change waits for the collector, which nobody else shall
		for {
			select {
			case n := <-wanted:
				runtime.GOMAXPROCS(n)
			case <-done:
				return
			}
		}
	}()
	s.stops = append(s.stops, func() { close(done) })
	return nil
}
