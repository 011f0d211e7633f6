package value

import (
	"strings"
	"testing"
	"time"
	_ "time/tzdata" // the tests need zones where the host has none
)

var testNow = time.Date(2024, 2, 29, 13, 14, 15, 161718, time.UTC)

func TestParseTemporalForms(t *testing.T) {
	for _, c := range []struct {
		kind Kind
		text string
		want string // the text form, or part of the error
	}{
		{KindDate, "2015", "2015-01-01"},
		{KindDate, "201507", "2015-07-01"},
		{KindDate, "2015-W30-7", "2015-07-26"},
		{KindDate, "2015-Q2-60", "2015-05-30"},
		{KindDate, "2015Q260", "2015-05-30"},
		{KindDate, "2015-Q4", "2015-10-01"},
		{KindDate, "+12345-06-07", "+12345-06-07"},
		{KindDate, "-0044-03-15", "-0044-03-15"},
		{KindDate, "2000-02-29", "2000-02-29"},
		{KindDate, "1900-02-29", "The day 29 is out of range: month 2 of year 1900 has 28 days."},
		{KindDate, "2015-13-01", "The month 13 is out of range"},
		{KindDate, "2015-366", "The day of the year 366 is out of range"},
		{KindDate, "2015-W54", "The week 54 is out of range"},
		{KindDate, "2015-W30-8", "The day of the week 8 is out of range"},
		{KindDate, "2015-Q5", "The quarter 5 is out of range"},
		{KindDate, "2015-07-", "expected a day (DD) at position 8"},
		{KindDate, "2015-0721", "expected a month (MM)"},
		{KindDate, "2015-07-21T", "expected the end at position 10"},
		{KindDate, "15-07-21", "expected a year of four digits at position 0"},
		{KindDate, "", "expected a year of four digits at position 0"},
		{KindDate, "12345-01-01", "expected a"},
		{KindLocalTime, "T214032.142", "21:40:32.142"},
		{KindLocalTime, "21:40:32,000001", "21:40:32.000001"},
		{KindLocalTime, "24:00", "The hour 24 is out of range"},
		{KindLocalTime, "21:60", "The minute 60 is out of range"},
		{KindLocalTime, "21:40:32.", "a fraction of at most nine digits"},
		{KindLocalTime, "21:40:32.1234567890", "a fraction of at most nine digits"},
		{KindLocalTime, "21:4032", "expected the end"},
		{KindLocalTime, "21:40Z", "expected the end"},
		{KindTime, "21:40", "21:40Z"},
		{KindTime, "214032.5+023015", "21:40:32.500+02:30:15"},
		{KindTime, "21:40+18:01", "the limit is ±18:00"},
		{KindTime, "21:40+01:60", "minutes and seconds of the offset below 60"},
		{KindTime, "21:40+", "expected an hour (hh)"},
		{KindLocalDateTime, "2015-07-21", "2015-07-21T00:00"},
		{KindLocalDateTime, "2015-07-21 21:40", "expected the end"},
		{KindDateTime, "2015-07-21", "2015-07-21T00:00Z"},
		{KindDateTime, "2015-07-21t21:40z", "2015-07-21T21:40Z"},
		{KindDateTime, "2015-07-21T21:40[UTC]", "2015-07-21T21:40Z[UTC]"},
		{KindDateTime, "2015-07-21T21:40Z[UTC]", "2015-07-21T21:40Z[UTC]"},
		{KindDateTime, "2015-07-21T21:40[Atlantis/Poseidonis]", "Unknown time zone 'Atlantis/Poseidonis'"},
		{KindDateTime, "2015-07-21T21:40[../../etc/passwd]", "Unknown time zone"},
		{KindDateTime, "2015-07-21T21:40[Local]", "Unknown time zone 'Local'"},
		{KindDateTime, "2015-07-21T21:40[]", "Unknown time zone ''"},
		{KindDateTime, "2015-07-21T21:40[UTC", "a closing bracket"},
		{KindDateTime, "2015-07-21T21:40+03:00[Europe/Stockholm]", "The offset +03:00 does not match the time zone Europe/Stockholm."},
		{KindDateTime, "2024-10-27T02:30+01:00[Europe/Stockholm]", "2024-10-27T02:30+01:00[Europe/Stockholm]"},
		{KindDateTime, "2024-10-27T02:30[Europe/Stockholm]", "2024-10-27T02:30+02:00[Europe/Stockholm]"},
		{KindDateTime, "2024-03-31T02:30[Europe/Stockholm]", "2024-03-31T03:30+02:00[Europe/Stockholm]"},
		{KindDateTime, "2024-10-27T02:30[America/New_York]", "2024-10-27T02:30-04:00[America/New_York]"},
		{KindDuration, "P1Y2M3W4DT5H6M7.8S", "P1Y2M25DT5H6M7.8S"},
		{KindDuration, "P-1Y2M", "P-10M"},
		{KindDuration, "-P1YT-1S", "P-1YT1S"},
		{KindDuration, "pt1.5h", "PT1H30M"},
		{KindDuration, "PT-0.4S", "PT-0.4S"},
		{KindDuration, "P0.55Y0.6M", "P7M6DT2H5M49.2S"},
		{KindDuration, "P20120202T143721", "P2012Y2M2DT14H37M21S"},
		{KindDuration, "P2012-02-02", "P2012Y2M2D"},
		{KindDuration, "P0D", "PT0S"},
		{KindDuration, "PT1.0000000009S", "PT1S"},
		{KindDuration, "P", "a number and its unit"},
		{KindDuration, "PT", "a number and its unit"},
		{KindDuration, "P1YT", "a number and its unit"},
		{KindDuration, "P1D1Y", "a unit shorter than the one before"},
		{KindDuration, "P1D1D", "a unit shorter than the one before"},
		{KindDuration, "P1", "a unit shorter than the one before"},
		{KindDuration, "1D", "expected P"},
		{KindDuration, "P1.D", "a fraction"},
		{KindDuration, "P1DT1H1", "a unit shorter than the one before"},
		{KindDuration, "P9999999999999999999D", "a number of at most 18 digits"},
		{KindDuration, "P999999999999999999Y", "Duration arithmetic overflows."},
		{KindDuration, "P2012-13-02", "fewer months"},
		{KindInt, "1", "Cannot read text as a int."},
	} {
		got, err := ParseTemporal(c.kind, c.text, testNow)
		if err != nil {
			if !strings.Contains(err.Error(), c.want) {
				t.Errorf("%s: %v, expected %s", c.text, err, c.want)
			}
		} else if Format(got) != c.want {
			t.Errorf("%s: %s, expected %s", c.text, Format(got), c.want)
		}
	}
}

