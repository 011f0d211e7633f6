package reference

import (
	"maps"
	"slices"

	"memgraphd/cypher/ast"
	"memgraphd/engine/value"
)

// update runs a clause that changes the graph, row after row: a row sees what
// the rows before it did. Only DELETE takes effect when all rows are through, and
// what CREATE computes properties from is the graph as it was before.
func (r *run) update(c ast.Clause, outer row, rows []row) []row {
	switch c := c.(type) {
	case *ast.Create:
		r.before = r.g.Clone()
		r.steps += len(r.g.Nodes) + len(r.g.Relationships)
		defer func() { r.before = nil }()
		return r.each(rows, func(in row) []row { return []row{r.create(c.Pattern, outer, in)} })
	case *ast.Merge:
		return r.each(rows, func(in row) []row { return r.merge(c, outer, in) })
	case *ast.Set:
		return r.each(rows, func(in row) []row {
			r.set(c.Items, outer.union(in))
			return []row{in}
		})
	case *ast.Remove:
		return r.each(rows, func(in row) []row {
			r.remove(c.Items, outer.union(in))
			return []row{in}
		})
	case *ast.Delete:
		r.delete(c, outer, rows)
		return rows
	case *ast.Foreach:
		return r.each(rows, func(in row) []row {
			r.foreach(c, outer.union(in))
			return []row{in}
		})
	}
	r.fail("%T is not supported", c)
	return nil
}

// create makes what is new in a pattern and returns the row with its variables.
func (r *run) create(parts []*ast.PatternPart, outer, in row) row {
	for _, p := range parts {
		in = r.createPart(p, outer, in)
	}
	return in
}

func (r *run) createPart(p *ast.PatternPart, outer, in row) row {
	var w walk
	in = maps.Clone(in)
	for _, n := range p.Nodes {
		id, ok := r.createNode(n, outer, in)
		if !ok {
			return in
		}
		w.nodes = append(w.nodes, id)
	}
	for i, l := range p.Links {
		rel := l.(*ast.RelPattern)
		from, to := w.nodes[i], w.nodes[i+1]
		if rel.Direction == ast.Incoming {
			from, to = to, from
		}
		id := r.g.next
		r.g.next++
		r.g.Relationships[id] = &Relationship{
			ID: id, From: from, To: to, Type: r.firstOf(r.written(rel.Types, scope{vars: outer.union(in)})),
			Properties: r.properties(rel.Properties, outer, in),
		}
		w.rels = append(w.rels, id)
		if rel.Variable != nil {
			in[rel.Variable.Name] = value.RelationshipRef(id)
		}
	}
	if p.Variable != nil {
		in[p.Variable.Name] = w.path()
	}
	return in
}

// createNode returns the node of a variable, or makes one; false if it failed.
func (r *run) createNode(n *ast.NodePattern, outer, in row) (uint64, bool) {
	if n.Variable != nil {
		if v, bound := outer.union(in)[n.Variable.Name]; bound {
			if v.Kind() != value.KindNode {
				r.fail("%s is no node", n.Variable.Name)
				return 0, false
			}
			return v.AsID(), true
		}
	}
	node := &Node{ID: r.g.next, Properties: r.properties(n.Properties, outer, in)}
	r.g.next++
	node.addLabels(r.written(n.Labels, scope{vars: outer.union(in)}))
	r.g.Nodes[node.ID] = node
	if n.Variable != nil {
		in[n.Variable.Name] = value.NodeRef(node.ID)
	}
	return node.ID, true
}

// properties computes the properties of what is created.
func (r *run) properties(e ast.Expr, outer, in row) map[string]value.Value {
	m := map[string]value.Value{}
	if e == nil {
		return m
	}
	s := scope{vars: outer.union(in)}
	if lit, ok := e.(*ast.MapLit); ok {
		for i, key := range lit.Keys {
			r.assign(m, value.Map([]value.Entry{{Key: key, Value: r.early(lit.Values[i], s)}}))
		}
		return m
	}
	r.assign(m, r.eval(e, s))
	return m
}

// early evaluates an expression in the graph before the clause, unless it reads
// what the clause has created.
func (r *run) early(e ast.Expr, s scope) value.Value {
	reads := false
	ast.Inspect(e, func(n any) bool {
		if v, ok := n.(*ast.Variable); ok && r.before != nil {
			ref := s.vars[v.Name]
			_, old := r.before.entity(ref)
			reads = reads || (ref.Kind() == value.KindNode || ref.Kind() == value.KindRelationship) && !old
		}
		return true
	})
	if r.before == nil || reads {
		return r.eval(e, s)
	}
	live := r.g
	r.g = r.before
	defer func() { r.g = live }()
	return r.eval(e, s)
}

// assign sets properties to the entries of a map; null removes.
func (r *run) assign(properties map[string]value.Value, v value.Value) {
	switch v.Kind() {
	case value.KindNode, value.KindRelationship:
		have, _ := r.g.entity(v)
		v = mapOf(have)
	case value.KindMap:
	default:
		r.fail("properties of %s", v.Kind())
		return
	}
	for _, e := range v.AsMap() {
		if e.Value.IsNull() {
			delete(properties, e.Key)
			continue
		}
		properties[e.Key] = e.Value
	}
}

