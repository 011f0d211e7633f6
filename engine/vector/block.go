package vector

import (
	"math"
	"unsafe"
)

// Block holds the vectors of up to 65535 rows, numbered from 0, one behind the
// other in no particular order.
type Block struct {
	cfg     *Config
	data    []float32
	rows    []uint16  // the row of each vector
	slots   []uint16  // by row: the place of its vector plus one; 0: it has none
	inverse []float32 // Cos: 1 / length of each vector; 0: it has none
}

// NewBlock returns an empty block for rows below n.
func NewBlock(cfg *Config, n int) *Block { return &Block{cfg: cfg, slots: make([]uint16, n)} }

// Len returns the number of vectors.
func (b *Block) Len() int { return len(b.rows) }

// Put gives a row a vector, which is copied.
func (b *Block) Put(row int, v []float32) {
	i := int(b.slots[row]) - 1
	if i < 0 {
		i = len(b.rows)
		b.slots[row] = uint16(i + 1)
		b.rows = append(b.rows, uint16(row))
		b.data = append(b.data, v...)
		if b.cfg.Metric == Cos {
			b.inverse = append(b.inverse, 0)
		}
	}
	copy(b.at(i), v)
	if b.cfg.Metric == Cos {
		b.inverse[i] = inverseLength(v)
	}
}

// Remove takes the vector of a row away, if it has one; the last one moves to its place.
func (b *Block) Remove(row int) {
	i := int(b.slots[row]) - 1
	if i < 0 {
		return
	}
	last := len(b.rows) - 1
	copy(b.at(i), b.at(last))
	b.rows[i] = b.rows[last]
	b.slots[b.rows[i]] = uint16(i + 1)
	b.slots[row] = 0
	b.rows, b.data = b.rows[:last], b.data[:last*b.cfg.Dimension]
	if b.cfg.Metric == Cos {
		b.inverse[i] = b.inverse[last]
		b.inverse = b.inverse[:last]
	}
}

func (b *Block) at(i int) []float32 {
	d := b.cfg.Dimension
	return b.data[i*d : i*d+d : i*d+d]
}

// Bytes returns the memory that the block holds.
func (b *Block) Bytes() int64 {
	return int64(unsafe.Sizeof(*b)) + 4*int64(cap(b.data)+cap(b.inverse)) + 2*int64(cap(b.rows)+cap(b.slots))
}

func inverseLength(v []float32) float32 {
	square := inner(v, v)
	if square == 0 {
		return 0
	}
	return float32(1 / math.Sqrt(square))
}