func TestTemporalFromMapErrors(t *testing.T) {
	date := parse(t, KindDate, "2024-01-31")
	for _, c := range []struct {
		kind    Kind
		entries []Entry
		want    string
	}{
		{KindDate, []Entry{{"year", Int(2024)}, {"hour", Int(1)}}, "Unknown key 'hour'."},
		{KindDate, []Entry{{"year", String("2024")}}, "Invalid value for key 'year'. Expected an integer."},
		{KindDate, []Entry{{"year", Null}}, "Invalid value for key 'year'. Expected an integer."},
		{KindDate, []Entry{{"month", Int(2)}}, "0000-02-01"},
		{KindDate, []Entry{{"date", date}, {"month", Int(2)}}, "2024-02-29"},
		{KindDate, []Entry{{"date", date}, {"month", Int(2)}, {"day", Int(31)}}, "The day 31 is out of range: month 2 of year 2024 has 29 days."},
		{KindDate, []Entry{{"date", date}, {"quarter", Int(2)}}, "2024-04-30"},
		{KindDate, []Entry{{"date", date}, {"dayOfQuarter", Int(91)}}, "2024-03-31"},
		{KindDate, []Entry{{"date", date}, {"dayOfQuarter", Int(92)}}, "The day of the quarter 92 is out of range: it must be between 1 and 91."},
		{KindDate, []Entry{{"date", date}, {"quarter", Int(0)}}, "The quarter 0 is out of range: it must be between 1 and 4."},
		{KindDate, []Entry{{"year", Int(1 << 40)}}, "The year 1099511627776 is out of range: it must be between -999999999 and 999999999."},
		{KindDate, []Entry{{"year", Int(2024)}, {"month", Int(1 << 40)}}, "The month 1099511627776 is out of range: it must be between 1 and 12."},
		{KindDate, []Entry{{"year", Int(2024)}, {"day", Int(1 << 40)}}, "The day 1099511627776 is out of range: it must be between 1 and 31."},
		{KindDate, []Entry{{"year", Int(2024)}, {"week", Int(53)}}, "The week 53 is out of range: it must be between 1 and 52."},
		{KindDate, []Entry{{"year", Int(2020)}, {"week", Int(53)}}, "2020-12-28"},
		{KindDate, []Entry{{"year", Int(2024)}, {"week", Int(1)}, {"month", Int(1)}}, "A date is given by month and day, week and dayOfWeek, quarter and dayOfQuarter, or ordinalDay: use keys of one of these only."},
		{KindDate, []Entry{{"dayOfWeek", Int(1)}, {"weekDay", Int(1)}}, "The key 'weekDay' is given twice under different names."},
		{KindDate, []Entry{{"date", Int(1)}}, "Invalid value for key 'date'. Expected one of date, local_date_time, zoned_date_time."},
		{KindDate, []Entry{{"year", Int(2024)}, {"timezone", String("Z")}}, "A date has no time zone: remove the key 'timezone'."},
		{KindDate, []Entry{{"timezone", String("Pacific/Kiritimati")}}, "2024-03-01"},
		{KindLocalTime, []Entry{{"hour", Int(24)}}, "The hour 24 is out of range: it must be between 0 and 23."},
		{KindLocalTime, []Entry{{"second", Int(5)}}, "00:00:05"},
		{KindLocalTime, []Entry{{"millisecond", Int(1)}, {"microsecond", Int(1000)}}, "The microsecond 1000 is out of range: it must be between 0 and 999."},
		{KindLocalTime, []Entry{{"millisecond", Int(1)}, {"nanosecond", Int(999_999)}}, "00:00:00.001999999"},
		{KindLocalTime, []Entry{{"time", date}}, "Invalid value for key 'time'. Expected one of local_time, zoned_time, local_date_time, zoned_date_time."},
		{KindTime, []Entry{{"hour", Int(1)}, {"timezone", Int(90)}}, "01:00+01:30"},
		{KindTime, []Entry{{"hour", Int(1)}, {"timezone", Int(1081)}}, "The time zone offset of 1081 minutes is out of range: the limit is ±18:00."},
		{KindTime, []Entry{{"hour", Int(1)}, {"timezone", Float(1)}}, "Invalid value for key 'timezone'. Expected a string or an integer."},
		{KindTime, []Entry{{"hour", Int(1)}, {"timezone", String("Europe/Stockholm")}}, "01:00+01:00"},
		{KindDateTime, []Entry{{"datetime", date}}, "Invalid value for key 'datetime'. Expected one of local_date_time, zoned_date_time."},
		{KindDateTime, []Entry{{"epochSeconds", Int(1)}, {"year", Int(1)}}, "The keys 'epochSeconds' and 'epochMillis' can only be combined with 'timezone' and fractions of a second."},
		{KindDateTime, []Entry{{"epochSeconds", Int(1)}, {"epochMillis", Int(1)}}, "The keys 'epochSeconds' and 'epochMillis' exclude each other."},
		{KindDateTime, []Entry{{"epochSeconds", Int(416779)}, {"nanosecond", Int(5)}, {"timezone", String("Asia/Tokyo")}}, "1970-01-06T04:46:19.000000005+09:00[Asia/Tokyo]"},
		{KindDateTime, []Entry{{"epochMillis", Int(-1)}}, "1969-12-31T23:59:59.999Z"},
		{KindDateTime, []Entry{{"epochSeconds", Int(1 << 62)}}, "The instant 4611686018427387904 seconds from the epoch is out of range."},
		{KindDateTime, []Entry{{"timezone", String("Asia/Tokyo")}}, "2024-02-29T22:14:15.000161718+09:00[Asia/Tokyo]"},
		{KindDuration, []Entry{{"day", Int(1)}, {"hours", Float(-1.5)}}, "P1DT-1H-30M"},
		{KindDuration, []Entry{{"eons", Int(1)}}, "Unknown key 'eons'."},
		{KindDuration, []Entry{{"days", String("1")}}, "Invalid value for key 'days'. Expected an integer or a float."},
		{KindDuration, []Entry{{"days", Float(1e18)}}, "Invalid value for key 'days'. The number is out of range."},
		{KindDuration, []Entry{{"days", nan}}, "Invalid value for key 'days'. The number is out of range."},
		{KindDuration, []Entry{{"years", Int(1 << 62)}}, "Duration arithmetic overflows."},
		{KindDuration, []Entry{{"days", Float(0.1)}}, "PT2H24M"},
		{KindDuration, []Entry{{"months", Int(5)}, {"weeks", Float(-0.5)}}, "P5M-3DT-12H"},
		{KindPoint, nil, "Cannot build a point from a map of components."},
	} {
		got, err := TemporalFromMap(c.kind, Map(c.entries), testNow)
		shown := Format(got)
		if err != nil {
			shown = err.Error()
		}
		if shown != c.want {
			t.Errorf("%s: %s, expected %s", Literal(Map(c.entries)), shown, c.want)
		}
	}
}

