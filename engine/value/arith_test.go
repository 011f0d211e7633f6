package value

import (
	"errors"
	"math"
	"testing"
)

func TestArithmetic(t *testing.T) {
	day := DurationValue(Duration{Days: 1})
	for _, c := range []struct {
		op   func(a, b Value) (Value, error)
		a, b Value
		want string // the result, or the error
	}{
		{Add, Int(1), Int(2), "3"},
		{Add, Int(1), Float(2), "3.0"},
		{Add, Null, Int(1), "null"},
		{Add, list(Int(1)), Null, "null"},
		{Add, String("a"), String("b"), `"ab"`},
		{Add, String("a"), Int(1), `"a1"`},
		{Add, Float(1), String("a"), `"1.0a"`},
		{Add, String("a"), Float(1e-7), `"a1e-7"`},
		{Add, list(Int(1)), list(Int(2)), "[1, 2]"},
		{Add, list(Int(1)), Int(2), "[1, 2]"},
		{Add, Int(1), list(Int(2)), "[1, 2]"},
		{Add, list(), String("a"), `["a"]`},
		{Add, String("a"), Bool(true), "Invalid types: string and bool for '+'."},
		{Add, Bool(true), Int(1), "Invalid types: bool and int for '+'."},
		{Add, Map(nil), Map(nil), "Invalid types: map and map for '+'."},
		{Add, Int(1), day, "Invalid types: int and duration for '+'."},
		{Add, Int(math.MaxInt64), Int(1), "Integer overflow: 9223372036854775807 + 1 does not fit into 64 bits."},
		{Add, Int(math.MinInt64), Int(-1), "Integer overflow: -9223372036854775808 + -1 does not fit into 64 bits."},
		{Sub, Int(math.MinInt64), Int(1), "Integer overflow: -9223372036854775808 - 1 does not fit into 64 bits."},
		{Sub, Int(0), Int(math.MinInt64), "Integer overflow: 0 - -9223372036854775808 does not fit into 64 bits."},
		{Sub, Int(-1), Int(math.MinInt64), "9223372036854775807"},
		{Sub, Float(1), Int(2), "-1.0"},
		{Sub, Null, String("a"), "null"},
		{Sub, String("a"), String("b"), "Invalid types: string and string for '-'."},
		{Sub, Int(1), day, "Invalid types: int and duration for '-'."},
		{Mul, Int(3), Int(-4), "-12"},
		{Mul, Int(math.MinInt64), Int(-1), "Integer overflow: -9223372036854775808 * -1 does not fit into 64 bits."},
		{Mul, Int(-1), Int(math.MinInt64), "Integer overflow: -1 * -9223372036854775808 does not fit into 64 bits."},
		{Mul, Int(1 << 32), Int(1 << 31), "Integer overflow: 4294967296 * 2147483648 does not fit into 64 bits."},
		{Mul, Float(2), Int(3), "6.0"},
		{Mul, String("a"), Int(3), "Invalid types: string and int for '*'."},
		{Div, Int(7), Int(-2), "-3"},
		{Div, Int(7), Float(2), "3.5"},
		{Div, Int(1), Int(0), "Division by zero."},
		{Div, Float(1), Int(0), "(1.0 / 0.0)"},
		{Div, Float(0), Float(0), "(0.0 / 0.0)"},
		{Div, Int(math.MinInt64), Int(-1), "Integer overflow: -9223372036854775808 / -1 does not fit into 64 bits."},
		{Div, Null, Int(0), "null"},
		{Div, list(), Int(0), "Invalid types: list and int for '/'."},
		{Mod, Int(-7), Int(3), "-1"},
		{Mod, Int(7), Int(0), "Mod with zero."},
		{Mod, Int(math.MinInt64), Int(-1), "0"},
		{Mod, Float(7.5), Int(2), "1.5"},
		{Mod, String(""), Int(2), "Invalid types: string and int for '%'."},
		{Pow, Int(2), Int(3), "8.0"},
		{Pow, Null, Int(3), "null"},
		{Pow, Bool(true), Int(3), "Invalid types: bool and int for '^'."},
	} {
		got, err := c.op(c.a, c.b)
		if shown := literalOrError(got, err); shown != c.want {
			t.Errorf("%s, %s: %s, expected %s", Literal(c.a), Literal(c.b), shown, c.want)
		}
	}
}

