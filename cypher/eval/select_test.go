package eval

import (
	"cmp"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestQuickselect(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.SampledFrom([]int{1, 2, fewItems, fewItems + 1, 500}).Draw(t, "n")
		most := rapid.SampledFrom([]int{0, 3, math.MaxInt}).Draw(t, "most")
		s := rapid.SliceOfN(rapid.IntRange(0, most), n, n).Draw(t, "s")
		k := rapid.IntRange(0, n-1).Draw(t, "k")
		sorted := slices.Sorted(slices.Values(s))
		if got := quickselect(s, k, cmp.Compare); got != sorted[k] || s[k] != got {
			t.Fatalf("the item at %d is %d (in its place: %d), want %d", k, got, s[k], sorted[k])
		}
		if slices.Max(s[:k+1]) > s[k] || slices.Min(s[k:]) < s[k] {
			t.Fatalf("%v is not divided at %d", s, k)
		}
	})
}

// TestQuickselectOfBadPivots: an adversary that decides how items compare only when it is asked, so that each
// pivot is one of the least (McIlroy: A Killer Adversary for Quicksort, 1999), makes it no slower than sorting.
func TestQuickselectOfBadPivots(t *testing.T) {
	const n = 1 << 14
	items, values := make([]int, n), make([]int, n)
	for i := range items {
		items[i], values[i] = i, n // not decided
	}
	compared, decided, candidate := 0, 0, 0
	quickselect(items, n-1, func(a, b int) int {
		compared++
		if values[a] == n && values[b] == n {
			fixed := b
			if a == candidate {
				fixed = a
			}
			values[fixed] = decided
			decided++
		}
		if values[a] == n {
			candidate = a
		} else if values[b] == n {
			candidate = b
		}
		return cmp.Compare(values[a], values[b])
	})
	if most := 100 * n; compared > most {
		t.Errorf("%d comparisons of %d items, at most %d are expected", compared, n, most)
	}
}

func TestCompareFloats(t *testing.T) {
	s := []float64{math.NaN(), 1, math.Inf(1), -1, math.NaN(), math.Inf(-1)}
	slices.SortFunc(s, compareFloats)
	if want := []float64{math.Inf(-1), -1, 1, math.Inf(1)}; !slices.Equal(s[:4], want) || s[4] == s[4] || s[5] == s[5] {
		t.Errorf("sorted: %v", s)
	}
}
