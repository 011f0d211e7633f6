package main

import (
	"runtime/debug"
	"testing"
)

func TestPercentFor(t *testing.T) {
	for _, c := range []struct {
		live uint64
		room int64
		want int
	}{
		{0, leastRoom, 1000},
		{1 << 20, leastRoom, 1000},
		{32 << 20, leastRoom, 100},
		{64 << 20, leastRoom, 50},
		{64 << 20, recoveryRoom, 150},
		{64 << 20, longRoom, 250},
		{10 << 30, leastRoom, 25},
	} {
		if got := percentFor(c.live, c.room); got != c.want {
			t.Errorf("%d live, room for %d: %d %%, want %d %%", c.live, c.room, got, c.want)
		}
	}
}

// TestRoomIsToldAtOnce: long queries don't wait for the next collection to get more room, unless somebody else has set it.
func TestRoomIsToldAtOnce(t *testing.T) {
	defer debug.SetGCPercent(debug.SetGCPercent(100))
	for _, fixed := range []bool{false, true} {
		debug.SetGCPercent(77)
		p := &pacer{fixed: fixed}
		p.setRoom(longRoom)
		if set := debug.SetGCPercent(77) != 77; set == fixed {
			t.Errorf("fixed %v: set %v", fixed, set)
		}
	}
}

// TestLoadsGetNoMoreRoom: long queries that read get it.
func TestLoadsGetNoMoreRoom(t *testing.T) {
	var size int64
	p := &pacer{room: longRoom, size: func() int64 { return size }}
	for _, step := range []struct{ size, want int64 }{{100, longRoom}, {100_000, leastRoom}, {200_000, leastRoom}, {200_010, longRoom}, {0, longRoom}} {
		size = step.size
		if got := p.roomNow(); got != step.want {
			t.Errorf("of size %d: room for %d, want %d", step.size, got, step.want)
		}
	}
}

// TestGiveBack: memory that is free goes back to the system once the server rests.
func TestGiveBack(t *testing.T) {
	defer debug.SetGCPercent(100)
	p := &pacer{room: leastRoom}
	p.giveBack()
	before := heldHeap()
	block := make([]byte, 3*leastRoom)
	clear(block)
	block = nil
	p.look() // more was allocated than at rest
	if held := heldHeap(); held < before+(32<<20) {
		t.Skipf("the collector was faster: %d bytes are held, %d before", held, before)
	}
	p.look()
	if held := heldHeap(); held > before+worthGivingUp {
		t.Errorf("%d bytes are held at rest, %d before", held, before)
	}
}
