package eval

import (
	"math"
	"math/big"
	"strconv"
	"strings"

	"memgraphd/engine/value"
)

// roundUp says for each mode whether a number is to be rounded away from zero,
// given its sign, whether the last digit kept is odd, and how the rest compares
// with a half.
var roundUp = map[string]func(negative, odd bool, half int) bool{
	"UP":        func(bool, bool, int) bool { return true },
	"DOWN":      func(bool, bool, int) bool { return false },
	"CEILING":   func(negative, _ bool, _ int) bool { return !negative },
	"FLOOR":     func(negative, _ bool, _ int) bool { return negative },
	"HALF_UP":   func(_, _ bool, half int) bool { return half >= 0 },
	"HALF_DOWN": func(_, _ bool, half int) bool { return half > 0 },
	"HALF_EVEN": func(_, odd bool, half int) bool { return half > 0 || half == 0 && odd },
}

// round is round(number, precision, mode).
func round(_ *Context, args []value.Value) (value.Value, error) {
	f := args[0].Number()
	if len(args) == 1 {
		return value.Float(math.Round(f)), nil
	}
	mode := "HALF_UP"
	if len(args) == 3 {
		mode = strings.ToUpper(args[2].AsString())
	}
	up, ok := roundUp[mode]
	if !ok {
		return value.Null, argumentErrorf("Unknown rounding mode '%s'.", mode)
	}
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return value.Float(f), nil
	}
	// A float has no digits beyond these places.
	precision := min(max(args[1].AsInt(), -400), 400)
	return value.Float(roundDecimal(f, int(precision), up)), nil
}

// roundDecimal rounds the shortest decimal number that reads back as f.
func roundDecimal(f float64, precision int, up func(negative, odd bool, half int) bool) float64 {
	text := strconv.FormatFloat(math.Abs(f), 'e', -1, 64)
	mantissa, exponent, _ := strings.Cut(text, "e")
	whole, fraction, _ := strings.Cut(mantissa, ".")
	scale, err := strconv.Atoi(exponent)
	digits, ok := new(big.Int).SetString(whole+fraction, 10)
	drop := len(fraction) - scale - precision // decimal places of digits that go
	if err != nil || !ok || drop <= 0 {
		return f
	}
	unit := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(drop)), nil)
	kept, rest := new(big.Int).QuoRem(digits, unit, new(big.Int))
	half := rest.Lsh(rest, 1).Cmp(unit)
	if rest.Sign() != 0 && up(f < 0, kept.Bit(0) == 1, half) {
		kept.Add(kept, big.NewInt(1))
	}
	out, err := strconv.ParseFloat(kept.String()+"e"+strconv.Itoa(-precision), 64)
	if err != nil {
		return f
	}
	return math.Copysign(out, f)
}
