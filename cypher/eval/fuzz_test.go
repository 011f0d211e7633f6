package eval

import (
	"regexp"
	"testing"

	"memgraphd/engine/value"
)

// FuzzJSON checks that JSON which can be read survives being written and read again.
func FuzzJSON(f *testing.F) {
	for _, text := range []string{`{"a": [1, 2.5, null, true, "x"]}`, `[[[]]]`, `1e999`, `"\ud800"`, `{"a": 1, "a": 2}`, `-0`} {
		f.Add(text, "$.a[0]['b']")
	}
	f.Fuzz(func(t *testing.T, text, path string) {
		v, err := parseJSON(text)
		if err != nil {
			return
		}
		_, _ = atPath(v, path) // any path is found or refused
		written, err := appendJSON(nil, v)
		if err != nil {
			t.Fatal(err)
		}
		again, err := parseJSON(string(written))
		if err != nil {
			t.Fatalf("%s was written as %s: %v", text, written, err)
		}
		second, err := appendJSON(nil, again)
		if err != nil || string(second) != string(written) {
			t.Fatalf("%s was written as %s and then as %s (%v)", text, written, second, err)
		}
	})
}

// FuzzTypes checks that any text is a type or is refused.
func FuzzTypes(f *testing.F) {
	for _, text := range []string{"INTEGER NOT NULL", "LIST<STRING | INTEGER>", "ANY VALUE<BOOL>", "<>", "LIST<", "A|B>|<"} {
		f.Add(text)
	}
	list := value.List([]value.Value{value.Null, value.Int(1), value.List(nil)})
	f.Fuzz(func(_ *testing.T, text string) {
		if class, err := parseClass(text); err == nil {
			class.has(list, 0)
		}
	})
}

// FuzzFormats checks that any text is a format of times or is refused.
func FuzzFormats(f *testing.F) {
	for _, text := range []string{"yyyy-MM-dd'T'HH:mm:ss.SSSXXX", "%Y-%m-%dT%H:%M:%S.%f%z", "''", "'", "%", "q"} {
		f.Add(text, "2024-02-29")
	}
	f.Fuzz(func(_ *testing.T, format, text string) {
		args := []value.Value{value.Int(1709209845123), value.String("ms"), value.String(format)}
		if _, err := formatDate(nil, args); err != nil {
			return
		}
		args[0] = value.String(text)
		_, _ = parseDate(nil, args)
	})
}

// FuzzPattern checks that a regular expression is one by itself, and not only within what is made of it.
func FuzzPattern(f *testing.F) {
	for _, text := range []string{"a.*b", "(?i)x", "a)|(?:b", `a\`, "[", "(?s).", `\Qa`, "a{1000}{1000}", "(((a*)*)*)*"} {
		f.Add(text, "ab")
	}
	f.Fuzz(func(t *testing.T, pattern, text string) {
		var p patterns
		if _, err := p.match(&Context{}, value.String(text), value.String(pattern)); err != nil {
			return
		}
		if _, err := regexp.Compile(pattern); err != nil {
			t.Fatalf("%q is accepted although %v", pattern, err)
		}
	})
}

// FuzzXML checks that any text is XML, of which a value can be stored, or is refused.
func FuzzXML(f *testing.F) {
	for _, text := range []string{`<a b="1">x<c/>y</a>`, `<?xml version="1.0" encoding="latin1"?><a/>`, `<a><![CDATA[<]]></a>`, `<a>&amp;&#0;</a>`, `<a:b xmlns:a="u"/>`, `<a></b>`} {
		f.Add(text, true)
		f.Add(text, false)
	}
	f.Fuzz(func(t *testing.T, text string, simple bool) {
		v, err := parseXML(nil, []value.Value{value.String(text), value.Bool(simple)})
		if err != nil {
			return
		}
		if err := value.CheckStorable(v); err != nil {
			t.Fatalf("%q: %v", text, err)
		}
	})
}