// merge runs MERGE for a row: it matches, or creates what does not match.
func (r *run) merge(c *ast.Merge, outer, in row) []row {
	var out []row
	parts := []*ast.PatternPart{c.Part}
	r.matchPattern(parts, nil, outer.union(in), func(found row) bool {
		out = append(out, found)
		return true
	})
	actions := c.OnMatch
	if len(out) == 0 {
		actions = c.OnCreate
		r.mergeable(c.Part, outer.union(in))
		out = []row{r.create(parts, outer, in)}
	}
	for _, each := range out {
		r.set(actions, outer.union(each))
	}
	return out
}

// mergeable refuses properties that are null, which could never be found again.
func (r *run) mergeable(p *ast.PatternPart, vars row) {
	var all []ast.Expr
	for _, n := range p.Nodes {
		all = append(all, n.Properties)
	}
	for _, l := range p.Links {
		all = append(all, l.(*ast.RelPattern).Properties)
	}
	for _, e := range all {
		if e == nil {
			continue
		}
		for _, entry := range r.eval(e, scope{vars: vars}).AsMap() {
			if entry.Value.IsNull() {
				r.fail("MERGE with a null for %s", entry.Key)
			}
		}
	}
}

func (r *run) set(items []*ast.SetItem, vars row) {
	s := scope{vars: vars}
	for _, i := range items {
		target := r.eval(i.Target, s)
		if target.IsNull() {
			continue
		}
		properties, ok := r.g.entity(target)
		if !ok {
			r.fail("%s was deleted", value.Literal(target))
			return
		}
		switch i.Kind {
		case ast.SetLabels:
			for _, l := range i.Labels {
				r.g.Nodes[target.AsID()].addLabels(r.named(l, s))
			}
		case ast.SetProperty:
			r.setPath(properties, i.Keys, func(value.Value) value.Value { return r.eval(i.Value, s) })
		case ast.SetDynamicKey:
			r.setPath(properties, []string{r.eval(i.Key, s).AsString()}, func(value.Value) value.Value { return r.eval(i.Value, s) })
		case ast.SetAll:
			now := map[string]value.Value{}
			r.assign(now, r.eval(i.Value, s))
			clear(properties)
			maps.Copy(properties, now)
		case ast.SetMerge:
			if len(i.Keys) > 0 {
				r.setPath(properties, i.Keys, func(old value.Value) value.Value { return r.merged(old, r.eval(i.Value, s)) })
				continue
			}
			r.assign(properties, r.eval(i.Value, s))
		default:
			r.fail("this form of SET is not supported")
		}
	}
}

func (r *run) remove(items []*ast.RemoveItem, vars row) {
	for _, i := range items {
		target := r.eval(i.Target, scope{vars: vars})
		if target.IsNull() {
			continue
		}
		properties, ok := r.g.entity(target)
		if !ok {
			r.fail("%s was deleted", value.Literal(target))
			return
		}
		switch {
		case i.Key != nil:
			delete(properties, r.eval(i.Key, scope{vars: vars}).AsString())
		case len(i.Keys) > 1:
			r.removePath(properties, i.Keys)
		case len(i.Keys) > 0:
			delete(properties, i.Keys[0])
		}
		for _, l := range i.Labels {
			n, names := r.g.Nodes[target.AsID()], r.named(l, scope{vars: vars})
			n.Labels = slices.DeleteFunc(n.Labels, func(have string) bool { return slices.Contains(names, have) })
		}
	}
}

func (r *run) delete(c *ast.Delete, outer row, rows []row) {
	nodes, rels := map[uint64]bool{}, map[uint64]bool{}
	for _, in := range rows {
		for _, e := range c.Exprs {
			switch v := r.eval(e, scope{vars: outer.union(in)}); v.Kind() {
			case value.KindNull:
			case value.KindNode:
				nodes[v.AsID()] = true
			case value.KindRelationship:
				rels[v.AsID()] = true
			case value.KindPath:
				for _, id := range v.AsPath().Nodes {
					nodes[id] = true
				}
				for _, id := range v.AsPath().Rels {
					rels[id] = true
				}
			default:
				r.fail("DELETE of %s", v.Kind())
			}
		}
	}
	for id := range rels {
		delete(r.g.Relationships, id)
	}
	for id, rel := range r.g.Relationships {
		if !nodes[rel.From] && !nodes[rel.To] {
			continue
		}
		if !c.Detach {
			r.fail("a node still has relationships")
			return
		}
		delete(r.g.Relationships, id)
	}
	for id := range nodes {
		delete(r.g.Nodes, id)
	}
}

func (r *run) foreach(c *ast.Foreach, vars row) {
	list, _ := r.elements(c.List, scope{vars: vars})
	for _, v := range list {
		rows := []row{vars.with(c.Variable.Name, v)}
		for _, clause := range c.Body {
			rows = r.update(clause, nil, rows)
		}
	}
}
