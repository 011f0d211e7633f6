package normal

import "strings"

// versionEnd returns where a query begins behind CYPHER 5 name=value …, which means
// nothing, or 0 if it does not begin so.
func versionEnd(text string) int {
	const word = "cypher"
	if len(text) <= len(word) || !strings.EqualFold(text[:len(word)], word) || classes[text[len(word)]] != blank {
		return 0
	}
	end := blankEnd(text, len(word))
	if end < 0 {
		return 0
	}
	end = digitsEnd(text, end, false)
	for {
		next := optionEnd(text, end)
		if next == end {
			return end
		}
		end = next
	}
}

// optionEnd returns where name=value ends, or i if there is none.
func optionEnd(text string, i int) int {
	end := i
	for part := range 3 {
		if end = blankEnd(text, end); end < 0 || end == len(text) {
			return i
		}
		switch {
		case part == 1 && text[end] == '=':
			end++
		case part != 1 && classes[text[end]] == letter:
			end = wordEnd(text, end)
		default:
			return i
		}
	}
	return end
}
