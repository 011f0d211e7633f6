package normal

// Respell returns the key of text with the lifted literals as they were.
func Respell(text string) (string, bool) {
	n := normalizer{text: text}
	n.frames[0] = frame{lift: true, inner: true, base: true}
	ok := n.run()
	return string(n.key), ok
}
