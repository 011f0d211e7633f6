package differential

import (
	"context"
	"fmt"
	"time"

	"memgraphd/engine"
	"memgraphd/engine/value"
)

// Times, durations and enumerations: kinds whose order is not that of their text.

func temporalOf(k value.Kind, text string) value.Value {
	v, err := value.ParseTemporal(k, text, time.Time{})
	must(err)
	return v
}

func zonedOf(text string) value.Value { return temporalOf(value.KindDateTime, text) }
func stampOf(text string) value.Value { return temporalOf(value.KindLocalDateTime, text) }
func spanOf(text string) value.Value  { return temporalOf(value.KindDuration, text) }
func enumOf(name string) value.Value  { return value.EnumValue(value.Enum{Type: "E", Value: name}) }

// enumerate declares the enumeration of worlds.
func enumerate(db *engine.Database) {
	must(db.SetMeta(context.Background(), "enum", "E", []byte(`["X", "Y"]`)))
}

func enumerated(typ, val string) bool { return typ == "E" && (val == "X" || val == "Y") }

// span draws a duration.
func (g *gen) span(depth int) string {
	q := func() string { return g.expr(aSpan, depth) }
	two := func(k kind) string { return g.expr(k, depth) + ", " + g.expr(k, depth) }
	return g.one(
		func() string { return fmt.Sprintf("(%s %s %s)", q(), g.word("+", "-"), q()) },
		func() string { return fmt.Sprintf("(%s %s %s)", q(), g.word("*", "/"), g.literal(g.word("2", "3"))) },
		func() string {
			return fmt.Sprintf("duration({%s: coalesce(%s, 1)})", g.word("days", "hours", "months"), g.expr(anInt, 0))
		},
		func() string {
			return fmt.Sprintf("duration.between(%s)", two([]kind{aDate, aZoned, aStamp}[g.pick(3)]))
		},
		func() string {
			return fmt.Sprintf("duration.%s(%s)", g.word("inDays", "inMonths", "inSeconds"), two([]kind{aDate, aStamp}[g.pick(2)]))
		},
		func() string { return fmt.Sprintf("duration(toString(%s))", q()) },
	)
}

// instant draws a date with a time: of a zone, or of none.
func (g *gen) instant(k kind, depth int) string {
	name := map[kind]string{aZoned: "datetime", aStamp: "localdatetime"}[k]
	return g.one(
		func() string {
			return fmt.Sprintf("(%s %s %s)", g.expr(k, depth), g.word("+", "-"), g.expr(aSpan, depth))
		},
		func() string {
			return fmt.Sprintf("%s.truncate('%s', %s)", name, g.word("day", "hour", "month", "week"), g.expr(k, depth))
		},
		func() string { return fmt.Sprintf("%s(toString(%s))", name, g.expr(k, 0)) },
		func() string {
			return fmt.Sprintf("%s({date: coalesce(%s, date('2024-03-31')), hour: 2%s})", name, g.expr(aDate, depth), zoneOf(k))
		},
	)
}

// zoneOf returns the part of a map that says what zone a time is of.
func zoneOf(k kind) string {
	if k == aZoned {
		return ", timezone: '+01:00'"
	}
	return ""
}

// component draws a number that is part of a time or of a duration.
func (g *gen) component(depth int) string {
	return g.one(
		func() string {
			return fmt.Sprintf("%s.%s", g.expr(aZoned, depth), g.word("hour", "epochSeconds", "day", "offsetMinutes"))
		},
		func() string { return fmt.Sprintf("%s.%s", g.expr(aStamp, depth), g.word("minute", "quarter", "year")) },
		func() string {
			return fmt.Sprintf("%s.%s", g.expr(aSpan, depth), g.word("days", "months", "seconds", "minutesOfHour"))
		},
	)
}
