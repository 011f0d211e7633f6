package value

import (
	"cmp"
	"math"
	"math/big"
	"math/bits"
	"strconv"
)

var errDurationOverflow error = &Error{Class: ArithmeticError, Msg: "Duration arithmetic overflows."}

// NewDuration returns the duration of these parts. Nanos may be any number: what
// exceeds a second goes over into the seconds.
func NewDuration(months, days, seconds, nanos int64) (Duration, error) {
	seconds, ok := addInt64(seconds, floorDiv(nanos, nanosPerSecond))
	if !ok {
		return Duration{}, errDurationOverflow
	}
	return Duration{Months: months, Days: days, Seconds: seconds, Nanos: int32(floorMod(nanos, nanosPerSecond))}, nil
}

func (d Duration) negated() (Duration, error) {
	if d.Months == math.MinInt64 || d.Days == math.MinInt64 || d.Seconds == math.MinInt64 {
		return Duration{}, errDurationOverflow
	}
	return NewDuration(-d.Months, -d.Days, -d.Seconds, -int64(d.Nanos))
}

func (d Duration) plus(e Duration) (Duration, error) {
	months, ok1 := addInt64(d.Months, e.Months)
	days, ok2 := addInt64(d.Days, e.Days)
	seconds, ok3 := addInt64(d.Seconds, e.Seconds)
	if !ok1 || !ok2 || !ok3 {
		return Duration{}, errDurationOverflow
	}
	return NewDuration(months, days, seconds, int64(d.Nanos)+int64(e.Nanos))
}

// clock returns the seconds and nanoseconds of d with the same sign.
func (d Duration) clock() (seconds int64, nanos int32) {
	if d.Seconds < 0 && d.Nanos > 0 {
		return d.Seconds + 1, d.Nanos - nanosPerSecond
	}
	return d.Seconds, d.Nanos
}

// orderDurations compares by average length, months at 30.436875 days and days at
// 24 hours; of durations of the same length, the one of fewer months, then of
// fewer days, comes first.
func orderDurations(a, b Duration) int {
	if a.Months == b.Months && a.Days == b.Days {
		return cmp.Or(cmp.Compare(a.Seconds, b.Seconds), cmp.Compare(a.Nanos, b.Nanos))
	}
	aHigh, aLow := a.averageSeconds()
	bHigh, bLow := b.averageSeconds()
	return cmp.Or(cmp.Compare(aHigh, bHigh), cmp.Compare(aLow, bLow), cmp.Compare(a.Nanos, b.Nanos),
		cmp.Compare(a.Months, b.Months), cmp.Compare(a.Days, b.Days))
}

// averageSeconds returns the average length in whole seconds as a 128-bit integer.
func (d Duration) averageSeconds() (high int64, low uint64) {
	high, low = mulWide(d.Months, secondsPerMonth)
	h, l := mulWide(d.Days, secondsPerDay)
	high, low = addWide(high, low, h, l)
	return addWide(high, low, d.Seconds>>63, uint64(d.Seconds))
}

func mulWide(a, positive int64) (high int64, low uint64) {
	h, l := bits.Mul64(uint64(a), uint64(positive))
	if a < 0 {
		h -= uint64(positive)
	}
	return int64(h), l
}

func addWide(aHigh int64, aLow uint64, bHigh int64, bLow uint64) (int64, uint64) {
	low, carry := bits.Add64(aLow, bLow, 0)
	return aHigh + bHigh + int64(carry), low
}

// times multiplies every part by factor; what is left of a month or a day goes
// over into smaller parts, and what is left of a nanosecond is dropped.
func (d Duration) times(factor *big.Rat) (Duration, error) {
	months, rest := scalePart(d.Months, factor, new(big.Rat))
	days, rest := scalePart(d.Days, factor, rest.Mul(rest, big.NewRat(secondsPerMonth, secondsPerDay)))
	seconds, rest := scalePart(d.Seconds, factor, rest.Mul(rest, big.NewRat(secondsPerDay, 1)))
	nanos, _ := scalePart(int64(d.Nanos), factor, rest.Mul(rest, big.NewRat(nanosPerSecond, 1)))
	if !months.IsInt64() || !days.IsInt64() || !seconds.IsInt64() || !nanos.IsInt64() {
		return Duration{}, errDurationOverflow
	}
	return NewDuration(months.Int64(), days.Int64(), seconds.Int64(), nanos.Int64())
}

// scalePart returns part*factor + carried as a whole number and the rest.
func scalePart(part int64, factor, carried *big.Rat) (whole *big.Int, rest *big.Rat) {
	product := new(big.Rat).SetInt64(part)
	product.Mul(product, factor).Add(product, carried)
	whole, remainder := new(big.Int).QuoRem(product.Num(), product.Denom(), new(big.Int))
	return whole, new(big.Rat).SetFrac(remainder, product.Denom())
}

// ratOf returns a number exactly as it is written: 0.1 is a tenth.
func ratOf(number Value) (*big.Rat, bool) {
	if number.kind == KindInt {
		return new(big.Rat).SetInt64(number.AsInt()), true
	}
	f := number.AsFloat()
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return nil, false
	}
	return new(big.Rat).SetString(strconv.FormatFloat(f, 'g', -1, 64))
}
