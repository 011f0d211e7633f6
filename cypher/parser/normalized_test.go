package parser

import (
	"strings"
	"testing"

	"memgraphd/cypher/normal"
)

// TestNormalizedAgrees makes sure that a statement means the same whether its
// literals were lifted or not.
func TestNormalizedAgrees(t *testing.T) {
	lifted := 0
	for _, q := range append(scenarios(t), corpus(t)...) {
		lifted += agree(t, q.text)
	}
	if lifted == 0 {
		t.Error("no literal was lifted")
	}
}

// agree parses text with and without lifted literals, and its key with the
// literals put back; it returns how many were lifted.
func agree(t testing.TB, text string) int {
	t.Helper()
	key, literals, ok := normal.Normalize(nil, nil, text)
	if !ok {
		return 0
	}
	plain, err := Parse(text)
	replaced, err2 := ParseNormalized(text, literals)
	if (err == nil) != (err2 == nil) {
		t.Fatalf("%s\n%s\nplain: %v\nlifted: %v", text, key, err, err2)
	}
	if err != nil {
		return 0
	}
	want := (&dumper{sorted: true}).dump(plain)
	if got := (&dumper{sorted: true, literals: literals}).dump(replaced); got != want {
		t.Fatalf("%s\n%s\nplain:\n%s\nlifted:\n%s", text, key, want, got)
	}
	again, err := Parse(respell(string(key), text, literals))
	if err != nil {
		t.Fatalf("%s\n%s\nkey: %v", text, key, err)
	}
	if got := (&dumper{sorted: true}).dump(again); got != want {
		t.Fatalf("%s\n%s\nplain:\n%s\nkey:\n%s", text, key, want, got)
	}
	return len(literals)
}

// respell puts the literals back into a key. Markers look like nothing else.
func respell(key, text string, literals []normal.Literal) string {
	var b strings.Builder
	for _, l := range literals {
		i := markerAt(key)
		b.WriteString(key[:i])
		b.WriteString(text[l.Start:l.End])
		key = key[i+len("$#i"):]
	}
	b.WriteString(key)
	return b.String()
}

// markerAt returns where the first marker is that is not within quotes or a
// comment.
func markerAt(key string) int {
	for i := 0; i < len(key); i++ {
		rest := key[i:]
		switch c := key[i]; {
		case strings.HasPrefix(rest, "$#"):
			return i
		case strings.HasPrefix(rest, "//"):
			i += strings.IndexByte(rest+"\n", '\n')
		case strings.HasPrefix(rest, "/*"):
			i += strings.Index(rest, "*/") + 1
		case c == '\'' || c == '"' || c == '`':
			for i++; key[i] != c; i++ {
				if key[i] == '\\' && c != '`' {
					i++
				}
			}
		}
	}
	return -1
}
