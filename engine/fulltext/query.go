package fulltext

import "regexp"

// Query is what documents are to match.
type Query struct {
	kind   kind
	field  string   // empty: any
	words  []string // of a term one, of a phrase several
	prefix bool     // of a term: words that begin with it match
	re     *regexp.Regexp
	boost  float64

	must, should, not []*Query
}

type kind uint8

const (
	everything kind = iota
	terms           // words in a row
	pattern         // words that match a regular expression as a whole
	boolean
)

// Everything returns a query that all documents match.
func Everything() *Query { return &Query{kind: everything, boost: 1} }

// Regexp returns a query for documents with a word that an expression (of RE2) matches as a whole.
func Regexp(expr string) (*Query, error) {
	re, err := regexp.Compile("^(?:" + expr + ")$")
	if err != nil {
		return nil, err
	}
	return &Query{kind: pattern, re: re, boost: 1}, nil
}
