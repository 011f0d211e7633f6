package exec

// idMap maps ids to numbers. Its zero value is empty. It is an open-addressed
// table, which a search that reaches few nodes leaves small.
type idMap struct {
	keys []uint64 // id+1; 0 is free
	vals []int32
	n    int
}

const idMapMin = 64

// reset empties the map; what has become large is given back.
func (m *idMap) reset() {
	if len(m.keys) > keepColumns {
		m.keys, m.vals = nil, nil
	}
	clear(m.keys)
	m.n = 0
}

func (m *idMap) place(id uint64) int {
	mask := uint64(len(m.keys) - 1)
	at := (id * 0x9E3779B97F4A7C15) >> 20 & mask
	for m.keys[at] != 0 && m.keys[at] != id+1 {
		at = (at + 1) & mask
	}
	return int(at)
}

// get returns the number of an id.
func (m *idMap) get(id uint64) (int32, bool) {
	if m.n == 0 {
		return 0, false
	}
	at := m.place(id)
	return m.vals[at], m.keys[at] != 0
}

// add gives an id a number unless it has one, and reports whether it had none.
func (m *idMap) add(id uint64, val int32) bool {
	if 2*m.n >= len(m.keys) {
		m.grow()
	}
	at := m.place(id)
	if m.keys[at] != 0 {
		return false
	}
	m.keys[at], m.vals[at] = id+1, val
	m.n++
	return true
}

func (m *idMap) grow() {
	old, vals := m.keys, m.vals
	size := max(idMapMin, 2*len(old))
	m.keys, m.vals = make([]uint64, size), make([]int32, size)
	for i, k := range old {
		if k != 0 {
			at := m.place(k - 1)
			m.keys[at], m.vals[at] = k, vals[i]
		}
	}
}

// bytes returns the memory that the map holds.
func (m *idMap) bytes() int64 { return int64(12 * len(m.keys)) }
