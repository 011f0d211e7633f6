package spelling

import "testing"

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b  string
		limit int
		want  int
	}{
		{"", "", 9, 0},
		{"", "abc", 9, 3},
		{"port", "prot", 9, 1},
		{"kitten", "sitting", 9, 3},
		{"a", "b", 9, 1},
		{"abcd", "acbd", 9, 1},
		{"a", "abcdef", 2, 3},
	} {
		for _, got := range []int{Distance(c.a, c.b, c.limit), Distance(c.b, c.a, c.limit)} {
			if got != c.want {
				t.Errorf("%q, %q: %d, want %d", c.a, c.b, got, c.want)
			}
		}
	}
}

func TestNearest(t *testing.T) {
	known := []string{"count", "collect", "coalesce"}
	if best := Nearest("cuont", known, 2); best != "count" {
		t.Errorf("%q", best)
	}
	if best := Nearest("sum", known, 2); best != "" {
		t.Errorf("%q", best)
	}
}

func TestHint(t *testing.T) {
	known := []string{"toUpper", "toLower", "size", "x"}
	for written, want := range map[string]string{
		"toUper": " Did you mean 'toUpper'?",
		"SIZE":   " Did you mean 'size'?",
		"size":   "", // it is known
		"X":      " Did you mean 'x'?",
		"y":      "",
		"other":  "",
	} {
		if got := Hint(written, known); got != want {
			t.Errorf("%s: %q, want %q", written, got, want)
		}
	}
}
