package procedure

import (
	"memgraphd/engine"
	"memgraphd/engine/value"
)

// View is the graph that a call works on: all that its transaction sees, or the
// subgraph or virtual graph that it was given. It reads by the batch.
type View struct {
	call    *Call
	nodes   map[uint64]struct{} // nil: the whole graph
	rels    map[uint64]struct{}
	list    *value.Graph
	virtual *virtualGraph
}

// View returns the graph that the call works on.
func (c *Call) View() *View {
	if c.view == nil {
		c.view = c.viewOf(c.graph)
		c.view.virtual = c.virtual
	}
	return c.view
}

// viewOf returns a view of a subgraph, or of everything for nil.
func (c *Call) viewOf(g *value.Graph) *View {
	v := &View{call: c, list: g}
	if g == nil {
		return v
	}
	v.nodes, v.rels = make(map[uint64]struct{}, len(g.Nodes)), make(map[uint64]struct{}, len(g.Rels))
	for _, id := range g.Nodes {
		v.nodes[id] = struct{}{}
	}
	for _, id := range g.Rels {
		v.rels[id] = struct{}{}
	}
	return v
}

// subgraph makes a graph of lists of nodes and relationships.
func subgraph(nodes, rels []value.Value) *value.Graph {
	return &value.Graph{Nodes: distinctIDs(nodes), Rels: distinctIDs(rels)}
}

func distinctIDs(list []value.Value) []uint64 {
	seen := make(map[uint64]struct{}, len(list))
	var ids []uint64
	for _, v := range list {
		if _, dup := seen[v.AsID()]; !dup && !v.IsNull() {
			seen[v.AsID()] = struct{}{}
			ids = append(ids, v.AsID())
		}
	}
	return ids
}

// HasNode reports whether a node is part of the view.
func (v *View) HasNode(id uint64) bool {
	if v.virtual != nil {
		return v.virtual.nodes[id] != nil
	}
	if v.nodes == nil {
		return true
	}
	_, ok := v.nodes[id]
	return ok
}

// Nodes hands the nodes to visit, by the batch; the slice is only lent. filter nil lets all pass, as it
// must in a virtual graph.
func (v *View) Nodes(filter *engine.LabelFilter, visit func(ids []uint64) error) error {
	if v.virtual != nil {
		return v.virtual.visitNodes(visit)
	}
	if v.list != nil {
		return v.listed(filter, visit)
	}
	txn := v.call.Txn
	var ids []uint64
	for chunk := range txn.NodeChunks() {
		if err := v.call.Stopped(); err != nil {
			return err
		}
		if ids = txn.ScanNodes(chunk, filter, ids[:0]); len(ids) == 0 {
			continue
		}
		if err := visit(ids); err != nil {
			return err
		}
	}
	return nil
}

// listed visits the nodes of a subgraph that the transaction still sees.
func (v *View) listed(filter *engine.LabelFilter, visit func(ids []uint64) error) error {
	rest := v.list.Nodes
	var ids []uint64
	for len(rest) > 0 {
		if err := v.call.Stopped(); err != nil {
			return err
		}
		n := min(len(rest), engine.ChunkRows)
		ids = v.visible(rest[:n], filter, ids[:0])
		rest = rest[n:]
		if err := visit(ids); err != nil {
			return err
		}
	}
	return nil
}

func (v *View) visible(list []uint64, filter *engine.LabelFilter, ids []uint64) []uint64 {
	txn := v.call.Txn
	for _, id := range list {
		if txn.NodeExists(id) {
			ids = append(ids, id)
		}
	}
	if filter == nil {
		return ids
	}
	sets := make([]engine.LabelSet, len(ids))
	txn.NodeLabels(ids, sets)
	kept := ids[:0]
	for i, id := range ids {
		if filter.Matches(sets[i]) {
			kept = append(kept, id)
		}
	}
	return kept
}

// Relationships hands the relationships to visit, by the batch; they are only lent.
func (v *View) Relationships(types []engine.TypeID, visit func(rels *engine.Relationships) error) error {
	if v.virtual != nil {
		return v.virtual.visitRelationships(types, visit)
	}
	if v.list != nil {
		return v.listedRelationships(types, visit)
	}
	txn := v.call.Txn
	var rels engine.Relationships
	for chunk := range txn.RelationshipChunks() {
		if err := v.call.Stopped(); err != nil {
			return err
		}
		rels.ID, rels.From, rels.To, rels.Type = rels.ID[:0], rels.From[:0], rels.To[:0], rels.Type[:0]
		if txn.ScanRelationships(chunk, types, &rels); len(rels.ID) == 0 {
			continue
		}
		if err := visit(&rels); err != nil {
			return err
		}
	}
	return nil
}

// listedRelationships visits the relationships of a subgraph whose ends are part of it.
func (v *View) listedRelationships(types []engine.TypeID, visit func(rels *engine.Relationships) error) error {
	txn := v.call.Txn
	var ids []uint64
	for _, id := range v.list.Rels {
		if txn.RelationshipExists(id) {
			ids = append(ids, id)
		}
	}
	all := engine.Relationships{
		ID: ids, From: make([]uint64, len(ids)), To: make([]uint64, len(ids)), Type: make([]engine.TypeID, len(ids)),
	}
	txn.Endpoints(ids, all.From, all.To, all.Type)
	kept := engine.Relationships{}
	for i, id := range ids {
		if v.HasNode(all.From[i]) && v.HasNode(all.To[i]) && typeIn(types, all.Type[i]) {
			kept.ID, kept.From = append(kept.ID, id), append(kept.From, all.From[i])
			kept.To, kept.Type = append(kept.To, all.To[i]), append(kept.Type, all.Type[i])
		}
	}
	return visit(&kept)
}

func typeIn(types []engine.TypeID, t engine.TypeID) bool {
	if types == nil {
		return true
	}
	for _, want := range types {
		if t == want {
			return true
		}
	}
	return false
}

// Expand appends to dst the relationships of the view at the nodes from, as
// [engine.Txn.Expand] does; limit bounds what is looked at in one call.
func (v *View) Expand(cur *engine.ExpandCursor, from []uint64, dir engine.Direction, types []engine.TypeID, limit int, dst *engine.Hops) (done bool) {
	if v.virtual != nil {
		v.virtual.expand(from, dir, types, dst)
		return true
	}
	before := len(dst.To)
	done = v.call.Txn.Expand(cur, from, dir, types, true, before+limit, dst)
	if v.list == nil {
		return done
	}
	n := before
	for i := before; i < len(dst.To); i++ {
		if _, ok := v.rels[dst.Rel[i]]; ok && v.HasNode(dst.To[i]) && v.HasNode(from[dst.Row[i]]) {
			dst.Row[n], dst.Rel[n], dst.To[n] = dst.Row[i], dst.Rel[i], dst.To[i]
			n++
		}
	}
	dst.Row, dst.Rel, dst.To = dst.Row[:n], dst.Rel[:n], dst.To[:n]
	return done
}

// ExpandAll is Expand to the end, in steps between which the query may be stopped.
func (v *View) ExpandAll(from []uint64, dir engine.Direction, types []engine.TypeID, dst *engine.Hops) error {
	dst.Row, dst.Rel, dst.To = dst.Row[:0], dst.Rel[:0], dst.To[:0]
	var cur engine.ExpandCursor
	for !v.Expand(&cur, from, dir, types, 1<<16, dst) {
		if err := v.call.Stopped(); err != nil {
			return err
		}
	}
	return nil
}
