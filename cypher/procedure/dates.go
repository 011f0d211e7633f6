package procedure

import (
	"strings"
	"time"

	"memgraphd/engine/value"
)

// dateProcedures read and write points in time by a format.
var dateProcedures = []Procedure{
	{
		Signature: `date.format(time :: INTEGER, unit = "ms" :: STRING, format = "%Y-%m-%d %H:%M:%S %Z" :: STRING, timezone = "UTC" :: STRING) :: (formatted :: STRING)`,
		Doc:       "The text of a time since 1970 by a format such as %Y-%m-%d; unit is ms, s, m, h or d.",
		Run:       formatDate,
	},
	{
		Signature: `date.parse(time :: STRING, unit = "ms" :: STRING, format = "%Y-%m-%d %H:%M:%S" :: STRING, timezone = "UTC" :: STRING) :: (parsed :: INTEGER)`,
		Doc:       "The time since 1970 of a text by a format such as %Y-%m-%d; unit is ms, s, m, h or d.",
		Run:       parseDate,
	},
	{
		Signature: `temporal.format(temporal :: ANY, format = "ISO" :: STRING) :: (formatted :: STRING)`,
		Doc:       "The text of a temporal value by a format such as %Y-%m-%d, or as ISO 8601 has it.",
		Run:       formatTemporal,
	},
}

var dateUnits = map[string]time.Duration{
	"ms": time.Millisecond, "s": time.Second, "m": time.Minute, "h": time.Hour, "d": 24 * time.Hour,
}

// unitAndZone reads the arguments that both directions have in common.
func (c *Call) unitAndZone() (unit time.Duration, zone *time.Location, err error) {
	unit, ok := dateUnits[c.string(1)]
	if !ok {
		return 0, nil, c.errorf("the unit must be ms, s, m, h or d, got '%s'.", c.string(1))
	}
	zone, err = time.LoadLocation(c.string(3))
	if err != nil {
		return 0, nil, c.errorf("there is no time zone '%s'.", c.string(3))
	}
	return unit, zone, nil
}

func formatDate(c *Call) error {
	unit, zone, err := c.unitAndZone()
	if err != nil {
		return err
	}
	perSecond := int64(time.Second / unit)
	var t time.Time
	if perSecond > 0 {
		t = time.Unix(c.int(0)/perSecond, c.int(0)%perSecond*int64(unit))
	} else {
		t = time.Unix(c.int(0)*int64(unit/time.Second), 0)
	}
	return c.Yield(value.String(t.In(zone).Format(goLayout(c.string(2)))))
}

func parseDate(c *Call) error {
	unit, zone, err := c.unitAndZone()
	if err != nil {
		return err
	}
	t, err := time.ParseInLocation(goLayout(c.string(2)), c.string(0), zone)
	if err != nil {
		return c.errorf("'%s' does not have the format '%s'.", c.string(0), c.string(2))
	}
	if unit < time.Second {
		return c.Yield(value.Int(t.UnixMilli()))
	}
	return c.Yield(value.Int(t.Unix() / int64(unit/time.Second)))
}

// directives are those of strftime, as Go's layouts have them.
var directives = map[byte]string{
	'Y': "2006", 'y': "06", 'm': "01", 'd': "02", 'H': "15", 'I': "03", 'M': "04", 'S': "05", 'f': "000000",
	'p': "PM", 'Z': "MST", 'z': "-0700", 'b': "Jan", 'B': "January", 'a': "Mon", 'A': "Monday", 'j': "002",
	'T': "15:04:05", 'D': "01/02/06", 'F': "2006-01-02", '%': "%",
}

// goLayout translates a format of strftime.
func goLayout(format string) string {
	var layout strings.Builder
	for i := 0; i < len(format); i++ {
		if format[i] == '%' && i+1 < len(format) {
			if d, ok := directives[format[i+1]]; ok {
				layout.WriteString(d)
				i++
				continue
			}
		}
		layout.WriteByte(format[i])
	}
	return layout.String()
}

func formatTemporal(c *Call) error {
	v, layout := c.Args[0], c.string(1)
	if !v.Kind().IsTemporal() {
		return c.errorf("it takes a temporal value, got %s.", value.Literal(v))
	}
	if layout == "ISO" || v.Kind() == value.KindDuration {
		return c.Yield(value.String(value.Format(v)))
	}
	return c.Yield(value.String(timeOf(v).Format(goLayout(layout))))
}

// timeOf is a temporal value as a time; what it lacks is that of 1970-01-01T00:00Z.
func timeOf(v value.Value) time.Time {
	switch v.Kind() {
	case value.KindDate:
		return time.Unix(v.AsDate().Days*86400, 0).UTC()
	case value.KindLocalTime:
		return time.Unix(0, v.AsLocalTime().Nanos).UTC()
	case value.KindTime:
		t := v.AsTime()
		return time.Unix(0, t.Nanos).UTC().Add(-time.Duration(t.Offset) * time.Second).In(time.FixedZone("", int(t.Offset)))
	case value.KindLocalDateTime:
		t := v.AsLocalDateTime()
		return time.Unix(t.Seconds, int64(t.Nanos)).UTC()
	}
	t := v.AsDateTime()
	return time.Unix(t.Seconds, int64(t.Nanos)).In(time.FixedZone(t.Zone, int(t.Offset)))
}
