package reference

import (
	"maps"
	"slices"
	"strings"

	"memgraphd/cypher/ast"
	"memgraphd/engine/value"
)

// procedure calls a procedure on a graph: it returns a map of fields for each row.
type procedure func(g *Graph, args []value.Value) []row

var procedures = map[string]procedure{
	"degree_centrality.get": func(g *Graph, args []value.Value) []row {
		kind, others := append(args, value.String("undirected"))[0].AsString(), max(1, len(g.Nodes)-1)
		return g.each(func(id uint64) (string, value.Value) {
			degree := 0
			for _, r := range g.Relationships {
				if r.From == id && kind != "in" {
					degree++
				}
				if r.To == id && kind != "out" {
					degree++
				}
			}
			return "degree", value.Float(float64(degree) / float64(others))
		})
	},
	"weakly_connected_components.get": func(g *Graph, _ []value.Value) []row {
		component, n := map[uint64]int64{}, int64(0)
		for _, id := range g.nodeIDs() {
			if _, known := component[id]; known {
				continue
			}
			for _, ring := range g.rings(id, nil) {
				for _, at := range ring {
					component[at] = n
				}
			}
			n++
		}
		return g.each(func(id uint64) (string, value.Value) { return "component_id", value.Int(component[id]) })
	},
	"neighbors.at_hop": func(g *Graph, args []value.Value) []row {
		var rows []row
		rings := g.rings(args[0].AsID(), args[1].AsList())
		if d := int(args[2].AsInt()); d < len(rings) {
			for _, id := range rings[d] {
				rows = append(rows, row{"nodes": value.NodeRef(id)})
			}
		}
		return rows
	},
	"neighbors.by_hop": func(g *Graph, args []value.Value) []row {
		var rows []row
		rings := g.rings(args[0].AsID(), args[1].AsList())[1:]
		for _, ring := range rings[:min(int(args[2].AsInt()), len(rings))] {
			var list []value.Value
			for _, id := range ring {
				list = append(list, value.NodeRef(id))
			}
			rows = append(rows, row{"nodes": value.List(list)})
		}
		return rows
	},
	"node.relationship_types": func(g *Graph, args []value.Value) []row {
		names := map[string]bool{}
		g.around(args[0].AsID(), args[1].AsList(), func(h hop) { names[h.rel.Type] = true })
		return []row{{"relationship_types": value.Strings(slices.Collect(maps.Keys(names)))}}
	},
	"node.relationship_exists": func(g *Graph, args []value.Value) []row {
		found := false
		g.around(args[0].AsID(), args[1].AsList(), func(hop) { found = true })
		return []row{{"result": value.Bool(found)}}
	},
}

// each returns a row for each node, with what f says of it.
func (g *Graph) each(f func(id uint64) (field string, v value.Value)) []row {
	var rows []row
	for _, id := range g.nodeIDs() {
		field, v := f(id)
		rows = append(rows, row{"node": value.NodeRef(id), field: v})
	}
	return rows
}

// around calls f for the steps from a node that a filter allows: TYPE, <TYPE, TYPE>, < and >; without a filter all.
func (g *Graph) around(id uint64, filter []value.Value, f func(hop)) {
	allowed := func(typ string, out bool) bool {
		return len(filter) == 0 || slices.ContainsFunc(filter, func(v value.Value) bool {
			name, onlyOut := strings.CutSuffix(v.AsString(), ">")
			name, onlyIn := strings.CutPrefix(name, "<")
			return (name == "" || name == typ) && (onlyOut == onlyIn || onlyOut == out)
		})
	}
	for _, r := range g.Relationships {
		if r.From == id && allowed(r.Type, true) {
			f(hop{r, r.To})
		}
		if r.To == id && allowed(r.Type, false) {
			f(hop{r, r.From})
		}
	}
}

// rings returns the nodes at each distance from a node, which is the first.
func (g *Graph) rings(start uint64, filter []value.Value) [][]uint64 {
	rings, seen := [][]uint64{{start}}, map[uint64]bool{start: true}
	for {
		var next []uint64
		for _, id := range rings[len(rings)-1] {
			g.around(id, filter, func(h hop) {
				if !seen[h.to] {
					seen[h.to] = true
					next = append(next, h.to)
				}
			})
		}
		if len(next) == 0 {
			return rings
		}
		rings = append(rings, next)
	}
}

// part returns the subgraph of some nodes and relationships.
func (g *Graph) part(of *value.Graph) *Graph {
	p := &Graph{Nodes: map[uint64]*Node{}, Relationships: map[uint64]*Relationship{}}
	for _, id := range of.Nodes {
		p.Nodes[id] = g.Nodes[id]
	}
	for _, id := range of.Rels {
		p.Relationships[id] = g.Relationships[id]
	}
	return p
}

// callProcedure runs CALL of a procedure for a row.
func (r *run) callProcedure(c *ast.CallProcedure, outer, in row) []row {
	f, ok := procedures[c.Name]
	if !ok {
		f, ok = writers[c.Name]
	}
	if !ok {
		r.fail("the procedure %s is not supported", c.Name)
		return nil
	}
	args, g := r.list(c.Args, scope{vars: outer.union(in)}), r.g
	if len(args) > 0 && args[0].Kind() == value.KindGraph {
		args, g = args[1:], r.g.part(args[0].AsGraph())
	}
	var out []row
	for _, found := range f(g, args) {
		joined := in
		for _, y := range c.Yield {
			joined = joined.with(yielded(y), found[y.Field])
		}
		if c.Where == nil || r.isTrue(c.Where, scope{vars: outer.union(joined)}) {
			out = append(out, joined)
		}
	}
	return out
}

func yielded(y *ast.YieldItem) string {
	if y.Alias != "" {
		return y.Alias
	}
	return y.Field
}

// project is project(path) of an aggregation: the graph of all paths.
func project(paths []value.Value) value.Value {
	g := &value.Graph{}
	for _, p := range paths {
		g.Nodes, g.Rels = append(g.Nodes, p.AsPath().Nodes...), append(g.Rels, p.AsPath().Rels...)
	}
	slices.Sort(g.Nodes)
	slices.Sort(g.Rels)
	g.Nodes, g.Rels = slices.Compact(g.Nodes), slices.Compact(g.Rels)
	return value.GraphValue(g)
}
