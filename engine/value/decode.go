package value

import (
	"encoding/binary"
	"fmt"
	"math"
	"unsafe"
)

// StringMode says where the strings of a decoded value lie.
type StringMode uint8

// The modes of [DecodeBinary].
const (
	CopyStrings  StringMode = iota // in memory of their own
	AliasStrings                   // in the input, which must not change afterwards
)

// CorruptError says that bytes are not the encoding of a value.
type CorruptError struct {
	Offset int // of the byte at fault in the input
	Reason string
}

// Error names the offset and the reason.
func (e *CorruptError) Error() string {
	return fmt.Sprintf("corrupt value at byte %d: %s", e.Offset, e.Reason)
}

// DecodeBinary reads one value as [AppendBinary] writes it from the start of src
// and returns what follows it. It checks every length against the input before it
// allocates, every number against its range, and the depth against
// [MaxStoredNesting]; what does not hold is a [*CorruptError].
func DecodeBinary(src []byte, mode StringMode) (v Value, rest []byte, err error) {
	d := decoder{src: src, mode: mode}
	v = d.value(0)
	if d.err != nil {
		return Null, nil, d.err
	}
	return v, src[d.pos:], nil
}

// decoder reads from left to right. After the first error it stands at the end of
// the input and gives zeros.
type decoder struct {
	src  []byte
	pos  int
	mode StringMode
	err  error
}

func (d *decoder) fail(reason string) {
	if d.err == nil {
		d.err = &CorruptError{Offset: d.pos, Reason: reason}
	}
	d.pos = len(d.src)
}

func (d *decoder) value(depth int) Value {
	tag := d.byte()
	switch Kind(tag) {
	case KindNull:
		return Null
	case KindBool:
		return d.bool()
	case KindInt:
		return Int(d.varint())
	case KindFloat:
		return Float(d.float())
	case KindString:
		return String(d.text())
	case KindList, tagFloatList:
		return d.list(tag, depth+1)
	case KindMap:
		return d.entries(depth + 1)
	case KindPoint:
		return d.point()
	case KindEnum:
		return EnumValue(Enum{Type: d.text(), Value: d.text()})
	default:
		return d.temporal(Kind(tag))
	}
}

func (d *decoder) temporal(k Kind) Value {
	var v Value
	switch k {
	case KindDate:
		v = DateValue(Date{Days: d.varint()})
	case KindLocalTime:
		v = LocalTimeValue(LocalTime{Nanos: d.varint()})
	case KindTime:
		v = TimeValue(Time{Nanos: d.varint(), Offset: d.varint32()})
	case KindLocalDateTime:
		v = LocalDateTimeValue(LocalDateTime{Seconds: d.varint(), Nanos: d.varint32()})
	case KindDateTime:
		v = DateTimeValue(DateTime{Seconds: d.varint(), Nanos: d.varint32(), Offset: d.varint32(), Zone: d.text()})
	case KindDuration:
		v = DurationValue(Duration{Months: d.varint(), Days: d.varint(), Seconds: d.varint(), Nanos: d.varint32()})
	default:
		d.fail(fmt.Sprintf("unknown tag %d", k))
		return Null
	}
	if !inTemporalRange(v) {
		d.fail("the " + k.TypeWord() + " is out of range")
	}
	return v
}

func (d *decoder) point() Value {
	srid := d.uvarint()
	p := Point{SRID: SRID(min(srid, math.MaxInt32))}
	if p.SRID.Name() == "" {
		d.fail(fmt.Sprintf("unknown SRID %d", srid))
		return Null
	}
	p.X, p.Y = d.float(), d.float()
	if p.SRID.Is3D() {
		p.Z = d.float()
	}
	return PointValue(p)
}

func (d *decoder) list(tag byte, depth int) Value {
	width := 1
	if tag == tagFloatList {
		width = 8
	}
	elems := make([]Value, d.count(width, depth))
	for i := range elems {
		if tag == tagFloatList {
			elems[i] = Float(d.float())
		} else {
			elems[i] = d.value(depth)
		}
		if d.err != nil {
			return Null
		}
	}
	return List(elems)
}

func (d *decoder) entries(depth int) Value {
	entries := make([]Entry, d.count(2, depth))
	for i := range entries {
		entries[i] = Entry{Key: d.text(), Value: d.value(depth)}
		if i > 0 && entries[i].Key <= entries[i-1].Key {
			d.fail("the keys of a map are out of order")
		}
		if d.err != nil {
			return Null
		}
	}
	return Value{kind: KindMap, num: uint64(len(entries)), ptr: unsafe.Pointer(unsafe.SliceData(entries))}
}

// count reads the number of elements, each of which takes at least width bytes.
func (d *decoder) count(width, depth int) int {
	if depth > MaxStoredNesting {
		d.fail("lists and maps are nested too deep")
		return 0
	}
	n := d.uvarint()
	if n > uint64(len(d.src)-d.pos)/uint64(width) {
		d.fail("more elements than there are bytes")
		return 0
	}
	return int(n)
}

func (d *decoder) text() string {
	b := d.bytes(d.uvarint())
	if d.mode == AliasStrings {
		return unsafe.String(unsafe.SliceData(b), len(b))
	}
	return string(b)
}

func (d *decoder) float() float64 {
	b := d.bytes(8)
	if len(b) < 8 {
		return 0
	}
	return math.Float64frombits(binary.LittleEndian.Uint64(b))
}

func (d *decoder) byte() byte {
	if d.pos >= len(d.src) {
		d.fail("the value is cut short")
		return 0
	}
	d.pos++
	return d.src[d.pos-1]
}

func (d *decoder) bytes(n uint64) []byte {
	if n > uint64(len(d.src)-d.pos) {
		d.fail("the value is cut short")
		return nil
	}
	b := d.src[d.pos : d.pos+int(n)]
	d.pos += int(n)
	return b
}

func (d *decoder) uvarint() uint64 {
	n, size := binary.Uvarint(d.src[d.pos:])
	if size <= 0 {
		d.fail("a number is cut short or too long")
		return 0
	}
	d.pos += size
	return n
}

func (d *decoder) varint() int64 {
	n := d.uvarint()
	return int64(n>>1) ^ -int64(n&1)
}

// varint32 reads a number that must fit into 32 bits.
func (d *decoder) varint32() int32 {
	n := d.varint()
	if n != int64(int32(n)) {
		d.fail("a number is too large")
	}
	return int32(n)
}

func (d *decoder) bool() Value {
	b := d.byte()
	if b > 1 {
		d.fail("a boolean is neither 0 nor 1")
	}
	return Bool(b == 1)
}
