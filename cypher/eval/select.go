package eval

import (
	"math/bits"
	"slices"
)

// fewItems is the number of items up to which sorting is faster than selecting.
const fewItems = 64

// quickselect moves items so that s[k] is the one that sorting s would put there, with none before it that is larger
// and none behind it that is smaller, and returns it. It takes time in proportion to the number of items: Hoare's quickselect
// (CACM 4, 1961) with the median of three for a pivot, and sorting where that has been a bad choice too often.
func quickselect[T any](s []T, k int, compare func(a, b T) int) T {
	for tries := 2 * bits.Len(uint(len(s))); len(s) > fewItems && tries > 0; tries-- {
		low, high := partition(s, compare)
		switch {
		case k < low:
			s = s[:low]
		case k >= high:
			s, k = s[high:], k-high
		default:
			return s[k]
		}
	}
	slices.SortFunc(s, compare)
	return s[k]
}

// partition moves items so that those of s[:low] are smaller than those of s[low:high], which are all equal,
// and those of s[high:] are larger.
func partition[T any](s []T, compare func(a, b T) int) (low, high int) {
	pivots := [3]T{s[0], s[len(s)/2], s[len(s)-1]}
	slices.SortFunc(pivots[:], compare)
	high = len(s)
	for at := 0; at < high; {
		switch c := compare(s[at], pivots[1]); {
		case c < 0:
			s[low], s[at] = s[at], s[low]
			low++
			at++
		case c > 0:
			high--
			s[at], s[high] = s[high], s[at]
		default:
			at++
		}
	}
	return low, high
}
