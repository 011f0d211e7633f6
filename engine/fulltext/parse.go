package fulltext

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Parse reads a query, in the words that Tantivy and Lucene have in common:
//
//	word  pre*  "a phrase"  *            a word, a prefix, words in a row, everything
//	data.title:word  title:(a b)         in one property only
//	a b    a OR b                        any of them; a better match has more of them
//	a AND b    +a b                      all of them; a must be there
//	NOT a    -a                          without a
//	a^2                                  counts twice
//
// AND binds closer than OR. A backslash takes a character for what it is.
func Parse(s string) (*Query, error) {
	p := &parser{src: s}
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

type token uint8

const (
	end token = iota
	word
	phrase
	open
	closing
	plus
	minus
	and
	or
	not
)

var tokenNames = [...]string{"end", "word", "phrase", "(", ")", "+", "-", "AND", "OR", "NOT"}

func (t token) String() string { return tokenNames[t] }

type parser struct {
	src  string
	at   int // behind the token
	from int // of the token
	tok  token
	text string // of a word or phrase, without escapes
	star bool   // the word ends in a star that is not escaped
	name string // a field that stands before the token
	err  error
}

func (p *parser) fail(format string, args ...any) {
	if p.err == nil {
		p.err = fmt.Errorf("query %q: %s at offset %d", p.src, fmt.Sprintf(format, args...), p.from)
	}
	p.tok = end
}

// next reads a token.
func (p *parser) next() {
	p.name, p.text, p.star = "", "", false
	for {
		rest := strings.TrimLeftFunc(p.src[p.at:], unicode.IsSpace)
		p.at = len(p.src) - len(rest)
		p.from = p.at
		if rest == "" || p.err != nil {
			p.tok = end
			return
		}
		p.at++
		switch rest[0] {
		case '(':
			p.tok = open
		case ')':
			p.tok = closing
		case '+':
			p.tok = plus
		case '-':
			p.tok = minus
		case '"':
			p.quoted()
		default:
			p.at--
			if p.bare() {
				continue // it was a field
			}
		}
		return
	}
}

// quoted reads a phrase; its opening quote is behind.
func (p *parser) quoted() {
	var b strings.Builder
	for ; p.at < len(p.src) && p.src[p.at] != '"'; p.at++ {
		if p.src[p.at] == '\\' && p.at+1 < len(p.src) {
			p.at++
		}
		b.WriteByte(p.src[p.at])
	}
	if p.at >= len(p.src) {
		p.fail("a quote is not closed")
		return
	}
	p.at++
	p.tok, p.text = phrase, b.String()
}

// bare reads a word, or a field and its colon, which it reports.
func (p *parser) bare() (field bool) {
	var b strings.Builder
	p.tok, p.star = word, false
	for p.at < len(p.src) {
		r, n := utf8.DecodeRuneInString(p.src[p.at:])
		switch {
		case r == '\\' && p.at+1 < len(p.src):
			p.at++
			_, n = utf8.DecodeRuneInString(p.src[p.at:])
			p.star = false
		case r == ':':
			p.at++
			p.name = strings.TrimPrefix(b.String(), "data.")
			return true
		case unicode.IsSpace(r) || strings.ContainsRune(`()"^`, r):
			return p.keyword(b.String())
		default:
			p.star = r == '*'
		}
		b.WriteString(p.src[p.at : p.at+n])
		p.at += n
	}
	return p.keyword(b.String())
}

func (p *parser) keyword(s string) bool {
	p.text = s
	switch {
	case s == "": // a character that means something elsewhere
		p.fail("unexpected %q", p.src[p.at:p.at+1])
	case p.name != "":
	case s == "AND":
		p.tok = and
	case s == "OR":
		p.tok = or
	case s == "NOT":
		p.tok = not
	}
	return false
}

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
	case word, phrase:
		x = p.leaf(field)
	default:
		p.fail("unexpected %s", p.tok)
		return
	}
	p.boosted(x)
	p.next()
	*to = append(*to, x)
}

func (p *parser) leaf(field string) *Query {
	q := &Query{kind: terms, field: field, boost: 1}
	if p.tok == word && p.text == "*" && p.star {
		q.kind = everything
		return q
	}
	Words(p.text, func(w string) { q.words = append(q.words, w) })
	q.prefix = p.tok == word && p.star && len(q.words) == 1
	return q
}

// boosted reads ^n behind an operand.
func (p *parser) boosted(q *Query) {
	if p.at >= len(p.src) || p.src[p.at] != '^' {
		return
	}
	digits := p.src[p.at+1:]
	n := strings.IndexFunc(digits, func(r rune) bool { return r != '.' && (r < '0' || r > '9') })
	if n < 0 {
		n = len(digits)
	}
	factor, err := strconv.ParseFloat(digits[:n], 64)
	if err != nil {
		p.fail("^ must be followed by a number")
		return
	}
	p.at += 1 + n
	q.boost = factor
}
