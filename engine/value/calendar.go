package value

// The years that temporal values may lie in, as in java.time and Neo4j.
const (
	minYear = -999_999_999
	maxYear = 999_999_999
)

const (
	secondsPerDay   = 86_400
	nanosPerSecond  = 1_000_000_000
	nanosPerDay     = secondsPerDay * nanosPerSecond
	secondsPerMonth = 2_629_746 // a twelfth of the mean Gregorian year
	nanosPerMonth   = secondsPerMonth * nanosPerSecond
)

var (
	minDays = daysFromCivil(minYear, 1, 1)
	maxDays = daysFromCivil(maxYear, 12, 31)
)

// daysFromCivil counts the days from 1970-01-01 to a proleptic Gregorian date.
// Algorithm: Howard Hinnant, "chrono-compatible low-level date algorithms".
func daysFromCivil(year int64, month, day int) int64 {
	if month <= 2 {
		year--
	}
	era := floorDiv(year, 400)
	yearOfEra := year - era*400
	dayOfYear := int64((153*((month+9)%12)+2)/5 + day - 1)
	dayOfEra := yearOfEra*365 + yearOfEra/4 - yearOfEra/100 + dayOfYear
	return era*146_097 + dayOfEra - 719_468
}

// civilFromDays is the inverse of daysFromCivil, from the same source.
func civilFromDays(days int64) (year int64, month, day int) {
	days += 719_468
	era := floorDiv(days, 146_097)
	dayOfEra := days - era*146_097
	yearOfEra := (dayOfEra - dayOfEra/1460 + dayOfEra/36_524 - dayOfEra/146_096) / 365
	dayOfYear := dayOfEra - (365*yearOfEra + yearOfEra/4 - yearOfEra/100)
	shifted := (5*dayOfYear + 2) / 153 // months counted from March
	day = int(dayOfYear-(153*shifted+2)/5) + 1
	month = int(shifted+2)%12 + 1
	year = yearOfEra + era*400
	if month <= 2 {
		year++
	}
	return year, month, day
}

// NewDate returns the date with this year, month and day, which must exist.
func NewDate(year int64, month, day int) (Date, error) {
	switch {
	case year < minYear || year > maxYear:
		return Date{}, argumentError("The year %d is out of range: it must be between %d and %d.", year, minYear, maxYear)
	case month < 1 || month > 12:
		return Date{}, argumentError("The month %d is out of range: it must be between 1 and 12.", month)
	case day < 1 || day > daysInMonth(year, month):
		return Date{}, argumentError("The day %d is out of range: month %d of year %d has %d days.", day, month, year, daysInMonth(year, month))
	}
	return Date{Days: daysFromCivil(year, month, day)}, nil
}

// Civil returns the year, month and day of d.
func (d Date) Civil() (year int64, month, day int) { return civilFromDays(d.Days) }

// checked refuses a date outside the range of years.
func (d Date) checked() (Date, error) {
	if d.Days < minDays || d.Days > maxDays {
		return Date{}, arithmeticError("The date is out of range: its year must be between %d and %d.", minYear, maxYear)
	}
	return d, nil
}

// weekday returns 1 for Monday to 7 for Sunday.
func (d Date) weekday() int64 { return floorMod(d.Days+3, 7) + 1 }

// ordinal returns the day of the year from 1.
func (d Date) ordinal() int64 {
	year, _, _ := d.Civil()
	return d.Days - daysFromCivil(year, 1, 1) + 1
}

// isoWeek returns the ISO 8601 week and the year that the week belongs to: that
// of its Thursday.
func (d Date) isoWeek() (weekYear, week int64) {
	thursday := Date{Days: d.Days - d.weekday() + 4}
	weekYear, _, _ = thursday.Civil()
	return weekYear, (thursday.ordinal()-1)/7 + 1
}

// dayOfQuarter returns the day of the quarter from 1.
func (d Date) dayOfQuarter() int64 {
	year, month, _ := d.Civil()
	return d.Days - daysFromCivil(year, firstMonthOfQuarter(month), 1) + 1
}

// addMonths moves a date by months; a day that the month lacks becomes its last.
func (d Date) addMonths(months int64) (Date, error) {
	if months == 0 {
		return d, nil
	}
	year, month, day := d.Civil()
	total, ok := addInt64(year*12+int64(month-1), months)
	if !ok {
		return Date{}, errDurationOverflow
	}
	year, month = floorDiv(total, 12), int(floorMod(total, 12))+1
	if year < minYear || year > maxYear {
		return Date{}, errDurationOverflow
	}
	return Date{Days: daysFromCivil(year, month, min(day, daysInMonth(year, month)))}, nil
}

func (d Date) addDays(days int64) (Date, error) {
	sum, ok := addInt64(d.Days, days)
	if !ok {
		return Date{}, errDurationOverflow
	}
	return Date{Days: sum}.checked()
}

// weekStart returns the Monday of the first ISO week of a year.
func weekStart(year int64) Date {
	fourth := Date{Days: daysFromCivil(year, 1, 4)} // always in week 1
	return Date{Days: fourth.Days - fourth.weekday() + 1}
}

func weeksInYear(year int64) int64 { return (weekStart(year+1).Days - weekStart(year).Days) / 7 }

func isLeap(year int64) bool { return year%4 == 0 && (year%100 != 0 || year%400 == 0) }

func daysInYear(year int64) int64 {
	if isLeap(year) {
		return 366
	}
	return 365
}

func daysInMonth(year int64, month int) int {
	switch month {
	case 2:
		return int(daysInYear(year)) - 337
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}

func quarterOf(month int) int { return (month-1)/3 + 1 }

func firstMonthOfQuarter(month int) int { return (month-1)/3*3 + 1 }

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

func floorMod(a, b int64) int64 {
	m := a % b
	if m < 0 {
		m += b
	}
	return m
}

// addInt64 adds and reports whether the sum fits.
func addInt64(a, b int64) (int64, bool) {
	sum := a + b
	return sum, (a^sum)&(b^sum) >= 0
}

// mulInt64 multiplies and reports whether the product fits.
func mulInt64(a, b int64) (int64, bool) {
	product := a * b
	fits := a == 0 || (product/a == b && (a != -1 || b != -1<<63))
	return product, fits
}
