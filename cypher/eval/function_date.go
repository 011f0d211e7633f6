package eval

import (
	"math/bits"
	"strings"
	"sync"
	"time"

	"memgraphd/engine/value"
)

var dateFunctions = []function{
	{
		name: "date.format", aliases: []string{"apoc.date.format"}, params: params("time INTEGER", "unit STRING", "format STRING", "timezone STRING"), optional: 3, result: "STRING",
		doc: "A time since 1970, in a unit such as ms, as text.", call: formatDate,
	},
	{
		name: "date.parse", aliases: []string{"apoc.date.parse"}, params: params("text STRING", "unit STRING", "format STRING", "timezone STRING"), optional: 3, result: "INTEGER",
		doc: "The time since 1970, in a unit such as ms, that a text says.", call: parseDate,
	},
	{
		name: "date.convert_format", aliases: []string{"apoc.date.convertFormat"}, params: params("text STRING", "from STRING", "to STRING"), optional: 1, result: "STRING",
		doc: "A date or time in another format.", call: convertDate,
	},
	{
		name: "date.add", aliases: []string{"apoc.date.add"}, params: params("time INTEGER", "unit STRING", "value INTEGER", "valueUnit STRING"), result: "INTEGER",
		doc: "A time in a unit, and a value in another added to it.", call: addDate,
	},
}

// Formats of texts where none is given.
const (
	formatOfTimes = "yyyy-MM-dd HH:mm:ss"
	formatOfDates = "yyyy-MM-dd"
)

// timeUnits are the units of times since 1970, in milliseconds.
var timeUnits = map[string]int64{
	"ms": 1, "milli": 1, "millis": 1, "milliseconds": 1,
	"s": 1000, "second": 1000, "seconds": 1000,
	"m": 60_000, "minute": 60_000, "minutes": 60_000,
	"h": 3_600_000, "hour": 3_600_000, "hours": 3_600_000,
	"d": 86_400_000, "day": 86_400_000, "days": 86_400_000,
}

func timeUnit(name string) (int64, error) {
	if unit, ok := timeUnits[strings.ToLower(name)]; ok {
		return unit, nil
	}
	return 0, argumentErrorf("Unknown unit '%s'; there are ms, s, m, h and d.", name)
}

// textAt returns argument i, or a default if it was left out.
func textAt(args []value.Value, i int, otherwise string) string {
	if i < len(args) {
		return args[i].AsString()
	}
	return otherwise
}

// dateArguments reads the unit, the layout and the zone behind the first argument.
func dateArguments(args []value.Value) (unit int64, layout string, zone *time.Location, err error) {
	if unit, err = timeUnit(textAt(args, 1, "ms")); err != nil {
		return 0, "", nil, err
	}
	if layout, err = layoutOf(textAt(args, 2, formatOfTimes)); err != nil {
		return 0, "", nil, err
	}
	zone, err = loadZone(textAt(args, 3, "UTC"))
	return unit, layout, zone, err
}

// zones are the time zones that were asked for, by name; each is read once.
var zones sync.Map

func loadZone(name string) (*time.Location, error) {
	if zone, ok := zones.Load(name); ok {
		return zone.(*time.Location), nil
	}
	zone, err := time.LoadLocation(name)
	if err != nil {
		return nil, argumentErrorf("Unknown time zone '%s'.", name)
	}
	zones.Store(name, zone)
	return zone, nil
}

func formatDate(_ *Context, args []value.Value) (value.Value, error) {
	unit, layout, zone, err := dateArguments(args)
	if err != nil {
		return value.Null, err
	}
	millis, err := value.Mul(args[0], value.Int(unit))
	if err != nil {
		return value.Null, err
	}
	return value.String(time.UnixMilli(millis.AsInt()).In(zone).Format(layout)), nil
}

func parseDate(_ *Context, args []value.Value) (value.Value, error) {
	unit, layout, zone, err := dateArguments(args)
	if err != nil {
		return value.Null, err
	}
	t, err := time.ParseInLocation(layout, args[0].AsString(), zone)
	if err != nil {
		return value.Null, argumentErrorf("'%s' does not have the format '%s'.", args[0].AsString(), textAt(args, 2, formatOfTimes))
	}
	return value.Int(t.UnixMilli() / unit), nil
}

func convertDate(_ *Context, args []value.Value) (value.Value, error) {
	from, err := layoutOf(args[1].AsString())
	if err != nil {
		return value.Null, err
	}
	to, err := layoutOf(textAt(args, 2, formatOfDates))
	if err != nil {
		return value.Null, err
	}
	t, err := time.Parse(from, args[0].AsString())
	if err != nil {
		return value.Null, argumentErrorf("'%s' does not have the format '%s'.", args[0].AsString(), args[1].AsString())
	}
	return value.String(t.Format(to)), nil
}

