package procedure

import (
	"fmt"
	"strings"

	"memgraphd/cypher/semantic"
	"memgraphd/engine/value"
)

// valueType is what a parameter takes. The zero value takes anything but null.
type valueType struct {
	null  bool
	kinds uint32     // bits of value.Kind; 0 is any
	elem  *valueType // of a list
}

var kindsByName = map[string][]value.Kind{
	"ANY": nil, "BOOLEAN": {value.KindBool}, "BOOL": {value.KindBool}, "STRING": {value.KindString},
	"INTEGER": {value.KindInt}, "FLOAT": {value.KindFloat}, "NUMBER": {value.KindInt, value.KindFloat},
	"LIST": {value.KindList}, "MAP": {value.KindMap}, "GRAPH": {value.KindGraph},
	"NODE": {value.KindNode}, "RELATIONSHIP": {value.KindRelationship}, "PATH": {value.KindPath},
	"DATE": {value.KindDate}, "LOCAL_TIME": {value.KindLocalTime}, "ZONED_TIME": {value.KindTime},
	"LOCAL_DATE_TIME": {value.KindLocalDateTime}, "ZONED_DATE_TIME": {value.KindDateTime},
	"DURATION": {value.KindDuration}, "POINT": {value.KindPoint}, "ENUM": {value.KindEnum},
}

// parseType reads "T", "LIST OF T", "NULLABLE T", "T?" and "T|U".
func parseType(text string) (*valueType, error) {
	if inner, ok := strings.CutPrefix(text, "NULLABLE "); ok {
		return nullable(inner)
	}
	if inner, ok := strings.CutSuffix(text, "?"); ok {
		return nullable(inner)
	}
	if inner, ok := strings.CutPrefix(text, "LIST OF "); ok {
		elem, err := parseType(inner)
		return &valueType{kinds: 1 << value.KindList, elem: elem}, err
	}
	t := &valueType{}
	for name := range strings.SplitSeq(text, "|") {
		kinds, ok := kindsByName[name]
		if !ok {
			return nil, fmt.Errorf("there is no type %q", name)
		}
		for _, k := range kinds {
			t.kinds |= 1 << k
		}
	}
	return t, nil
}

func nullable(text string) (*valueType, error) {
	t, err := parseType(text)
	if err == nil {
		t.null = true
	}
	return t, err
}

// accepts reports whether v is of the type. Where a float is wanted an integer is one, too.
func (t *valueType) accepts(v value.Value) bool {
	switch {
	case v.IsNull():
		return t.null
	case t.kinds == 0:
		return true
	case v.Kind() == value.KindInt && t.isFloat():
		return true
	case t.kinds&(1<<v.Kind()) == 0:
		return false
	case t.elem != nil:
		for _, e := range v.AsList() {
			if !t.elem.accepts(e) {
				return false
			}
		}
	}
	return true
}

func (t *valueType) isFloat() bool { return t.kinds == 1<<value.KindFloat }

// convert makes a float of an integer where floats are wanted.
func (t *valueType) convert(v value.Value) value.Value {
	if v.Kind() == value.KindInt && t.isFloat() {
		return value.Float(float64(v.AsInt()))
	}
	return v
}

var staticByKind = map[value.Kind]semantic.Base{
	value.KindBool: semantic.Bool, value.KindString: semantic.String, value.KindInt: semantic.Int,
	value.KindFloat: semantic.Float, value.KindMap: semantic.Map, value.KindNode: semantic.Node,
	value.KindRelationship: semantic.Relationship, value.KindPath: semantic.Path,
}

// static is the type as the checker knows it.
func (t *valueType) static() semantic.Type {
	if t.elem != nil {
		return semantic.ListOf(t.elem.static().Base)
	}
	if t.kinds == 1<<value.KindInt|1<<value.KindFloat {
		return semantic.Of(semantic.Float)
	}
	for kind, base := range staticByKind {
		if t.kinds == 1<<kind {
			return semantic.Of(base)
		}
	}
	if t.kinds == 1<<value.KindList {
		return semantic.ListOf(semantic.Unknown)
	}
	return semantic.AnyType
}
