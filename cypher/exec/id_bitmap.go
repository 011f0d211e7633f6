package exec

// idBitmap is a set of ids, one bit each. It grows with the highest id, and is
// cleared at the cost of what is in it.
type idBitmap struct {
	words   []uint64
	touched []uint32 // words that are not zero
}

func (b *idBitmap) has(id uint64) bool {
	w := id >> 6
	return w < uint64(len(b.words)) && b.words[w]&(1<<(id&63)) != 0
}

// add adds an id and reports whether it was not there.
func (b *idBitmap) add(id uint64) bool {
	w := id >> 6
	if w >= uint64(len(b.words)) {
		b.grow(w)
	}
	old := b.words[w]
	bit := uint64(1) << (id & 63)
	if old&bit != 0 {
		return false
	}
	if old == 0 {
		b.touched = append(b.touched, uint32(w))
	}
	b.words[w] = old | bit
	return true
}

func (b *idBitmap) grow(w uint64) {
	longer := make([]uint64, max(256, w+w/4+1))
	copy(longer, b.words)
	b.words = longer
}

func (b *idBitmap) clear() {
	for _, w := range b.touched {
		b.words[w] = 0
	}
	b.touched = b.touched[:0]
}

// free gives back what has become large.
func (b *idBitmap) free() {
	if len(b.words)+len(b.touched) > 64*keepColumns {
		*b = idBitmap{}
	}
}
