package normal

import "unicode/utf8"

// maxDepth bounds the nesting of brackets in what is normalised.
const maxDepth = 64

// Normalize appends the key of a query to key and the literals that it lifts to
// literals, in the order of the text, and returns both. It is not ok for what
// has no plan to be cached, administration and EXPLAIN among it, and for what it
// can't read: the parser says why.
//
// The values of literals may share the bytes of text.
func Normalize(key []byte, literals []Literal, text string) (_ []byte, _ []Literal, ok bool) {
	n := normalizer{text: text, key: key, literals: literals}
	n.frames[0] = frame{lift: true, inner: true, base: true}
	n.pos = versionEnd(text)
	n.end = n.pos
	ok = n.run()
	return n.key, n.literals, ok
}

// normalizer reads the text token by token and writes the key.
type normalizer struct {
	text     string
	key      []byte
	literals []Literal
	pos      int // of what is read next
	end      int // of the last token
	last     token
	depth    int
	frames   [maxDepth]frame
}

// token is what later tokens need to know of the one before. Where a word may be
// a keyword or a name it neither ends nor opens an expression.
type token struct {
	class    class
	punct    byte // its character, if it is punctuation
	word     keyword
	ends     bool // an expression certainly ends with it
	opens    bool // an operand certainly follows
	projects bool // it is the RETURN or WITH of a projection
}

// frame is the text at one depth of brackets.
type frame struct {
	lift       bool // literals directly in it may be lifted
	inner      bool // literals in brackets in it may be
	base       bool // what lift and inner are in clauses that lift
	projection bool // what RETURN or WITH projects, not lifted
	subscript  bool // the brackets of list[index]
}

func (n *normalizer) run() bool {
	for {
		if n.pos = blankEnd(n.text, n.pos); n.pos < 0 {
			return false
		}
		if n.pos == len(n.text) {
			return n.depth == 0 && n.last.class != invalid
		}
		if n.text[n.pos] == ';' {
			return n.depth == 0 && n.last.class != invalid && blankEnd(n.text, n.pos+1) == len(n.text)
		}
		if !n.next() {
			return false
		}
	}
}

// next reads one token.
func (n *normalizer) next() bool {
	c, size := n.text[n.pos], 1
	kind := classes[c]
	if kind == beyond {
		var r rune
		r, size = utf8.DecodeRuneInString(n.text[n.pos:])
		kind = classify(r)
		if isDash(r) {
			c = '-'
		}
	}
	if n.last.class == invalid && kind != letter {
		return false
	}
	switch kind {
	case letter:
		return n.word()
	case backtick, quote:
		return n.quoted(kind)
	case digit:
		n.number(n.pos)
		return true
	case bracket:
		return n.bracket(c)
	case operator:
		if size == 1 && n.startsNumber(c) {
			n.number(n.pos)
		} else {
			n.operator(c, size)
		}
		return true
	}
	return false
}

// emit writes the token that ends at end as it is.
func (n *normalizer) emit(end int, t token) {
	n.space(t, n.verbatim())
	n.key = append(n.key, n.text[n.pos:end]...)
	n.pos, n.end, n.last = end, end, t
}

// space writes what keeps a token apart from the one before: all that the text
// has there if it is part of a projection, else a blank where it is needed.
func (n *normalizer) space(t token, verbatim bool) {
	switch {
	case n.pos == n.end || n.last.class == invalid:
	case verbatim:
		n.key = append(n.key, n.text[n.end:n.pos]...)
	case apart(n.last, t):
		n.key = append(n.key, ' ')
	}
}

// apart reports whether two tokens would be others without a blank between.
func apart(a, b token) bool {
	switch {
	case a.class == operator && b.class == operator:
		return true
	case a.class == digit && b.punct == '.', a.punct == '.' && b.class == digit:
		return true
	case b.punct == '$': // which may continue a word
		return isWord(a.class)
	}
	return isWord(a.class) && isWord(b.class)
}

func isWord(c class) bool { return c == letter || c == digit || c == backtick }

// verbatim reports whether the next token is within a projection.
func (n *normalizer) verbatim() bool {
	f := &n.frames[n.depth]
	return !f.inner && !(f.base && n.last.projects)
}

// operator writes punctuation, one character of that size at a time.
func (n *normalizer) operator(c byte, size int) {
	t := token{class: operator, punct: c, opens: true}
	switch {
	case c == '*' && (n.last.projects || n.last.word == kwDistinct): // RETURN *
		t.ends, t.opens = true, false
	case c == '%': // the label %, unless an operand is before it
		t.opens = n.last.ends
	}
	n.emit(n.pos+size, t)
}

// bracket writes a bracket or comma and keeps account of the depth.
func (n *normalizer) bracket(c byte) bool {
	switch c {
	case '[':
		if n.list() {
			return true
		}
		fallthrough
	case '(', '{':
		outer := n.frames[n.depth]
		f := frame{lift: outer.inner, inner: outer.inner, base: outer.inner}
		if c == '[' && n.last.punct == '-' {
			f.lift = false // bounds of a relationship
		}
		f.subscript = c == '[' && !n.last.opens
		n.emit(n.pos+1, token{class: bracket, punct: c, opens: true})
		n.depth++
		if n.depth == maxDepth {
			return false
		}
		n.frames[n.depth] = f
		return true
	case ')', ']', '}':
		n.emit(n.pos+1, token{class: bracket, punct: c, ends: true})
		n.depth--
		return n.depth >= 0
	}
	if n.last.punct == '{' {
		n.frames[n.depth].lift = false // a quantifier {,3}
	}
	n.emit(n.pos+1, token{class: bracket, punct: c, opens: true})
	return true
}