func addDate(_ *Context, args []value.Value) (value.Value, error) {
	unit, err := timeUnit(args[1].AsString())
	if err != nil {
		return value.Null, err
	}
	added, err := timeUnit(args[3].AsString())
	if err != nil {
		return value.Null, err
	}
	hi, lo := bits.Mul64(magnitude(args[2].AsInt()), uint64(added))
	if hi != 0 || int64(lo) < 0 {
		return value.Null, argumentErrorf("%d %s are too long a time.", args[2].AsInt(), args[3].AsString())
	}
	sum := int64(lo) / unit
	if args[2].AsInt() < 0 {
		sum = -sum
	}
	return value.Add(args[0], value.Int(sum))
}

// namedLayouts are the formats of java.time that have names. Dates by weeks are
// not among them, which Go's layouts do not know.
var namedLayouts = map[string]string{
	"basic_iso_date": "20060102", "iso_date": "2006-01-02", "iso_local_date": "2006-01-02", "iso_ordinal_date": "2006-002",
	"iso_offset_date": "2006-01-02Z07:00", "iso_time": "15:04:05", "iso_local_time": "15:04:05", "iso_offset_time": "15:04:05Z07:00",
	"iso_local_date_time": "2006-01-02T15:04:05", "iso_date_time": "2006-01-02T15:04:05Z07:00", "iso_offset_date_time": "2006-01-02T15:04:05Z07:00",
	"iso_zoned_date_time": "2006-01-02T15:04:05Z07:00", "iso_instant": "2006-01-02T15:04:05Z07:00", "rfc_1123_date_time": "Mon, 2 Jan 2006 15:04:05 -0700",
}

// layoutOf translates a format into Go's. With a % in it, it is one of
// strftime, else one of java.time, by its name or by letters.
func layoutOf(format string) (string, error) {
	if layout, ok := namedLayouts[strings.ToLower(format)]; ok {
		return layout, nil
	}
	if strings.Contains(format, "%") {
		return percentLayout(format)
	}
	return letterLayout(format)
}

var percentFields = map[byte]string{
	'Y': "2006", 'y': "06", 'm': "01", 'd': "02", 'H': "15", 'I': "03", 'M': "04", 'S': "05", 'f': "000000", 'p': "PM",
	'j': "002", 'a': "Mon", 'A': "Monday", 'b': "Jan", 'B': "January", 'z': "-0700", 'Z': "MST",
	'F': "2006-01-02", 'T': "15:04:05", '%': "%",
}

func percentLayout(format string) (string, error) {
	var b strings.Builder
	for i := 0; i < len(format); i++ {
		if format[i] != '%' {
			b.WriteByte(format[i])
			continue
		}
		i++
		field := ""
		if i < len(format) {
			field = percentFields[format[i]]
		}
		if field == "" {
			return "", argumentErrorf("The format '%s' can't be read at position %d.", format, i)
		}
		b.WriteString(field)
	}
	return b.String(), nil
}

var letterFields = map[string]string{
	"yyyy": "2006", "uuuu": "2006", "y": "2006", "yy": "06", "MM": "01", "M": "1", "MMM": "Jan", "MMMM": "January",
	"dd": "02", "d": "2", "DDD": "002", "HH": "15", "H": "15", "hh": "03", "h": "3", "mm": "04", "m": "4", "ss": "05", "s": "5",
	"a": "PM", "E": "Mon", "EE": "Mon", "EEE": "Mon", "EEEE": "Monday", "z": "MST", "zzz": "MST",
	"X": "Z07", "XX": "Z0700", "XXX": "Z07:00", "x": "-07", "xx": "-0700", "xxx": "-07:00", "Z": "-0700",
}

func letterLayout(format string) (string, error) {
	var b strings.Builder
	for i := 0; i < len(format); {
		c := format[i]
		switch {
		case c == '\'':
			text, rest, closed := strings.Cut(format[i+1:], "'")
			if !closed || strings.ContainsAny(text, "0123456789") {
				return "", argumentErrorf("The format '%s' can't be read at position %d.", format, i)
			}
			if text == "" {
				text = "'"
			}
			b.WriteString(text)
			i = len(format) - len(rest)
		case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z':
			n := i
			for n < len(format) && format[n] == c {
				n++
			}
			field, ok := letterFields[format[i:n]]
			if c == 'S' {
				field, ok = strings.Repeat("0", n-i), true
			}
			if !ok {
				return "", argumentErrorf("The format '%s' can't be read at position %d.", format, i)
			}
			b.WriteString(field)
			i = n
		default:
			b.WriteByte(c)
			i++
		}
	}
	return b.String(), nil
}
