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

// number finds the fields title (1) and body (2).
func number(field string) (uint32, bool) {
	i := slices.Index([]string{"title", "body"}, field)
	return uint32(i + 1), i >= 0
}

func library() *Index {
	ix := &Index{}
	for i, title := range books {
		ix.Put(uint64(i), ix.Document([]Field{{1, title}, {2, fmt.Sprintf("number %d", i)}}))
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
		{"2024", []uint64{3}},
		{"ÄRGER", []uint64{4}},
		{"*", []uint64{0, 1, 2, 3, 4}},
		{"lazy OR brown AND quick", []uint64{0, 1}},
		{"(lazy OR brown) AND quick", []uint64{0}},
		{"lazy^9 fox", []uint64{1, 0, 3, 2}},
		{`title\:fox`, nil},
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
		ix.Put(id, ix.Document([]Field{{1, b.String()}}))
	}
	fresh := &Index{}
	for id, s := range docs {
		fresh.Put(id, fresh.Document([]Field{{1, s}}))
	}
	for _, query := range []string{"a", "a b", "+a -b", `"a b"`, "title:c AND d", "*"} {
		if got, want := find(t, ix, query), find(t, fresh, query); !slices.Equal(got, want) {
			t.Errorf("%s finds %v, want %v", query, got, want)
		}
	}
}

func TestDoubtfulDocuments(t *testing.T) {
	ix := library()
	q, _ := Parse("unseen OR fox")
	hits := ix.Search(context.Background(), q, number, Doubtful{
		0: nil, 3: ix.Document([]Field{{1, "something else"}}), 9: ix.Document([]Field{{1, "unseen"}}),
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
	for _, s := range []string{"a", `data.t:"x y"^2`, "+a -b (c OR d*) AND NOT e", `\:`, "a:(b", "日本*", "^1", "a^"} {
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
		ix.Put(id, ix.Document([]Field{{1, s.String()}}))
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
