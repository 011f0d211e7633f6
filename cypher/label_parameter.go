package cypher

import (
	"slices"
	"strconv"

	"memgraphd/cypher/ast"
	"memgraphd/engine/value"
)

// labelParameters are the parameters that name labels and types of what a query looks for, as in
// MATCH (n:$label), with the names of one run. The names are put into the query before it is
// planned, so that it can use indexes on them: a plan is made, and kept, for each set of names.
type labelParameters struct {
	lookup func(name string) (value.Value, bool)
	found  []string // the parameters, each once
}

// labelParameters returns those that p and what the server keeps for parameters give.
func (in *Interpreter) labelParameters(p parameters) *labelParameters {
	return &labelParameters{lookup: func(name string) (value.Value, bool) {
		if v, ok := p.lookup(name); ok {
			return v, true
		}
		return in.keptParameter(name)
	}}
}

// bind puts the names into a query. What is created, set or removed is left as it is: no plan depends on that.
func (l *labelParameters) bind(q *ast.Query) {
	ast.Inspect(q, func(n any) bool {
		switch n := n.(type) {
		case *ast.Create:
			return false
		case *ast.NodePattern:
			n.Labels = l.bound(n.Labels, false)
		case *ast.RelPattern:
			n.Types = l.bound(n.Types, true)
		case *ast.HasLabels:
			n.Labels = l.bound(n.Labels, false)
		}
		return true
	})
}

// bound returns an expression with the names of its parameters. What names nothing that can be
// looked for stays a parameter, and is an error when the query runs.
func (l *labelParameters) bound(e ast.LabelExpr, relationship bool) ast.LabelExpr {
	switch e := e.(type) {
	case *ast.LabelName:
		return l.boundName(e, relationship)
	case *ast.LabelAnd:
		l.boundParts(e.Parts, relationship)
	case *ast.LabelOr:
		l.boundParts(e.Parts, relationship)
	case *ast.LabelNot:
		e.Part = l.bound(e.Part, relationship)
	}
	return e
}

func (l *labelParameters) boundParts(parts []ast.LabelExpr, relationship bool) {
	for i := range parts {
		parts[i] = l.bound(parts[i], relationship)
	}
}

func (l *labelParameters) boundName(e *ast.LabelName, relationship bool) ast.LabelExpr {
	names := labelNames(l.constant(e.Label.Dynamic))
	if len(names) == 0 || relationship && len(names) > 1 {
		return e
	}
	all := make([]ast.LabelExpr, len(names))
	for i, name := range names {
		all[i] = &ast.LabelName{Label: ast.Label{Pos: e.Label.Pos, Name: name}}
	}
	switch {
	case len(all) == 1:
		return all[0]
	case e.Label.Any:
		return &ast.LabelOr{Parts: all}
	}
	return &ast.LabelAnd{Parts: all}
}

// constant returns the value of an expression that is one for the whole run: of parameters, literals
// and lists of them; of others null.
func (l *labelParameters) constant(e ast.Expr) value.Value {
	switch e := e.(type) {
	case *ast.Literal:
		return e.Value
	case *ast.Parameter:
		if !slices.Contains(l.found, e.Name) {
			l.found = append(l.found, e.Name)
		}
		v, _ := l.lookup(e.Name)
		return v
	case *ast.ListLit:
		items := make([]value.Value, len(e.Items))
		for i, item := range e.Items {
			items[i] = l.constant(item)
		}
		return value.List(items)
	}
	return value.Null
}

// labelNames returns the names that a string or a list of strings stands for; none if it can't name labels.
func labelNames(v value.Value) []string {
	switch v.Kind() {
	case value.KindString:
		if v.AsString() != "" {
			return []string{v.AsString()}
		}
	case value.KindList:
		names := make([]string, 0, len(v.AsList()))
		for _, e := range v.AsList() {
			if e.Kind() != value.KindString || e.AsString() == "" {
				return nil
			}
			names = append(names, e.AsString())
		}
		return names
	}
	return nil
}

// appendKey appends to the key of a text in the cache what tells apart the plans for different names.
func (l *labelParameters) appendKey(key []byte, params []string) []byte {
	for _, p := range params {
		v, _ := l.lookup(p)
		names := labelNames(v)
		key = append(key, 0)
		key = strconv.AppendInt(key, int64(len(names)), 10)
		for _, name := range names {
			key = append(strconv.AppendInt(append(key, ' '), int64(len(name)), 10), ' ')
			key = append(key, name...)
		}
	}
	return key
}
