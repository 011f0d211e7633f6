package fulltext

import "regexp"

// Query is what documents are to match.
type Query struct {
	kind  kind
	field string // empty: any
	terms []term // of a word one, of a phrase several
	slop  int    // by how much the words of a phrase may be displaced
	boost float64

	must, should, not []*Query
}

type kind uint8

const (
	everything kind = iota
	terms           // words in a row
	pattern         // a single term; all words that match count the same
	exists          // the field has a word
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
	return &Query{kind: pattern, terms: []term{textual(re.MatchString)}, boost: 1}, nil
}

// Phrase returns a query for documents with the words of a text in a row.
func Phrase(text string) *Query {
	q := &Query{kind: terms, boost: 1}
	eachWord(text, func(w string) { q.terms = append(q.terms, term{word: w}) })
	return q
}
