package literal

import (
	"errors"
	"math"
	"testing"
)

func TestInt(t *testing.T) {
	for _, tt := range []struct {
		text     string
		negative bool
		want     int64
		err      string
	}{
		{text: "0"},
		{text: "42", want: 42},
		{text: "0x1F", want: 31},
		{text: "0XfF", want: 255},
		{text: "017", want: 15},
		{text: "0o17", want: 15},
		{text: "0O17", want: 15},
		{text: "5", negative: true, want: -5},
		{text: "9223372036854775807", want: math.MaxInt64},
		{text: "9223372036854775808", negative: true, want: math.MinInt64},
		{text: "0x8000000000000000", negative: true, want: math.MinInt64},
		{text: "9223372036854775808", err: "Integer literal exceeds 64 bits."},
		{text: "9223372036854775809", negative: true, err: "Integer literal exceeds 64 bits."},
		{text: "99999999999999999999999", err: "Integer literal exceeds 64 bits."},
		{text: "08", err: "Invalid integer literal 08."},
		{text: "0o8", err: "Invalid integer literal 0o8."},
	} {
		got, err := Int(tt.text, tt.negative)
		if got != tt.want || message(err) != tt.err {
			t.Errorf("%s: got %d, %v", tt.text, got, err)
		}
	}
}

func TestFloat(t *testing.T) {
	for text, want := range map[string]float64{"1.5": 1.5, ".5": .5, "1e3": 1000, "1.E-2": .01, "1e+2": 100, "1e-400": 0} {
		if got, err := Float(text); got != want || err != nil {
			t.Errorf("%s: got %v, %v", text, got, err)
		}
	}
	if _, err := Float("1e400"); message(err) != "Floating-point literal 1e400 is too large." {
		t.Errorf("1e400: %v", err)
	}
}

func TestString(t *testing.T) {
	for _, tt := range []struct {
		quoted, want, err string
		offset            int
	}{
		{quoted: `''`},
		{quoted: `'abc'`, want: "abc"},
		{quoted: `"it's"`, want: "it's"},
		{quoted: `'a\'b\"c\\d'`, want: `a'b"c\d`},
		{quoted: `'\b\f\n\r\t\B\F\N\R\T'`, want: "\b\f\n\r\t\b\f\n\r\t"},
		{quoted: `'\u0041\u00e9\U0001F600'`, want: "Aé😀"},
		{quoted: `'\uD83D\uDE00!'`, want: "😀!"},
		{quoted: `'ab\q'`, err: `Invalid escape sequence \q.`, offset: 3},
		{quoted: `'\ž'`, err: `Invalid escape sequence \ž.`, offset: 1},
		{quoted: `'\u12'`, err: `Invalid escape sequence \u12.`, offset: 1},
		{quoted: `'\u12G4'`, err: `Invalid escape sequence \u12G4.`, offset: 1},
		{quoted: `'x\uD83D'`, err: "Invalid UTF codepoint.", offset: 2},
		{quoted: `'\uD83Dx'`, err: "Invalid UTF codepoint.", offset: 1},
		{quoted: `'\uDE00\uD83D'`, err: "Invalid UTF codepoint.", offset: 1},
		{quoted: `'\U00110000'`, err: "Invalid UTF codepoint.", offset: 1},
		{quoted: `'\U0000D800'`, err: "Invalid UTF codepoint.", offset: 1},
	} {
		got, err := String(tt.quoted)
		if got != tt.want || message(err) != tt.err {
			t.Errorf("%s: got %q, %v", tt.quoted, got, err)
		}
		var e *Error
		if errors.As(err, &e) && e.Offset != tt.offset {
			t.Errorf("%s: error at %d, expected %d", tt.quoted, e.Offset, tt.offset)
		}
	}
}

func TestName(t *testing.T) {
	for token, want := range map[string]string{"abc": "abc", "`a b`": "a b", "`a``b`": "a`b", "````": "`"} {
		if got, err := Name(token); got != want || err != nil {
			t.Errorf("%s: got %q, %v", token, got, err)
		}
	}
	if _, err := Name("``"); message(err) != "A name can't be empty." {
		t.Errorf("``: %v", err)
	}
}

// FuzzString looks for a quoted string that makes decoding panic.
func FuzzString(f *testing.F) {
	f.Add(`a\u0041\\`)
	f.Add(`\uD83D\uDE`)
	f.Fuzz(func(t *testing.T, body string) {
		if _, err := String("'" + body + "'"); err != nil && message(err) == "" {
			t.Error("an error without a message")
		}
	})
}

func message(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}
