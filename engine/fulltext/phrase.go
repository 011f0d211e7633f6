package fulltext

import "slices"

// occurrences counts how often the words of a phrase stand in a row, or as near
// as the slop allows.
func (m *matcher) occurrences(words []uint32) int {
	switch {
	case len(m.words) == 0:
		return 0
	case m.slop > 0 && len(m.words) > 1:
		return m.near(words)
	}
	n := 0
	for i := 0; i+len(m.words) <= len(words); i++ {
		found := true
		for j, set := range m.words {
			if !set[words[i+j]] {
				found = false
				break
			}
		}
		if found {
			n++
		}
	}
	return n
}

// near counts the occurrences of a phrase whose words are displaced: the distance
// between the word that is furthest ahead and that which is furthest behind is at
// most the slop.
func (m *matcher) near(words []uint32) (n int) {
	offsets := make([][]int, len(m.words)) // of each word of the phrase: where it would have to begin
	for j, set := range m.words {
		for i, w := range words {
			if set[w] {
				offsets[j] = append(offsets[j], i-j)
			}
		}
		if offsets[j] == nil {
			return 0
		}
	}
	at := make([]int, len(offsets))
	for {
		first, last := 0, 0
		for j := range offsets {
			if offsets[j][at[j]] < offsets[first][at[first]] {
				first = j
			}
			if offsets[j][at[j]] > offsets[last][at[last]] {
				last = j
			}
		}
		if offsets[last][at[last]]-offsets[first][at[first]] <= m.slop && m.distinct(offsets, at) {
			n++
		}
		if at[first]++; at[first] == len(offsets[first]) {
			return n
		}
	}
}

// distinct reports whether no place serves two words of the phrase.
func (m *matcher) distinct(offsets [][]int, at []int) bool {
	places := make([]int, len(at))
	for j := range at {
		places[j] = offsets[j][at[j]] + j
	}
	slices.Sort(places)
	return len(slices.Compact(places)) == len(at)
}
