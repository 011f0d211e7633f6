package rewrite

import (
	"slices"

	"memgraphd/cypher/ast"
	"memgraphd/engine/value"
)

// inForeach puts the update that a query ends with into FOREACH.
func inForeach(q *Query) bool {
	changed := false
	for _, part := range q.tree.Parts {
		at := len(part.Clauses) - 1
		switch c := part.Clauses[at].(type) {
		case *ast.Create, *ast.Merge, *ast.Set, *ast.Remove, *ast.Delete:
			one := &ast.ListLit{Items: []ast.Expr{literal(value.Int(1))}}
			part.Clauses[at] = &ast.Foreach{Variable: variable(q.fresh()), List: one, Body: []ast.Clause{c}}
			changed = true
		}
	}
	return changed
}

// nodesFirst creates nodes before the relationships between them.
func nodesFirst(q *Query) bool {
	if q.stars() {
		return false
	}
	return q.replace(func(c ast.Clause) []ast.Clause {
		create, ok := c.(*ast.Create)
		if !ok {
			return nil
		}
		nodes := &ast.Create{}
		for _, part := range create.Pattern {
			for i, n := range part.Nodes {
				bare := n.Variable != nil && n.Labels == nil && n.Properties == nil // it may exist already
				if len(part.Links) == 0 || bare {
					continue
				}
				name := q.nameOf(n)
				nodes.Pattern = append(nodes.Pattern, &ast.PatternPart{Nodes: []*ast.NodePattern{n}})
				part.Nodes[i] = &ast.NodePattern{Variable: variable(name)}
			}
		}
		if nodes.Pattern == nil {
			return nil
		}
		return []ast.Clause{nodes, create}
	})
}

// eachSet visits the items of SET that set one property of a variable.
func (q *Query) eachSet(f func(*ast.SetItem)) bool {
	changed := false
	ast.Inspect(q.tree, func(n any) bool {
		item, ok := n.(*ast.SetItem)
		if !ok || item.Kind != ast.SetProperty || len(item.Keys) != 1 || !isVariable(item.Target) {
			return true
		}
		f(item)
		changed = true
		return true
	})
	return changed
}

func setAsMerge(q *Query) bool {
	return q.eachSet(func(item *ast.SetItem) {
		item.Kind, item.Value = ast.SetMerge, &ast.MapLit{Keys: item.Keys, Values: []ast.Expr{item.Value}}
		item.Keys = nil
	})
}

func setByIndex(q *Query) bool {
	return q.eachSet(func(item *ast.SetItem) {
		item.Kind, item.Key, item.Keys = ast.SetDynamicKey, literal(value.String(item.Keys[0])), nil
	})
}

// removeAsSet sets properties to null.
func removeAsSet(q *Query) bool {
	return q.replace(func(c ast.Clause) []ast.Clause {
		remove, ok := c.(*ast.Remove)
		if !ok || slices.ContainsFunc(remove.Items, func(item *ast.RemoveItem) bool { return len(item.Keys) == 0 }) {
			return nil
		}
		set := &ast.Set{}
		for _, item := range remove.Items {
			set.Items = append(set.Items, &ast.SetItem{Kind: ast.SetProperty, Target: item.Target, Keys: item.Keys, Value: literal(value.Null)})
		}
		return []ast.Clause{set}
	})
}
