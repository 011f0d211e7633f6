package exec

import (
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// mapColumns turns maps, one a row, into columns, one a key, each with the rows
// that have the key.
type mapColumns struct {
	n     int // rows
	byKey map[string]int
	cols  []*keyColumn
	order []int // in which the keys of the last map came, which the next one likely repeats
}

type keyColumn struct {
	key  string
	rows []int32
	col  column.Column
}

// begin forgets all rows.
func (m *mapColumns) begin() {
	m.n, m.cols, m.order = 0, m.cols[:0], m.order[:0]
	clear(m.byKey)
}

// add adds a row.
func (m *mapColumns) add(entries []value.Entry) {
	for i, e := range entries {
		k := m.column(i, e.Key)
		k.rows = append(k.rows, int32(m.n))
		k.col.Append(e.Value)
	}
	m.n++
}

// column returns the column of a key, which is at place i of its map.
func (m *mapColumns) column(i int, key string) *keyColumn {
	if i < len(m.order) {
		if k := m.cols[m.order[i]]; k.key == key {
			return k
		}
		m.order = m.order[:i]
	}
	at, ok := m.byKey[key]
	if !ok {
		at = m.fresh(key)
	}
	m.order = append(m.order, at)
	return m.cols[at]
}

func (m *mapColumns) fresh(key string) int {
	if m.byKey == nil {
		m.byKey = make(map[string]int)
	}
	at := len(m.cols)
	m.byKey[key] = at
	if at < cap(m.cols) {
		m.cols = m.cols[:at+1]
	} else {
		m.cols = append(m.cols, nil)
	}
	if m.cols[at] == nil {
		m.cols[at] = &keyColumn{}
	}
	k := m.cols[at]
	k.key, k.rows = key, k.rows[:0]
	k.col.Reset(column.Null, 0)
	return at
}

// pick returns ids[r] for each row r of the key, in buf unless they are all.
func (k *keyColumn) pick(ids []uint64, buf *[]uint64) []uint64 {
	if len(k.rows) == len(ids) {
		return ids
	}
	*buf = (*buf)[:0]
	for _, r := range k.rows {
		*buf = append(*buf, ids[r])
	}
	return *buf
}
