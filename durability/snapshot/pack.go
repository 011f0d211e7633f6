package snapshot

import (
	"encoding/binary"
	"errors"
	"math"
)

// integer are the types that are packed. Differences are taken modulo 2^64, so
// signed and unsigned pack alike.
type integer interface {
	~int64 | ~uint64 | ~uint32
}

// appendPacked appends integers as the distance of each from the least, in the
// fewest of 0, 1, 2, 4 or 8 bytes that hold all of them:
//
//	least (8) │ width (1) │ distances (width each)
func appendPacked[T integer](dst []byte, vals []T) []byte {
	if len(vals) == 0 {
		return dst
	}
	least, most := vals[0], vals[0]
	for _, v := range vals {
		least, most = min(least, v), max(most, v)
	}
	le := binary.LittleEndian
	base := uint64(least)
	width := widthOf(uint64(most) - base)
	dst = append(le.AppendUint64(dst, base), byte(width))
	start := len(dst)
	dst = append(dst, make([]byte, width*len(vals))...)
	out := dst[start:]
	switch width {
	case 1:
		for i, v := range vals {
			out[i] = byte(uint64(v) - base)
		}
	case 2:
		for i, v := range vals {
			le.PutUint16(out[2*i:], uint16(uint64(v)-base))
		}
	case 4:
		for i, v := range vals {
			le.PutUint32(out[4*i:], uint32(uint64(v)-base))
		}
	case 8:
		for i, v := range vals {
			le.PutUint64(out[8*i:], uint64(v)-base)
		}
	}
	return dst
}

func widthOf(spread uint64) int {
	switch {
	case spread == 0:
		return 0
	case spread <= math.MaxUint8:
		return 1
	case spread <= math.MaxUint16:
		return 2
	case spread <= math.MaxUint32:
		return 4
	default:
		return 8
	}
}

// unpack fills vals with what appendPacked wrote.
func unpack[T integer](d *decoder, vals []T) {
	if len(vals) == 0 {
		return
	}
	base, width := d.uint64(), int(d.byte())
	if width != 0 && width != 1 && width != 2 && width != 4 && width != 8 {
		d.fail("integers of a width that does not exist")
	}
	in := d.bytes(width * len(vals))
	if d.err != nil {
		return
	}
	le := binary.LittleEndian
	switch width {
	case 0:
		for i := range vals {
			vals[i] = T(base)
		}
	case 1:
		for i := range vals {
			vals[i] = T(base + uint64(in[i]))
		}
	case 2:
		for i := range vals {
			vals[i] = T(base + uint64(le.Uint16(in[2*i:])))
		}
	case 4:
		for i := range vals {
			vals[i] = T(base + uint64(le.Uint32(in[4*i:])))
		}
	case 8:
		for i := range vals {
			vals[i] = T(base + le.Uint64(in[8*i:]))
		}
	}
}

// decoder takes a payload apart from left to right. After the first error it
// gives zeros.
type decoder struct {
	b   []byte
	err error
}

func (d *decoder) fail(what string) {
	if d.err == nil {
		d.err = errors.New(what)
	}
	d.b = nil
}

func (d *decoder) bytes(n int) []byte {
	if n < 0 || n > len(d.b) {
		d.fail("a block ends too early")
		return nil
	}
	b := d.b[:n:n]
	d.b = d.b[n:]
	return b
}

func (d *decoder) byte() byte {
	if b := d.bytes(1); b != nil {
		return b[0]
	}
	return 0
}

func (d *decoder) uint64() uint64 {
	if b := d.bytes(8); b != nil {
		return binary.LittleEndian.Uint64(b)
	}
	return 0
}

func (d *decoder) uvarint() uint64 {
	v, n := binary.Uvarint(d.b)
	if n <= 0 {
		d.fail("a number is cut")
		return 0
	}
	d.b = d.b[n:]
	return v
}

// count reads the number of things that take at least width bytes each.
func (d *decoder) count(width int) int {
	n := d.uvarint()
	if n > uint64(len(d.b)/width) {
		d.fail("a count exceeds the block")
		return 0
	}
	return int(n)
}

func (d *decoder) text() string { return string(d.bytes(d.count(1))) }

func appendText(dst []byte, s string) []byte {
	return append(binary.AppendUvarint(dst, uint64(len(s))), s...)
}

// end checks that nothing is left.
func (d *decoder) end() error {
	if d.err == nil && len(d.b) > 0 {
		d.fail("a block is longer than its content")
	}
	return d.err
}
