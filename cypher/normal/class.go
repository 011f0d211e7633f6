package normal

import (
	"unicode"
	"unicode/utf8"
)

// class says what a token may begin with, and how tokens keep apart.
type class uint8

const (
	invalid class = iota
	blank
	letter // a letter or _: a word begins
	digit
	quote    // ' or "
	backtick // a quoted name begins
	bracket  // ( ) [ ] { } , ;
	operator // all other punctuation
	beyond   // not ASCII
)

var classes = func() (table [256]class) {
	for c := range table {
		switch {
		case c >= utf8.RuneSelf:
			table[c] = beyond
		case c == ' ' || '\t' <= c && c <= '\r' || 0x1C <= c && c <= 0x1F:
			table[c] = blank
		case c == '_' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z':
			table[c] = letter
		case '0' <= c && c <= '9':
			table[c] = digit
		}
	}
	for _, c := range []byte(`'"`) {
		table[c] = quote
	}
	for _, c := range []byte("()[]{},;") {
		table[c] = bracket
	}
	for _, c := range []byte("+-*/%^<>=!|&.:~$") {
		table[c] = operator
	}
	table['`'] = backtick
	return table
}()

// classify returns the class of a character beyond ASCII.
func classify(r rune) class {
	switch {
	case isBlank(r):
		return blank
	case isDash(r) || isArrowhead(r):
		return operator
	case unicode.In(r, unicode.L, unicode.Nl, unicode.Other_ID_Start, unicode.Pc):
		return letter
	}
	return invalid
}

func isBlank(r rune) bool {
	switch r {
	case 0x85, 0xA0, 0x1680, 0x180E, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000:
		return true
	}
	return 0x2000 <= r && r <= 0x200A
}

func isDash(r rune) bool {
	switch r {
	case 0xAD, 0x2212, 0xFE58, 0xFE63, 0xFF0D:
		return true
	}
	return 0x2010 <= r && r <= 0x2015
}

func isArrowhead(r rune) bool {
	switch r {
	case 0x27E8, 0x27E9, 0x3008, 0x3009, 0xFE64, 0xFE65, 0xFF1C, 0xFF1E:
		return true
	}
	return false
}

// wordEnd returns where the word ends that begins before i.
func wordEnd(text string, i int) int {
	for i < len(text) {
		switch c := text[i]; classes[c] {
		case letter, digit:
			i++
		case beyond:
			r, size := utf8.DecodeRuneInString(text[i:])
			if !continuesWord(r) {
				return i
			}
			i += size
		default:
			if c != '$' {
				return i
			}
			i++
		}
	}
	return i
}

func continuesWord(r rune) bool {
	return unicode.In(r, unicode.L, unicode.Nl, unicode.Other_ID_Start, unicode.Mn, unicode.Mc, unicode.Nd,
		unicode.Pc, unicode.Other_ID_Continue, unicode.Sc)
}

// quotedEnd returns where the string or quoted name that begins at i ends, or
// -1 if it does not.
func quotedEnd(text string, i int) int {
	mark := text[i]
	for i++; i < len(text); i++ {
		switch {
		case text[i] == '\\' && mark != '`':
			i++
		case text[i] != mark:
		case mark == '`' && i+1 < len(text) && text[i+1] == '`':
			i++
		default:
			return i + 1
		}
	}
	return -1
}

// numberEnd returns where the number ends that begins at i, and whether it is a
// floating-point number.
func numberEnd(text string, i int) (end int, float bool) {
	if text[i] == '0' && i+1 < len(text) {
		switch text[i+1] {
		case 'x', 'X':
			if end = digitsEnd(text, i+2, true); end > i+2 {
				return end, false
			}
		case 'o', 'O':
			if end = digitsEnd(text, i+2, false); end > i+2 {
				return end, false
			}
		}
	}
	whole := digitsEnd(text, i, false)
	end = whole
	if end < len(text) && text[end] == '.' {
		if fraction := digitsEnd(text, end+1, false); fraction > end+1 {
			end, float = fraction, true
		} else if exponent := exponentEnd(text, end+1); exponent > end+1 && end > i {
			return exponent, true
		}
	}
	if exponent := exponentEnd(text, end); exponent > end {
		return exponent, true
	}
	return end, float
}

// exponentEnd returns where the exponent at i ends, or i if there is none.
func exponentEnd(text string, i int) int {
	if i >= len(text) || text[i]|0x20 != 'e' {
		return i
	}
	digits := i + 1
	if digits < len(text) && (text[digits] == '-' || text[digits] == '+') {
		digits++
	}
	if end := digitsEnd(text, digits, false); end > digits {
		return end
	}
	return i
}

// digitsEnd returns where the digits end that begin at i. A _ between two is one of them.
func digitsEnd(text string, i int, hex bool) int {
	start := i
	for i < len(text) && (isDigit(text[i], hex) || text[i] == '_' && i > start && i+1 < len(text) && isDigit(text[i+1], hex)) {
		i++
	}
	return i
}

func isDigit(c byte, hex bool) bool {
	return classes[c] == digit || hex && 'a' <= c|0x20 && c|0x20 <= 'f'
}

// blankEnd returns where the blanks and comments at i end, or -1 if a comment
// does not.
func blankEnd(text string, i int) int {
	for i < len(text) {
		switch c := text[i]; {
		case classes[c] == blank:
			i++
		case classes[c] == beyond:
			r, size := utf8.DecodeRuneInString(text[i:])
			if !isBlank(r) {
				return i
			}
			i += size
		case c == '/' && i+1 < len(text) && (text[i+1] == '/' || text[i+1] == '*'):
			if i = commentEnd(text, i); i < 0 {
				return -1
			}
		default:
			return i
		}
	}
	return i
}
