package semantic

import (
	"fmt"
	"strings"
)

// nearest returns a sentence that proposes the known name closest to what was
// written, or nothing if none is close.
func nearest(name string, known []string) string {
	best, distance := "", 1+len(name)/4
	for _, k := range known {
		if d := edits(strings.ToLower(name), strings.ToLower(k), distance); d <= distance && (best == "" || d < distance) {
			best, distance = k, d
		}
	}
	if best == "" || len(name) < 2 && !strings.EqualFold(best, name) {
		return ""
	}
	return fmt.Sprintf(" Did you mean '%s'?", best)
}

// edits returns how many characters have to be changed, added or taken away to
// get from a to b (Levenshtein distance), or more than limit as soon as it is.
func edits(a, b string, limit int) int {
	if len(a)-len(b) > limit || len(b)-len(a) > limit {
		return limit + 1
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		diagonal, least := row[0], i
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := diagonal
			if a[i-1] != b[j-1] {
				cost++
			}
			diagonal = row[j]
			row[j] = min(cost, row[j]+1, row[j-1]+1)
			least = min(least, row[j])
		}
		if least > limit {
			return limit + 1
		}
	}
	return row[len(b)]
}
