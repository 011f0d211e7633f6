package main

import (
	"context"
	"os"
	"runtime"
)

// favourShort keeps short queries quick while there are long ones, by two means.
//
// Go runs one processor more than there are cores. Long queries hold
// at most as many as there are cores (see package gate), and the spare one waits for the network
// meanwhile: the system lets it run at once when a request arrives. Without it the request is
// noticed when one of the others is preempted, after 10 ms. Without long queries it would
// only cost: 1 to 3 µs of CPU for each request.
//
// And garbage is collected less often, as a collection takes the spare processor for some milliseconds.
func (s *server) favourShort(context.Context) error {
	cores := runtime.GOMAXPROCS(0)
	fixed := os.Getenv("GOMAXPROCS") != ""
	wanted, done := make(chan bool, 1), make(chan struct{})
	s.longQueries = func(running bool) {
		select {
		case <-wanted: // the last word counts
		default:
		}
		wanted <- running
	}
	go func() { // a change waits for the collector, which nobody else shall
		for {
			select {
			case running := <-wanted:
				n, room := cores, int64(leastRoom)
				if running {
					n, room = cores+1, longRoom
				}
				s.pacer.setRoom(room)
				if !fixed {
					runtime.GOMAXPROCS(n)
				}
			case <-done:
				return
			}
		}
	}()
	s.stops = append(s.stops, func() { close(done) })
	return nil
}
