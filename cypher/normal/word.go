package normal

import (
	"strings"
	"unicode/utf8"
)

// word reads a name or keyword.
func (n *normalizer) word() bool {
	_, size := utf8.DecodeRuneInString(n.text[n.pos:])
	end := wordEnd(n.text, n.pos+size)
	t := token{class: letter, word: n.lookUp(n.text[n.pos:end]), ends: true}
	if n.last.class == invalid && !n.isQuery(t.word, end) {
		return false
	}
	within := n.verbatim()
	switch {
	case t.word.isOperator():
		n.operatorWord(&t)
	case t.word == kwWith && n.last.word == kwStarts: // STARTS WITH, ENDS WITH
		t.word, t.ends, t.opens = kwInfix, false, n.last.opens
	case t.word != noKeyword:
		n.keyword(&t, end)
	}
	n.space(t, within && n.verbatim())
	n.key = append(n.key, n.text[n.pos:end]...)
	n.pos, n.end, n.last = end, end, t
	return true
}

// lookUp returns the keyword that a word is where it stands.
func (n *normalizer) lookUp(word string) keyword {
	k := keywordOf(word)
	switch {
	case n.last.punct == '.', n.last.punct == '$':
		return noKeyword
	case n.last.punct == ':' && !k.isOperator():
		return noKeyword
	case n.last.word == kwAs && k != kwReturn && k != kwWith && k != kwMemory:
		return noKeyword
	}
	return k
}

// operatorWord finds out whether an operand follows a word that may be an
// operator: an infix one needs an operand before it.
func (n *normalizer) operatorWord(t *token) {
	t.ends = false
	switch {
	case t.word <= kwReserved:
		t.opens = n.last.punct != ':'
	case !n.last.ends && (t.word != kwIn || n.last.word != kwNot):
		t.word = noKeyword
	default:
		t.opens = t.word != kwAs
	}
}

// isQuery reports whether the first word begins a query. CREATE begins one if a
// pattern follows: a parenthesis, or a name and =.
func (n *normalizer) isQuery(first keyword, end int) bool {
	if first != kwCreate {
		return first.startsQuery()
	}
	i := blankEnd(n.text, end)
	switch {
	case i < 0 || i == len(n.text):
		return false
	case n.text[i] == '(':
		return true
	case classes[n.text[i]] == letter:
		i = wordEnd(n.text, i)
	case n.text[i] == '`':
		i = quotedEnd(n.text, i)
	}
	if i > 0 {
		i = blankEnd(n.text, i)
	}
	return i >= 0 && strings.HasPrefix(n.text[i:], "=")
}

// keyword enters and leaves the parts of a query that keep their literals. In
// doubt it enters. It leaves a projection only where the word can't be a name, as
// an expression has just ended.
func (n *normalizer) keyword(t *token, end int) {
	f := &n.frames[n.depth]
	clause := n.last.ends || n.last.class == invalid || n.last.punct == '{' || n.last.word == kwUnion
	name := n.isKey(end)
	switch {
	case t.word == kwReturn && !name, t.word == kwWith && !name:
		f.projection, f.lift, f.inner = true, false, false
		t.projects = clause
	case t.word == kwLimit && n.last.word == kwMemory:
		f.projection, f.lift = false, false
	case t.word >= kwNumber:
		return
	case !clause || name:
		t.word = noKeyword
		return
	case t.word == kwUsing, t.word == kwLoad:
		f.projection, f.lift = false, false
	case t.word.startsClause(), t.word == kwWhere, f.projection:
		f.projection, f.lift, f.inner = false, f.base, f.base
	}
	t.ends, t.opens = false, clause
}

// isKey reports whether a colon follows: the word is a key or a variable.
func (n *normalizer) isKey(end int) bool {
	i := blankEnd(n.text, end)
	return i >= 0 && i < len(n.text) && n.text[i] == ':'
}
