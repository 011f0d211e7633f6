package engine

import (
	"bytes"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// arenaOf returns an arena whose entries 0 and n+1 are not written to.
func arenaOf(l layout, n int) []byte { return bytes.Repeat([]byte{0xA5}, l.arenaSize(n+2)) }

// inside returns entries 1 … n of an arena.
func inside(l layout, arena []byte, n int) hopRun { return hopRun{arena[l.size:], n} }

// checkEntries looks for entries, and for changes beside them.
func checkEntries(t *rapid.T, l layout, arena []byte, want []entry) {
	run := inside(l, arena, len(want))
	for i, e := range want {
		if got := l.at(run, i); got != e {
			t.Fatalf("entry %d of %+v is %v, want %v", i, l, got, e)
		}
		first := slices.IndexFunc(want, func(o entry) bool { return o.neighbour == e.neighbour })
		if got := l.search(run, 0, e.neighbour); got != first {
			t.Fatalf("neighbour %d is found at %d of %+v, want %d", e.neighbour, got, l, first)
		}
	}
	for i, b := range arena {
		if entry := i / int(l.size); (entry == 0 || entry > len(want)) && b != 0xA5 {
			t.Fatalf("byte %d of %+v is changed", i, l)
		}
	}
}

// TestLayout writes entries in any order and layout, and copies them to another.
func TestLayout(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		nodeBits, relBits := rapid.IntRange(0, 40).Draw(t, "node bits"), rapid.IntRange(0, 40).Draw(t, "relationship bits")
		layouts := []layout{packedLayout(1<<nodeBits, 1<<relBits), wide}
		if max(nodeBits, relBits) <= 32 {
			layouts = append(layouts, growing)
		}
		const n = 5
		l := rapid.SampledFrom(layouts).Draw(t, "layout")
		arena, want := arenaOf(l, n), make([]entry, n)
		for i := range want {
			want[i].neighbour = rapid.Uint64Max(1<<nodeBits-1).Draw(t, "neighbour")
			want[i].rel = rapid.Uint64Max(1<<relBits-1).Draw(t, "relationship")
		}
		for _, i := range rapid.Permutation([]int{0, 1, 2, 3, 4}).Draw(t, "order") {
			l.put(arena, i+1, want[i])
		}
		checkEntries(t, l, arena, want)

		other := rapid.SampledFrom(layouts).Draw(t, "copied to")
		copied := arenaOf(other, n)
		other.copy(copied, 1, inside(l, arena, n), l)
		checkEntries(t, other, copied, want)
	})
}

func TestPackedLayout(t *testing.T) {
	for _, c := range []struct {
		nodes, rels uint64
		size        uint16
	}{
		{0, 0, 5},
		{100_000, 1_800_000, 5},
		{1 << 20, 1 << 20, 5},
		{1 << 20, 1<<20 + 1, 6},
		{1 << 32, 1 << 32, 8},
		{1 << 30, 1 << 34, 8},
		{1 << 32, 1<<32 + 1, 16},
		{1, 1<<64 - 1, 8},
	} {
		if l := packedLayout(c.nodes, c.rels); l.size != c.size {
			t.Errorf("%d nodes and %d relationships: %d bytes an entry, want %d", c.nodes, c.rels, l.size, c.size)
		}
	}
}
