package eval

import (
	"fmt"
	"strings"
)

// SuggestFunction returns a sentence that proposes the function or aggregation
// whose name is nearest to the one that was written, or nothing if none is near.
func SuggestFunction(name string) string {
	written := strings.ToLower(name)
	best, least := "", 2+len(name)/4
	for _, f := range Functions() {
		if d := distance(written, strings.ToLower(f.Name)); d < least {
			best, least = f.Name, d
		}
	}
	if best == "" || least >= len(name) {
		return ""
	}
	return fmt.Sprintf(" Did you mean '%s'?", best)
}

// distance is the number of characters to change, add or take away to get from
// a to b (Levenshtein).
func distance(a, b string) int {
	from, to := []rune(a), []rune(b)
	row := make([]int, len(to)+1)
	for j := range row {
		row[j] = j
	}
	for i, r := range from {
		diagonal := row[0]
		row[0] = i + 1
		for j, s := range to {
			cost := diagonal
			if r != s {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(to)]
}
