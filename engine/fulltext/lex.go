package fulltext

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

type token uint8

const (
	end token = iota
	word
	phrase
	span // a range
	list // of which any
	open
	closing
	plus
	minus
	and
	or
	not
)

var tokenNames = [...]string{"end", "word", "phrase", "range", "list", "(", ")", "+", "-", "AND", "OR", "NOT"}

func (t token) String() string { return tokenNames[t] }

// lexer reads the tokens of a query.
type lexer struct {
	src       string
	at        int // behind the token
	from      int // of the token
	tok       token
	text      string   // of a word or phrase, without escapes
	star      bool     // it ends in a star that is not escaped
	plain     bool     // nothing in it is escaped
	name      string   // a field that stands before the token
	low, high bound    // of a range
	elements  []string // of a list
	err       error
}

func (p *lexer) fail(format string, args ...any) {
	if p.err == nil {
		p.err = fmt.Errorf("query %q: %s at offset %d", p.src, fmt.Sprintf(format, args...), p.from)
	}
	p.tok = end
}

// next reads a token.
func (p *lexer) next() {
	p.name, p.text, p.star, p.plain = "", "", false, true
	for {
		p.skipSpace()
		p.from = p.at
		if p.at == len(p.src) || p.err != nil {
			p.tok = end
			return
		}
		p.at++
		switch c := p.src[p.from]; {
		case c == '-' && p.name != "": // a negative number
			p.at--
			p.bare()
		case c == '(':
			p.tok = open
		case c == ')':
			p.tok = closing
		case c == '+':
			p.tok = plus
		case c == '-':
			p.tok = minus
		case c == '"':
			p.tok, p.text = phrase, p.quoted()
			p.star = p.accept('*')
		case c == '[' || c == '{':
			p.span(c == '{')
		default:
			p.at--
			if p.bare() {
				continue // it was a field
			}
		}
		return
	}
}

func (p *lexer) skipSpace() {
	p.at = len(p.src) - len(strings.TrimLeftFunc(p.src[p.at:], unicode.IsSpace))
}

// accept reads a character if it is the next one.
func (p *lexer) accept(c byte) bool {
	if p.at < len(p.src) && p.src[p.at] == c {
		p.at++
		return true
	}
	return false
}

// quoted reads a phrase; its opening quote is behind.
func (p *lexer) quoted() string {
	var b strings.Builder
	for ; p.at < len(p.src) && p.src[p.at] != '"'; p.at++ {
		if p.src[p.at] == '\\' && p.at+1 < len(p.src) {
			p.at++
		}
		b.WriteByte(p.src[p.at])
	}
	if !p.accept('"') {
		p.fail("a quote is not closed")
	}
	return b.String()
}

// bare reads a word, or a field and its colon, which it reports.
func (p *lexer) bare() (field bool) {
	var b strings.Builder
	p.tok, p.star = word, false
	for p.at < len(p.src) {
		r, n := utf8.DecodeRuneInString(p.src[p.at:])
		switch {
		case r == '\\' && p.at+1 < len(p.src):
			p.at++
			_, n = utf8.DecodeRuneInString(p.src[p.at:])
			p.star, p.plain = false, false
		case r == ':':
			p.at++
			p.name = strings.TrimPrefix(b.String(), "data.")
			return true
		case unicode.IsSpace(r) || strings.ContainsRune(`()"^~`, r):
			p.keyword(b.String())
			return false
		default:
			p.star = r == '*'
		}
		b.WriteString(p.src[p.at : p.at+n])
		p.at += n
	}
	p.keyword(b.String())
	return false
}

func (p *lexer) keyword(s string) {
	p.text = s
	switch {
	case s == "": // a character that means something elsewhere
		p.fail("unexpected %q", p.src[p.at:p.at+1])
	case p.name != "":
		p.restricted(s)
	case s == "AND":
		p.tok = and
	case s == "OR":
		p.tok = or
	case s == "NOT":
		p.tok = not
	}
}

// restricted reads what may stand only behind a field: IN [a b] and >= a.
func (p *lexer) restricted(s string) {
	switch {
	case s == "IN":
		p.skipSpace()
		if p.accept('[') {
			p.list()
		}
		return
	case s[0] != '<' && s[0] != '>':
		return
	}
	value := strings.TrimPrefix(s[1:], "=")
	b := bound{value, len(value) == len(s)-1}
	if value == "" {
		p.skipSpace()
		b.text = p.element()
	}
	if b.text == "" {
		p.fail("nothing to compare with")
		return
	}
	p.tok, p.low, p.high = span, bound{}, b
	if s[0] == '>' {
		p.low, p.high = b, bound{}
	}
}

// span reads a range; its opening bracket is behind.
func (p *lexer) span(openLow bool) {
	low, to, high := p.element(), p.element(), p.element()
	p.skipSpace()
	closed := p.at < len(p.src) && (p.src[p.at] == ']' || p.src[p.at] == '}')
	if !closed || to != "TO" || high == "" {
		p.fail("a range is [a TO b] or {a TO b}")
		return
	}
	p.tok, p.low, p.high = span, bound{low, openLow}, bound{high, p.src[p.at] == '}'}
	p.at++
	if low == "*" {
		p.low = bound{}
	}
	if high == "*" {
		p.high = bound{}
	}
}

// list reads the elements of a list; its opening bracket is behind.
func (p *lexer) list() {
	p.tok, p.elements = list, nil
	for {
		p.skipSpace()
		if p.accept(']') {
			return
		}
		e := p.element()
		if e == "" {
			p.fail("a list is not closed")
			return
		}
		p.elements = append(p.elements, e)
	}
}

// element reads a word or phrase of a range or list; nothing at its end.
func (p *lexer) element() string {
	p.skipSpace()
	if p.accept('"') {
		return p.quoted()
	}
	rest := p.src[p.at:]
	n := strings.IndexFunc(rest, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(`[]{}()"`, r) })
	if n < 0 {
		n = len(rest)
	}
	p.at += n
	return rest[:n]
}
