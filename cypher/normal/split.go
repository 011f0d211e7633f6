package normal

import "strings"

// SplitStatements splits a script at the semicolons that are not within
// strings, quoted names or comments. Blanks around a statement are dropped, and
// so are empty statements; comments stay.
func SplitStatements(text string) []string {
	var statements []string
	begin := 0
	add := func(end int) {
		if i := blankEnd(text[:end], begin); i != end {
			statements = append(statements, strings.TrimSpace(text[begin:end]))
		}
	}
	for i := 0; i < len(text); {
		next := i + 1
		switch c := text[i]; {
		case classes[c] == quote || classes[c] == backtick:
			next = quotedEnd(text, i)
		case c == '/' && (strings.HasPrefix(text[i:], "//") || strings.HasPrefix(text[i:], "/*")):
			next = commentEnd(text, i)
		case c == ';':
			add(i)
			begin = next
		}
		if next < 0 {
			break // unterminated: the parser says so
		}
		i = next
	}
	add(len(text))
	return statements
}

// commentEnd returns where the comment at i ends, or -1 if it does not.
func commentEnd(text string, i int) int {
	body := i + 2
	if text[i+1] == '*' {
		end := strings.Index(text[body:], "*/")
		if end < 0 {
			return -1
		}
		return body + end + 2
	}
	if end := strings.IndexAny(text[body:], "\r\n"); end >= 0 {
		return body + end
	}
	return len(text)
}
