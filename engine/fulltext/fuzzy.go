package fulltext

import "slices"

// maxDistance is the most edits that make sense: with three, short words are
// like most others.
const maxDistance = 2

// similar returns a term for the words that become word by at most so many
// insertions, deletions and replacements of a character, and exchanges of two
// neighbours if those count as one.
func similar(word string, distance int, exchanges bool) term {
	want := []rune(word)
	return textual(func(w string) bool {
		got := []rune(w)
		return max(len(got)-len(want), len(want)-len(got)) <= distance && edits(want, got, exchanges) <= distance
	})
}

// edits is the distance of Levenshtein, or with exchanges the optimal string
// alignment distance, between a and b.
func edits(a, b []rune, exchanges bool) int {
	var rows [3][longestWord + 1]int // of the matrix: the one before the last, the last, and this one
	before, last, row := rows[0][:], rows[1][:], rows[2][:]
	if len(b) > longestWord {
		return len(b)
	}
	for j := range len(b) + 1 {
		last[j] = j
	}
	for i, x := range a {
		row[0] = i + 1
		for j, y := range b {
			replaced := last[j]
			if x != y {
				replaced++
			}
			row[j+1] = min(replaced, last[j+1]+1, row[j]+1)
			if exchanges && i > 0 && j > 0 && x == b[j-1] && a[i-1] == y {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}

// Fuzzy returns a query that takes similar words for those that q asks for: up to
// distance edits away, which is 0 to 2; exchanges says whether two neighbours
// that change places are one edit or two.
func (q *Query) Fuzzy(distance int, exchanges bool) *Query {
	if distance == 0 {
		return q
	}
	f := *q
	f.terms = slices.Clone(q.terms)
	for i, t := range f.terms {
		if t.test == nil && !isNumber(t.word) {
			f.terms[i] = similar(t.word, min(distance, maxDistance), exchanges)
		}
	}
	f.must, f.should, f.not = fuzzy(q.must, distance, exchanges), fuzzy(q.should, distance, exchanges), fuzzy(q.not, distance, exchanges)
	return &f
}

func fuzzy(list []*Query, distance int, exchanges bool) []*Query {
	var all []*Query
	for _, q := range list {
		all = append(all, q.Fuzzy(distance, exchanges))
	}
	return all
}
