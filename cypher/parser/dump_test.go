package parser

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/normal"
	"memgraphd/engine/value"
)

const dumpWidth = 100

// dump prints a tree: what is zero, and places, are left out; what fits on a
// line is on one.
func dump(v any) string { return (&dumper{}).dump(v) }

// dumper prints trees, with lifted literals put back.
type dumper struct {
	literals []normal.Literal
	sorted   bool // the entries of maps
}

func (d *dumper) dump(v any) string {
	var b strings.Builder
	write(&b, d.tree(reflect.ValueOf(v)), 0)
	return b.String()
}

// printed is a node of the printed tree: a leaf if it has no children.
type printed struct {
	text     string
	children []printed
}

func (p printed) flat() string {
	if p.children == nil {
		return p.text
	}
	parts := make([]string, 0, len(p.children))
	for _, c := range p.children {
		parts = append(parts, c.flat())
	}
	return p.text + "(" + strings.Join(parts, ", ") + ")"
}

func write(b *strings.Builder, p printed, indent int) {
	b.WriteString(strings.Repeat("  ", indent))
	if flat := p.flat(); p.children == nil || len(flat)+2*indent <= dumpWidth {
		b.WriteString(flat + "\n")
		return
	}
	b.WriteString(p.text + "\n")
	for _, c := range p.children {
		write(b, c, indent+1)
	}
}

var enumNames = map[reflect.Type][]string{
	reflect.TypeFor[ast.Direction]():      {"--", "-->", "<--"},
	reflect.TypeFor[ast.ExpansionKind]():  {"hop", "*", "*BFS", "*WSHORTEST", "*ALLSHORTEST", "*KSHORTEST"},
	reflect.TypeFor[ast.PathSelector]():   {"all", "shortest", "allShortest", "shortestK", "shortestKGroups", "any"},
	reflect.TypeFor[ast.UnaryOp]():        {"NOT", "-", "+"},
	reflect.TypeFor[ast.QuantifierKind](): {"all", "any", "none", "single"},
	reflect.TypeFor[ast.SubqueryKind]():   {"EXISTS", "COUNT", "COLLECT"},
	reflect.TypeFor[ast.SetKind]():        {"property", "all", "merge", "labels", "dynamicKey"},
	reflect.TypeFor[ast.DirectiveKind]():  {"index", "hopsLimit", "periodicCommit", "parallel"},
	reflect.TypeFor[ast.LoadFormat]():     {"CSV", "JSONL", "PARQUET"},
	reflect.TypeFor[ast.IndexKind](): {
		"label", "edgeType", "global", "globalEdge", "point", "text", "textEdge", "vector", "vectorEdge",
	},
	reflect.TypeFor[ast.ConstraintKind](): {"exists", "unique", "type"},
	reflect.TypeFor[ast.EnumAction]():     {"create", "add", "rename", "remove", "drop"},
	reflect.TypeFor[ast.UserAction]():     {"create", "drop", "password"},
	reflect.TypeFor[ast.IsolationScope](): {"global", "session", "next"},
}

func (d *dumper) tree(v reflect.Value) printed {
	if text, ok := d.short(v.Interface()); ok {
		return printed{text: text}
	}
	switch v.Kind() {
	case reflect.Interface, reflect.Pointer:
		return d.tree(v.Elem())
	case reflect.Slice:
		if v.Len() == 1 {
			return d.tree(v.Index(0))
		}
		return printed{children: d.elements(v)}
	case reflect.Struct:
		return printed{text: v.Type().Name(), children: d.fields(v)}
	case reflect.String:
		return printed{text: fmt.Sprintf("%q", v.String())}
	}
	if names, ok := enumNames[v.Type()]; ok {
		return printed{text: names[v.Uint()]}
	}
	return printed{text: fmt.Sprint(v.Interface())}
}

