package index

import (
	"bytes"

	"memgraphd/engine/value"
)

// Bounds select a stretch of an index: Equal is a prefix of equal values; the
// column behind it may be bounded by Lower and Upper, or by a string Prefix, or
// must just be Present. The zero value selects everything. Values are compared
// as = and < compare: kinds never mix, and null, NaN and what contains them match
// nothing.
type Bounds struct {
	Equal                          []value.Value
	Lower, Upper                   value.Value // null: unbounded
	LowerExclusive, UpperExclusive bool
	Prefix                         string // with HasPrefix
	HasPrefix                      bool
	Present                        bool // the column behind Equal must not be null
	// Descending: the stretch is walked from its end to its beginning.
	Descending bool
	// Sorted: Lower and Upper are points that are compared as ORDER BY does, because < does not.
	Sorted bool
}

// Loose reports whether the stretch of b may hold entries that do not satisfy b.
// That is so for lists: [1, null] and [1, 2] stand in an order in the index, but
// < does not say which is smaller. Check candidates with [Bounds.Match] then.
func (b *Bounds) Loose() bool {
	return b.Lower.Kind() == value.KindList || b.Upper.Kind() == value.KindList
}

// Match reports whether a tuple satisfies b.
func (b *Bounds) Match(key []value.Value) bool {
	for i, v := range b.Equal {
		if !isTrue(value.Equal(key[i], v)) {
			return false
		}
	}
	if !b.bounded() {
		return !b.Present || !key[len(b.Equal)].IsNull()
	}
	v := key[len(b.Equal)]
	if b.HasPrefix && !(v.Kind() == value.KindString && len(v.AsString()) >= len(b.Prefix) && v.AsString()[:len(b.Prefix)] == b.Prefix) {
		return false
	}
	return (b.Lower.IsNull() || within(b.Lower, v, b.LowerExclusive)) &&
		(b.Upper.IsNull() || within(v, b.Upper, b.UpperExclusive))
}

func within(low, high value.Value, exclusive bool) bool {
	if exclusive {
		return isTrue(value.Less(low, high))
	}
	return isTrue(value.LessEqual(low, high))
}

func isTrue(v value.Value) bool { return v.Kind() == value.KindBool && v.AsBool() }

// bounded reports whether b says something about the column behind Equal.
func (b *Bounds) bounded() bool { return b.HasPrefix || !b.Lower.IsNull() || !b.Upper.IsNull() }

// matchable reports whether any property can equal v: v is storable and equals itself.
func matchable(v value.Value) bool {
	switch v.Kind() {
	case value.KindInt, value.KindString, value.KindBool:
		return true
	}
	return v.Kind().Storable() && isTrue(value.Equal(v, v))
}

// rangeTag returns the tag of the kind of values that Lower and Upper admit;
// false if there are none.
func (b *Bounds) rangeTag() (byte, bool) {
	tag, ok := byte(0), true
	for _, v := range [...]value.Value{b.Lower, b.Upper} {
		switch {
		case v.IsNull():
			continue
		case !ordered(v) && !(b.Sorted && v.Kind() == value.KindPoint) || tag != 0 && tag != tags[v.Kind()]:
			return 0, false
		}
		tag = tags[v.Kind()]
	}
	return tag, ok
}

// ordered reports whether < is defined for values like v.
func ordered(v value.Value) bool {
	if v.Kind() == value.KindList {
		return true
	}
	c, ok := value.Compare(v, v)
	return ok && c != value.Incomparable
}

// numberSpan returns the stretch of the tree of numbers, for an index of one column.
func (b *Bounds) numberSpan() (s span[number], ok bool) {
	s.from.key, s.to.key = firstNumber, behindAll
	if len(b.Equal) > 0 {
		n, isNumber := numberOf(b.Equal[0])
		s.from.key, s.to.key = n, n.after()
		return s, isNumber && n.word != wordNaN
	}
	if !b.bounded() {
		return s, true
	}
	if tag, admits := b.rangeTag(); !admits || b.HasPrefix || tag != tagNumber {
		return s, false
	}
	s.to.key = infinity.after()
	if n, given := numberOf(b.Lower); given {
		s.from.key = n
		if b.LowerExclusive {
			s.from.key = n.after()
		}
	}
	if n, given := numberOf(b.Upper); given {
		s.to.key = n
		if !b.UpperExclusive {
			s.to.key = n.after()
		}
	}
	return s, true
}

// byteSpan returns the stretch of the tree of bytes; it uses buf as memory.
func (b *Bounds) byteSpan(buf []byte) (s span[[]byte], ok bool) {
	for _, v := range b.Equal {
		if !matchable(v) {
			return s, false
		}
		buf = appendValue(buf, v, 0)
	}
	if !b.bounded() {
		n, end := len(buf), aboveAll
		if b.Present {
			end = tagNull
		}
		buf = append(append(buf, buf...), end)
		s.from.key, s.to.key = buf[:n:n], buf[n:]
		return s, true
	}
	tag, ok := b.rangeTag()
	if !ok {
		return s, false
	}
	if tag != 0 {
		s.from.key, s.to.key = b.lower(buf, tag), b.upper(buf, tag)
	}
	if b.HasPrefix {
		b.narrow(&s, buf)
	}
	return s, true
}

// narrow restricts s, which may still be empty, to the strings with the prefix.
func (b *Bounds) narrow(s *span[[]byte], equal []byte) {
	low := appendBytes(append(bytes.Clone(equal), tagString), b.Prefix)
	high := successor(bytes.Clone(low))
	if bytes.Compare(low, s.from.key) > 0 {
		s.from.key = low
	}
	if s.to.key == nil || bytes.Compare(high, s.to.key) < 0 {
		s.to.key = high
	}
}

func (b *Bounds) lower(equal []byte, tag byte) []byte {
	key := append(make([]byte, 0, len(equal)+32), equal...)
	if b.Lower.IsNull() {
		return append(key, tag)
	}
	key = appendValue(key, b.Lower, 0)
	if b.LowerExclusive {
		key = append(key, aboveAll)
	}
	return key
}

func (b *Bounds) upper(equal []byte, tag byte) []byte {
	key := append(make([]byte, 0, len(equal)+32), equal...)
	switch {
	case !b.Upper.IsNull():
		key = appendValue(key, b.Upper, 0)
		if b.UpperExclusive {
			return key
		}
		return append(key, aboveAll)
	case tag == tagNumber:
		return append(appendNumber(append(key, tag), infinity), aboveAll)
	}
	return append(key, tag+1)
}
