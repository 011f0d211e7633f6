package eval

import (
	"slices"
	"strings"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/batch"
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// valueClass is a set of values as IS :: names it: kinds, and of lists the
// class of their elements.
type valueClass struct {
	kinds    kinds
	elements *valueClass // nil: any
	rest     *valueClass // or a value of this class
}

func (t *valueClass) has(v value.Value, depth int) bool {
	if t == nil {
		return false
	}
	if t.kinds.has(v.Kind()) && (v.Kind() != value.KindList || t.holds(v.AsList(), depth)) {
		return true
	}
	return t.rest.has(v, depth)
}

// holds reports whether all elements of a list are of the class that the list's class demands.
func (t *valueClass) holds(list []value.Value, depth int) bool {
	if t.elements == nil {
		return true
	}
	return depth < value.MaxNesting &&
		!slices.ContainsFunc(list, func(v value.Value) bool { return !t.elements.has(v, depth+1) })
}

// isType is x IS [NOT] :: TYPE.
type isType struct {
	x     Kernel
	class *valueClass
	not   bool
	out   column.Column
}

func (c *compiler) isType(e *ast.IsType) (Kernel, error) {
	x, err := c.expr(e.X)
	if err != nil {
		return nil, err
	}
	class, err := parseClass(e.Type)
	return &isType{x: x, class: class, not: e.Not}, Locate(e.Position(), err)
}

func (k *isType) Eval(x *Context, b *batch.Batch, sel []int32) (*column.Column, error) {
	in, err := k.x.Eval(x, b, sel)
	if err != nil {
		return nil, err
	}
	k.out.Reset(column.Bool, b.N)
	for _, i := range sel {
		k.out.Bools[i] = k.class.has(in.Value(int(i)), 0) != k.not
	}
	return &k.out, nil
}

// What is virtual is of the types that it stands in for.
var (
	nodeKinds         = kindSet(value.KindNode, value.KindVirtualNode)
	relationshipKinds = kindSet(value.KindRelationship, value.KindVirtualRelationship)
)

// classNames are the types that IS :: knows. All but NOTHING have null among their values.
var classNames = map[string]kinds{
	"NOTHING": 0,
	"NULL":    kindSet(value.KindNull),
	"ANY":     anyKind, "ANY VALUE": anyKind,
	"PROPERTY VALUE": storable(),
	"BOOLEAN":        kindSet(value.KindBool), "BOOL": kindSet(value.KindBool),
	"INTEGER": kindSet(value.KindInt), "INT": kindSet(value.KindInt), "SIGNED INTEGER": kindSet(value.KindInt),
	"INTEGER64": kindSet(value.KindInt), "INT64": kindSet(value.KindInt),
	"FLOAT": kindSet(value.KindFloat), "FLOAT64": kindSet(value.KindFloat), "DOUBLE": kindSet(value.KindFloat),
	"NUMBER": kindSet(value.KindInt, value.KindFloat),
	"STRING": kindSet(value.KindString), "VARCHAR": kindSet(value.KindString),
	"LIST": kindSet(value.KindList), "ARRAY": kindSet(value.KindList),
	"MAP": kindSet(value.KindMap), "ANY MAP": kindSet(value.KindMap),
	"DATE":       kindSet(value.KindDate),
	"LOCAL TIME": kindSet(value.KindLocalTime), "LOCALTIME": kindSet(value.KindLocalTime),
	"TIME WITHOUT TIMEZONE": kindSet(value.KindLocalTime), "TIME WITHOUT TIME ZONE": kindSet(value.KindLocalTime),
	"ZONED TIME": kindSet(value.KindTime), "ZONEDTIME": kindSet(value.KindTime),
	"TIME WITH TIMEZONE": kindSet(value.KindTime), "TIME WITH TIME ZONE": kindSet(value.KindTime),
	"LOCAL DATETIME": kindSet(value.KindLocalDateTime), "LOCALDATETIME": kindSet(value.KindLocalDateTime),
	"LOCAL DATE TIME": kindSet(value.KindLocalDateTime), "ZONED DATE TIME": kindSet(value.KindDateTime),
	"TIMESTAMP WITHOUT TIMEZONE":  kindSet(value.KindLocalDateTime),
	"TIMESTAMP WITHOUT TIME ZONE": kindSet(value.KindLocalDateTime),
	"ZONED DATETIME":              kindSet(value.KindDateTime), "ZONEDDATETIME": kindSet(value.KindDateTime),
	"TIMESTAMP WITH TIMEZONE":  kindSet(value.KindDateTime),
	"TIMESTAMP WITH TIME ZONE": kindSet(value.KindDateTime),
	"DURATION":                 kindSet(value.KindDuration),
	"POINT":                    kindSet(value.KindPoint), "ENUM": kindSet(value.KindEnum),
	"NODE": nodeKinds, "ANY NODE": nodeKinds,
	"VERTEX": nodeKinds, "ANY VERTEX": nodeKinds,
	"RELATIONSHIP": relationshipKinds, "ANY RELATIONSHIP": relationshipKinds,
	"EDGE": relationshipKinds, "ANY EDGE": relationshipKinds,
	"PATH": kindSet(value.KindPath), "PATHS": kindSet(value.KindPath), "ANY PATH": kindSet(value.KindPath),
	"GRAPH": kindSet(value.KindGraph, value.KindVirtualGraph),
}

func storable() kinds {
	var set kinds
	for k := value.KindNull; k <= value.KindVirtualGraph; k++ {
		if k.Storable() {
			set |= 1 << k
		}
	}
	return set
}

// parseClass reads a type: alternatives between |, LIST<…> or ANY VALUE<…>, each
// followed by NOT NULL or not.
func parseClass(text string) (*valueClass, error) {
	var class *valueClass
	for _, part := range alternatives(text) {
		one, err := parseAlternative(strings.TrimSpace(part))
		if err != nil {
			return nil, err
		}
		last := one
		for last.rest != nil {
			last = last.rest
		}
		last.rest, class = class, one
	}
	return class, nil
}

func parseAlternative(text string) (*valueClass, error) {
	name, required := strings.CutSuffix(text, " NOT NULL")
	if element, ok := listOf(name); ok {
		name = "LIST<" + element + ">"
	}
	class := &valueClass{}
	if head, inner, ok := strings.Cut(strings.TrimSuffix(name, ">"), "<"); ok && strings.HasSuffix(name, ">") {
		inside, err := parseClass(inner)
		if err != nil {
			return nil, err
		}
		switch name = strings.TrimSpace(head); name {
		case "LIST", "ARRAY":
			class.elements = inside
		case "ANY", "ANY VALUE":
			return inside, nil
		default:
			return nil, argumentErrorf("'%s' is not a type.", text)
		}
	}
	set, ok := classNames[name]
	if !ok {
		return nil, argumentErrorf("'%s' is not a type.", text)
	}
	if name != "NOTHING" {
		set |= kindSet(value.KindNull)
	}
	if required {
		set &^= kindSet(value.KindNull)
	}
	class.kinds = set
	return class, nil
}

// listOf returns the type of the elements in INTEGER LIST, which is LIST<INTEGER>.
func listOf(name string) (element string, ok bool) {
	for _, word := range []string{" LIST", " ARRAY"} {
		if element, ok = strings.CutSuffix(name, word); ok {
			return element, true
		}
	}
	return "", false
}

// alternatives cuts a type at each | that is not in brackets.
func alternatives(text string) []string {
	var parts []string
	depth, from := 0, 0
	for i, r := range text {
		switch {
		case r == '<':
			depth++
		case r == '>':
			depth--
		case r == '|' && depth == 0:
			parts = append(parts, text[from:i])
			from = i + 1
		}
	}
	return append(parts, text[from:])
}
