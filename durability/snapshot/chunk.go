package snapshot

import (
	"encoding/binary"
	"math"
	"math/bits"

	"memgraphd/engine"
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// rowBits has a bit for each row of a chunk.
type rowBits = [engine.ChunkRows / 64]uint64

func countRows(b *rowBits) int {
	n := 0
	for _, w := range b {
		n += bits.OnesCount64(w)
	}
	return n
}

func appendRows(dst []byte, b *rowBits) []byte {
	for _, w := range b {
		dst = binary.LittleEndian.AppendUint64(dst, w)
	}
	return dst
}

// rows reads row bits, which must be a subset of within (nil: of all).
func (d *decoder) rows(b, within *rowBits) int {
	for i := range b {
		b[i] = d.uint64()
		if within != nil && b[i]&^within[i] != 0 {
			d.fail("a value in a row that does not live")
		}
	}
	return countRows(b)
}

// gather returns the values of the rows in b, in dst's memory unless they are all of vals.
func gather[T any](dst []T, b *rowBits, vals []T) []T {
	if countRows(b) == engine.ChunkRows {
		return vals
	}
	for i, w := range b {
		for ; w != 0; w &= w - 1 {
			dst = append(dst, vals[i*64+bits.TrailingZeros64(w)])
		}
	}
	return dst
}

// scatter is the reverse of gather.
func scatter[T any](dst []T, b *rowBits, vals []T) {
	n := 0
	for i, w := range b {
		for ; w != 0; w &= w - 1 {
			dst[i*64+bits.TrailingZeros64(w)] = vals[n]
			n++
		}
	}
}

// encoder turns images into payloads, reusing its memory.
type encoder struct {
	sets  []engine.LabelSet // these three with room for a chunk
	ids   []uint64
	types []engine.TypeID
	lens  []uint32
}

func newEncoder() *encoder {
	return &encoder{
		sets: make([]engine.LabelSet, 0, engine.ChunkRows), ids: make([]uint64, 0, engine.ChunkRows),
		types: make([]engine.TypeID, 0, engine.ChunkRows),
	}
}

func (e *encoder) nodes(dst []byte, img *engine.NodeImage) ([]byte, error) {
	dst = appendRows(dst, &img.Live)
	dst = appendPacked(dst, gather(e.sets, &img.Live, img.Labels))
	return e.columns(dst, img.Columns)
}

func (e *encoder) relationships(dst []byte, img *engine.RelationshipImage) ([]byte, error) {
	dst = appendRows(dst, &img.Live)
	for _, ends := range [...][]uint64{img.From, img.To} {
		dst = appendPacked(dst, gather(e.ids, &img.Live, ends))
	}
	dst = appendPacked(dst, gather(e.types, &img.Live, img.Type))
	return e.columns(dst, img.Columns)
}

func (e *encoder) columns(dst []byte, columns []engine.ColumnImage) ([]byte, error) {
	dst = binary.AppendUvarint(dst, uint64(len(columns)))
	for i := range columns {
		c := &columns[i]
		dst = binary.AppendUvarint(dst, uint64(c.Key))
		dst = append(dst, byte(c.Type))
		dst = appendRows(dst, &c.Present)
		var err error
		if dst, err = e.values(dst, c); err != nil {
			return nil, err
		}
	}
	return dst, nil
}

func (e *encoder) values(dst []byte, c *engine.ColumnImage) ([]byte, error) {
	switch c.Type {
	case column.Bool:
		for _, b := range c.Bools {
			if b {
				dst = append(dst, 1)
			} else {
				dst = append(dst, 0)
			}
		}
	case column.Int:
		dst = appendPacked(dst, c.Ints)
	case column.Float:
		for _, f := range c.Floats {
			dst = binary.LittleEndian.AppendUint64(dst, math.Float64bits(f))
		}
	case column.String:
		e.lens = e.lens[:0]
		for i := range len(c.Offsets) - 1 {
			e.lens = append(e.lens, c.Offsets[i+1]-c.Offsets[i])
		}
		dst = appendPacked(dst, e.lens)
		dst = append(dst, c.Data...)
	default:
		for _, v := range c.Values {
			var err error
			if dst, err = value.AppendBinary(dst, v); err != nil {
				return nil, err
			}
		}
	}
	return dst, nil
}
