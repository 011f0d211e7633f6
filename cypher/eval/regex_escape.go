package eval

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"
)

// translated returns a regular expression in RE2's syntax that has the escapes of ECMAScript: \uXXXX, two of
// which may be a surrogate pair, and \cX.
func translated(pattern string) string {
	if !strings.Contains(pattern, `\u`) && !strings.Contains(pattern, `\c`) || strings.Contains(pattern, `\Q`) {
		return pattern
	}
	var out strings.Builder
	for i := 0; i < len(pattern); {
		r, n := escaped(pattern[i:])
		switch {
		case n > 0:
			fmt.Fprintf(&out, `\x{%X}`, r)
		case pattern[i] == '\\' && i+1 < len(pattern):
			n = 2
			out.WriteString(pattern[i : i+n])
		default:
			n = 1
			out.WriteByte(pattern[i])
		}
		i += n
	}
	return out.String()
}

// escaped reads the character that an escape of ECMAScript stands for, and how long the escape is; 0 if
// there is none.
func escaped(s string) (r rune, n int) {
	if len(s) >= 3 && s[:2] == `\c` && (s[2]|0x20 >= 'a' && s[2]|0x20 <= 'z') {
		return rune(s[2] % 32), 3
	}
	r, ok := utf16Unit(s)
	if !ok {
		return 0, 0
	}
	if low, ok := utf16Unit(s[6:]); ok && utf16.IsSurrogate(r) {
		if pair := utf16.DecodeRune(r, low); pair != '\uFFFD' {
			return pair, 12
		}
	}
	return r, 6
}

// utf16Unit reads \uXXXX.
func utf16Unit(s string) (rune, bool) {
	if len(s) < 6 || s[:2] != `\u` {
		return 0, false
	}
	u, err := strconv.ParseUint(s[2:6], 16, 16)
	return rune(u), err == nil
}
