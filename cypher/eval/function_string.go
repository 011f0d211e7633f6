package eval

import (
	"encoding/hex"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"memgraphd/engine/value"
)

var stringFunctions = []function{
	{
		name: "toLower", aliases: []string{"lower"}, params: params("text STRING"), result: "STRING",
		doc: "A text in lower case.", call: ofText(lower),
	},
	{
		name: "toUpper", aliases: []string{"upper"}, params: params("text STRING"), result: "STRING",
		doc: "A text in upper case.", call: ofText(upper),
	},
	{
		name: "trim", aliases: []string{"btrim"}, params: params("text STRING", "characters STRING"), optional: 1, result: "STRING",
		doc: "A text without white space, or the given characters, at both ends.", call: trimmed(strings.TrimSpace, strings.Trim),
	},
	{
		name: "lTrim", params: params("text STRING", "characters STRING"), optional: 1, result: "STRING",
		doc: "A text without white space, or the given characters, at its beginning.", call: trimmed(trimLeft, strings.TrimLeft),
	},
	{
		name: "rTrim", params: params("text STRING", "characters STRING"), optional: 1, result: "STRING",
		doc: "A text without white space, or the given characters, at its end.", call: trimmed(trimRight, strings.TrimRight),
	},
	{
		name: "left", params: params("text STRING", "length NATURAL"), result: "STRING",
		doc: "The first characters of a text.", call: left,
	},
	{
		name: "right", params: params("text STRING", "length NATURAL"), result: "STRING",
		doc: "The last characters of a text.", call: right,
	},
	{
		name: "substring", params: params("text STRING", "start NATURAL", "length NATURAL"), optional: 1, result: "STRING",
		doc: "The characters of a text from a place, counted from 0, on.", call: substring,
	},
	{
		name: "replace", params: params("text STRING", "search STRING", "replacement STRING"), result: "STRING", grows: true,
		doc: "A text with every occurrence of another replaced; an empty one occurs around every character.", call: replace,
	},
	{
		name: "split", params: params("text STRING", "delimiter STRING|LIST"), result: "LIST OF STRING", grows: true,
		doc: "The parts of a text between delimiters.", call: split,
	},
	{
		name: "startsWith", params: params("text", "prefix"), result: "BOOLEAN",
		doc: "The operator STARTS WITH.", call: textTest(strings.HasPrefix),
	},
	{
		name: "endsWith", params: params("text", "suffix"), result: "BOOLEAN",
		doc: "The operator ENDS WITH.", call: textTest(strings.HasSuffix),
	},
	{
		name: "contains", params: params("text", "part"), result: "BOOLEAN",
		doc: "The operator CONTAINS.", call: textTest(strings.Contains),
	},
	{
		name: "char_length", aliases: []string{"character_length"}, params: params("text STRING"), result: "INTEGER",
		doc: "The number of characters of a text.", call: size,
	},
	{
		name: "normalize", params: params("text STRING", "form STRING"), optional: 1, result: "STRING",
		doc: "A text in a Unicode normal form: NFC, NFD, NFKC or NFKD.", call: normalize,
	},
	{
		name: "isNormalized", params: params("text", "form STRING"), optional: 1, result: "BOOLEAN",
		doc: "The predicate IS NORMALIZED.", call: isNormalized,
	},
	{
		name: "toByteString", params: params("text STRING"), result: "STRING",
		doc: "The bytes that a text of the form 0x… spells, a character U+0000 to U+00FF each.", call: toByteString,
	},
	{
		name: "fromByteString", params: params("bytes STRING", "length POSITIVE"), optional: 1, result: "STRING",
		doc: "Bytes spelt as 0x…, with zeros in front up to a length.", call: fromByteString,
	},
}

func ofText(f func(string) string) rowFunc {
	return func(_ *Context, args []value.Value) (value.Value, error) {
		return value.String(f(args[0].AsString())), nil
	}
}

func trimLeft(s string) string  { return strings.TrimLeftFunc(s, isSpace) }
func trimRight(s string) string { return strings.TrimRightFunc(s, isSpace) }

func isSpace(r rune) bool { return strings.TrimSpace(string(r)) == "" }

func trimmed(space func(string) string, set func(s, characters string) string) rowFunc {
	return func(_ *Context, args []value.Value) (value.Value, error) {
		if len(args) == 1 {
			return value.String(space(args[0].AsString())), nil
		}
		return value.String(set(args[0].AsString(), args[1].AsString())), nil
	}
}

// cut returns the byte offset of character n of s, or the length of s.
func cut(s string, n int64) int {
	if n >= int64(len(s)) {
		return len(s)
	}
	at := 0
	for ; n > 0 && at < len(s); n-- {
		_, size := utf8.DecodeRuneInString(s[at:])
		at += size
	}
	return at
}

