package fulltext

import (
	"strings"
	"unicode"
)

// longestWord is the length in bytes from which a word is left out: nobody looks for it.
const longestWord = 40

// eachWord calls do for the words of a text: runs of letters and digits, in lower case.
func eachWord(s string, do func(word string)) {
	for len(s) > 0 {
		start := strings.IndexFunc(s, inWord)
		if start < 0 {
			return
		}
		s = s[start:]
		end := strings.IndexFunc(s, func(r rune) bool { return !inWord(r) })
		if end < 0 {
			end = len(s)
		}
		if end < longestWord {
			do(strings.ToLower(s[:end]))
		}
		s = s[end:]
	}
}

func inWord(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r)
}
