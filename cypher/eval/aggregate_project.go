package eval

import (
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// project is project(path) or project(nodes, relationships): the subgraph of all.
type project struct {
	groups []subgraph
	kept   charge
}

// subgraph collects nodes and relationships, each once, in order of first appearance.
type subgraph struct {
	nodes, rels map[uint64]struct{}
	graph       value.Graph
}

func (a *project) Reset() {
	clear(a.groups)
	a.groups = a.groups[:0]
	a.kept.release()
}

func (a *project) Add(x *Context, groups []uint32, args []*column.Column, sel []int32) error {
	a.groups = groupsOf(a.groups, groups[:len(sel)])
	added := 0
	for i, row := range sel {
		s := &a.groups[groups[i]]
		for _, c := range args {
			n, err := s.take(c.Value(int(row)), len(args) == 1)
			if err != nil {
				return err
			}
			added += n
		}
	}
	const entry = 24 // of a map and a list
	return a.kept.add(x.Memory, int64(added)*entry)
}

// take adds a path, or the nodes and relationships of a list, and says how many were new.
func (s *subgraph) take(v value.Value, path bool) (int, error) {
	switch {
	case v.IsNull():
		return 0, nil
	case path && v.Kind() == value.KindPath && v.AsPath().Virtual == nil:
		return s.addNodes(v.AsPath().Nodes...) + s.addRels(v.AsPath().Rels...), nil
	case path || v.Kind() != value.KindList:
		return 0, typeErrorf("Only paths, or lists of nodes and of relationships, allowed in PROJECT aggregations, not %s.", v.Kind().TypeWord())
	}
	added := 0
	for _, e := range v.AsList() {
		switch e.Kind() {
		case value.KindNull:
		case value.KindNode:
			added += s.addNodes(e.AsID())
		case value.KindRelationship:
			added += s.addRels(e.AsID())
		default:
			return added, typeErrorf("Only nodes and relationships allowed in the lists of PROJECT aggregations, not %s.", e.Kind().TypeWord())
		}
	}
	return added, nil
}

func (s *subgraph) addNodes(ids ...uint64) int {
	if s.nodes == nil {
		s.nodes = make(map[uint64]struct{})
	}
	return addIDs(s.nodes, &s.graph.Nodes, ids)
}

func (s *subgraph) addRels(ids ...uint64) int {
	if s.rels == nil {
		s.rels = make(map[uint64]struct{})
	}
	return addIDs(s.rels, &s.graph.Rels, ids)
}

func addIDs(seen map[uint64]struct{}, list *[]uint64, ids []uint64) int {
	added := 0
	for _, id := range ids {
		if _, ok := seen[id]; !ok {
			seen[id] = struct{}{}
			*list = append(*list, id)
			added++
		}
	}
	return added
}

func (a *project) Result(_ *Context, from, to int, dst *column.Column) error {
	return results(dst, from, to, func(g int) (value.Value, error) {
		s := stateOf(a.groups, g)
		return value.GraphValue(&s.graph), nil
	})
}