func literalOrError(v Value, err error) string {
	if err != nil {
		return err.Error()
	}
	return Literal(v)
}

func TestNeg(t *testing.T) {
	for _, c := range []struct {
		v    Value
		want string
	}{
		{Int(1), "-1"},
		{Float(1.5), "-1.5"},
		{Null, "null"},
		{DurationValue(Duration{Months: 1, Seconds: 1, Nanos: 500_000_000}), `DURATION("P-1MT-1.5S")`},
		{Int(math.MinInt64), "Integer overflow: -(-9223372036854775808) does not fit into 64 bits."},
		{String("a"), "Invalid type: string for unary '-'."},
	} {
		got, err := Neg(c.v)
		if shown := literalOrError(got, err); shown != c.want {
			t.Errorf("-%s: %s, expected %s", Literal(c.v), shown, c.want)
		}
	}
}

func TestErrorClasses(t *testing.T) {
	_, typeErr := Add(Bool(true), Int(1))
	_, arithmeticErr := Div(Int(1), Int(0))
	_, argumentErr := ParseDate("soon")
	for _, c := range []struct {
		err  error
		want ErrorClass
	}{{typeErr, TypeError}, {arithmeticErr, ArithmeticError}, {argumentErr, ArgumentError}} {
		var e *Error
		if !errors.As(c.err, &e) || e.Class != c.want {
			t.Errorf("%v has not the class %d", c.err, c.want)
		}
	}
}

func TestListsAreNotShared(t *testing.T) {
	base := List(append(make([]Value, 0, 4), Int(1)))
	a, _ := Add(base, Int(2))
	b, _ := Add(base, Int(3))
	if Literal(a) != "[1, 2]" || Literal(b) != "[1, 3]" {
		t.Errorf("appending twice to one list gave %s and %s", Literal(a), Literal(b))
	}
}