func TestConvertTemporal(t *testing.T) {
	zoned := parse(t, KindDateTime, "2024-03-04T05:06:07+08:00")
	for _, c := range []struct {
		kind Kind
		from Value
		want string
	}{
		{KindDate, zoned, "2024-03-04"},
		{KindLocalTime, zoned, "05:06:07"},
		{KindTime, zoned, "05:06:07+08:00"},
		{KindLocalDateTime, zoned, "2024-03-04T05:06:07"},
		{KindDateTime, parse(t, KindDate, "2024-03-04"), "2024-03-04T00:00Z"},
		{KindLocalDateTime, parse(t, KindDate, "2024-03-04"), "2024-03-04T00:00"},
		{KindDate, parse(t, KindLocalTime, "12:00"), "Cannot convert a local_time to a date."},
		{KindTime, parse(t, KindDate, "2024-03-04"), "Cannot convert a date to a zoned_time."},
		{KindDateTime, Int(1), "Cannot convert a int to a zoned_date_time."},
		{KindDuration, zoned, "Cannot convert a zoned_date_time to a duration."},
	} {
		got, err := NewTemporal(c.kind, c.from, testNow)
		shown := Format(got)
		if err != nil {
			shown = err.Error()
		}
		if shown != c.want {
			t.Errorf("%s to %s: %s, expected %s", Format(c.from), c.kind, shown, c.want)
		}
	}
}

