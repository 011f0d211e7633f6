package fulltext

import (
	"cmp"
	"context"
	"slices"
)

// Hit is a document that was found.
type Hit struct {
	ID    uint64
	Score float64
}

// Doubtful are documents that a search judges as they are given, whatever the
// index has under their ids; nil: there is none under the id.
type Doubtful map[uint64]*Document

// Search returns the documents that match a query, best first and by id where
// two are equally good. number finds fields by their names. doubtful have been made by ix.Document.
func (ix *Index) Search(ctx context.Context, q *Query, number func(field string) (uint32, bool), doubtful Doubtful) []Hit {
	m := ix.compile(q, number)
	var hits []Hit
	judge := func(id uint64, d *Document) {
		if score, ok := m.score(d); ok {
			hits = append(hits, Hit{id, score})
		}
	}
	for i, id := range ix.candidates(m) {
		if i%1024 == 0 && ctx.Err() != nil {
			return nil
		}
		if _, in := doubtful[id]; !in {
			judge(id, ix.docs[id])
		}
	}
	for id, d := range doubtful {
		if d != nil {
			judge(id, d)
		}
	}
	slices.SortFunc(hits, func(a, b Hit) int {
		if c := cmp.Compare(b.Score, a.Score); c != 0 {
			return c
		}
		return cmp.Compare(a.ID, b.ID)
	})
	return hits
}

// candidates returns the documents that may match, ascending: all that do are among them.
func (ix *Index) candidates(m *matcher) []uint64 {
	switch m.kind {
	case everything, exists:
		all := make([]uint64, 0, len(ix.docs))
		for id := range ix.docs {
			all = append(all, id)
		}
		slices.Sort(all)
		return all
	case boolean:
		if len(m.must) > 0 {
			return fewest(m.must, ix.candidates)
		}
		var lists [][]uint64
		for _, sub := range m.should {
			lists = append(lists, ix.candidates(sub))
		}
		return union(lists)
	}
	return fewest(m.words, func(words map[uint32]bool) []uint64 {
		var lists [][]uint64
		for w := range words {
			lists = append(lists, ix.holding(w))
		}
		return union(lists)
	})
}

// fewest returns the shortest of several lists; none if there are none.
func fewest[T any](from []T, list func(T) []uint64) (best []uint64) {
	for i, x := range from {
		if l := list(x); i == 0 || len(l) < len(best) {
			best = l
		}
	}
	return best
}

// union returns what is in any of some ascending lists, ascending.
func union(lists [][]uint64) []uint64 {
	if len(lists) == 1 {
		return lists[0]
	}
	var all []uint64
	for _, l := range lists {
		all = append(all, l...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}
