package value

import (
	"math"
	"math/bits"
	"strconv"
)

// durationUnit is a unit of time as so many months, days or nanoseconds.
type durationUnit struct {
	part durationPart
	size int64
}

type durationPart uint8

const (
	monthsPart durationPart = iota
	daysPart
	clockPart
)

var (
	unitYear        = durationUnit{monthsPart, 12}
	unitQuarter     = durationUnit{monthsPart, 3}
	unitMonth       = durationUnit{monthsPart, 1}
	unitWeek        = durationUnit{daysPart, 7}
	unitDay         = durationUnit{daysPart, 1}
	unitHour        = durationUnit{clockPart, 3600 * nanosPerSecond}
	unitMinute      = durationUnit{clockPart, 60 * nanosPerSecond}
	unitSecond      = durationUnit{clockPart, nanosPerSecond}
	unitMillisecond = durationUnit{clockPart, 1_000_000}
	unitMicrosecond = durationUnit{clockPart, 1_000}
	unitNanosecond  = durationUnit{clockPart, 1}
)

// durationSum adds up amounts of different units exactly. The parts of months and
// days that are not whole wait until the end, when they go over into the next part.
type durationSum struct {
	months, days, seconds int64
	monthsFraction        int64 // of a month, in units of 10^-18
	daysFraction          int64 // of a day, in units of 10^-18
	nanos                 int64
	overflow              bool
}

func (s *durationSum) add(unit durationUnit, d decimal) {
	switch unit.part {
	case monthsPart:
		s.addScaled(&s.months, &s.monthsFraction, d, unit.size)
	case daysPart:
		s.addScaled(&s.days, &s.daysFraction, d, unit.size)
	case clockPart:
		s.addClock(d, unit.size)
	}
}

func (s *durationSum) addScaled(whole, fraction *int64, d decimal, size int64) {
	carry, rest := mulDiv(d.fraction, size)
	s.increase(whole, d.whole, size)
	s.increase(whole, carry, 1)
	*fraction += rest
}

func (s *durationSum) addClock(d decimal, size int64) {
	if size >= nanosPerSecond {
		s.increase(&s.seconds, d.whole, size/nanosPerSecond)
	} else {
		perSecond := nanosPerSecond / size
		s.increase(&s.seconds, d.whole/perSecond, 1)
		s.nanos += d.whole % perSecond * size
	}
	nanos, _ := mulDiv(d.fraction, size)
	s.nanos += nanos
}

func (s *durationSum) increase(target *int64, amount, size int64) {
	product, fits := mulInt64(amount, size)
	sum, fitsToo := addInt64(*target, product)
	s.overflow = s.overflow || !fits || !fitsToo
	*target = sum
}

// duration hands the fractions down and returns the sum.
func (s *durationSum) duration() (Duration, error) {
	months, monthsFraction := align(s.months, s.monthsFraction, decimalUnit)
	restOfMonth, _ := mulDiv(monthsFraction, nanosPerMonth)
	restOfDay, _ := mulDiv(s.daysFraction%decimalUnit, nanosPerDay)
	wholeDays := s.days
	s.increase(&wholeDays, s.daysFraction/decimalUnit, 1)
	days, restOfDay := align(wholeDays, restOfDay+restOfMonth, nanosPerDay)
	if s.overflow {
		return Duration{}, errDurationOverflow
	}
	return NewDuration(months, days, s.seconds, s.nanos+restOfDay)
}

// align carries what exceeds a unit over into whole, and gives both the same sign.
func align(whole, fraction, unit int64) (int64, int64) {
	whole += fraction / unit
	fraction %= unit
	switch {
	case whole > 0 && fraction < 0:
		return whole - 1, fraction + unit
	case whole < 0 && fraction > 0:
		return whole + 1, fraction - unit
	}
	return whole, fraction
}

// mulDiv multiplies a fraction in units of 10^-18 by size, and returns the whole
// number, rounded toward zero, and the fraction that is left.
func mulDiv(fraction, size int64) (whole, rest int64) {
	negative := fraction < 0
	if negative {
		fraction = -fraction
	}
	high, low := bits.Mul64(uint64(fraction), uint64(size))
	quotient, remainder := bits.Div64(high, low, decimalUnit)
	if negative {
		return -int64(quotient), -int64(remainder)
	}
	return int64(quotient), int64(remainder)
}

// decimalOf returns a number as it is written: the float 0.1 as a tenth.
func decimalOf(number Value) (decimal, bool) {
	if number.kind == KindInt {
		return decimal{whole: number.AsInt()}, true
	}
	f := number.AsFloat()
	if number.kind != KindFloat || math.IsNaN(f) || math.Abs(f) >= decimalUnit {
		return decimal{}, false
	}
	p := scanner{text: strconv.FormatFloat(f, 'f', -1, 64)}
	d, err := p.decimal()
	return d, err == nil
}
