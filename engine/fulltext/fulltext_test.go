package fulltext

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

var books = []string{"The quick brown fox", "A lazy dog sleeps", "Quick dogs and a quick fox", "fox-hunting in 2024", "Ärger über Öl"}

// number finds the fields title (1), body (2) and year (3).
func number(field string) (uint32, bool) {
	i := slices.Index([]string{"title", "body", "year"}, field)
	return uint32(i + 1), i >= 0
}

func library() *Index {
	ix := &Index{}
	for i, title := range books {
		ix.Put(uint64(i), ix.Document([]Field{{Key: 1, Text: title}, {Key: 2, Text: fmt.Sprintf("number %d", i)}}))
	}
	for i, year := range []string{"1999", "2024.25", "-3"} {
		ix.Put(uint64(len(books)+i), ix.Document([]Field{{Key: 3, Text: year, Number: true}}))
	}
	return ix
}

func find(t *testing.T, ix *Index, query string) (ids []uint64) {
	t.Helper()
	q, err := Parse(query)
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range ix.Search(context.Background(), q, number, nil) {
		ids = append(ids, h.ID)
	}
	return ids
}

func TestQueries(t *testing.T) {
	ix := library()
	for _, c := range []struct {
		query string
		want  []uint64
	}{
		{"fox", []uint64{0, 3, 2}},
		{"FOX dog", []uint64{1, 0, 3, 2}},
		{"quick AND fox", []uint64{2, 0}},
		{"+quick lazy dogs", []uint64{2, 0}},
		{"quick -brown", []uint64{2}},
		{"fox AND NOT quick", []uint64{3}},
		{"NOT fox", nil},
		{`"quick brown"`, []uint64{0}},
		{`"brown quick"`, nil},
		{"fox-hunting", []uint64{3}},
		{"dog*", []uint64{1, 2}},
		{"data.title:fox AND data.body:0", []uint64{0}},
		{"title:(lazy OR brown)", []uint64{0, 1}},
		{"body:fox", nil},
		{"nothing:fox", nil},
		{`body:"number 4"`, []uint64{4}},
		{"2024", []uint64{3, 6}},
		{"ÄRGER", []uint64{4}},
		{"*", []uint64{0, 1, 2, 3, 4, 5, 6, 7}},
		{"lazy OR brown AND quick", []uint64{0, 1}},
		{"(lazy OR brown) AND quick", []uint64{0}},
		{"lazy^9 fox", []uint64{1, 0, 3, 2}},
		{`title\:fox`, nil},
		{"qu*ck", []uint64{0, 2}},
		{"*o*", []uint64{0, 1, 2, 3}},
		{`title:"quick bro"*`, []uint64{0}},
		{`"quick fox"`, []uint64{2}},
		{`"quick fox"~1`, []uint64{0, 2}},
		{`"fox quick"~1`, nil},
		{`"fox quick"~2`, []uint64{2}},
		{`"fox quick"~3`, []uint64{0, 2}},
		{`"quick quick"~9`, []uint64{2}},
		{"fix~1", []uint64{0, 2, 3}},
		{"qiuck~1", []uint64{0, 2}},
		{"laz~", []uint64{1, 2}},
		{"brwon~0.8", []uint64{0}},
		{"lazzzzy~", nil},
		{"title:*", []uint64{0, 1, 2, 3, 4}},
		{"nothing:*", nil},
		{`title:IN [lazy "quick brown" x]`, []uint64{0, 1}},
		{"title: IN [über]", []uint64{4}},
		{"body:[1 TO 3}", nil},
		{"body:[n TO o]", []uint64{0, 1, 2, 3, 4}},
		{"title:[lazy TO over}", []uint64{1}},
		{"title:>quick", []uint64{0, 1, 4}},
		{"year:[1990 TO 2000]", []uint64{5}},
		{"year:{1999 TO *]", []uint64{6}},
		{"year:>=1999 AND year:<2024.5", []uint64{5, 6}},
		{"year:<= 1999", []uint64{5, 7}},
		{"year:-3", []uint64{7}},
		{"[1990 TO 2000]", []uint64{5}},
		{"fox AND (year:1999 OR lazy~1)", nil},
		{"!?", nil},
	} {
		got := find(t, ix, c.query)
		slices.Sort(got)
		want := slices.Clone(c.want)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%s finds %v, want %v", c.query, got, want)
		}
	}
}

// TestBetterMatchesComeFirst says what scores are for.
func TestBetterMatchesComeFirst(t *testing.T) {
	ix := library()
	for query, first := range map[string]uint64{
		"quick":               2, // it has it twice
		"quick fox brown":     0, // it has all three
		"lazy^9 quick":        1, // what counts more
		"brown^0.1 sleeps^10": 1,
		"fox sleeps":          1, // the rarer word
	} {
		if got := find(t, ix, query); len(got) == 0 || got[0] != first {
			t.Errorf("%s finds %v, first should be %d", query, got, first)
		}
	}
}

func TestParseErrors(t *testing.T) {
	for query, want := range map[string]string{
		"":                             "it is empty",
		"  ":                           "it is empty",
		`"open`:                        "a quote is not closed at offset 0",
		"(a":                           "a parenthesis is not closed",
		"a)":                           "unexpected )",
		"OR a":                         "nothing before OR",
		"a AND":                        "unexpected end",
		"a^b":                          "^ must be followed by a number",
		"^":                            `unexpected "^"`,
		"~":                            `unexpected "~"`,
		"(a)~":                         "~ must follow a word or a phrase",
		"n:[1 2]":                      "a range is [a TO b] or {a TO b}",
		"n:[1 TO":                      "a range is [a TO b] or {a TO b}",
		"n:IN [a":                      "a list is not closed",
		"n:>":                          "nothing to compare with",
		strings.Repeat("(", 100) + "a": "more than 64 parentheses are open",
	} {
		if _, err := Parse(query); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", query, err, want)
		}
	}
}