func TestTemporalArithmetic(t *testing.T) {
	for _, c := range []struct {
		op     func(a, b Value) (Value, error)
		ak     Kind
		a      string
		bk     Kind
		b      string
		expect string
	}{
		{Add, KindDate, "2024-01-31", KindDuration, "P1M", "2024-02-29"},
		{Add, KindDuration, "P1M", KindDate, "2023-01-31", "2023-02-28"},
		{Sub, KindDate, "2024-03-31", KindDuration, "P1M", "2024-02-29"},
		{Add, KindDate, "2024-01-01", KindDuration, "PT23H59M", "2024-01-01"},
		{Add, KindDate, "2024-01-01", KindDuration, "PT-24H", "2023-12-31"},
		{Add, KindDate, "2024-01-01", KindDuration, "PT-23H-59M-59.9S", "2024-01-01"},
		{Sub, KindDate, "2024-03-01", KindDate, "2024-02-01", "P29D"},
		{Sub, KindLocalTime, "01:00", KindLocalTime, "02:30", "PT-1H-30M"},
		{Sub, KindTime, "12:00+01:00", KindTime, "12:00Z", "PT-1H"},
		{Sub, KindLocalDateTime, "2024-01-02T00:00", KindLocalDateTime, "2023-12-31T12:00:00.5", "P1DT11H59M59.5S"},
		{Sub, KindLocalDateTime, "2023-12-31T12:00:00.5", KindLocalDateTime, "2024-01-02T00:00", "P-1DT-11H-59M-59.5S"},
		{Sub, KindDateTime, "2024-01-02T00:00Z", KindDateTime, "2024-01-02T00:00+01:00", "PT1H"},
		{Add, KindLocalTime, "23:59:59.9", KindDuration, "PT0.2S", "00:00:00.100"},
		{Sub, KindLocalTime, "00:00", KindDuration, "P5DT0.1S", "23:59:59.900"},
		// In Stockholm the clocks go forward on 2024-03-31 at 02:00, and back on 2024-10-27 at 03:00.
		{Add, KindDateTime, "2024-03-30T12:00[Europe/Stockholm]", KindDuration, "P1D", "2024-03-31T12:00+02:00[Europe/Stockholm]"},
		{Add, KindDateTime, "2024-03-30T12:00[Europe/Stockholm]", KindDuration, "PT24H", "2024-03-31T13:00+02:00[Europe/Stockholm]"},
		{Add, KindDateTime, "2024-03-30T02:30[Europe/Stockholm]", KindDuration, "P1D", "2024-03-31T03:30+02:00[Europe/Stockholm]"},
		{Add, KindDateTime, "2024-10-27T02:30+02:00[Europe/Stockholm]", KindDuration, "PT1H", "2024-10-27T02:30+01:00[Europe/Stockholm]"},
		{Add, KindDateTime, "2024-10-27T02:30+01:00[Europe/Stockholm]", KindDuration, "PT0S", "2024-10-27T02:30+01:00[Europe/Stockholm]"},
		{Sub, KindDate, "2024-01-01", KindLocalTime, "00:00", "Invalid types: date and local_time for '-'."},
		{Sub, KindDuration, "P1D", KindDate, "2024-01-01", "Invalid types: duration and date for '-'."},
		{Add, KindDate, "2024-01-01", KindDate, "2024-01-01", "Invalid types: date and date for '+'."},
		{Add, KindDate, "+999999999-12-31", KindDuration, "P1D", "The date is out of range: its year must be between -999999999 and 999999999."},
		{Add, KindLocalDateTime, "+999999999-12-31T23:59:59", KindDuration, "PT1S", "Duration arithmetic overflows."},
		{Add, KindDuration, "PT9223372036854775S", KindDuration, "PT9223372036854775S", "PT5124095576030H25M50S"},
	} {
		got, err := c.op(parse(t, c.ak, c.a), parse(t, c.bk, c.b))
		shown := Format(got)
		if err != nil {
			shown = err.Error()
		}
		if shown != c.expect {
			t.Errorf("%s, %s: %s, expected %s", c.a, c.b, shown, c.expect)
		}
	}
}

func TestScaleDuration(t *testing.T) {
	for _, c := range []struct {
		op     func(a, b Value) (Value, error)
		d      string
		number Value
		want   string
	}{
		{Mul, "P1M", Float(0.5), "P15DT5H14M33S"},
		{Mul, "P10D", Float(0.1), "P1D"},
		{Mul, "PT1S", Float(0.1), "PT0.1S"},
		{Mul, "P1Y2M3DT4S", Int(-1), "P-1Y-2M-3DT-4S"},
		{Div, "P1M", Int(3), "P10DT3H29M42S"},
		{Div, "PT1S", Int(3), "PT0.333333333S"},
		{Div, "PT-1S", Int(3), "PT-0.333333333S"},
		{Div, "P1D", Float(0.5), "P2D"},
		{Div, "P1D", Int(0), "Division by zero."},
		{Div, "P1D", Float(0), "Division by zero."},
		{Mul, "P1D", nan, "Duration arithmetic overflows."},
		{Mul, "P1D", Float(math.Inf(1)), "Duration arithmetic overflows."},
		{Mul, "P1D", Float(1e300), "Duration arithmetic overflows."},
		{Mul, "P2D", Int(math.MaxInt64), "Duration arithmetic overflows."},
	} {
		got, err := c.op(parse(t, KindDuration, c.d), c.number)
		shown := Format(got)
		if err != nil {
			shown = err.Error()
		}
		if shown != c.want {
			t.Errorf("%s, %s: %s, expected %s", c.d, Literal(c.number), shown, c.want)
		}
	}
}