func TestTruncateErrors(t *testing.T) {
	for _, c := range []struct {
		kind      Kind
		unit      string
		v         Value
		overrides Value
		want      string
	}{
		{KindDate, "fortnight", parse(t, KindDate, "2024-03-04"), Null, "Unknown unit 'fortnight' for truncation."},
		{KindDate, "WEEKYEAR", parse(t, KindDate, "2024-03-04"), Null, "2024-01-01"},
		{KindDate, "day", Null, Null, "null"},
		{KindDate, "hour", parse(t, KindDate, "2024-03-04"), Null, "The unit 'hour' is too short for the truncation of a date to a date."},
		{KindDateTime, "hour", parse(t, KindDate, "2024-03-04"), Null, "The unit 'hour' is too short for the truncation of a date to a zoned_date_time."},
		{KindLocalTime, "month", parse(t, KindLocalDateTime, "2024-03-04"), Null, "The unit 'month' is too long for the truncation of a local_date_time to a local_time."},
		{KindDate, "day", parse(t, KindLocalTime, "12:00"), Null, "Cannot truncate a local_time to a date."},
		{KindDate, "day", Int(1), Null, "Cannot truncate a int."},
		{KindDate, "day", parse(t, KindDate, "2024-03-04"), Int(1), "Expected a map of components, got a int."},
		{KindDate, "day", parse(t, KindDate, "2024-03-04"), mapOf("timezone", String("Z")), "A date has no time zone: remove the key 'timezone'."},
		{KindDate, "day", parse(t, KindDate, "2024-03-04"), mapOf("date", parse(t, KindDate, "2024-03-04")), "A truncation can only be combined with single components, not with date, time, datetime or an epoch."},
		{KindDate, "millennium", parse(t, KindDate, "-999999999-03-04"), Null, "The date is out of range: its year must be between -999999999 and 999999999."},
		{KindLocalDateTime, "millisecond", parse(t, KindLocalDateTime, "2024-03-04T05:06:07.123456789"), mapOf("microsecond", Int(5)), "2024-03-04T05:06:07.123005"},
	} {
		got, err := TruncateTemporal(c.kind, c.unit, c.v, c.overrides, testNow)
		shown := Format(got)
		if err != nil {
			shown = err.Error()
		}
		if shown != c.want {
			t.Errorf("%s of %s: %s, expected %s", c.unit, Format(c.v), shown, c.want)
		}
	}
}

