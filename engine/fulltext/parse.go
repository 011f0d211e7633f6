package fulltext

import (
	"strconv"
	"strings"
)

// Parse reads a query, in the words that Tantivy and Lucene have in common:
//
//	word  pre*  w*d  "a phrase"  *       a word, a prefix, words in a row, everything
//	data.title:word  title:(a b)         in one property only
//	title:*  title:IN [a "b c"]          with any word, with any of these
//	n:[1 TO 5]  n:{1 TO *]  n:>=1        numbers, or words, within bounds
//	word~  word~1  "a phrase"~2          similar words, words near each other
//	"a phra"*                            of which the last one is a prefix
//	a b    a OR b                        any of them; a better match has more of them
//	a AND b    +a b                      all of them; a must be there
//	NOT a    -a                          without a
//	a^2                                  counts twice
//
// AND binds closer than OR. A backslash takes a character for what it is.
func Parse(s string) (*Query, error) {
	p := &parser{lexer{src: s}}
	p.next()
	q := p.alternatives("", 0)
	if p.err == nil && p.tok != end {
		p.fail("unexpected %s", p.tok)
	}
	if p.err != nil {
		return nil, p.err
	}
	return q, nil
}

// deepest bounds how parentheses nest.
const deepest = 64

type parser struct{ lexer }

// alternatives reads what stands side by side or is joined by OR.
func (p *parser) alternatives(field string, depth int) *Query {
	q := &Query{kind: boolean, boost: 1}
	for p.err == nil && p.tok != end && p.tok != closing {
		if p.tok == or {
			if len(q.must)+len(q.should)+len(q.not) == 0 {
				p.fail("nothing before OR")
				return q
			}
			p.next()
		}
		p.conjunction(q, field, depth)
	}
	if len(q.must)+len(q.should)+len(q.not) == 0 {
		p.fail("it is empty")
	}
	if len(q.should) == 1 && len(q.must)+len(q.not) == 0 {
		return q.should[0]
	}
	return q
}

// conjunction reads operands that are joined by AND, and adds them to q.
func (p *parser) conjunction(q *Query, field string, depth int) {
	all := &Query{kind: boolean, boost: 1}
	n := 0
	for {
		n++
		p.operand(all, field, depth)
		if p.tok != and {
			break
		}
		p.next()
	}
	if n == 1 {
		q.must, q.should, q.not = append(q.must, all.must...), append(q.should, all.should...), append(q.not, all.not...)
		return
	}
	all.must, all.should = append(all.must, all.should...), nil
	q.should = append(q.should, all)
}

// operand reads a single thing and its sign, and adds it to q.
func (p *parser) operand(q *Query, field string, depth int) {
	to := &q.should
	switch p.tok {
	case plus:
		to = &q.must
		p.next()
	case minus, not:
		to = &q.not
		p.next()
	}
	if p.name != "" {
		field = p.name
	}
	var x *Query
	switch p.tok {
	case open:
		if depth++; depth > deepest {
			p.fail("more than %d parentheses are open", deepest)
			return
		}
		p.next()
		x = p.alternatives(field, depth)
		if p.tok != closing {
			p.fail("a parenthesis is not closed")
			return
		}
	case word, phrase, span, list:
		x = p.leaf(field)
	default:
		p.fail("unexpected %s", p.tok)
		return
	}
	x = p.modified(x)
	p.next()
	*to = append(*to, x)
}

// leaf makes a query of a token in a field.
func (p *parser) leaf(field string) *Query {
	q := &Query{kind: terms, field: field, boost: 1}
	switch {
	case p.tok == span:
		q.kind, q.terms = pattern, []term{within(p.low, p.high)}
		return q
	case p.tok == list:
		return p.anyOf(field)
	case p.tok == word && p.text == "*" && p.star:
		if q.kind = everything; field != "" {
			q.kind = exists
		}
		return q
	}
	var words []string
	eachWord(p.text, func(w string) { words = append(words, w) })
	q.terms = exactly(words)
	inner := strings.TrimSuffix(p.text, "*")
	switch n := len(words); {
	case p.tok == word && p.plain && strings.Contains(inner, "*") && strings.IndexFunc(inner, outOfPattern) < 0:
		q.terms = []term{wildcard(p.text)}
	case p.star && n > 0 && (n == 1 || p.tok == phrase):
		q.terms[n-1] = beginsWith(words[n-1])
	case field != "" && strings.HasPrefix(p.text, "-"):
		if number, ok := numberWord(p.text); ok {
			q.terms = []term{{word: number}}
		}
	}
	return q
}

func outOfPattern(r rune) bool { return r != '*' && !inWord(r) }

// anyOf makes a query of a list.
func (p *parser) anyOf(field string) *Query {
	q := &Query{kind: boolean, boost: 1}
	for _, e := range p.elements {
		sub := Phrase(e)
		sub.field = field
		q.should = append(q.should, sub)
	}
	return q
}

// modified reads ~n and ^n behind an operand.
func (p *parser) modified(q *Query) *Query {
	tok := p.tok
	for p.err == nil && p.at < len(p.src) {
		switch p.src[p.at] {
		case '~':
			p.at++
			q = p.loosened(q, tok)
		case '^':
			p.at++
			factor, ok := p.number()
			if !ok {
				p.fail("^ must be followed by a number")
			}
			q.boost = factor
		default:
			return q
		}
	}
	return q
}

// loosened makes a word match similar ones, and a phrase words near each other.
// Without a number, and with a fraction, which was a degree of similarity once,
// the distance is the largest.
func (p *parser) loosened(q *Query, tok token) *Query {
	n, ok := p.number()
	switch {
	case tok == phrase:
		q.slop = int(min(n, 1000))
	case tok != word:
		p.fail("~ must follow a word or a phrase")
	case !ok || n != float64(int(n)):
		q = q.Fuzzy(maxDistance, true)
	default:
		q = q.Fuzzy(int(min(n, maxDistance)), true)
	}
	return q
}

// number reads a number without a sign.
func (p *parser) number() (float64, bool) {
	from := p.at
	for p.at < len(p.src) && (p.src[p.at] == '.' || '0' <= p.src[p.at] && p.src[p.at] <= '9') {
		p.at++
	}
	x, err := strconv.ParseFloat(p.src[from:p.at], 64)
	return x, err == nil
}
