package optimize

import (
	"maps"
	"strings"

	"memgraphd/cypher/ast"
)

// names of labels, types or property keys; any stands for all of them.
type nameSet struct {
	any    bool
	names  map[string]bool
	shared bool // names is that of another set as well, which is not added to any more
}

func (n *nameSet) add(names ...string) {
	for _, name := range names {
		switch {
		case n.names[name]:
			continue
		case n.names == nil:
			n.names, n.shared = map[string]bool{}, false
		case n.shared:
			n.names, n.shared = maps.Clone(n.names), false
		}
		n.names[name] = true
	}
}

// union returns what is in any of two sets. Where that is one of them it shares its names.
func (n nameSet) union(m nameSet) nameSet {
	if len(m.names) > len(n.names) {
		n, m = m, n
	}
	u := nameSet{any: n.any || m.any, names: n.names, shared: true}
	for name := range m.names {
		u.add(name)
	}
	return u
}

func (n nameSet) empty() bool { return !n.any && len(n.names) == 0 }

func (n nameSet) meets(m nameSet) bool {
	if n.empty() || m.empty() {
		return false
	}
	if n.any || m.any {
		return true
	}
	if len(m.names) < len(n.names) {
		n, m = m, n
	}
	for name := range n.names {
		if m.names[name] {
			return true
		}
	}
	return false
}

// effects are what a piece of a plan reads, or writes.
type effects struct {
	// nodes are the labels by which nodes are looked for, or that new nodes have.
	nodes nameSet
	// bare: nodes are created, which a search for any node finds.
	bare bool
	// rels are the types of relationships that are looked for, or created.
	rels nameSet
	// labels and properties are tested or changed on what is there.
	labels     nameSet
	properties propertySet
	// deletes: something is deleted.
	deletes bool
}

func (e effects) union(f effects) effects {
	return effects{
		nodes: e.nodes.union(f.nodes), bare: e.bare || f.bare, rels: e.rels.union(f.rels),
		labels: e.labels.union(f.labels), properties: e.properties.union(f.properties),
		deletes: e.deletes || f.deletes,
	}
}

func (e effects) empty() bool {
	return e.nodes.empty() && !e.bare && e.rels.empty() && e.labels.empty() && e.properties.empty() && !e.deletes
}

// everything is what a piece does about which nothing is known.
func everything() effects {
	return effects{
		nodes: nameSet{any: true}, bare: true, rels: nameSet{any: true},
		labels: nameSet{any: true}, deletes: true,
		properties: propertySet{nodes: nameSet{any: true}, rels: nameSet{any: true}},
	}
}

// conflict reports whether what is written can be seen by what is read.
func conflict(reads, writes effects) bool {
	switch {
	case writes.deletes && !reads.empty():
		return true
	case writes.bare && reads.nodes.any:
		return true
	}
	return reads.nodes.meets(writes.nodes) || reads.nodes.meets(writes.labels) || reads.rels.meets(writes.rels) ||
		reads.labels.meets(writes.labels) || reads.properties.meets(writes.properties)
}

// overwrite reports whether it makes a difference which of two is written last.
func overwrite(a, b effects) bool {
	return a.labels.meets(b.labels) || a.properties.meets(b.properties)
}

// readsOf returns what the evaluation of expressions reads of the graph. Looking into values that are no part of
// it, such as a row of UNWIND $rows, reads nothing.
func (p *planner) readsOf(exprs ...ast.Expr) effects {
	var e effects
	for _, x := range exprs {
		if x != nil {
			ast.Inspect(x, func(n any) bool {
				p.visit(n, &e)
				return true
			})
		}
	}
	return e
}

// visit adds what a node of a tree reads.
func (p *planner) visit(n any, e *effects) {
	switch n := n.(type) {
	case *ast.Property:
		e.properties.add(p.owners(n.Target), n.Key)
	case *ast.Index:
		e.properties.addAll(p.owners(n.Target))
	case *ast.MapProjection:
		e.properties.addAll(p.owners(n.Target))
	case *ast.HasLabels:
		e.labels.any = true
	case *ast.Call:
		if !p.info.AllPlain(n.Args) {
			p.call(n, e)
		}
	case *ast.NodePattern:
		e.nodes.any, e.labels.any = true, true
		e.keys(owners{nodes: true}, n.Properties)
	case *ast.RelPattern:
		e.rels.any = true
		e.keys(owners{rels: true}, n.Properties)
	}
}

// keys adds the keys of a property map that is matched.
func (e *effects) keys(of owners, properties ast.Expr) {
	if m, ok := properties.(*ast.MapLit); ok {
		e.properties.add(of, m.Keys...)
	}
}

// call adds what a function may read of entities in its arguments.
func (p *planner) call(c *ast.Call, e *effects) {
	switch name := fold(c.Name); name {
	case "properties", "keys", "values", "propertysize":
		e.properties.addAll(p.owners(c.Args[0]))
	case "labels":
		e.labels.any = true
	case "derive":
		e.properties.addAll(anyOwner)
		e.labels.any = true
	case "degree", "indegree", "outdegree":
		e.rels.any = true
	default: // modules: convert.to_map, node.degree_in, label.exists …
		if strings.Contains(name, ".") {
			e.properties.addAll(anyOwner)
			e.labels.any, e.rels.any = true, true
		}
	}
}
