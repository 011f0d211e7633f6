package eval

import (
	"io"
	"iter"
	"unicode/utf8"

	"memgraphd/engine/value"
)

// walkStride is after how many steps of a long function it is looked whether the query is to stop.
const walkStride = 1 << 12

// walk leads a function through what may be very long. It ends early where the query is to stop: then err says why,
// and nobody wants what the function has made so far.
type walk struct {
	x   *Context
	n   int
	err error
}

// goes reports whether the walk goes on; it is asked at every step.
func (w *walk) goes() bool {
	if w.n++; w.n%walkStride == 0 && w.err == nil {
		w.err = w.x.Look()
	}
	return w.err == nil
}

// over yields the elements of a list.
func (w *walk) over(list []value.Value) iter.Seq2[int, value.Value] {
	return func(yield func(int, value.Value) bool) {
		for i, v := range list {
			if !w.goes() || !yield(i, v) {
				return
			}
		}
	}
}

// runes reads a text rune by rune; it ends where the walk does.
type runes struct {
	walk *walk
	text string
}

// ReadRune returns the next rune, as [io.RuneReader] has it.
func (r *runes) ReadRune() (rune, int, error) {
	if r.text == "" || !r.walk.goes() {
		return 0, 0, io.EOF
	}
	c, size := utf8.DecodeRuneInString(r.text)
	r.text = r.text[size:]
	return c, size, nil
}

var _ io.RuneReader = (*runes)(nil)
