package main

import (
	"errors"
	"slices"
	"strings"

	"memgraphd/bolt"
	"memgraphd/engine"
	"memgraphd/engine/value"
)

// errDeleted is what returning something deleted fails with.
var errDeleted = bolt.Errorf(bolt.ClientError, "Returning a deleted object as a result.")

var errNoTransaction = errors.New("a node or relationship outside a transaction")

// graphWriter writes the nodes and relationships that a result refers to, as its
// transaction sees them. Its scratch serves one record at a time.
type graphWriter struct {
	db    *engine.Database
	txn   *engine.Txn
	props []property
	raw   []engine.Property

	id   [1]uint64
	set  [1]engine.LabelSet
	from [1]uint64
	to   [1]uint64
	typ  [1]engine.TypeID
}

// within sets the transaction, if there is one: its database need not be the present one.
func (g *graphWriter) within(txn *engine.Txn) {
	if g.txn = txn; txn != nil {
		g.db = txn.Database()
	}
}

type property struct {
	name  string
	value value.Value
}

// WriteNode writes a node with its labels and properties.
func (g *graphWriter) WriteNode(w *bolt.RecordWriter, id uint64) error {
	if g.txn == nil {
		return errNoTransaction
	}
	if !g.txn.NodeExists(id) {
		return errDeleted
	}
	g.id[0] = id
	g.txn.NodeLabels(g.id[:], g.set[:])
	labels := g.db.Labels(g.set[0])
	w.BeginNode(id, len(labels))
	for _, l := range labels {
		w.String(g.db.LabelName(l))
	}
	g.raw = g.txn.NodeProperties(id, g.raw[:0])
	if err := g.writeProperties(w); err != nil {
		return err
	}
	w.EndNode()
	return nil
}

// WriteRelationship writes a relationship with its ends.
func (g *graphWriter) WriteRelationship(w *bolt.RecordWriter, id uint64) error {
	if err := g.endpoints(id); err != nil {
		return err
	}
	w.BeginRelationship(id, g.from[0], g.to[0], g.db.TypeName(g.typ[0]))
	return g.endRelationship(w, id)
}

// WriteUnboundRelationship writes a relationship as part of a path.
func (g *graphWriter) WriteUnboundRelationship(w *bolt.RecordWriter, id uint64) error {
	if err := g.endpoints(id); err != nil {
		return err
	}
	w.BeginUnboundRelationship(id, g.db.TypeName(g.typ[0]))
	return g.endRelationship(w, id)
}

func (g *graphWriter) endpoints(id uint64) error {
	if g.txn == nil {
		return errNoTransaction
	}
	if !g.txn.RelationshipExists(id) {
		return errDeleted
	}
	g.id[0] = id
	g.txn.Endpoints(g.id[:], g.from[:], g.to[:], g.typ[:])
	return nil
}

func (g *graphWriter) endRelationship(w *bolt.RecordWriter, id uint64) error {
	g.raw = g.txn.RelationshipProperties(id, g.raw[:0])
	if err := g.writeProperties(w); err != nil {
		return err
	}
	w.EndRelationship()
	return nil
}

// writeProperties writes the properties at hand, ordered by name.
func (g *graphWriter) writeProperties(w *bolt.RecordWriter) error {
	g.props = g.props[:0]
	for _, p := range g.raw {
		g.props = append(g.props, property{g.db.PropertyName(p.Key), p.Value})
	}
	slices.SortFunc(g.props, func(a, b property) int { return strings.Compare(a.name, b.name) })
	w.BeginMap(len(g.props))
	for _, p := range g.props {
		w.Key(p.name)
		if err := w.Value(p.value); err != nil {
			return err
		}
	}
	return nil
}

// StartNode returns the node in which a relationship starts.
func (g *graphWriter) StartNode(id uint64) (uint64, error) {
	if g.txn == nil {
		return 0, errNoTransaction
	}
	g.id[0] = id
	g.txn.Endpoints(g.id[:], g.from[:], nil, nil)
	return g.from[0], nil
}
