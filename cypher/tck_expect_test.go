package cypher_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"memgraphd/engine"
	"memgraphd/engine/value"
)

// shape is a value as the scenarios write it: scalars as text, entities without ids.
type shape struct {
	kind   string // "scalar", "list", "map", "node", "rel", "path"
	text   string // scalar: canonical text; rel: type
	labels []string
	items  []shape // list; path: nodes and relationships in alternation
	keys   []string
	values []shape
	back   bool // rel in a path: walked against its direction
}

// String renders a shape so that equal shapes have equal texts.
func (s shape) String() string { return s.render(false) }

// render writes a shape; with bag, lists are compared without order.
func (s shape) render(bag bool) string {
	switch s.kind {
	case "list":
		parts := make([]string, len(s.items))
		for i, it := range s.items {
			parts[i] = it.render(bag)
		}
		if bag {
			slices.Sort(parts)
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case "map":
		return s.properties(bag)
	case "node":
		return "(" + strings.Join(s.labels, "") + s.properties(bag) + ")"
	case "rel":
		return "[:" + s.text + s.properties(bag) + "]"
	case "path":
		var b strings.Builder
		b.WriteString("<")
		for i, it := range s.items {
			switch {
			case i%2 == 0:
				b.WriteString(it.render(bag))
			case it.back:
				b.WriteString("<-" + it.render(bag) + "-")
			default:
				b.WriteString("-" + it.render(bag) + "->")
			}
		}
		return b.String() + ">"
	}
	return s.text
}

func (s shape) properties(bag bool) string {
	parts := make([]string, len(s.keys))
	for i, k := range s.keys {
		parts[i] = k + ": " + s.values[i].render(bag)
	}
	slices.Sort(parts)
	return "{" + strings.Join(parts, ", ") + "}"
}

// shapeOf turns a value into its shape.
func shapeOf(txn *engine.Txn, v value.Value) shape {
	switch v.Kind() {
	case value.KindString:
		return shape{kind: "scalar", text: "'" + v.AsString() + "'"}
	case value.KindInt:
		return shape{kind: "scalar", text: strconv.FormatInt(v.AsInt(), 10)}
	case value.KindFloat:
		return shape{kind: "scalar", text: floatText(v.AsFloat())}
	case value.KindList:
		s := shape{kind: "list"}
		for _, e := range v.AsList() {
			s.items = append(s.items, shapeOf(txn, e))
		}
		return s
	case value.KindMap:
		s := shape{kind: "map"}
		for _, e := range v.AsMap() {
			s.keys, s.values = append(s.keys, e.Key), append(s.values, shapeOf(txn, e.Value))
		}
		return s
	case value.KindNode:
		return nodeShape(txn, v.AsID())
	case value.KindRelationship:
		return relShape(txn, v.AsID())
	case value.KindPath:
		return pathShape(txn, v.AsPath())
	case value.KindNull:
		return shape{kind: "scalar", text: "null"}
	case value.KindBool:
		return shape{kind: "scalar", text: strconv.FormatBool(v.AsBool())}
	}
	return shape{kind: "scalar", text: "'" + value.Format(v) + "'"} // temporal values are written as strings
}

// floatText renders a float; the two zeros are equal.
func floatText(f float64) string { return "f" + strconv.FormatFloat(f+0, 'g', -1, 64) }

func nodeShape(txn *engine.Txn, id uint64) shape {
	s := shape{kind: "node"}
	sets := make([]engine.LabelSet, 1)
	txn.NodeLabels([]uint64{id}, sets)
	for _, l := range txn.Database().Labels(sets[0]) {
		s.labels = append(s.labels, ":"+txn.Database().LabelName(l))
	}
	slices.Sort(s.labels)
	return withProperties(txn, s, txn.NodeProperties(id, nil))
}

func relShape(txn *engine.Txn, id uint64) shape {
	typ := make([]engine.TypeID, 1)
	txn.Endpoints([]uint64{id}, nil, nil, typ)
	return withProperties(txn, shape{kind: "rel", text: txn.Database().TypeName(typ[0])}, txn.RelationshipProperties(id, nil))
}

func withProperties(txn *engine.Txn, s shape, props []engine.Property) shape {
	for _, p := range props {
		s.keys = append(s.keys, txn.Database().PropertyName(p.Key))
		s.values = append(s.values, shapeOf(txn, p.Value))
	}
	return s
}

func pathShape(txn *engine.Txn, p *value.Path) shape {
	s := shape{kind: "path", items: []shape{nodeShape(txn, p.Nodes[0])}}
	for i, r := range p.Rels {
		rel := relShape(txn, r)
		from := make([]uint64, 1)
		txn.Endpoints([]uint64{r}, from, nil, nil)
		rel.back = from[0] != p.Nodes[i]
		s.items = append(s.items, rel, nodeShape(txn, p.Nodes[i+1]))
	}
	return s
}

// expectation parses the scenarios' notation of values.
type expectation struct {
	in  string
	pos int
}

func parseShape(text string) (s shape, err error) {
	p := &expectation{in: text}
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%v in %q at %d", r, text, p.pos)
		}
	}()
	s = p.value()
	p.space()
	if p.pos != len(p.in) {
		panic("trailing text")
	}
	return s, nil
}

