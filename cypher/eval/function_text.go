package eval

import (
	"regexp"
	"strings"
	"unicode"

	"memgraphd/engine/value"
)

var textFunctions = []function{
	{
		name: "text.join", aliases: []string{"apoc.text.join"}, params: params("strings LIST", "delimiter STRING"), result: "STRING", grows: true,
		doc: "The strings of a list with a delimiter between them.", call: joinText,
	},
	{
		name: "text.format", aliases: []string{"apoc.text.format"}, params: params("text STRING", "values LIST"), result: "STRING", grows: true,
		doc: "A text with values in place of its {}, or of its %s, %d and %f.", call: formatFunction,
	},
	{
		name: "text.replace", params: params("text STRING", "search STRING", "replacement STRING"), result: "STRING", grows: true,
		doc: "A text with every occurrence of another replaced; an empty one occurs around every character.", call: replace,
	},
	{
		name: "text.regReplace", aliases: []string{"text.regreplace", "apoc.text.regReplace", "apoc.text.replace"}, params: params("text STRING", "pattern STRING", "replacement STRING"), result: "STRING", grows: true,
		doc: "A text with every match of a regular expression replaced; $1 is its first group.", call: regReplace,
	},
	{
		name: "text.regexGroups", aliases: []string{"apoc.text.regexGroups"}, params: params("text STRING", "pattern STRING"), result: "LIST OF LIST", grows: true,
		doc: "The matches of a regular expression, each with its groups.", call: regexGroups,
	},
	{
		name: "text.indexOf", aliases: []string{"apoc.text.indexOf"}, params: params("text STRING", "part STRING", "from NATURAL", "to INTEGER"), optional: 2, result: "INTEGER",
		doc: "Where a text first occurs in another, counted from 0; -1 if nowhere.", call: indexOf,
	},
	{
		name: "text.distance", aliases: []string{"apoc.text.distance"}, params: params("a STRING", "b STRING"), result: "INTEGER",
		doc: "The number of characters to change, add or take away to get from one text to another.", call: textDistance,
	},
	{
		name: "text.compare_cleaned", aliases: []string{"apoc.text.compareCleaned"}, params: params("a STRING", "b STRING"), result: "BOOLEAN",
		doc: "Whether two texts are the same but for case and what is neither letter nor digit.", call: compareCleaned,
	},
}

func joinText(x *Context, args []value.Value) (value.Value, error) {
	list, delimiter := args[0].AsList(), args[1].AsString()
	parts := make([]string, len(list))
	bytes := uint64(len(delimiter)) * uint64(len(list))
	for i, v := range list {
		if v.Kind() != value.KindString {
			return value.Null, typeErrorf("The elements of the list must be strings, not %s.", v.Kind().TypeWord())
		}
		parts[i] = v.AsString()
		bytes += uint64(len(parts[i]))
	}
	if err := room(x, bytes); err != nil {
		return value.Null, err
	}
	return value.String(strings.Join(parts, delimiter)), nil
}

func formatFunction(x *Context, args []value.Value) (value.Value, error) {
	text, err := formatText(&growth{x: x}, args[0].AsString(), args[1].AsList())
	return value.String(text), err
}

var placeholder = regexp.MustCompile(`\{\}|%[sdf]`)

// formatText puts values in place of the placeholders of a text, as long as there are any.
func formatText(grown *growth, text string, values []value.Value) (string, error) {
	var out []byte
	for len(values) > 0 {
		at := placeholder.FindStringIndex(text)
		if at == nil {
			break
		}
		out = append(append(out, text[:at[0]]...), value.Format(values[0])...)
		if err := grown.reach(uint64(len(out))); err != nil {
			return "", err
		}
		text, values = text[at[1]:], values[1:]
	}
	return string(append(out, text...)), nil
}

// checkMatched refuses texts that are too long for all matches in them to be found: that can't be stopped.
func checkMatched(name, text string) error {
	if len(text) <= longText {
		return nil
	}
	return argumentErrorf("A text of %d bytes is too long for '%s', which takes %d at most: divide it.", len(text), name, longText)
}

func regReplace(x *Context, args []value.Value) (value.Value, error) {
	if err := checkMatched("text.regReplace", args[0].AsString()); err != nil {
		return value.Null, err
	}
	re, err := compilePattern(args[1].AsString(), "", "")
	if err != nil {
		return value.Null, err
	}
	text, template := args[0].AsString(), groupBraces(args[2].AsString())
	grown := growth{x: x}
	var out []byte
	from := 0
	for _, match := range re.FindAllStringSubmatchIndex(text, -1) {
		out = re.ExpandString(append(out, text[from:match[0]]...), template, text, match)
		from = match[1]
		if err := grown.reach(uint64(len(out))); err != nil {
			return value.Null, err
		}
	}
	return value.String(string(append(out, text[from:]...))), nil
}

var groupReference = regexp.MustCompile(`\$(\d+)`)

// groupBraces turns $1 into ${1}, for Go takes the letters behind it for part of the name.
func groupBraces(replacement string) string {
	return groupReference.ReplaceAllString(replacement, "$${$1}")
}

func regexGroups(_ *Context, args []value.Value) (value.Value, error) {
	if err := checkMatched("text.regexGroups", args[0].AsString()); err != nil {
		return value.Null, err
	}
	re, err := compilePattern(args[1].AsString(), "", "")
	if err != nil {
		return value.Null, err
	}
	var matches []value.Value
	for _, groups := range re.FindAllStringSubmatch(args[0].AsString(), -1) {
		matches = append(matches, value.Strings(groups))
	}
	return value.List(matches), nil
}

func indexOf(_ *Context, args []value.Value) (value.Value, error) {
	text := []rune(args[0].AsString())
	from, to := int64(0), int64(len(text))
	if v := optional(args, 2); !v.IsNull() {
		from = min(v.AsInt(), to)
	}
	if v := optional(args, 3); !v.IsNull() && v.AsInt() >= 0 {
		to = max(from, min(v.AsInt(), to))
	}
	within := string(text[from:to])
	at := strings.Index(within, args[1].AsString())
	if at < 0 {
		return value.Int(-1), nil
	}
	return value.Int(from + int64(len([]rune(within[:at])))), nil
}

func textDistance(_ *Context, args []value.Value) (value.Value, error) {
	a, b := args[0].AsString(), args[1].AsString()
	const most = 1 << 26 // steps: what takes longer is a mistake
	if len(a)*len(b) > most {
		return value.Null, argumentErrorf("Texts of %d and %d bytes are too long for 'text.distance'.", len(a), len(b))
	}
	return value.Int(int64(distance(a, b))), nil
}

func compareCleaned(_ *Context, args []value.Value) (value.Value, error) {
	return value.Bool(cleaned(args[0].AsString()) == cleaned(args[1].AsString())), nil
}

func cleaned(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// distance is the number of characters to change, add or take away to get from
// a to b (Levenshtein).
func distance(a, b string) int {
	from, to := []rune(a), []rune(b)
	row := make([]int, len(to)+1)
	for j := range row {
		row[j] = j
	}
	for i, r := range from {
		diagonal := row[0]
		row[0] = i + 1
		for j, s := range to {
			cost := diagonal
			if r != s {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(to)]
}
