package reference

import (
	"maps"
	"slices"

	"memgraphd/engine"
	"memgraphd/engine/value"
)

// Graph is a property graph in memory. It is not safe for concurrent use.
type Graph struct {
	Nodes         map[uint64]*Node
	Relationships map[uint64]*Relationship
	// Budget is how often a query may go on to the next row, node or relationship; 0
	// is no limit. It bounds the time that a query takes.
	Budget int
	next   uint64 // the next id to hand out
}

// Node is a node with its labels in the order in which they were given.
type Node struct {
	ID         uint64
	Labels     []string
	Properties map[string]value.Value
}

// Relationship is a relationship between two nodes.
type Relationship struct {
	ID, From, To uint64
	Type         string
	Properties   map[string]value.Value
}

// firstNew is the first id of what a query creates: higher than any of a store.
const firstNew = 1 << 40

// Load copies what a transaction sees, by scanning it.
func Load(txn *engine.Txn) *Graph {
	g := &Graph{Nodes: map[uint64]*Node{}, Relationships: map[uint64]*Relationship{}, next: firstNew}
	db := txn.Database()
	for chunk := range txn.NodeChunks() {
		ids := txn.ScanNodes(chunk, nil, nil)
		sets := make([]engine.LabelSet, len(ids))
		txn.NodeLabels(ids, sets)
		for i, id := range ids {
			n := &Node{ID: id, Properties: properties(db, txn.NodeProperties(id, nil))}
			for _, l := range db.Labels(sets[i]) {
				n.Labels = append(n.Labels, db.LabelName(l))
			}
			g.Nodes[id] = n
		}
	}
	for chunk := range txn.RelationshipChunks() {
		var rels engine.Relationships
		txn.ScanRelationships(chunk, nil, &rels)
		for i, id := range rels.ID {
			g.Relationships[id] = &Relationship{
				ID: id, From: rels.From[i], To: rels.To[i], Type: db.TypeName(rels.Type[i]),
				Properties: properties(db, txn.RelationshipProperties(id, nil)),
			}
		}
	}
	return g
}

func properties(db *engine.Database, list []engine.Property) map[string]value.Value {
	m := make(map[string]value.Value, len(list))
	for _, p := range list {
		m[db.PropertyName(p.Key)] = p.Value
	}
	return m
}

// Clone returns a copy that can be changed on its own.
func (g *Graph) Clone() *Graph {
	c := &Graph{Nodes: make(map[uint64]*Node), Relationships: make(map[uint64]*Relationship), Budget: g.Budget, next: g.next}
	for id, n := range g.Nodes {
		c.Nodes[id] = &Node{ID: id, Labels: slices.Clone(n.Labels), Properties: maps.Clone(n.Properties)}
	}
	for id, r := range g.Relationships {
		copied := *r
		copied.Properties = maps.Clone(r.Properties)
		c.Relationships[id] = &copied
	}
	return c
}

// nodeIDs returns the ids of all nodes, ascending.
func (g *Graph) nodeIDs() []uint64 { return slices.Sorted(maps.Keys(g.Nodes)) }

// hop is a step along a relationship.
type hop struct {
	rel *Relationship
	to  uint64
}

// entity returns the properties of a node or relationship; false if it was deleted.
func (g *Graph) entity(v value.Value) (map[string]value.Value, bool) {
	if v.Kind() == value.KindNode {
		n, ok := g.Nodes[v.AsID()]
		if !ok {
			return nil, false
		}
		return n.Properties, true
	}
	r, ok := g.Relationships[v.AsID()]
	if !ok {
		return nil, false
	}
	return r.Properties, true
}

func mapOf(properties map[string]value.Value) value.Value {
	entries := make([]value.Entry, 0, len(properties))
	for k, v := range properties {
		entries = append(entries, value.Entry{Key: k, Value: v})
	}
	return value.Map(entries)
}
