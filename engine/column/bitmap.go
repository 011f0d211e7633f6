package column

import "math/bits"

// Bitmap is a set of small integers, one bit each.
type Bitmap []uint64

// Has reports whether bit i is set.
func (b Bitmap) Has(i int) bool { return b[i>>6]&(1<<(i&63)) != 0 }

// Set sets bit i.
func (b Bitmap) Set(i int) { b[i>>6] |= 1 << (i & 63) }

// Clear clears bit i.
func (b Bitmap) Clear(i int) { b[i>>6] &^= 1 << (i & 63) }

// Count returns the number of bits that are set.
func (b Bitmap) Count() int {
	n := 0
	for _, w := range b {
		n += bits.OnesCount64(w)
	}
	return n
}

// Fill sets the first n bits and clears the others.
func (b Bitmap) Fill(n int) {
	for i := range b {
		switch rest := n - i<<6; {
		case rest >= 64:
			b[i] = ^uint64(0)
		case rest > 0:
			b[i] = 1<<rest - 1
		default:
			b[i] = 0
		}
	}
}
