package fulltext

import (
	"regexp"
	"strconv"
	"strings"
)

// term is what a word must be like.
type term struct {
	word string                 // it is this one,
	test func(word string) bool // or, if test is set, passes it
}

func exactly(words []string) []term {
	terms := make([]term, len(words))
	for i, w := range words {
		terms[i].word = w
	}
	return terms
}

// textual returns a term for words of a text, as opposed to numbers.
func textual(test func(word string) bool) term {
	return term{test: func(w string) bool { return !isNumber(w) && test(w) }}
}

func beginsWith(prefix string) term {
	return textual(func(w string) bool { return strings.HasPrefix(w, prefix) })
}

// wildcard returns a term for a pattern: * stands for any characters, ? for one.
func wildcard(pattern string) term {
	quoted := regexp.QuoteMeta(strings.ToLower(pattern))
	quoted = strings.NewReplacer(`\*`, ".*", `\?`, ".").Replace(quoted)
	return textual(regexp.MustCompile("^(?s:" + quoted + ")$").MatchString)
}

// numberMark begins the word that stands for a number, behind the words of its
// text. It is in no word of a text.
const numberMark = '#'

func isNumber(word string) bool { return word[0] == numberMark }

// numberWord returns the word of a number, if the text is one.
func numberWord(text string) (string, bool) {
	x, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return "", false
	}
	return string(numberMark) + strconv.FormatFloat(x, 'g', -1, 64), true
}

// bound is an end of a range; the zero value is none.
type bound struct {
	text string
	open bool // the bound itself is not within
}

// within returns a term for what lies between two bounds: numbers, if the bounds
// are, else words in the order of their bytes.
func within(low, high bound) term {
	from, isFrom := parseBound(low.text)
	to, isTo := parseBound(high.text)
	if (isFrom || low.text == "") && (isTo || high.text == "") && (isFrom || isTo) {
		return term{test: func(w string) bool {
			if !isNumber(w) {
				return false
			}
			x, err := strconv.ParseFloat(w[1:], 64)
			return err == nil && (!isFrom || x > from || x == from && !low.open) && (!isTo || x < to || x == to && !high.open)
		}}
	}
	a, b := strings.ToLower(low.text), strings.ToLower(high.text)
	return textual(func(w string) bool {
		return (a == "" || w > a || w == a && !low.open) && (b == "" || w < b || w == b && !high.open)
	})
}

func parseBound(text string) (float64, bool) {
	x, err := strconv.ParseFloat(text, 64)
	return x, err == nil
}
