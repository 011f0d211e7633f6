package engine

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestStringsModel compares a sequence of strings with a slice, also after packing and as an image.
func TestStringsModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var s stringRun
		var want []string
		text := func(t *rapid.T) string {
			return strings.Repeat(rapid.SampledFrom([]string{"", "a", "bc", "ß"}).Draw(t, "text"),
				rapid.SampledFrom([]int{0, 1, 3, 1 << 12}).Draw(t, "times"))
		}
		t.Repeat(map[string]func(*rapid.T){
			"put": func(t *rapid.T) {
				i, v := rapid.IntRange(0, len(want)).Draw(t, "place"), text(t)
				there := i < len(want) && rapid.Bool().Draw(t, "overwrite")
				s.put(i, there, v)
				want = place(want, i, there, v)
			},
			"append": func(t *rapid.T) {
				vals := []string{text(t), text(t), text(t)}
				s.append(vals)
				want = append(want, vals...)
			},
			"remove": func(t *rapid.T) {
				if len(want) == 0 {
					t.Skip("there is none")
				}
				i := rapid.IntRange(0, len(want)-1).Draw(t, "place")
				s.remove(i)
				want = slices.Delete(want, i, i+1)
			},
			"pack": func(*rapid.T) { s.pack() },
			"": func(t *rapid.T) {
				var img ColumnImage
				s.copyTo(&img)
				var loaded stringRun
				if err := loaded.load(&img); err != nil {
					t.Fatal(err)
				}
				for _, s := range []*stringRun{&s, &loaded} {
					if s.len() != len(want) {
						t.Fatalf("%d strings, want %d", s.len(), len(want))
					}
					for i, v := range want {
						if s.at(i) != v {
							t.Fatalf("string %d is %q, want %q", i, s.at(i), v)
						}
					}
				}
			},
		})
	})
}

// TestPackedStringsStay has a reader keep strings that are packed, unpacked and overwritten meanwhile.
func TestPackedStringsStay(t *testing.T) {
	var s stringRun
	s.append([]string{"one", "two", "three"})
	s.put(0, true, "four")
	s.pack()
	kept := []string{s.at(0), s.at(1), s.at(2)}
	if s.memory() != 3*2+len("fourtwothree") {
		t.Errorf("packed strings take %d bytes", s.memory())
	}
	for i := range 3 {
		s.put(i, true, "other")
	}
	s.pack()
	if !slices.Equal(kept, []string{"four", "two", "three"}) {
		t.Errorf("a reader's strings became %q", kept)
	}
}
