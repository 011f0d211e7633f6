package parser

import (
	"errors"
	"testing"
)

// FuzzParse looks for text that makes the parser panic, fail without a place, or
// mean something else once its literals are lifted.
func FuzzParse(f *testing.F) {
	for _, q := range corpus(f) {
		f.Add(q.text)
	}
	for _, q := range []string{"MTCH (n)", "RETURN 'a", "RETURN `", "RETURN 0x", "/*", "$", "RETURN 1;;", "RETURN \"\\u12\""} {
		f.Add(q)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 1<<12 {
			return
		}
		_, err := Parse(text)
		var e *Error
		if err != nil && (!errors.As(err, &e) || e.Pos.Line < 1 || e.Pos.Column < 1 || e.Pos.Offset > len(text) || e.Msg == "") {
			t.Fatalf("%q: %#v", text, err)
		}
		agree(t, text)
	})
}
