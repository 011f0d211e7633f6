package client

import "memgraphd/bolt/packstream"

// Struct is a structure as it came: a node, a date and so on.
type Struct struct {
	Tag    byte
	Fields []any
}

// Any reads a value as nil, bool, int64, float64, string, []byte, []any,
// map[string]any or [Struct].
func Any(d *packstream.Decoder) any {
	switch d.Peek() {
	case packstream.TypeNull:
		d.Null()
		return nil
	case packstream.TypeBool:
		return d.Bool()
	case packstream.TypeInt:
		return d.Int()
	case packstream.TypeFloat:
		return d.Float()
	case packstream.TypeString:
		return d.String()
	case packstream.TypeBytes:
		return append([]byte{}, d.BytesView()...)
	case packstream.TypeList:
		list := make([]any, d.List())
		for i := range list {
			list[i] = Any(d)
		}
		return list
	case packstream.TypeMap:
		n := d.Map()
		m := make(map[string]any, n)
		for range n {
			key := d.Key()
			m[key] = Any(d)
		}
		return m
	default: // a structure, or an error
		n, tag := d.Struct()
		s := Struct{Tag: tag, Fields: make([]any, n)}
		for i := range s.Fields {
			s.Fields[i] = Any(d)
		}
		return s
	}
}
