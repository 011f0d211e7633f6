package normal

import (
	"strings"

	"memgraphd/cypher/literal"
	"memgraphd/engine/value"
)

// startsNumber reports whether the punctuation at n.pos begins a number: a
// point before a digit, or a minus that has no left operand.
func (n *normalizer) startsNumber(c byte) bool {
	i := n.pos + 1
	switch {
	case c == '-' && n.last.opens:
		if i < len(n.text) && n.text[i] == '.' {
			i++
		}
	case c != '.', n.last.punct == '.' && n.pos == n.end: // the second of ..
		return false
	}
	return i < len(n.text) && classes[n.text[i]] == digit
}

// number reads a number that begins at start, with its sign if it has one.
func (n *normalizer) number(start int) {
	digits := start
	if n.text[start] == '-' {
		digits++
	}
	end, float := numberEnd(n.text, digits)
	t := token{class: digit, ends: true}
	f := &n.frames[n.depth]
	if n.last.punct == '{' {
		f.lift = false // a quantifier {1,3}
	}
	if f.lift && n.last.punct != '$' && n.last.word != kwNumber && (digits == start || !n.hasPostfix(end)) {
		if v, ok := number(n.text[digits:end], digits > start, float); ok {
			n.lift(end, v, t)
			return
		}
	}
	if digits > start {
		n.operator('-', 1)
		return
	}
	n.emit(end, t)
}

// hasPostfix reports whether an operator follows that binds tighter than a sign.
func (n *normalizer) hasPostfix(end int) bool {
	i := blankEnd(n.text, end)
	if i < 0 || i == len(n.text) {
		return false
	}
	switch n.text[i] {
	case '[', '(', ':':
		return true
	case '.':
		return !strings.HasPrefix(n.text[i:], "..")
	}
	return false
}

// number decodes a number without its sign.
func number(text string, negative, float bool) (value.Value, bool) {
	if float {
		f, err := literal.Float(text)
		if negative {
			f = -f
		}
		return value.Float(f), err == nil
	}
	i, err := literal.Int(text, negative)
	return value.Int(i), err == nil
}

// quoted reads a string or a quoted name.
func (n *normalizer) quoted(kind class) bool {
	end := quotedEnd(n.text, n.pos)
	if end < 0 {
		return false
	}
	t := token{class: kind, ends: true}
	f := &n.frames[n.depth]
	if kind == backtick || !f.lift || f.subscript && n.last.punct == '[' {
		n.emit(end, t)
		return true
	}
	s, err := literal.String(n.text[n.pos:end])
	if err != nil {
		return false
	}
	n.lift(end, value.String(s), t)
	return true
}

// lift writes the marker of a literal that ends at end: $# and its kind.
func (n *normalizer) lift(end int, v value.Value, t token) {
	n.literals = append(n.literals, Literal{Start: n.pos, End: end, Value: v})
	t.class = letter
	n.space(t, false)
	n.key = append(n.key, '$', '#', marker(v.Kind()))
	n.pos, n.end, n.last = end, end, t
}

func marker(k value.Kind) byte {
	switch k {
	case value.KindInt:
		return 'i'
	case value.KindFloat:
		return 'f'
	case value.KindString:
		return 's'
	}
	return 'l'
}
