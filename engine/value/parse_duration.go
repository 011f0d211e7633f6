package value

// ParseDuration reads an ISO 8601 duration: by units, as P1Y2M3W4DT5H6M7.8S,
// where every number may have a sign and a fraction, or as a date and time,
// P2012-02-02T14:37:21.545. A sign before the P turns the whole around.
//
// Fractions go over into smaller units: of months at the mean length of
// 30.436875 days, of weeks and days at 24 hours.
func ParseDuration(s string) (Duration, error) {
	p := scanner{text: s, what: "duration"}
	negative, _ := p.sign()
	if !p.accept('P') {
		return Duration{}, p.fail("P")
	}
	var sum durationSum
	if err := p.duration(&sum); err != nil {
		return Duration{}, err
	}
	if err := p.end(); err != nil {
		return Duration{}, err
	}
	d, err := sum.duration()
	if err == nil && negative {
		return d.negated()
	}
	return d, err
}

// duration reads what follows the P. Only a date has four digits and a hyphen, or
// eight digits and no unit.
func (p *scanner) duration(sum *durationSum) error {
	after := p.pos + p.run()
	basic := after-p.pos == 8 && (after == len(p.text) || p.text[after]|0x20 == 't')
	extended := after-p.pos == 4 && after < len(p.text) && p.text[after] == '-'
	if basic || extended {
		return p.durationDate(sum, extended)
	}
	dated, err := p.durationUnits(sum, dateLetters[:])
	if err != nil {
		return err
	}
	if p.accept('T') {
		if dated, err = p.durationUnits(sum, timeLetters[:]); err != nil {
			return err
		}
	}
	if !dated {
		return p.fail("a number and its unit")
	}
	return nil
}

// unitLetter is the letter of a unit in the text form.
type unitLetter struct {
	letter byte
	unit   durationUnit
}

var (
	dateLetters = [...]unitLetter{{'Y', unitYear}, {'M', unitMonth}, {'W', unitWeek}, {'D', unitDay}}
	timeLetters = [...]unitLetter{{'H', unitHour}, {'M', unitMinute}, {'S', unitSecond}}
)

// durationUnits reads numbers with units, from long to short, up to a T or the
// end, and reports whether there was any.
func (p *scanner) durationUnits(sum *durationSum, letters []unitLetter) (any bool, err error) {
	for !p.done() && p.peek()|0x20 != 't' {
		number, err := p.decimal()
		if err != nil {
			return false, err
		}
		for len(letters) > 0 && !p.accept(letters[0].letter) {
			letters = letters[1:]
		}
		if len(letters) == 0 {
			return false, p.fail("a unit shorter than the one before")
		}
		sum.add(letters[0].unit, number)
		letters = letters[1:]
		any = true
	}
	return any, nil
}

// durationDate reads the form that looks like a date and time; its parts stay
// below 12 months, 31 days, 24 hours and so on.
func (p *scanner) durationDate(sum *durationSum, extended bool) error {
	limits := [...]struct {
		digits   int
		max      int64
		expected string
		unit     durationUnit
	}{{4, 9999, "years (YYYY)", unitYear}, {2, 12, "months (MM)", unitMonth}, {2, 31, "days (DD)", unitDay}}
	for i, l := range limits {
		if i > 0 && extended && !p.accept('-') {
			return p.fail("a hyphen")
		}
		n, err := p.digits(l.digits, l.expected)
		if err != nil {
			return err
		}
		if n > l.max {
			return p.fail("fewer " + l.expected)
		}
		sum.add(l.unit, decimal{whole: n})
	}
	if !p.accept('T') {
		return nil
	}
	t, err := p.localTime()
	sum.add(unitNanosecond, decimal{whole: t.Nanos})
	return err
}

// decimal is a decimal number: both parts carry the sign, and the fraction counts
// units of 10^-18.
type decimal struct {
	whole    int64
	fraction int64
}

const decimalUnit = 1_000_000_000_000_000_000

// decimal reads a number with an optional sign and fraction.
func (p *scanner) decimal() (decimal, error) {
	negative, _ := p.sign()
	n := p.run()
	if n == 0 || n > 18 {
		return decimal{}, p.fail("a number of at most 18 digits")
	}
	whole, err := p.digits(n, "a number")
	if err != nil {
		return decimal{}, err
	}
	fraction := int64(0)
	if p.accept('.') || p.accept(',') {
		n = p.run()
		kept := min(n, 18)
		if fraction, err = p.digits(kept, "a fraction"); err != nil {
			return decimal{}, err
		}
		p.pos += n - kept
		for range 18 - kept {
			fraction *= 10
		}
	}
	if negative {
		whole, fraction = -whole, -fraction
	}
	return decimal{whole: whole, fraction: fraction}, nil
}
