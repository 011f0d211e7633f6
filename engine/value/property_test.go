package value

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func sign(n int) int {
	switch {
	case n < 0:
		return -1
	case n > 0:
		return 1
	}
	return 0
}

func TestOrderIsTotal(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		a, b, c := genValue().Draw(r, "a"), genValue().Draw(r, "b"), genValue().Draw(r, "c")
		if Order(a, a) != 0 {
			r.Fatalf("%s is not in order with itself", Literal(a))
		}
		if sign(Order(a, b)) != -sign(Order(b, a)) {
			r.Fatalf("%s and %s are ordered both ways", Literal(a), Literal(b))
		}
		if Order(a, b) <= 0 && Order(b, c) <= 0 && Order(a, c) > 0 {
			r.Fatalf("order is not transitive over %s, %s, %s", Literal(a), Literal(b), Literal(c))
		}
	})
}

func TestEquivalentIsOrderZero(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		a, b := genValue().Draw(r, "a"), genValue().Draw(r, "b")
		same := Equivalent(a, b)
		if same != (Order(a, b) == 0) {
			r.Fatalf("%s and %s: equivalent %t, order %d", Literal(a), Literal(b), same, Order(a, b))
		}
		if same && Hash(7, a) != Hash(7, b) {
			r.Fatalf("%s and %s are equivalent but hash differently", Literal(a), Literal(b))
		}
		if Equal(a, b).AsBool() && !same {
			r.Fatalf("%s and %s are equal but not equivalent", Literal(a), Literal(b))
		}
	})
}

func TestNumbersHashAsTheyCompare(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		i, f := Int(genInt().Draw(r, "i")), Float(genFloat().Draw(r, "f"))
		if (Order(i, f) == 0) != Equal(i, f).AsBool() {
			r.Fatalf("%s and %s: equality and order disagree", Literal(i), Literal(f))
		}
		if Equal(i, f).AsBool() && Hash(0, i) != Hash(0, f) {
			r.Fatalf("%s and %s are equal but hash differently", Literal(i), Literal(f))
		}
	})
}

func TestCompareAgreesWithOrder(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		a, b := genValue().Draw(r, "a"), genValue().Draw(r, "b")
		c, ok := Compare(a, b)
		if !ok || c == Incomparable {
			return
		}
		if sign(c) != sign(Order(a, b)) {
			r.Fatalf("%s and %s: compare %d, order %d", Literal(a), Literal(b), c, Order(a, b))
		}
		if (c == 0) != Equal(a, b).AsBool() && a.Kind() != KindList {
			r.Fatalf("%s and %s: compare %d, equal %s", Literal(a), Literal(b), c, Literal(Equal(a, b)))
		}
	})
}

func TestBinaryRoundTrip(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		v := genStorable().Draw(r, "v")
		encoded, err := AppendBinary([]byte("before"), v)
		if err != nil {
			r.Fatal(err)
		}
		encoded = append(encoded, "after"...)
		for _, mode := range []StringMode{CopyStrings, AliasStrings} {
			got, rest, err := DecodeBinary(encoded[len("before"):], mode)
			if err != nil {
				r.Fatalf("%s: %v", Literal(v), err)
			}
			if string(rest) != "after" || got.Kind() != v.Kind() || !Equivalent(got, v) {
				r.Fatalf("%s came back as %s, rest %q", Literal(v), Literal(got), rest)
			}
		}
	})
}

func TestTemporalTextRoundTrip(t *testing.T) {
	now := time.Date(2024, 2, 29, 0, 0, 0, 0, time.UTC)
	rapid.Check(t, func(r *rapid.T) {
		v := genTemporal().Draw(r, "v")
		text := Format(v)
		got, err := ParseTemporal(v.Kind(), text, now)
		if err != nil {
			r.Fatal(err)
		}
		if !Equivalent(got, v) {
			r.Fatalf("%#v shows as %s, which reads as %s", v, text, Format(got))
		}
	})
}

func TestComponentsRebuildDates(t *testing.T) {
	ways := [][]string{{"year", "month", "day"}, {"year", "ordinalDay"}, {"year", "quarter", "dayOfQuarter"}}
	rapid.Check(t, func(r *rapid.T) {
		d := DateValue(genDate().Draw(r, "date"))
		for _, way := range ways {
			var entries []Entry
			for _, name := range way {
				field, err := TemporalField(d, name)
				if err != nil {
					r.Fatal(err)
				}
				entries = append(entries, Entry{Key: name, Value: field})
			}
			got, err := TemporalFromMap(KindDate, Map(entries), time.Time{})
			if err != nil || !Equivalent(got, d) {
				r.Fatalf("%s by %v is %s, %v", Format(d), way, Format(got), err)
			}
		}
	})
}

func TestWeeksRebuildDates(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		d := Date{Days: rapid.Int64Range(-800_000, 800_000).Draw(r, "days")}
		year, week := d.isoWeek()
		got, err := weekDate(year, week, d.weekday())
		if err != nil || got != d {
			r.Fatalf("%s by week is %s, %v", d, got, err)
		}
	})
}

// The standard library's calendar is the reference for ours.
func TestCalendarAgreesWithStandardLibrary(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		d := Date{Days: rapid.Int64Range(-4_000_000, 4_000_000).Draw(r, "days")}
		ref := time.Unix(d.Days*secondsPerDay, 0).UTC()
		year, month, day := d.Civil()
		if year != int64(ref.Year()) || month != int(ref.Month()) || day != ref.Day() {
			r.Fatalf("%d days: %d-%d-%d, expected %s", d.Days, year, month, day, ref)
		}
		refYear, refWeek := ref.ISOWeek()
		if y, w := d.isoWeek(); y != int64(refYear) || w != int64(refWeek) {
			r.Fatalf("%s: week %d of %d, expected %d of %d", d, w, y, refWeek, refYear)
		}
		if d.ordinal() != int64(ref.YearDay()) {
			r.Fatalf("%s: day %d of the year, expected %d", d, d.ordinal(), ref.YearDay())
		}
	})
}

func TestSubtractingUndoesAdding(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		v := rapid.OneOf(rapid.Map(genLocalDateTime(), LocalDateTimeValue), rapid.Map(genDateTime(), DateTimeValue)).Draw(r, "v")
		d := DurationValue(Duration{
			Seconds: rapid.Int64Range(-1e9, 1e9).Draw(r, "seconds"),
			Nanos:   rapid.Int32Range(0, nanosPerSecond-1).Draw(r, "nanos"),
		})
		sum, err := Add(v, d)
		if err != nil {
			return // beyond the last year
		}
		back, err := Sub(sum, d)
		if err != nil || !Equivalent(back, v) {
			r.Fatalf("%s + %s - %s = %s, %v", Format(v), Format(d), Format(d), Format(back), err)
		}
	})
}

func TestDurationBetweenLeadsFromOneToTheOther(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		a := LocalDateTimeValue(genLocalDateTime().Draw(r, "a"))
		b := LocalDateTimeValue(genLocalDateTime().Draw(r, "b"))
		d, err := DurationBetween(a, b)
		if err != nil {
			r.Fatal(err)
		}
		if sum, err := Add(a, d); err != nil || !Equivalent(sum, b) {
			r.Fatalf("%s + %s = %s, %v, expected %s", Format(a), Format(d), Format(sum), err, Format(b))
		}
	})
}
