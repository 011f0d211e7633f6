package literal

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// String decodes a quoted string, its quotes included. A string without
// escapes shares the bytes of quoted.
func String(quoted string) (string, error) {
	body := quoted[1 : len(quoted)-1]
	first := strings.IndexByte(body, '\\')
	if first < 0 {
		return body, nil
	}
	out := make([]byte, first, len(body))
	copy(out, body)
	for i := first; i < len(body); {
		if body[i] != '\\' {
			out = append(out, body[i])
			i++
			continue
		}
		var n int
		var err error
		if out, n, err = escape(out, body[i:]); err != nil {
			return "", &Error{Offset: i + 1, Msg: err.Error()}
		}
		i += n
	}
	return string(out), nil
}

// escape appends what the escape sequence at the beginning of s stands for and
// returns the sequence's length.
func escape(out []byte, s string) ([]byte, int, error) {
	if len(s) < 2 {
		return out, 0, badEscape(s)
	}
	switch s[1] {
	case '\\', '\'', '"':
		return append(out, s[1]), 2, nil
	case 'b', 'B':
		return append(out, '\b'), 2, nil
	case 'f', 'F':
		return append(out, '\f'), 2, nil
	case 'n', 'N':
		return append(out, '\n'), 2, nil
	case 'r', 'R':
		return append(out, '\r'), 2, nil
	case 't', 'T':
		return append(out, '\t'), 2, nil
	case 'u':
		return unicode16(out, s)
	case 'U':
		return unicode32(out, s)
	}
	_, size := utf8.DecodeRuneInString(s[1:])
	return out, 0, badEscape(s[:1+size])
}

func badEscape(s string) error { return &Error{Msg: "Invalid escape sequence " + s + "."} }

// unicode16 decodes \uXXXX, two of them for a surrogate pair.
func unicode16(out []byte, s string) ([]byte, int, error) {
	r, err := hex(s, 4)
	if err != nil {
		return out, 0, err
	}
	if !utf16.IsSurrogate(r) {
		return utf8.AppendRune(out, r), 6, nil
	}
	if rest := s[6:]; strings.HasPrefix(rest, `\u`) {
		low, err := hex(rest, 4)
		if err != nil {
			return out, 0, err
		}
		if joined := utf16.DecodeRune(r, low); joined != utf8.RuneError {
			return utf8.AppendRune(out, joined), 12, nil
		}
	}
	return out, 0, badCodepoint()
}

// unicode32 decodes \UXXXXXXXX.
func unicode32(out []byte, s string) ([]byte, int, error) {
	r, err := hex(s, 8)
	if err != nil {
		return out, 0, err
	}
	if !utf8.ValidRune(r) {
		return out, 0, badCodepoint()
	}
	return utf8.AppendRune(out, r), 10, nil
}

func badCodepoint() error { return &Error{Msg: "Invalid UTF codepoint."} }

// hex decodes the digits behind the two characters that introduce s.
func hex(s string, digits int) (rune, error) {
	end := min(2+digits, len(s))
	n, err := strconv.ParseUint(s[2:end], 16, 32)
	if err != nil || end != 2+digits {
		return 0, badEscape(s[:end])
	}
	if n > utf8.MaxRune {
		return 0, badCodepoint()
	}
	return rune(n), nil
}
