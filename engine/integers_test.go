package engine

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// TestIntegersAgreeWithSlice changes packed and unpacked integers and compares them with a plain slice.
func TestIntegersAgreeWithSlice(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		widths := []int64{0, 200, 40_000, 1 << 31, math.MaxInt64}
		base := rapid.SampledFrom([]int64{0, -100, math.MinInt64, math.MaxInt64 - 100}).Draw(t, "base")
		draw := func(what string) int64 {
			return base + rapid.Int64Range(0, rapid.SampledFrom(widths).Draw(t, "width")).Draw(t, what) // may wrap around
		}
		var s integers
		var want []int64
		for range rapid.IntRange(1, 40).Draw(t, "steps") {
			switch op := rapid.IntRange(0, 4).Draw(t, "op"); {
			case op == 0 || len(want) == 0:
				v := []int64{draw("v"), draw("v")}
				s.append(v)
				want = append(want, v...)
			case op == 1:
				i, v := rapid.IntRange(0, len(want)).Draw(t, "at"), draw("v")
				s.put(i, false, v)
				want = slices.Insert(want, i, v)
			case op == 2:
				i, v := rapid.IntRange(0, len(want)-1).Draw(t, "at"), draw("v")
				s.put(i, true, v)
				want[i] = v
			case op == 3:
				i := rapid.IntRange(0, len(want)-1).Draw(t, "at")
				s.remove(i)
				want = slices.Delete(want, i, i+1)
			default:
				s.pack()
			}
			compareIntegers(t, &s, want)
		}
	})
}

func compareIntegers(t *rapid.T, s *integers, want []int64) {
	if s.len() != len(want) {
		t.Fatalf("%d integers instead of %d", s.len(), len(want))
	}
	got := make([]int64, len(want))
	s.copyTo(got, 0)
	if !slices.Equal(got, want) {
		t.Fatalf("copyTo: %v instead of %v", got, want)
	}
	for i, v := range want {
		if s.at(i) != v {
			t.Fatalf("at(%d): %d instead of %d", i, s.at(i), v)
		}
	}
	if n := len(want) / 2; n > 0 {
		s.copyTo(got[:n], n)
		if !slices.Equal(got[:n], want[n:2*n]) {
			t.Fatalf("copyTo from %d: %v instead of %v", n, got[:n], want[n:2*n])
		}
	}
}

// TestIntegersPack checks the width that integers are packed to.
func TestIntegersPack(t *testing.T) {
	for _, c := range []struct {
		least, most int64
		bytes       int
	}{
		{7, 7, 1},
		{-100, 155, 1},
		{-100, 156, 2},
		{1 << 40, 1<<40 + 1<<16 - 1, 2},
		{0, 1 << 16, 4},
		{math.MinInt64, math.MinInt64 + math.MaxUint32, 4},
		{0, 1 << 32, 8},
		{math.MinInt64, math.MaxInt64, 8},
	} {
		s := integers{words: make([]int64, 0, 1000)}
		s.append([]int64{c.most, c.least})
		s.pack()
		if got := s.memory(); got != 2*c.bytes {
			t.Errorf("%d … %d: %d bytes instead of %d", c.least, c.most, got, 2*c.bytes)
		}
		if s.at(0) != c.most || s.at(1) != c.least {
			t.Errorf("%d … %d: became %d … %d", c.least, c.most, s.at(1), s.at(0))
		}
	}
}
