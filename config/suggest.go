package config

// nearest returns the visible flag name closest to name, or "" if none is close enough to be what
// was meant: at most a third of the letters may differ.
func nearest(name string) string {
	best, bestDistance := "", len(name)/3+1
	for _, s := range table {
		if s.Hidden {
			continue
		}
		if d := distance(name, s.Name); d < bestDistance {
			best, bestDistance = s.Name, d
		}
	}
	return best
}

// distance is the optimal string alignment distance of two byte strings: insertions, deletions,
// substitutions and swaps of neighbours count one each.
func distance(a, b string) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range row {
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
