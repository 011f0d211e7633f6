package normal

import (
	"strings"

	"memgraphd/cypher/literal"
	"memgraphd/engine/value"
)

// maxConstantDepth bounds the nesting of a list that is lifted as one.
const maxConstantDepth = 8

// list lifts the list at n.pos if it is one of literals only, and not the
// brackets of a relationship or an index.
func (n *normalizer) list() bool {
	if !n.frames[n.depth].lift || !n.last.opens || n.last.punct == '-' {
		return false
	}
	v, end := constant(n.text, n.pos, maxConstantDepth)
	if end < 0 || len(v.AsList()) == 0 {
		return false
	}
	n.lift(end, v, token{ends: true})
	return true
}

// constant reads the constant at i: a literal, a list or a map of constants. It
// returns where it ends, or -1 if there is none.
func constant(text string, i, depth int) (value.Value, int) {
	if i = blankEnd(text, i); i < 0 || i == len(text) || depth == 0 {
		return value.Null, -1
	}
	switch c := text[i]; {
	case c == '[':
		return constantList(text, i+1, depth-1)
	case c == '{':
		return constantMap(text, i+1, depth-1)
	case classes[c] == quote:
		return constantString(text, i)
	case classes[c] == letter:
		return constantWord(text, i)
	case classes[c] == digit || c == '-' || c == '.':
		return constantNumber(text, i)
	}
	return value.Null, -1
}

func constantString(text string, i int) (value.Value, int) {
	end := quotedEnd(text, i)
	if end < 0 {
		return value.Null, -1
	}
	s, err := literal.String(text[i:end])
	if err != nil {
		return value.Null, -1
	}
	return value.String(s), end
}

func constantWord(text string, i int) (value.Value, int) {
	end := wordEnd(text, i)
	switch word := text[i:end]; {
	case strings.EqualFold(word, "true"):
		return value.Bool(true), end
	case strings.EqualFold(word, "false"):
		return value.Bool(false), end
	case strings.EqualFold(word, "null"):
		return value.Null, end
	}
	return value.Null, -1
}

func constantNumber(text string, i int) (value.Value, int) {
	digits := i
	if text[i] == '-' {
		digits++
	}
	first := digits
	if first < len(text) && text[first] == '.' {
		first++
	}
	if first >= len(text) || classes[text[first]] != digit {
		return value.Null, -1
	}
	end, float := numberEnd(text, digits)
	v, ok := number(text[digits:end], digits > i, float)
	if !ok {
		return value.Null, -1
	}
	return v, end
}

func constantList(text string, i, depth int) (value.Value, int) {
	var items []value.Value
	for {
		if i = blankEnd(text, i); i < 0 || i == len(text) {
			return value.Null, -1
		}
		if text[i] == ']' && items == nil {
			return value.List(nil), i + 1
		}
		var item value.Value
		if item, i = constant(text, i, depth); i < 0 {
			return value.Null, -1
		}
		items = append(items, item)
		var more bool
		if i, more = separator(text, i, ']'); i < 0 {
			return value.Null, -1
		}
		if !more {
			return value.List(items), i
		}
	}
}

// separator reads the comma or the closing bracket behind an item. It returns
// where it ends, or -1 if there is neither, and whether it is a comma.
func separator(text string, i int, closing byte) (end int, more bool) {
	if i = blankEnd(text, i); i < 0 || i == len(text) || text[i] != ',' && text[i] != closing {
		return -1, false
	}
	return i + 1, text[i] == ','
}

func constantMap(text string, i, depth int) (value.Value, int) {
	var entries []value.Entry
	for {
		if i = blankEnd(text, i); i < 0 || i == len(text) {
			return value.Null, -1
		}
		if text[i] == '}' && entries == nil {
			return value.Map(nil), i + 1
		}
		var e value.Entry
		if e, i = constantEntry(text, i, depth); i < 0 || hasKey(entries, e.Key) {
			return value.Null, -1
		}
		entries = append(entries, e)
		var more bool
		if i, more = separator(text, i, '}'); i < 0 {
			return value.Null, -1
		}
		if !more {
			return value.Map(entries), i
		}
	}
}

func hasKey(entries []value.Entry, key string) bool {
	for i := range entries {
		if entries[i].Key == key {
			return true
		}
	}
	return false
}

// constantEntry reads name: constant.
func constantEntry(text string, i, depth int) (value.Entry, int) {
	var end int
	switch classes[text[i]] {
	case letter:
		end = wordEnd(text, i)
	case backtick:
		end = quotedEnd(text, i)
	default:
		end = -1
	}
	if end < 0 {
		return value.Entry{}, -1
	}
	key, err := literal.Name(text[i:end])
	if err != nil {
		return value.Entry{}, -1
	}
	if i = blankEnd(text, end); i < 0 || i == len(text) || text[i] != ':' {
		return value.Entry{}, -1
	}
	v, end := constant(text, i+1, depth)
	return value.Entry{Key: key, Value: v}, end
}
