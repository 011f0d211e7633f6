package main

import (
	"context"
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"sync"
	"time"
)

// The graph lies in large blocks without pointers, which the garbage collector
// passes over: a collection costs about the same however large the graph is. So
// what a collection is worth is counted in bytes and not, as Go does, in percent of the
// heap. Loading 1.8 million relationships takes the same CPU, within 5 %, whether 50 % of
// the heap, 200 % or these 32 MB are allocated between two collections, and at the peak
// 142, 240 or 140 MB.
const (
	leastRoom     = 32 << 20  // allocated between two collections, at least
	roomShare     = 4         // or this part of what is live, if that is more
	recoveryRoom  = 96 << 20  // the least while data are loaded, most of which stay
	longRoom      = 160 << 20 // the least while there are long queries that read: others would wait for collections
	loading       = 1000      // nodes and relationships more than at the last collection: who loads gets no more room
	restPeriod    = 5 * time.Second
	restingBelow  = 2           // so many collections' worth allocated in a period: less is rest
	worthGivingUp = 8 << 20     // held in vain by a resting server
	startPeriod   = time.Second // that the first clients have to themselves after a start
)

// pacer sets how much is allocated between two collections, and gives memory back when the server rests.
type pacer struct {
	mu      sync.Mutex // guards the next five
	room    int64
	percent int
	fixed   bool         // the percentage is not ours to set
	size    func() int64 // of the graph, nodes and relationships; nil before there is one
	then    int64        // size at the last collection

	allocated uint64 // at the last look
	resident  uint64 // heap that was left when memory was last given back
}

// paceCollector is the first step of the start. Who sets GOGC keeps it.
func (s *server) paceCollector(context.Context) error {
	s.pacer = &pacer{room: recoveryRoom, fixed: os.Getenv("GOGC") != ""}
	if !s.pacer.fixed {
		s.pacer.setPercent()
		afterCollections(s.pacer.setPercent)
	}
	quit := make(chan struct{})
	s.stops = append(s.stops, func() { close(quit) })
	go s.pacer.run(quit)
	return nil
}

// recovered says that the large allocations are over, and how large the graph is from now on.
func (p *pacer) recovered(size func() int64) {
	p.mu.Lock()
	p.size, p.then = size, size()
	p.mu.Unlock()
	p.setRoom(leastRoom)
	time.AfterFunc(startPeriod, p.giveBack) // after which the percentage is set anew
}

// setRoom says how much is to be allocated between two collections, at least.
func (p *pacer) setRoom(room int64) {
	p.mu.Lock()
	p.room = room
	p.mu.Unlock()
	if !p.fixed {
		p.setPercent()
	}
}

// afterCollections calls do after each collection from the next one on.
func afterCollections(do func()) {
	runtime.AddCleanup(new([64]byte), func(do func()) {
		do()
		afterCollections(do)
	}, do)
}

// setPercent tells Go the room in its own terms.
func (p *pacer) setPercent() {
	live := read("/gc/heap/live:bytes")
	p.mu.Lock()
	defer p.mu.Unlock()
	percent := percentFor(live, p.roomNow())
	if percent == p.percent {
		return
	}
	p.percent = percent
	debug.SetGCPercent(percent)
}

// roomNow returns the room, less where a graph grows: what is allocated for that mostly stays, so that more room would
// be memory that the server does without later. The mutex is held.
func (p *pacer) roomNow() int64 {
	if p.size == nil {
		return p.room
	}
	size := p.size()
	grown := size - p.then
	p.then = size
	if grown >= loading {
		return min(p.room, leastRoom)
	}
	return p.room
}

// percentFor returns how many percent of live are room bytes, or a share of live if
// that is more. Steps of 5 % do: each change stops the world for a moment.
func percentFor(live uint64, room int64) int {
	percent := int(100 * roomFor(live, room) / max(1, int64(live)))
	return min(max(5, percent/5*5), 1000)
}

// roomFor returns room, or a share of live if that is more.
func roomFor(live uint64, room int64) int64 { return max(room, int64(live)/roomShare) }

func (p *pacer) run(quit <-chan struct{}) {
	tick := time.NewTicker(restPeriod)
	defer tick.Stop()
	for {
		select {
		case <-quit:
			return
		case <-tick.C:
			p.look()
		}
	}
}

// look gives memory back if little was allocated since the last look and much is held in vain.
func (p *pacer) look() {
	allocated := read("/gc/heap/allocs:bytes")
	resting := allocated-p.allocated < restingBelow*uint64(roomFor(read("/gc/heap/live:bytes"), leastRoom))
	p.allocated = allocated
	held := heldHeap()
	p.mu.Lock()
	p.resident = min(p.resident, held)
	worth := held-p.resident > worthGivingUp
	p.mu.Unlock()
	if resting && worth {
		p.giveBack()
	}
}

// giveBack collects garbage and returns what is free to the system.
func (p *pacer) giveBack() {
	runtime.GC() // pools keep what they hold over one collection
	debug.FreeOSMemory()
	held := heldHeap()
	p.mu.Lock()
	p.resident = held
	p.mu.Unlock()
}

// heldHeap returns the bytes of the heap that the system has given us.
func heldHeap() uint64 {
	return read("/memory/classes/heap/objects:bytes") + read("/memory/classes/heap/unused:bytes") + read("/memory/classes/heap/free:bytes")
}

// read returns a figure of the run-time system.
func read(name string) uint64 {
	s := [1]metrics.Sample{{Name: name}}
	metrics.Read(s[:])
	return s[0].Value.Uint64()
}
