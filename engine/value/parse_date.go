package value

// ParseDate reads a date in any ISO 8601 form, basic or extended: a calendar
// date (2015-07-21, 20150721, 2015-07, 201507, 2015), a week date (2015-W30-2,
// 2015W302, 2015-W30), an ordinal date (2015-202, 2015202) or a quarter date
// (2015-Q2-60). A year of other than four digits needs a sign.
func ParseDate(s string) (Date, error) {
	p := scanner{text: s, what: "date"}
	d, err := p.date()
	if err != nil {
		return Date{}, err
	}
	return d, p.end()
}

func (p *scanner) date() (Date, error) {
	year, err := p.year()
	if err != nil {
		return Date{}, err
	}
	extended := p.accept('-')
	switch {
	case p.accept('W'):
		return p.weekDate(year, extended)
	case p.accept('Q'):
		return p.quarterDate(year, extended)
	}
	switch n := p.run(); {
	case n == 0 && !extended:
		return NewDate(year, 1, 1)
	case n == 3:
		return p.ordinalDate(year)
	case n == 2 || n == 4 && !extended:
		return p.monthDate(year, extended)
	}
	return Date{}, p.fail("a month (MM), a day of the year (DDD) or a week (Www)")
}

func (p *scanner) year() (int64, error) {
	negative, signed := p.sign()
	n := 4
	if signed {
		n = p.run()
		if n < 4 || n > 9 {
			return 0, p.fail("a year of four to nine digits")
		}
	}
	year, err := p.digits(n, "a year of four digits")
	if negative {
		year = -year
	}
	return year, err
}

func (p *scanner) monthDate(year int64, extended bool) (Date, error) {
	month, err := p.digits(2, "a month (MM)")
	if err != nil {
		return Date{}, err
	}
	day := int64(1)
	if extended && p.accept('-') || !extended && p.run() > 0 {
		if day, err = p.digits(2, "a day (DD)"); err != nil {
			return Date{}, err
		}
	}
	return NewDate(year, int(month), int(day))
}

func (p *scanner) ordinalDate(year int64) (Date, error) {
	day, err := p.digits(3, "a day of the year (DDD)")
	if err != nil {
		return Date{}, err
	}
	return ordinalDate(year, day)
}

func (p *scanner) weekDate(year int64, extended bool) (Date, error) {
	week, err := p.digits(2, "a week (ww)")
	if err != nil {
		return Date{}, err
	}
	day := int64(1)
	if extended && p.accept('-') || !extended && p.run() > 0 {
		if day, err = p.digits(1, "a day of the week (D)"); err != nil {
			return Date{}, err
		}
	}
	return weekDate(year, week, day)
}

func (p *scanner) quarterDate(year int64, extended bool) (Date, error) {
	quarter, err := p.digits(1, "a quarter (Q)")
	if err != nil {
		return Date{}, err
	}
	day := int64(1)
	if extended && p.accept('-') || !extended && p.run() > 0 {
		if day, err = p.digits(2, "a day of the quarter (DD)"); err != nil {
			return Date{}, err
		}
	}
	return quarterDate(year, quarter, day)
}

// ordinalDate returns a day of the year.
func ordinalDate(year, day int64) (Date, error) {
	first, err := NewDate(year, 1, 1)
	if err != nil {
		return Date{}, err
	}
	if err := inRange("day of the year", day, 1, daysInYear(year)); err != nil {
		return Date{}, err
	}
	return Date{Days: first.Days + day - 1}, nil
}

// weekDate returns a day, Monday being 1, of an ISO week.
func weekDate(year, week, day int64) (Date, error) {
	if _, err := NewDate(year, 1, 1); err != nil {
		return Date{}, err
	}
	if err := inRange("week", week, 1, weeksInYear(year)); err != nil {
		return Date{}, err
	}
	if err := inRange("day of the week", day, 1, 7); err != nil {
		return Date{}, err
	}
	return Date{Days: weekStart(year).Days + (week-1)*7 + day - 1}.checked()
}

// quarterDate returns a day of a quarter.
func quarterDate(year, quarter, day int64) (Date, error) {
	if err := inRange("quarter", quarter, 1, 4); err != nil {
		return Date{}, err
	}
	first, err := NewDate(year, int(quarter-1)*3+1, 1)
	if err != nil {
		return Date{}, err
	}
	next := daysFromCivil(year+quarter/4, int(quarter%4)*3+1, 1)
	if err := inRange("day of the quarter", day, 1, next-first.Days); err != nil {
		return Date{}, err
	}
	return Date{Days: first.Days + day - 1}, nil
}

func inRange(what string, n, low, high int64) error {
	if n < low || n > high {
		return argumentError("The %s %d is out of range: it must be between %d and %d.", what, n, low, high)
	}
	return nil
}