// short spells the simplest nodes as one would write them, operators with
// parentheses.
func (d *dumper) short(v any) (string, bool) {
	switch x := v.(type) {
	case *ast.Literal:
		return show(x.Value), true
	case *ast.Parameter:
		if i, ok := normal.ParameterIndex(x.Name); ok && x.Lifted {
			return d.flat(constantExpr(d.literals[i].Value)), true
		}
		return "$" + x.Name, true
	case *ast.ListLit:
		items := make([]string, 0, len(x.Items))
		for _, item := range x.Items {
			items = append(items, d.flat(item))
		}
		return "[" + strings.Join(items, ", ") + "]", true
	case *ast.MapLit:
		return d.mapLiteral(x), true
	case *ast.Variable:
		return x.Name, true
	case *ast.Property:
		return d.flat(x.Target) + "." + x.Key, true
	case *ast.Unary:
		if p, ok := x.X.(*ast.Parameter); ok && p.Lifted && x.Op == ast.Minus {
			return d.negative(p), true // as the parser makes one literal of both
		}
		return "(" + d.flat(x.Op) + " " + d.flat(x.X) + ")", true
	case *ast.Binary:
		return "(" + d.flat(x.X) + " " + x.Op.String() + " " + d.flat(x.Y) + ")", true
	case *ast.Comparison:
		text := "(" + d.flat(x.Operands[0])
		for i, op := range x.Ops {
			text += " " + op.String() + " " + d.flat(x.Operands[i+1])
		}
		return text + ")", true
	case *ast.LabelName:
		if x.Label.Dynamic == nil {
			return ":" + x.Label.Name, true
		}
	}
	return "", false
}

func (d *dumper) negative(p *ast.Parameter) string {
	i, _ := normal.ParameterIndex(p.Name)
	switch v := d.literals[i].Value; v.Kind() {
	case value.KindInt:
		return show(value.Int(-v.AsInt()))
	case value.KindFloat:
		return show(value.Float(-v.AsFloat()))
	}
	return "(- " + d.flat(p) + ")"
}

func (d *dumper) mapLiteral(m *ast.MapLit) string {
	entries := make([]string, 0, len(m.Keys))
	for i, key := range m.Keys {
		entries = append(entries, key+": "+d.flat(m.Values[i]))
	}
	if d.sorted {
		slices.Sort(entries)
	}
	return "{" + strings.Join(entries, ", ") + "}"
}

// constantExpr makes the expression that a lifted literal was.
func constantExpr(v value.Value) ast.Expr {
	switch v.Kind() {
	case value.KindList:
		list := &ast.ListLit{}
		for _, item := range v.AsList() {
			list.Items = append(list.Items, constantExpr(item))
		}
		return list
	case value.KindMap:
		m := &ast.MapLit{}
		for _, e := range v.AsMap() {
			m.Keys, m.Values = append(m.Keys, e.Key), append(m.Values, constantExpr(e.Value))
		}
		return m
	}
	return &ast.Literal{Value: v}
}

func (d *dumper) flat(v any) string { return d.tree(reflect.ValueOf(v)).flat() }

func (d *dumper) elements(v reflect.Value) []printed {
	children := make([]printed, 0, v.Len())
	for i := range v.Len() {
		children = append(children, d.tree(v.Index(i)))
	}
	return children
}

func (d *dumper) fields(v reflect.Value) []printed {
	var children []printed
	for i := range v.NumField() {
		f := v.Type().Field(i)
		switch {
		case v.Field(i).IsZero() && f.Name != "Kind" && f.Name != "Op" && f.Name != "Action" || f.Name == "Pos" || f.Anonymous && f.Name == "Node":
			continue
		case f.Anonymous:
			children = append(children, d.fields(v.Field(i))...)
		case f.Type.Kind() == reflect.Bool:
			children = append(children, printed{text: f.Name})
		default:
			child := d.tree(v.Field(i))
			child.text = f.Name + "=" + child.text
			children = append(children, child)
		}
	}
	if children == nil {
		return []printed{}
	}
	return children
}

func show(v value.Value) string {
	switch v.Kind() {
	case value.KindBool:
		return fmt.Sprint(v.AsBool())
	case value.KindInt:
		return fmt.Sprint(v.AsInt())
	case value.KindFloat:
		return fmt.Sprintf("%#v", v.AsFloat())
	case value.KindString:
		return fmt.Sprintf("%q", v.AsString())
	}
	return "null"
}
