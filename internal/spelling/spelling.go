// Package spelling finds what somebody meant who wrote something else.
package spelling

import (
	"fmt"
	"strings"
)

// Nearest returns the one of the known words that is nearest to word, if it is at
// most limit edits away; else nothing.
func Nearest(word string, known []string, limit int) (best string) {
	for _, k := range known {
		if d := Distance(word, k, limit); d <= limit {
			best, limit = k, d-1
		}
	}
	return best
}

// Distance is the optimal string alignment distance of two byte strings: insertions,
// deletions, substitutions and swaps of neighbours count one each. It is some
// number above limit if it is more than limit.
func Distance(a, b string, limit int) int {
	if max(len(a)-len(b), len(b)-len(a)) > limit {
		return limit + 1
	}
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}

// Hint returns a sentence, with a blank in front, that proposes the known name closest to what was written, whatever
// its case; nothing if none is close, or if what was written is known itself: then something else is wrong with it.
func Hint(written string, known []string) string {
	lower, best, least := strings.ToLower(written), "", 2+len(written)/4
	for _, k := range known {
		if k == written {
			return ""
		}
		if d := Distance(lower, strings.ToLower(k), least-1); d < least {
			best, least = k, d
		}
	}
	if best == "" || len(written) < 2 && !strings.EqualFold(best, written) {
		return ""
	}
	return fmt.Sprintf(" Did you mean '%s'?", best)
}
