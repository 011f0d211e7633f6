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

// Sorter sorts; it keeps its scratch memory from one sort to the next.
type Sorter struct {
	items, spare []item
	prefixes     []uint64
}

// item is a row with the prefix of its key.
type item struct {
	prefix uint64
	row    int32
}

// radixFrom is the number of rows from which counting beats comparing.
const radixFrom = 256

// Sort sorts rows by keys; rows with the same keys stay in the order in which
// they are given.
func (s *Sorter) Sort(rows []int32, keys []Key) { s.sort(rows, keys, 0) }

// fewTied is the number of rows up to which ties are broken by comparing.
const fewTied = 12

// sort sorts rows by keys, the first of which agree in their first from bytes if
// they are texts.
func (s *Sorter) sort(rows []int32, keys []Key, from int) {
	if len(keys) == 0 || len(rows) < 2 {
		return
	}
	k := keys[0]
	s.prefixes = slices.Grow(s.prefixes[:0], len(rows))[:len(rows)]
	exact := prefixesFrom(k.Column, rows, k.Descending, from, s.prefixes)
	s.sortPrefixes(rows)
	if exact && len(keys) == 1 {
		return
	}
	// The prefixes of rows that tie are needed no more: the sorts inside may overwrite them.
	for _, run := range s.ties(rows) {
		tied := rows[run.from:run.to]
		switch {
		case exact:
			s.sort(tied, keys[1:], 0)
		case len(tied) > fewTied && isText(k.Column):
			s.sort(tied, keys, from+textPrefix)
		default:
			slices.SortStableFunc(tied, func(a, b int32) int { return compare(keys, int(a), int(b)) })
		}
	}
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

// sortPrefixes sorts rows by s.prefixes, stable, and leaves the items in s.items.
func (s *Sorter) sortPrefixes(rows []int32) {
	s.items = slices.Grow(s.items[:0], len(rows))[:len(rows)]
	for i, r := range rows {
		s.items[i] = item{s.prefixes[i], r}
	}
	if len(rows) < radixFrom {
		slices.SortStableFunc(s.items, func(a, b item) int { return cmp.Compare(a.prefix, b.prefix) })
	} else {
		s.radix()
	}
	for i := range rows {
		rows[i] = s.items[i].row
	}
}

// radix sorts the items byte by byte from the lowest, skipping bytes in which
// all agree.
func (s *Sorter) radix() {
	s.spare = slices.Grow(s.spare[:0], len(s.items))[:len(s.items)]
	var counts [8][256]int32
	for _, it := range s.items {
		for b := range 8 {
			counts[b][byte(it.prefix>>(8*b))]++
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
		for _, it := range s.items {
			v := byte(it.prefix >> (8 * b))
			s.spare[count[v]] = it
			count[v]++
		}
		s.items, s.spare = s.spare, s.items
	}
}