func TestRegexp(t *testing.T) {
	ix := library()
	q, err := Regexp("d.g[s]?")
	if err != nil {
		t.Fatal(err)
	}
	hits := ix.Search(context.Background(), q, number, nil)
	if len(hits) != 2 || hits[0] != (Hit{1, 1}) || hits[1] != (Hit{2, 1}) {
		t.Errorf("found %v", hits)
	}
	if _, err := Regexp("("); err == nil {
		t.Error("a broken expression was taken")
	}
}

// TestIndexForgets compares an index that documents come to and go from with one made afresh.
func TestIndexForgets(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	ix, docs := &Index{}, map[uint64]string{}
	words := strings.Fields("a b c d e f g h")
	for range 2000 {
		id := rng.Uint64N(50)
		if rng.IntN(3) == 0 {
			ix.Put(id, nil)
			delete(docs, id)
			continue
		}
		var b strings.Builder
		for range rng.IntN(6) {
			b.WriteString(words[rng.IntN(len(words))] + " ")
		}
		docs[id] = b.String()
		ix.Put(id, ix.Document([]Field{{Key: 1, Text: b.String()}}))
	}
	fresh := &Index{}
	for id, s := range docs {
		fresh.Put(id, fresh.Document([]Field{{Key: 1, Text: s}}))
	}
	for _, query := range []string{"a", "a b", "+a -b", `"a b"`, "title:c AND d", "*"} {
		if got, want := find(t, ix, query), find(t, fresh, query); !slices.Equal(got, want) {
			t.Errorf("%s finds %v, want %v", query, got, want)
		}
	}
}

func TestFuzzy(t *testing.T) {
	ix := library()
	for _, c := range []struct {
		q         *Query
		distance  int
		exchanges bool
		want      int
	}{
		{Phrase("qiuck brwon"), 1, true, 1},
		{Phrase("qiuck brwon"), 1, false, 0},
		{Phrase("qiuck brwon"), 2, false, 1},
		{Phrase("quick bruwn"), 0, true, 0},
		{Phrase("brown quick"), 1, true, 0},
		{Phrase(""), 1, true, 0},
	} {
		if hits := ix.Search(context.Background(), c.q.Fuzzy(c.distance, c.exchanges), number, nil); len(hits) != c.want {
			t.Errorf("%v at %d, %t: %v, want %d", c.q.terms, c.distance, c.exchanges, hits, c.want)
		}
	}
}

// TestEdits compares the distance with its definition.
func TestEdits(t *testing.T) {
	var slow func(a, b []rune, exchanges bool) int
	slow = func(a, b []rune, exchanges bool) int {
		if len(a) == 0 || len(b) == 0 {
			return len(a) + len(b)
		}
		least := min(slow(a[1:], b, exchanges), slow(a, b[1:], exchanges)) + 1
		replaced := slow(a[1:], b[1:], exchanges)
		if a[0] != b[0] {
			replaced++
		}
		least = min(least, replaced)
		if exchanges && len(a) > 1 && len(b) > 1 && a[0] == b[1] && a[1] == b[0] {
			least = min(least, 1+slow(a[2:], b[2:], exchanges))
		}
		return least
	}
	rng := rand.New(rand.NewPCG(1, 2))
	draw := func() []rune {
		s := make([]rune, rng.IntN(6))
		for i := range s {
			s[i] = 'a' + rng.Int32N(3)
		}
		return s
	}
	for range 500 {
		a, b, exchanges := draw(), draw(), rng.IntN(2) == 0
		if got, want := edits(a, b, exchanges), slow(a, b, exchanges); got != want {
			t.Fatalf("%q %q %t: %d, want %d", string(a), string(b), exchanges, got, want)
		}
	}
}

func TestDoubtfulDocuments(t *testing.T) {
	ix := library()
	q, _ := Parse("unseen OR fox")
	hits := ix.Search(context.Background(), q, number, Doubtful{
		0: nil, 3: ix.Document([]Field{{Key: 1, Text: "something else"}}), 9: ix.Document([]Field{{Key: 1, Text: "unseen"}}),
	})
	var ids []uint64
	for _, h := range hits {
		ids = append(ids, h.ID)
	}
	slices.Sort(ids)
	if !slices.Equal(ids, []uint64{2, 9}) {
		t.Errorf("found %v", ids)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"a", `data.t:"x y"^2`, "+a -b (c OR d*) AND NOT e", `\:`, "a:(b", "日本*", "^1", "a^", "a*b~2^3", `"a b"*~2`, "n:[1 TO *} n:>=-2", `n: IN [a "b"]`} {
		f.Add(s)
	}
	ix := library()
	f.Fuzz(func(t *testing.T, s string) {
		if q, err := Parse(s); err == nil {
			ix.Search(context.Background(), q, number, nil)
		}
	})
}

func BenchmarkSearch(b *testing.B) {
	rng := rand.New(rand.NewPCG(1, 2))
	ix := &Index{}
	for id := range uint64(100_000) {
		var s strings.Builder
		for range 20 {
			fmt.Fprintf(&s, "w%d ", int(1000*rng.ExpFloat64()))
		}
		ix.Put(id, ix.Document([]Field{{Key: 1, Text: s.String()}}))
	}
	for _, query := range []string{"w10 AND w3000", "w10 w20", "w1*"} {
		q, _ := Parse(query)
		b.Run(query, func(b *testing.B) {
			for b.Loop() {
				ix.Search(context.Background(), q, number, nil)
			}
		})
	}
}
