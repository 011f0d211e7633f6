package packstream

import (
	"encoding/binary"
	"fmt"
	"math"
	"unicode/utf8"
)

// Limits bound what a [Decoder] accepts.
type Limits struct {
	Depth  int // levels of lists, maps and structures inside one another
	Memory int // bytes that the decoded values of one message may take together
}

// Decoder reads the values of one message, front to back. After the first
// syntax error every method returns a zero value; [Decoder.Err] tells it.
//
// The zero Decoder is ready for Reset. A Decoder is for one goroutine at a
// time; reusing one saves allocations, because it remembers map keys.
type Decoder struct {
	src         []byte
	pos         int
	depth       int
	limits      Limits
	budget      int
	err         error
	unsupported error
	keys        keyCache
}

// Reset starts to read src. Strings that the decoder returns do not share its
// memory, views do.
func (d *Decoder) Reset(src []byte, limits Limits) {
	d.src, d.pos, d.depth = src, 0, 0
	d.limits, d.budget = limits, limits.Memory
	d.err, d.unsupported = nil, nil
}

// Err returns the syntax error that ended the reading, or nil.
func (d *Decoder) Err() error { return d.err }

// Unsupported returns the error of the first value that cannot be used, or nil.
func (d *Decoder) Unsupported() error { return d.unsupported }

// Remaining returns the number of bytes that were not read yet.
func (d *Decoder) Remaining() int { return len(d.src) - d.pos }

// Fail records a syntax error at the current position, unless there is one.
func (d *Decoder) Fail(format string, args ...any) {
	if d.err == nil {
		d.err = &SyntaxError{Offset: d.pos, Msg: fmt.Sprintf(format, args...)}
	}
	d.pos = len(d.src)
}

// Refuse records that a value cannot be used, unless one was recorded already.
func (d *Decoder) Refuse(format string, args ...any) {
	if d.unsupported == nil {
		d.unsupported = &UnsupportedError{Msg: fmt.Sprintf(format, args...)}
	}
}

// Type is the type of a value by its first byte.
type Type uint8

// The types of values on the wire.
const (
	TypeNone Type = iota // the end of the message, or a reserved byte
	TypeNull
	TypeBool
	TypeInt
	TypeFloat
	TypeString
	TypeBytes
	TypeList
	TypeMap
	TypeStruct
)

// Peek returns the type of the next value without reading it.
func (d *Decoder) Peek() Type {
	if d.pos >= len(d.src) {
		return TypeNone
	}
	return typeOf(d.src[d.pos])
}

func typeOf(m byte) Type {
	switch {
	case m < markerTinyString || m >= markerNegative || m >= markerInt8 && m <= markerInt64:
		return TypeInt
	case m < markerTinyList || m >= markerString8 && m <= markerString32:
		return TypeString
	case m < markerTinyMap || m >= markerList8 && m <= markerList32:
		return TypeList
	case m < markerTinyStruct || m >= markerMap8 && m <= markerMap32:
		return TypeMap
	case m < markerNull:
		return TypeStruct
	case m == markerNull:
		return TypeNull
	case m == markerFloat:
		return TypeFloat
	case m == markerFalse || m == markerTrue:
		return TypeBool
	case m >= markerBytes8 && m <= markerBytes32:
		return TypeBytes
	}
	return TypeNone
}

// Null reads null.
func (d *Decoder) Null() { d.expect(TypeNull, "null") }

// Bool reads a boolean.
func (d *Decoder) Bool() bool { return d.expect(TypeBool, "a boolean") == markerTrue }

// Int reads an integer of any width.
func (d *Decoder) Int() int64 {
	switch m := d.expect(TypeInt, "an integer"); {
	case m < markerTinyString || m >= markerNegative:
		return int64(int8(m))
	case m == markerInt8:
		return int64(int8(d.byte()))
	case m == markerInt16:
		return int64(int16(d.uint(2)))
	case m == markerInt32:
		return int64(int32(d.uint(4)))
	default:
		return int64(d.uint(8))
	}
}

// Float reads a floating-point number.
func (d *Decoder) Float() float64 {
	if d.expect(TypeFloat, "a float"); d.err != nil {
		return 0
	}
	return math.Float64frombits(d.uint(8))
}

// String reads a string. One that is not UTF-8 is refused.
func (d *Decoder) String() string {
	b := d.StringView()
	if !d.charge(len(b)) {
		return ""
	}
	return string(b)
}

