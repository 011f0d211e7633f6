package fulltext

import (
	"math"
	"slices"
)

// matcher is a query made ready for an index, with numbers for words and fields.
type matcher struct {
	*Query
	anyField          bool
	field             uint32
	words             []map[uint32]bool // of a phrase, by place; several words where a term has a test
	weight            float64           // inverse document frequency
	mean              float64           // length of the field, or of documents
	must, should, not []*matcher
}

// nowhere is a field that no document has.
const nowhere = math.MaxUint32

// compile makes a query ready; number finds fields.
func (ix *Index) compile(q *Query, number func(field string) (uint32, bool)) *matcher {
	m := &matcher{Query: q, anyField: q.field == "", field: nowhere, mean: ix.length.mean()}
	if key, ok := number(q.field); !m.anyField && ok {
		m.field = key
		if l := ix.lengths[key]; l != nil {
			m.mean = l.mean()
		}
	}
	for _, t := range q.terms {
		m.words = append(m.words, ix.dict.satisfying(t))
	}
	n := float64(ix.Len())
	for _, set := range m.words {
		df := min(n, float64(ix.holders(set)))
		m.weight += math.Log(1 + (n-df+0.5)/(df+0.5))
	}
	for _, list := range []struct {
		from []*Query
		to   *[]*matcher
	}{{q.must, &m.must}, {q.should, &m.should}, {q.not, &m.not}} {
		for _, sub := range list.from {
			*list.to = append(*list.to, ix.compile(sub, number))
		}
	}
	return m
}

func (ix *Index) holders(words map[uint32]bool) (n int) {
	for w := range words {
		n += len(ix.holding(w))
	}
	return n
}

// score returns how well a document matches, and whether it does.
func (m *matcher) score(d *Document) (float64, bool) {
	switch m.kind {
	case everything:
		return m.boost, true
	case boolean:
		return m.combined(d)
	case exists:
		return m.boost, m.anyField || slices.ContainsFunc(d.fields, func(f field) bool { return f.key == m.field })
	}
	frequency, length := 0, 0
	for i := range d.fields {
		if f := &d.fields[i]; m.anyField || f.key == m.field {
			frequency += m.occurrences(f.words)
			length += len(f.words)
		}
	}
	if frequency == 0 {
		return 0, false
	}
	if m.kind == pattern {
		return m.boost, true
	}
	const k1, b = 1.2, 0.75
	tf := float64(frequency)
	return m.boost * m.weight * tf * (k1 + 1) / (tf + k1*(1-b+b*float64(length)/max(1, m.mean))), true
}

// combined is score for a combination. What only says what must not be matches nothing.
func (m *matcher) combined(d *Document) (sum float64, ok bool) {
	for _, sub := range m.not {
		if _, ok := sub.score(d); ok {
			return 0, false
		}
	}
	for _, sub := range m.must {
		s, ok := sub.score(d)
		if !ok {
			return 0, false
		}
		sum += s
	}
	any := len(m.must) > 0
	for _, sub := range m.should {
		if s, ok := sub.score(d); ok {
			sum += s
			any = true
		}
	}
	return m.boost * sum, any
}
