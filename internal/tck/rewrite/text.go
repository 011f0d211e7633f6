package rewrite

import (
	"strings"
	"unicode"
)

// outside replaces characters that are in no string and in no quoted name.
func outside(text string, f func(r rune) string) string {
	var b strings.Builder
	var quote rune
	escaped := false
	for _, r := range text {
		switch {
		case quote == 0 && strings.ContainsRune("'\"`", r):
			quote = r
		case quote == 0:
			b.WriteString(f(r))
			continue
		case escaped:
			escaped = false
		case r == '\\' && quote != '`':
			escaped = true
		case r == quote:
			quote = 0
		}
		b.WriteRune(r)
	}
	return b.String()
}

var blanks = []string{"\n", " /* WITH */ ", "\t", " // RETURN 'x'\r\n", "  ", "\u00a0", "/**/"}

// spread writes other blanks, and comments. Behind a slash a comment would begin with it.
func spread(text string) string {
	n, before := 0, ' '
	return outside(text, func(r rune) string {
		slash := before == '/'
		before = r
		switch {
		case r == ' ' && !slash:
			n++
			return blanks[n%len(blanks)]
		case strings.ContainsRune("()[]{},", r):
			return " " + string(r) + "\n"
		}
		return string(r)
	})
}

// swapCase writes words that are no names with other letters, each second one in upper case.
func swapCase(text string) string {
	n := 0
	return outside(text, func(r rune) string {
		n++
		if n%2 == 0 {
			return string(unicode.ToUpper(r))
		}
		return string(unicode.ToLower(r))
	})
}
