package value

// scanner reads the text form of a temporal value from left to right.
type scanner struct {
	text string
	pos  int
	what string // what is being read, for errors
}

// fail says what was expected at the current position.
func (p *scanner) fail(expected string) error {
	text := p.text
	if len(text) > 100 {
		text = text[:100] + "…"
	}
	return argumentError("Cannot read '%s' as a %s: expected %s at position %d.", text, p.what, expected, p.pos)
}

func (p *scanner) done() bool { return p.pos >= len(p.text) }

// end checks that nothing is left.
func (p *scanner) end() error {
	if !p.done() {
		return p.fail("the end")
	}
	return nil
}

// peek returns the next byte, or 0 at the end.
func (p *scanner) peek() byte {
	if p.done() {
		return 0
	}
	return p.text[p.pos]
}

// accept skips c if it comes next; letters match in either case.
func (p *scanner) accept(c byte) bool {
	next := p.peek()
	if next == c || 'A' <= c && c <= 'Z' && next == c+'a'-'A' {
		p.pos++
		return true
	}
	return false
}

// sign skips a plus or a minus and reports whether the value is negative.
func (p *scanner) sign() (negative, present bool) {
	if p.accept('-') {
		return true, true
	}
	return false, p.accept('+')
}

// run returns how many digits come next.
func (p *scanner) run() int {
	n := 0
	for p.pos+n < len(p.text) && '0' <= p.text[p.pos+n] && p.text[p.pos+n] <= '9' {
		n++
	}
	return n
}

// digits reads exactly n digits, at most 18 of them.
func (p *scanner) digits(n int, expected string) (int64, error) {
	if n == 0 || p.run() < n {
		return 0, p.fail(expected)
	}
	number := int64(0)
	for range n {
		number = number*10 + int64(p.text[p.pos]-'0')
		p.pos++
	}
	return number, nil
}

// fraction reads the digits after a decimal separator in units of 10^-places;
// without a separator it is 0.
func (p *scanner) fraction(places int) (int64, error) {
	if !p.accept('.') && !p.accept(',') {
		return 0, nil
	}
	n := p.run()
	if n == 0 || n > places {
		return 0, p.fail("a fraction of at most nine digits")
	}
	number, err := p.digits(n, "digits")
	for ; n < places; n++ {
		number *= 10
	}
	return number, err
}