// Key reads a string that is likely to come again, such as the key of a map.
func (d *Decoder) Key() string { return d.keys.intern(d.StringView()) }

// StringView reads a string and returns its bytes, which are part of the
// message. One that is not UTF-8 is refused.
func (d *Decoder) StringView() []byte {
	m := d.expect(TypeString, "a string")
	b := d.view(d.size(m, markerTinyString, markerString8))
	if !utf8.Valid(b) {
		d.Refuse(msgUTF8)
		return nil
	}
	return b
}

// BytesView reads a byte string and returns its bytes, which are part of the message.
func (d *Decoder) BytesView() []byte {
	m := d.expect(TypeBytes, "bytes")
	if d.err != nil {
		return nil
	}
	return d.view(int(d.uint(1 << (m - markerBytes8))))
}

// List reads the header of a list and returns the number of its elements,
// which is not larger than the number of bytes left.
func (d *Decoder) List() int {
	n := d.size(d.expect(TypeList, "a list"), markerTinyList, markerList8)
	if n > d.Remaining() {
		d.Fail("a list claims %d elements but the message has %d bytes left", n, d.Remaining())
		return 0
	}
	return n
}

// Map reads the header of a map and returns the number of its entries, which is
// not larger than half the number of bytes left.
func (d *Decoder) Map() int {
	n := d.size(d.expect(TypeMap, "a map"), markerTinyMap, markerMap8)
	if n > d.Remaining()/2 {
		d.Fail("a map claims %d entries but the message has %d bytes left", n, d.Remaining())
		return 0
	}
	return n
}

// Struct reads the header of a structure: the number of its fields and its tag.
func (d *Decoder) Struct() (fields int, tag byte) {
	m := d.expect(TypeStruct, "a structure")
	fields, tag = int(m&0x0F), d.byte()
	if d.err != nil {
		return 0, 0
	}
	if fields > d.Remaining() {
		d.Fail("a structure claims %d fields but the message has %d bytes left", fields, d.Remaining())
		return 0, 0
	}
	return fields, tag
}

// End fails unless all bytes were read.
func (d *Decoder) End() {
	if n := d.Remaining(); n > 0 && d.err == nil {
		d.Fail("%d bytes follow the end of the message", n)
	}
}

// expect reads the marker of a value, which must be of type t.
func (d *Decoder) expect(t Type, what string) byte {
	if d.pos >= len(d.src) {
		d.Fail("the message ends where %s is expected", what)
		return 0
	}
	m := d.src[d.pos]
	if typeOf(m) != t {
		d.Fail("%s is expected, not the marker 0x%02X", what, m)
		return 0
	}
	d.pos++
	return m
}

// size returns the size that belongs to a marker that was just read.
func (d *Decoder) size(m, tiny, wide byte) int {
	switch {
	case d.err != nil:
		return 0
	case m&0xF0 == tiny:
		return int(m & 0x0F)
	}
	return int(d.uint(1 << (m - wide)))
}

func (d *Decoder) byte() byte {
	if d.pos >= len(d.src) {
		d.Fail("the message ends inside a value")
		return 0
	}
	d.pos++
	return d.src[d.pos-1]
}

// uint reads a big-endian integer of 1, 2, 4 or 8 bytes.
func (d *Decoder) uint(width int) uint64 {
	b := d.view(width)
	switch len(b) {
	case 1:
		return uint64(b[0])
	case 2:
		return uint64(binary.BigEndian.Uint16(b))
	case 4:
		return uint64(binary.BigEndian.Uint32(b))
	case 8:
		return binary.BigEndian.Uint64(b)
	}
	return 0
}

// view returns the next n bytes.
func (d *Decoder) view(n int) []byte {
	if n > d.Remaining() {
		d.Fail("a value claims %d bytes but the message has %d left", n, d.Remaining())
		return nil
	}
	d.pos += n
	return d.src[d.pos-n : d.pos : d.pos]
}

// charge takes n bytes from the memory budget.
func (d *Decoder) charge(n int) bool {
	d.budget -= n
	if d.budget < 0 {
		d.Fail("its values need more than the %d bytes that a message may take in memory", d.limits.Memory)
		return false
	}
	return true
}

// enter and leave count the levels of nesting.
func (d *Decoder) enter() bool {
	d.depth++
	if d.depth > d.limits.Depth {
		d.Fail(msgTooDeep, d.limits.Depth)
		return false
	}
	return d.err == nil
}

func (d *Decoder) leave() { d.depth-- }
