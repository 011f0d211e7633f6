package parser

import (
	"strings"

	"github.com/antlr4-go/antlr/v4"

	"memgraphd/cypher/parser/internal/grammar"
)

// suggest returns the keyword that, in place of the word at an error or of the
// one before it, lets the parser come further: the nearest in spelling.
func suggest(m *machine, src *source, e *syntaxError) string {
	for _, word := range []antlr.Token{e.at, e.before} {
		if word == nil || word.GetTokenType() != grammar.CypherParserID {
			continue
		}
		if keyword := suggestFor(m, src, word); keyword != "" {
			return keyword
		}
	}
	return ""
}

func suggestFor(m *machine, src *source, word antlr.Token) string {
	start, end := src.offset(word.GetStart()), src.offset(word.GetStop()+1)
	text := strings.ToUpper(src.text[start:end])
	best, bestDistance := "", maxDistance(text)+1
	for t := range grammar.CypherParserStaticData.LiteralNames {
		keyword := keywordOf(t)
		if keyword == "" {
			continue
		}
		distance := editDistance(text, keyword)
		if distance >= bestDistance {
			continue
		}
		further := m.firstError(src.text[:start]+keyword+src.text[end:], nil)
		if further == nil || further.at.GetStart() > word.GetStart()+len(keyword) {
			best, bestDistance = keyword, distance
		}
	}
	return best
}

// maxDistance is how many letters of a word may be wrong.
func maxDistance(word string) int { return min(len(word)/3, 2) }

// editDistance returns how many letters must be inserted, removed, replaced or
// swapped with their neighbour to make b of a (optimal string alignment); a
// large number if the lengths alone differ by more than may be wrong.
func editDistance(a, b string) int {
	if d := len(a) - len(b); d > 2 || d < -2 {
		return len(a) + len(b)
	}
	before, last, next := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		next[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			next[j] = min(last[j]+1, next[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				next[j] = min(next[j], before[j-2]+1)
			}
		}
		before, last, next = last, next, before
	}
	return last[len(b)]
}
