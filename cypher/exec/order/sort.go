package order

import (
	"cmp"
	"slices"

	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// Key is a column to sort by.
type Key struct {
	Column     *column.Column
	Descending bool
}

// Look is called every now and then while rows are sorted. An error ends the sort.
type Look func() error

// Sorter sorts; it keeps its scratch memory from one sort to the next.
type Sorter struct {
	items, spare []item
	prefixes     [column.BatchSize]uint64
	look         Look // nil: none

	all    []item // that are shared
	others []*Sorter
}

// item is a row with the prefix of its key.
type item struct {
	prefix uint64
	row    int32
}

// radixFrom is the number of rows from which counting beats comparing.
const radixFrom = 256

// Sort sorts rows by keys; rows with the same keys stay in the order in which
// they are given. Many rows are sorted by as many goroutines as there are looks, each of which is
// called by one of them, the first by the caller's. The order of the rows is undefined after an error.
func (s *Sorter) Sort(rows []int32, keys []Key, looks ...Look) error {
	if s.look = nil; len(looks) > 0 {
		s.look = looks[0]
	}
	if len(looks) > 1 && len(rows) >= sharedFrom && len(keys) > 0 {
		return s.share(rows, keys, looks)
	}
	return s.sort(rows, keys, 0)
}

// fewTied is the number of rows up to which ties are broken by comparing.
const fewTied = 12

// sort sorts rows by keys, the first of which agree in their first from bytes if
// they are texts.
func (s *Sorter) sort(rows []int32, keys []Key, from int) error {
	if len(keys) == 0 || len(rows) < 2 {
		return nil
	}
	s.items = slices.Grow(s.items[:0], len(rows))[:len(rows)]
	exact, err := s.load(s.items, rows, keys[0], from)
	if err != nil {
		return err
	}
	return s.order(rows, keys, from, exact)
}

// load makes the items of rows, and reports whether their prefixes are exact.
func (s *Sorter) load(items []item, rows []int32, k Key, from int) (exact bool, err error) {
	exact = true
	for len(rows) > 0 {
		block := rows[:min(len(rows), len(s.prefixes))]
		exact = prefixesFrom(k.Column, block, k.Descending, from, s.prefixes[:len(block)]) && exact
		for i, r := range block {
			items[i] = item{s.prefixes[i], r}
		}
		items, rows = items[len(block):], rows[len(block):]
		if err := s.looked(); err != nil {
			return false, err
		}
	}
	return exact, nil
}

func (s *Sorter) looked() error {
	if s.look == nil {
		return nil
	}
	return s.look()
}

// order sorts rows whose items are loaded.
func (s *Sorter) order(rows []int32, keys []Key, from int, exact bool) error {
	if err := s.sortItems(); err != nil {
		return err
	}
	for i := range rows {
		rows[i] = s.items[i].row
	}
	if exact && len(keys) == 1 {
		return nil
	}
	// The items of rows that tie are needed no more: the sorts inside may overwrite them.
	for _, run := range s.ties(rows) {
		tied := rows[run.from:run.to]
		var err error
		switch {
		case exact:
			err = s.sort(tied, keys[1:], 0)
		case len(tied) > fewTied && isText(keys[0].Column):
			err = s.sort(tied, keys, from+textPrefix)
		default:
			slices.SortStableFunc(tied, func(a, b int32) int { return compare(keys, int(a), int(b)) })
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// stretch is a run of rows.
type stretch struct{ from, to int }

// ties returns the runs of rows with the same prefix, which are in s.items.
func (s *Sorter) ties(rows []int32) []stretch {
	var runs []stretch
	for from := 0; from < len(rows); {
		to := from + 1
		for to < len(rows) && s.items[to].prefix == s.items[from].prefix {
			to++
		}
		if to-from > 1 {
			runs = append(runs, stretch{from, to})
		}
		from = to
	}
	return runs
}

// compare compares two rows of the key columns.
func compare(keys []Key, a, b int) int {
	for _, k := range keys {
		c := value.Order(k.Column.Value(a), k.Column.Value(b))
		if c == 0 {
			continue
		}
		if k.Descending {
			return -c
		}
		return c
	}
	return 0
}

// sortItems sorts the items by their prefixes, stable.
func (s *Sorter) sortItems() error {
	if len(s.items) < radixFrom {
		slices.SortStableFunc(s.items, func(a, b item) int { return cmp.Compare(a.prefix, b.prefix) })
		return nil
	}
	return s.radix()
}

// looksEvery is how many items are moved from one look to the next.
const looksEvery = 1 << 14

// radix sorts the items byte by byte from the lowest, skipping bytes in which
// all agree.
func (s *Sorter) radix() error {
	s.spare = slices.Grow(s.spare[:0], len(s.items))[:len(s.items)]
	var counts [8][256]int32
	for rest := s.items; len(rest) > 0; {
		block := rest[:min(len(rest), looksEvery)]
		rest = rest[len(block):]
		for _, it := range block {
			for b := range 8 {
				counts[b][byte(it.prefix>>(8*b))]++
			}
		}
		if err := s.looked(); err != nil {
			return err
		}
	}
	for b := range 8 {
		count := &counts[b]
		if count[byte(s.items[0].prefix>>(8*b))] == int32(len(s.items)) {
			continue
		}
		at := int32(0)
		for v, n := range count {
			count[v] = at
			at += n
		}
		if err := s.scatter(count, 8*b); err != nil {
			return err
		}
		s.items, s.spare = s.spare, s.items
	}
	return nil
}

// scatter moves the items to where the values of a byte of their prefixes have their places.
func (s *Sorter) scatter(places *[256]int32, shift int) error {
	dst := s.spare
	for rest := s.items; len(rest) > 0; {
		block := rest[:min(len(rest), looksEvery)]
		rest = rest[len(block):]
		for _, it := range block {
			v := byte(it.prefix >> shift)
			dst[places[v]] = it
			places[v]++
		}
		if err := s.looked(); err != nil {
			return err
		}
	}
	return nil
}
