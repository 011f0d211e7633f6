package literal

import (
	"errors"
	"math"
	"strconv"
	"strings"
)

// Int decodes an integer: decimal, hexadecimal (0x1F) or octal (017, 0o17), with or
// without _ between its digits.
// With negative it decodes the number behind a minus sign, so that the smallest
// integer, whose magnitude alone would be too large, can be written.
func Int(text string, negative bool) (int64, error) {
	digits, base := text, 10
	if len(text) > 1 && text[0] == '0' {
		switch text[1] {
		case 'x', 'X':
			digits, base = text[2:], 16
		case 'o', 'O':
			digits, base = text[2:], 8
		default:
			digits, base = text[1:], 8
		}
	}
	magnitude, err := strconv.ParseUint(strings.ReplaceAll(digits, "_", ""), base, 64)
	switch {
	case errors.Is(err, strconv.ErrSyntax):
		return 0, &Error{Msg: "Invalid integer literal " + text + "."}
	case err != nil:
		return 0, tooLarge()
	case negative && magnitude <= 1<<63:
		return -int64(magnitude), nil
	case magnitude > math.MaxInt64:
		return 0, tooLarge()
	}
	return int64(magnitude), nil
}

func tooLarge() error { return &Error{Msg: "Integer literal exceeds 64 bits."} }

// Float decodes a floating-point number: 1.5, .5, 1e3, 1.5E-3, 1_000.5.
func Float(text string) (float64, error) {
	f, err := strconv.ParseFloat(strings.ReplaceAll(text, "_", ""), 64)
	if err != nil {
		if !errors.Is(err, strconv.ErrRange) {
			return 0, &Error{Msg: "Invalid floating-point literal " + text + "."}
		}
		return 0, &Error{Msg: "Floating-point literal " + text + " is too large."}
	}
	return f, nil
}