func TestTemporalFieldErrors(t *testing.T) {
	for _, c := range []struct {
		v    Value
		name string
		want string
	}{
		{parse(t, KindDate, "2024-03-04"), "hour", "Invalid property name hour for Date"},
		{parse(t, KindLocalTime, "12:00"), "year", "Invalid property name year for LocalTime"},
		{parse(t, KindLocalDateTime, "2024-03-04"), "timezone", "Invalid property name timezone for LocalDateTime"},
		{parse(t, KindTime, "12:00Z"), "epochSeconds", "Invalid property name epochSeconds for ZonedTime"},
		{parse(t, KindDuration, "P1D"), "year_", "Invalid property name year_ for Duration"},
		{parse(t, KindDuration, "PT999999999999999S"), "nanoseconds", "The duration is too long to be counted in nanoseconds."},
		{parse(t, KindDuration, "P3DT26H"), "day", "3"},
		{parse(t, KindDuration, "P3DT26H1M"), "minute", "1561"},
		{parse(t, KindDuration, "PT-0.4S"), "milliseconds", "-400"},
		{parse(t, KindDateTime, "2024-03-04T00:00Z"), "timezone", `"Z"`},
		{parse(t, KindDateTime, "1969-12-31T23:59:59.999Z"), "epochMillis", "-1"},
		{parse(t, KindDateTime, "2024-03-04T00:00-02:30"), "offsetMinutes", "-150"},
	} {
		got, err := TemporalField(c.v, c.name)
		if shown := literalOrError(got, err); shown != c.want {
			t.Errorf("%s.%s: %s, expected %s", Format(c.v), c.name, shown, c.want)
		}
	}
}

func TestDefaultZone(t *testing.T) {
	tokyo, err := time.LoadLocation("Asia/Tokyo")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		now  time.Time
		want string
	}{
		{testNow, "2024-02-29T00:00Z"},
		{testNow.In(tokyo), "2024-02-29T00:00+09:00[Asia/Tokyo]"},
		{testNow.In(time.FixedZone("somewhere", 3600)), "2024-02-29T00:00+01:00"},
	} {
		got, err := ParseTemporal(KindDateTime, "2024-02-29", c.now)
		if err != nil || Format(got) != c.want {
			t.Errorf("in %s: %s, %v, expected %s", c.now.Location(), Format(got), err, c.want)
		}
	}
	if got := Format(TemporalNow(KindDateTime, testNow.In(tokyo))); got != "2024-02-29T22:14:15.000161718+09:00[Asia/Tokyo]" {
		t.Errorf("now is %s", got)
	}
}

// A zone that the host lacks must not make a stored value unreadable.
func TestUnknownZoneStandsByItsOffset(t *testing.T) {
	v := DateTimeValue(DateTime{Seconds: 0, Offset: 3600, Zone: "Atlantis/Poseidonis"})
	if got := Format(v); got != "1970-01-01T01:00+01:00[Atlantis/Poseidonis]" {
		t.Error(got)
	}
	sum, err := Add(v, DurationValue(Duration{Days: 1}))
	if err != nil || Format(sum) != "1970-01-02T01:00+01:00" {
		t.Errorf("%s, %v", Format(sum), err)
	}
}

func TestDurationBetweenErrors(t *testing.T) {
	if _, err := DurationBetween(Int(1), parse(t, KindDate, "2024-01-01")); err == nil || err.Error() != "Expected a temporal value, got a int." {
		t.Errorf("got %v", err)
	}
	if v, err := DurationBetween(Null, Int(1)); err != nil || !v.IsNull() {
		t.Errorf("got %s, %v", Literal(v), err)
	}
}