func (p *expectation) space() {
	for p.pos < len(p.in) && p.in[p.pos] == ' ' {
		p.pos++
	}
}

func (p *expectation) peek() byte {
	p.space()
	if p.pos == len(p.in) {
		panic("unexpected end")
	}
	return p.in[p.pos]
}

func (p *expectation) take(c string) {
	p.space()
	if !strings.HasPrefix(p.in[p.pos:], c) {
		panic("expected " + c)
	}
	p.pos += len(c)
}

func (p *expectation) try(c string) bool {
	p.space()
	if strings.HasPrefix(p.in[p.pos:], c) {
		p.pos += len(c)
		return true
	}
	return false
}

func (p *expectation) value() shape {
	switch p.peek() {
	case '[':
		p.pos++
		if p.peek() == ':' {
			return p.rel()
		}
		s := shape{kind: "list"}
		for !p.try("]") {
			s.items = append(s.items, p.value())
			p.try(",")
		}
		return s
	case '{':
		s := shape{kind: "map"}
		p.entries(&s)
		return s
	case '(':
		return p.node()
	case '<':
		return p.path()
	case '\'':
		return p.text()
	}
	return p.scalar()
}

func (p *expectation) name(stop string) string {
	start := p.pos
	for p.pos < len(p.in) && !strings.ContainsRune(stop, rune(p.in[p.pos])) {
		p.pos++
	}
	return strings.TrimSpace(p.in[start:p.pos])
}

func (p *expectation) entries(s *shape) {
	p.take("{")
	for !p.try("}") {
		p.space()
		s.keys = append(s.keys, strings.Trim(p.name(":"), "`"))
		p.take(":")
		s.values = append(s.values, p.value())
		p.try(",")
	}
}

func (p *expectation) node() shape {
	s := shape{kind: "node"}
	p.take("(")
	for p.try(":") {
		s.labels = append(s.labels, ":"+p.name(":{) "))
	}
	slices.Sort(s.labels)
	if p.peek() == '{' {
		p.entries(&s)
	}
	p.take(")")
	return s
}

// rel parses the rest of a relationship behind its bracket.
func (p *expectation) rel() shape {
	p.take(":")
	s := shape{kind: "rel", text: p.name("{] ")}
	if p.peek() == '{' {
		p.entries(&s)
	}
	p.take("]")
	return s
}

func (p *expectation) path() shape {
	s := shape{kind: "path"}
	p.take("<")
	s.items = append(s.items, p.node())
	for !p.try(">") {
		back := p.try("<")
		p.take("-")
		p.take("[")
		rel := p.rel()
		rel.back = back
		p.take("-")
		if !back {
			p.take(">")
		}
		s.items = append(s.items, rel, p.node())
	}
	return s
}

func (p *expectation) text() shape {
	p.take("'")
	var b strings.Builder
	for p.in[p.pos] != '\'' {
		if p.in[p.pos] == '\\' {
			p.pos++
		}
		b.WriteByte(p.in[p.pos])
		p.pos++
	}
	p.pos++
	return shape{kind: "scalar", text: "'" + b.String() + "'"}
}

func (p *expectation) scalar() shape {
	word := p.name(",]})")
	switch word {
	case "true", "false", "null":
		return shape{kind: "scalar", text: word}
	}
	if i, err := strconv.ParseInt(word, 10, 64); err == nil {
		return shape{kind: "scalar", text: strconv.FormatInt(i, 10)}
	}
	f, err := strconv.ParseFloat(word, 64)
	if err != nil {
		panic("unknown scalar " + word)
	}
	return shape{kind: "scalar", text: floatText(f)}
}

// valueOf turns a shape of plain data into a value, for parameters and test procedures.
func (s shape) valueOf() value.Value {
	switch s.kind {
	case "list":
		list := make([]value.Value, len(s.items))
		for i, it := range s.items {
			list[i] = it.valueOf()
		}
		return value.List(list)
	case "map":
		entries := make([]value.Entry, len(s.keys))
		for i, k := range s.keys {
			entries[i] = value.Entry{Key: k, Value: s.values[i].valueOf()}
		}
		return value.Map(entries)
	}
	switch {
	case s.text == "null":
		return value.Null
	case s.text == "true", s.text == "false":
		return value.Bool(s.text == "true")
	case s.text[0] == '\'':
		return value.String(s.text[1 : len(s.text)-1])
	case s.text[0] == 'f':
		f, _ := strconv.ParseFloat(s.text[1:], 64)
		return value.Float(f)
	}
	i, _ := strconv.ParseInt(s.text, 10, 64)
	return value.Int(i)
}
