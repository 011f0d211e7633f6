package engine

import (
	"encoding/binary"
	"fmt"
	"math"
	"unsafe"

	"memgraphd/engine/column"
	"memgraphd/engine/value"
	"memgraphd/engine/vector"
)

// redoOp is one operation of a redo record, decoded. Names and sets are numbers
// within the record. What it refers to is valid until the next operation.
type redoOp struct {
	code        byte
	text, text2 string // names, that of an index included; the key of meta; the data type of a constraint
	id, n       uint64
	key         int
	set, typ    int
	list        []int // labels of a set, keys of an index or constraint
	label       int
	kind, match byte
	labels      []int // of an index, as are types
	types       []int
	paths       [][]string // of an index on nested properties
	vector      vector.Config
	ids, to     []uint64
	val         value.Value
	col         column.Column
	blob        []byte // nil: removed
}

// redoReader decodes a redo record. It trusts no length: whatever it allocates
// is bounded by the bytes that are left.
type redoReader struct {
	all   []byte
	src   []byte
	err   error
	known [4]int // names and sets defined so far
	op    redoOp
}

// decodeRedo calls apply for each operation of a record.
func decodeRedo(redo []byte, apply func(*redoOp) error) error {
	r := redoReader{all: redo, src: redo}
	if len(redo) == 0 {
		return nil
	}
	if v := r.byte(); v != redoVersion {
		return fmt.Errorf("redo record: version %d is not known to this program, which knows %d", v, redoVersion)
	}
	for len(r.src) > 0 {
		r.next()
		if r.err != nil {
			return r.err
		}
		if err := apply(&r.op); err != nil {
			return fmt.Errorf("redo record: operation %d before offset %d: %w", r.op.code, r.offset(), err)
		}
	}
	return nil
}

func (r *redoReader) offset() int { return len(r.all) - len(r.src) }

func (r *redoReader) fail(what string) {
	if r.err == nil {
		r.err = fmt.Errorf("redo record: %s at offset %d of %d (operation %d)", what, r.offset(), len(r.all), r.op.code)
		r.src = nil
	}
}

func (r *redoReader) next() {
	op := &r.op
	op.code = r.byte()
	switch op.code {
	case opLabel, opKey, opType:
		op.text = r.text()
		r.known[op.code-opLabel]++
	case opSet:
		op.list = r.refs(opLabel)
		r.known[opSet-opLabel]++
	case opCreateNodes:
		op.id, op.n = r.uint(), r.uint()
		op.set = r.ref(opSet)
	case opNodeProperty, opRelProperty:
		op.id, op.key = r.uint(), r.ref(opKey)
		op.val = r.value()
	case opNodeColumn, opRelColumn:
		op.key = r.ref(opKey)
		op.ids = r.ids(op.ids[:0], r.count(1))
		r.cells(len(op.ids))
	case opNodeLabels:
		op.id, op.set = r.uint(), r.ref(opSet)
	case opDeleteNode, opDeleteRel:
		op.id = r.uint()
	case opCreateRels:
		op.id = r.uint()
		op.n = uint64(r.count(2))
		op.typ = r.ref(opType)
		op.ids = r.ids(op.ids[:0], int(op.n))
		op.to = r.ids(op.to[:0], int(op.n))
	default:
		r.nextSchema()
	}
}

func (r *redoReader) nextSchema() {
	op := &r.op
	switch op.code {
	case opCreateIndex, opDropIndex:
		op.kind = r.byte()
		op.label, op.typ = r.optionalRef(opLabel), r.optionalRef(opType)
		op.list = r.refs(opKey)
		if op.paths = nil; IndexKind(op.kind&^descendingBit) == IndexNested {
			op.paths = r.paths(len(op.list))
		}
	case opCreateNamed:
		r.nextNamed()
	case opDropNamed:
		op.kind, op.text = r.byte(), r.text()
	case opCreateConstraint, opDropConstraint:
		op.kind = r.byte()
		op.label = r.ref(opLabel)
		op.list = r.refs(opKey)
		op.text = r.text()
	case opMeta:
		op.text, op.text2 = r.text(), r.text()
		present := r.byte()
		op.blob = []byte(r.text())
		if present == 0 {
			op.blob = nil
		}
	default:
		r.fail("unknown operation")
	}
}

