package reference

import (
	"slices"

	"memgraphd/cypher/ast"
	"memgraphd/engine/value"
)

// fits reports whether labels, or the type of a relationship, pass a test.
func (r *run) fits(e ast.LabelExpr, labels []string, s scope) bool {
	some := func(parts []ast.LabelExpr, want bool) bool {
		return slices.ContainsFunc(parts, func(p ast.LabelExpr) bool { return r.fits(p, labels, s) == want })
	}
	switch e := e.(type) {
	case *ast.LabelName:
		has := func(name string) bool { return slices.Contains(labels, name) }
		names := r.named(e.Label, s)
		if e.Label.Any {
			return slices.ContainsFunc(names, has)
		}
		return !slices.ContainsFunc(names, func(name string) bool { return !has(name) })
	case *ast.LabelAnd:
		return !some(e.Parts, false)
	case *ast.LabelOr:
		return some(e.Parts, true)
	case *ast.LabelNot:
		return !r.fits(e.Part, labels, s)
	case *ast.LabelAny:
		return len(labels) > 0
	}
	return true
}

// named returns the names that a label stands for: its own, or those that are computed.
func (r *run) named(l ast.Label, s scope) []string {
	if l.Dynamic == nil {
		return []string{l.Name}
	}
	v := r.eval(l.Dynamic, s)
	list := []value.Value{v}
	if v.Kind() == value.KindList {
		list = v.AsList()
	}
	var names []string
	for _, each := range list {
		if each.Kind() != value.KindString {
			r.fail("a label that is %s", each.Kind())
			return nil
		}
		names = append(names, each.AsString())
	}
	return names
}

// written returns the labels, or the type, of what is created.
func (r *run) written(e ast.LabelExpr, s scope) []string {
	switch e := e.(type) {
	case *ast.LabelName:
		return r.named(e.Label, s)
	case *ast.LabelAnd:
		var all []string
		for _, p := range e.Parts {
			all = append(all, r.written(p, s)...)
		}
		return all
	}
	return nil
}

func (n *Node) addLabels(labels []string) {
	for _, l := range labels {
		if !slices.Contains(n.Labels, l) {
			n.Labels = append(n.Labels, l)
		}
	}
}

// firstOf returns the type of a relationship that is created.
func (r *run) firstOf(names []string) string {
	if len(names) != 1 {
		r.fail("a relationship of %d types", len(names))
		return ""
	}
	return names[0]
}
