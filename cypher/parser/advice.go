package parser

import (
	"regexp"
	"strings"

	"github.com/antlr4-go/antlr/v4"

	"memgraphd/cypher/parser/internal/grammar"
)

// foreignWords are words and signs of other languages where an error is, and what to write instead.
var foreignWords = map[string]string{
	"LIKE":    likeAdvice,
	"ILIKE":   likeAdvice,
	"RLIKE":   likeAdvice,
	"BETWEEN": "A range is written as low <= x <= high.",
	"GROUP":   "There is no GROUP BY: the items without an aggregation are what rows are grouped by.",
	"HAVING":  "Conditions on groups stand behind WITH, as in WITH x, count(*) AS n WHERE n > 1.",
	"SELECT":  "A query says first what is looked for, as in MATCH (n:Label) RETURN n.",
	"JOIN":    "Relationships join nodes, as in MATCH (a)-[:TYPE]->(b).",
	"UPDATE":  "Properties are changed by SET.",
	"WHERE":   "WHERE stands behind MATCH, WITH or YIELD.",
	"&":       "Conditions are joined by AND.",
	"!":       "The opposite of a condition is NOT condition.",
	"?":       "A choice is CASE WHEN condition THEN value ELSE value END.",
	"“":       quoteAdvice,
	"”":       quoteAdvice,
	"‘":       quoteAdvice,
	"’":       quoteAdvice,
}

const (
	likeAdvice  = "Strings are compared by STARTS WITH, ENDS WITH, CONTAINS and =~."
	quoteAdvice = `Strings stand between ' or ".`
)

// listInParentheses is how SQL writes what IN looks through.
var listInParentheses = regexp.MustCompile(`(?i)\bin\s*\([^()]*$`)

// advice returns what to write instead of what was taken over from another language, or "".
func (e *syntaxError) advice(src *source) string {
	if e.at.GetTokenType() == antlr.TokenEOF {
		return ""
	}
	at, before := strings.ToUpper(tokenText(src, e.at)), ""
	if e.before != nil && e.before.GetTokenType() != antlr.TokenEOF {
		before = strings.ToUpper(tokenText(src, e.before))
	}
	switch {
	case at == "=" && before == "=":
		return "There is no ==, but =."
	case at == "WHEN" && before == "THEN":
		return "A branch that is a choice itself stands in braces: THEN { WHEN … }."
	case before == "ON" && e.at.GetTokenType() == grammar.CypherParserID:
		return "A label stands behind a colon, as in ON :Label(property)."
	case before == "INTO":
		return "Nodes are made by CREATE (:Label {key: value})."
	case at == "," && listInParentheses.MatchString(src.text[:src.offset(e.at.GetStart())]):
		return "A list is written as [1, 2]."
	}
	return foreignWords[at]
}