func left(_ *Context, args []value.Value) (value.Value, error) {
	s := args[0].AsString()
	return value.String(s[:cut(s, args[1].AsInt())]), nil
}

func right(_ *Context, args []value.Value) (value.Value, error) {
	s := args[0].AsString()
	skip := int64(utf8.RuneCountInString(s)) - args[1].AsInt()
	return value.String(s[cut(s, max(skip, 0)):]), nil
}

func substring(_ *Context, args []value.Value) (value.Value, error) {
	s := args[0].AsString()
	s = s[cut(s, args[1].AsInt()):]
	if len(args) == 3 {
		s = s[:cut(s, args[2].AsInt())]
	}
	return value.String(s), nil
}

func replace(x *Context, args []value.Value) (value.Value, error) {
	text, from, to := args[0].AsString(), args[1].AsString(), args[2].AsString()
	if longer := len(to) - len(from); longer > 0 && len(text) > freeBytes/longer {
		if err := room(x, uint64(strings.Count(text, from)*longer)); err != nil {
			return value.Null, err
		}
	}
	return value.String(strings.ReplaceAll(text, from, to)), nil
}

func split(x *Context, args []value.Value) (value.Value, error) {
	parts := []string{args[0].AsString()}
	delimiters := args[1:]
	if args[1].Kind() == value.KindList {
		delimiters = args[1].AsList()
	}
	for _, d := range delimiters {
		if d.Kind() != value.KindString {
			return value.Null, typeErrorf("The delimiters of 'split' must be strings, not %s.", d.Kind().TypeWord())
		}
		var finer []string
		for _, part := range parts {
			if part == "" {
				finer = append(finer, part)
				continue
			}
			if err := allot(x, uint64(len(finer)+strings.Count(part, d.AsString())+1)); err != nil {
				return value.Null, err
			}
			finer = append(finer, strings.Split(part, d.AsString())...)
		}
		parts = finer
	}
	return value.Strings(parts), nil
}

func textTest(test func(s, part string) bool) rowFunc {
	apply := stringTest(test)
	return func(_ *Context, args []value.Value) (value.Value, error) { return apply(args[0], args[1]) }
}

var normalForms = map[string]norm.Form{"NFC": norm.NFC, "NFD": norm.NFD, "NFKC": norm.NFKC, "NFKD": norm.NFKD}

func normalForm(args []value.Value) (norm.Form, error) {
	if len(args) < 2 {
		return norm.NFC, nil
	}
	name := strings.ToUpper(args[1].AsString())
	form, ok := normalForms[name]
	if !ok {
		return 0, argumentErrorf("'%s' is not a normal form; there are NFC, NFD, NFKC and NFKD.", name)
	}
	return form, nil
}

func normalize(_ *Context, args []value.Value) (value.Value, error) {
	form, err := normalForm(args)
	if err != nil {
		return value.Null, err
	}
	return value.String(form.String(args[0].AsString())), nil
}

// isNormalized is null of what is no text, as the other predicates on texts.
func isNormalized(_ *Context, args []value.Value) (value.Value, error) {
	form, err := normalForm(args)
	if err != nil || args[0].Kind() != value.KindString {
		return value.Null, err
	}
	return value.Bool(form.IsNormalString(args[0].AsString())), nil
}

func toByteString(_ *Context, args []value.Value) (value.Value, error) {
	digits, ok := strings.CutPrefix(args[0].AsString(), "0x")
	bytes, err := hex.DecodeString(digits)
	if !ok || err != nil {
		return value.Null, argumentErrorf("'toByteString' argument must be of the form 0x followed by pairs of hexadecimal digits.")
	}
	// A text is UTF-8 and no client reads anything else: each byte becomes a character.
	text := make([]rune, len(bytes))
	for i, b := range bytes {
		text[i] = rune(b)
	}
	return value.String(string(text)), nil
}

// bytesOf returns the bytes of which toByteString would make a text, else those of
// the text itself.
func bytesOf(text string) []byte {
	bytes := make([]byte, 0, len(text))
	for _, r := range text {
		if r > 0xFF {
			return []byte(text)
		}
		bytes = append(bytes, byte(r))
	}
	return bytes
}

func fromByteString(_ *Context, args []value.Value) (value.Value, error) {
	bytes := bytesOf(args[0].AsString())
	if length := optional(args, 1); !length.IsNull() {
		const most = 1 << 20
		if length.AsInt() > most {
			return value.Null, argumentErrorf("'fromByteString' makes at most %d bytes.", most)
		}
		if missing := int(length.AsInt()) - len(bytes); missing > 0 {
			bytes = slices.Concat(make([]byte, missing), bytes)
		}
	}
	return value.String("0x" + hex.EncodeToString(bytes)), nil
}
