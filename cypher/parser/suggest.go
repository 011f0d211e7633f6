package parser

import (
	"strings"

	"github.com/antlr4-go/antlr/v4"

	"memgraphd/cypher/parser/internal/grammar"
	"memgraphd/internal/spelling"
)

// suggest returns the keyword that, in place of the word at an error or of the
// one before it, lets the parser come further: the nearest in spelling.
func suggest(m *machine, src *source, e *syntaxError) string {
	for _, word := range []antlr.Token{e.at, e.before} {
		if word == nil || word.GetTokenType() != grammar.CypherParserID {
			continue
		}
		if keyword := suggestFor(m, src, word, e.at); keyword != "" {
			return keyword
		}
	}
	return ""
}

func suggestFor(m *machine, src *source, word, at antlr.Token) string {
	start, end := src.offset(word.GetStart()), src.offset(word.GetStop()+1)
	text := strings.ToUpper(src.text[start:end])
	best, least := "", maxDistance(text)+1
	for t := range grammar.CypherParserStaticData.LiteralNames {
		keyword := keywordOf(t)
		if keyword == "" {
			continue
		}
		distance := spelling.Distance(text, keyword, least-1)
		if distance >= least {
			continue
		}
		further := m.firstError(src.text[:start]+keyword+src.text[end:], nil)
		longer := len(keyword) - (word.GetStop() - word.GetStart() + 1)
		if further == nil || further.at.GetStart() > max(word.GetStart()+len(keyword), at.GetStart()+longer) {
			best, least = keyword, distance
		}
	}
	return best
}

// maxDistance is how many letters of a word may be wrong.
func maxDistance(word string) int { return min(len(word)/3, 2) }