func (r *redoReader) byte() byte {
	if len(r.src) == 0 {
		r.fail("record ends early")
		return 0
	}
	b := r.src[0]
	r.src = r.src[1:]
	return b
}

func (r *redoReader) uint() uint64 {
	v, n := binary.Uvarint(r.src)
	if n <= 0 {
		r.fail("malformed number")
		return 0
	}
	r.src = r.src[n:]
	return v
}

func (r *redoReader) int() int64 {
	v, n := binary.Varint(r.src)
	if n <= 0 {
		r.fail("malformed number")
		return 0
	}
	r.src = r.src[n:]
	return v
}

// count reads a number of things that take at least size bytes each.
func (r *redoReader) count(size int) int {
	n := r.uint()
	if n > uint64(len(r.src)/size) {
		r.fail("more elements than bytes")
		return 0
	}
	return int(n)
}

// bytes returns the next n bytes, without copying them.
func (r *redoReader) bytes(n int) []byte {
	if n > len(r.src) {
		r.fail("record ends early")
		return nil
	}
	b := r.src[:n]
	r.src = r.src[n:]
	return b
}

// text returns a string that aliases the record.
func (r *redoReader) text() string {
	b := r.bytes(r.count(1))
	return unsafe.String(unsafe.SliceData(b), len(b))
}

// ref reads the number of a name or set.
func (r *redoReader) ref(code byte) int {
	v := r.uint()
	if v >= uint64(r.known[code-opLabel]) {
		r.fail("reference to an undefined name or set")
		return 0
	}
	return int(v)
}

// optionalRef reads the number of a name plus one; -1 if there is none.
func (r *redoReader) optionalRef(code byte) int {
	v := r.uint()
	if v > uint64(r.known[code-opLabel]) {
		r.fail("reference to an undefined name")
		return -1
	}
	return int(v) - 1
}

func (r *redoReader) refs(code byte) []int { return r.refsTo(code, r.op.list[:0]) }

func (r *redoReader) refsTo(code byte, list []int) []int {
	for range r.count(1) {
		list = append(list, r.ref(code))
	}
	return list
}

func (r *redoReader) ids(dst []uint64, n int) []uint64 {
	last := uint64(0)
	for range n {
		last += uint64(r.int())
		if r.err != nil {
			return dst
		}
		dst = append(dst, last)
	}
	return dst
}

func (r *redoReader) value() value.Value {
	if r.err != nil {
		return value.Null
	}
	v, rest, err := value.DecodeBinary(r.src, value.CopyStrings)
	if err != nil {
		r.fail(err.Error())
		return value.Null
	}
	r.src = rest
	return v
}

// cells reads n rows into op.col.
func (r *redoReader) cells(n int) {
	col := &r.op.col
	t := column.Type(r.byte())
	if t > column.Any || t == column.Node || t == column.Relationship {
		r.fail("unknown column type")
	}
	bitmap := r.byte() != 0
	if r.err != nil {
		return
	}
	col.Reset(t, n)
	if bitmap {
		r.bitmap(col, n)
	}
	r.rows(col, n)
}

func (r *redoReader) bitmap(col *column.Column, n int) {
	col.MakeValid()
	for i, b := range r.bytes((n + 7) / 8) {
		col.Valid[i>>3] |= uint64(b) << (i & 7 * 8)
	}
}

func (r *redoReader) rows(col *column.Column, n int) {
	for i := 0; i < n && r.err == nil; i++ {
		switch col.Type {
		case column.Bool:
			col.Bools[i] = r.byte() != 0
		case column.Int:
			col.Ints[i] = r.int()
		case column.Float:
			if b := r.bytes(8); b != nil {
				col.Floats[i] = math.Float64frombits(binary.LittleEndian.Uint64(b))
			}
		case column.String:
			col.Strings[i] = r.text()
		case column.Any:
			col.Values[i] = r.value()
		}
	}
}
