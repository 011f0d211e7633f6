package packstream

import (
	"strings"
	"unsafe"

	"memgraphd/engine/value"
)

const (
	valueSize = int(unsafe.Sizeof(value.Value{}))
	entrySize = int(unsafe.Sizeof(value.Entry{}))
)

// Value reads a value of any type. A value that cannot be used is refused and
// read as null.
func (d *Decoder) Value() value.Value {
	switch d.Peek() {
	case TypeNull:
		d.pos++
		return value.Null
	case TypeBool:
		return value.Bool(d.Bool())
	case TypeInt:
		return value.Int(d.Int())
	case TypeFloat:
		return value.Float(d.Float())
	case TypeString:
		return value.String(d.String())
	case TypeList:
		return d.listValue()
	case TypeMap:
		return d.MapValue()
	case TypeStruct:
		return d.structValue()
	case TypeBytes:
		d.BytesView()
		d.Refuse(msgBytes)
		return value.Null
	}
	if d.pos < len(d.src) {
		d.Fail("the marker 0x%02X is reserved", d.src[d.pos])
	} else {
		d.Fail("the message ends where a value is expected")
	}
	return value.Null
}

func (d *Decoder) listValue() value.Value {
	n := d.List()
	if n == 0 || !d.charge(n*valueSize) || !d.enter() {
		return value.List(nil)
	}
	elems := make([]value.Value, n)
	for i := range elems {
		elems[i] = d.Value()
	}
	d.leave()
	return value.List(elems)
}

// MapValue reads a map. The map that stands for an enumeration value becomes one.
func (d *Decoder) MapValue() value.Value {
	n := d.Map()
	if n == 0 || !d.charge(n*entrySize) || !d.enter() {
		return value.Map(nil)
	}
	entries := make([]value.Entry, n)
	for i := range entries {
		entries[i].Key = d.Key()
		entries[i].Value = d.Value()
	}
	d.leave()
	m := value.Map(entries)
	if n == 2 {
		if e, ok := enumOf(m); ok {
			return value.EnumValue(e)
		}
	}
	return m
}

// enumOf returns the enumeration value that a map stands for.
func enumOf(m value.Value) (value.Enum, bool) {
	word, ok := m.Get(enumTypeKey)
	if !ok || word.Kind() != value.KindString || word.AsString() != enumTypeWord {
		return value.Enum{}, false
	}
	text, ok := m.Get(enumValueKey)
	if !ok || text.Kind() != value.KindString {
		return value.Enum{}, false
	}
	typ, name, ok := strings.Cut(text.AsString(), enumSeparator)
	return value.Enum{Type: typ, Value: name}, ok
}

// Skip reads a value and forgets it, whether it can be used or not.
func (d *Decoder) Skip() {
	before := d.unsupported
	d.Value()
	d.unsupported = before
}
