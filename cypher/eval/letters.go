package eval

import (
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/language"
)

// upper returns a text in upper case, with the letters that become several: ß is SS, ﬁ is FI.
func upper(s string) string {
	if strings.ContainsFunc(s, uppersToSeveral) {
		return cases.Upper(language.Und).String(s)
	}
	return strings.ToUpper(s)
}

// uppersToSeveral reports whether a letter may have an upper case of several letters: small letters
// without one of a single letter, and Greek ones with an iota below.
func uppersToSeveral(r rune) bool {
	return r >= 0xdf && (unicode.IsLower(r) && unicode.ToUpper(r) == r || 0x1f80 <= r && r <= 0x1fff)
}

// lower returns a text in lower case, where Σ at the end of a word is ς and İ is i with its dot.
func lower(s string) string {
	if strings.ContainsAny(s, "Σİ") {
		return cases.Lower(language.Und).String(s)
	}
	return strings.ToLower(s)
}
