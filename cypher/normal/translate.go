package normal

// Translate returns where in a text stands what stands at an offset in another
// one with the same key. It is not ok where the texts are not so.
func Translate(from, to string, offset int) (at int, ok bool) {
	index, found := 0, false
	walk(from, func(start, end int) bool {
		if found = start <= offset && offset < end; !found {
			index++
		}
		return !found
	})
	if !found {
		return 0, false
	}
	walk(to, func(start, _ int) bool {
		if ok = index == 0; ok {
			at = start
		}
		index--
		return !ok
	})
	return at, ok
}

// walk calls visit for the tokens of a query, a lifted literal being one, until
// it returns false.
func walk(text string, visit func(start, end int) bool) {
	n := normalizer{text: text}
	n.frames[0] = frame{lift: true, inner: true, base: true}
	for {
		if n.pos = blankEnd(text, n.pos); n.pos < 0 || n.pos == len(text) || text[n.pos] == ';' {
			return
		}
		if start := n.pos; !n.next() || !visit(start, n.pos) {
			return
		}
	}
}
