package trigger

import (
	"slices"
	"strings"

	"memgraphd/cypher/ast"
	"memgraphd/engine"
	"memgraphd/engine/value"
)

// Event tells the queries of triggers what a transaction has done.
type Event struct {
	DB *engine.Database
	// Past is a transaction that sees what the one of the event has deleted; nil if that is nothing.
	Past    *engine.Txn
	changes *engine.Changes
}

// NewEvent tells what a transaction has done so far. The event is to be closed.
func NewEvent(txn *engine.Txn) *Event {
	e := &Event{DB: txn.Database(), changes: txn.Changes()}
	if len(e.changes.DeletedNodes)+len(e.changes.DeletedRelationships) > 0 {
		e.Past = e.DB.Begin(engine.TxnOptions{ReadOnly: true})
	}
	return e
}

// Close forgets what was deleted. There may be no event.
func (e *Event) Close() {
	if e != nil && e.Past != nil {
		e.Past.Abort()
	}
}

// Concerns reports whether the event is one that a trigger waits for.
func (e *Event) Concerns(tr *Trigger) bool {
	ch := e.changes
	created := some(tr, ch.CreatedNodes, ch.CreatedRelationships)
	deleted := some(tr, ch.DeletedNodes, ch.DeletedRelationships)
	updated := tr.Object != ast.RelationshipObject && len(ch.Labels) > 0 ||
		slices.ContainsFunc(ch.Properties, func(p engine.PropertyChange) bool {
			return tr.Object == ast.AnyObject || p.Node == (tr.Object == ast.NodeObject)
		})
	switch tr.Event {
	case ast.CreateEvent:
		return created
	case ast.UpdateEvent:
		return updated
	case ast.DeleteEvent:
		return deleted
	}
	return created || updated || deleted
}

// some reports whether there are nodes or relationships, as far as the trigger is about them.
func some(tr *Trigger, nodes, relationships []uint64) bool {
	return tr.Object != ast.RelationshipObject && len(nodes) > 0 || tr.Object != ast.NodeObject && len(relationships) > 0
}

// Parameters returns what the query of a trigger finds of the event, beside the parameters it was created with;
// named are those in the query, of which an event's begin with #.
func (e *Event) Parameters(tr *Trigger, named []string) value.Value {
	given := slices.Clone(tr.Params.AsMap())
	for _, name := range named {
		if what, ok := strings.CutPrefix(name, "#"); ok {
			given = append(given, value.Entry{Key: name, Value: value.List(e.variable(what))})
		}
	}
	return value.Map(given)
}

// variable returns the elements of a variable.
func (e *Event) variable(name string) []value.Value {
	ch := e.changes
	switch name {
	case "createdVertices":
		return references(ch.CreatedNodes, value.NodeRef)
	case "createdEdges":
		return references(ch.CreatedRelationships, value.RelationshipRef)
	case "createdObjects":
		return objects("created", ch.CreatedNodes, ch.CreatedRelationships)
	case "deletedVertices":
		return references(ch.DeletedNodes, value.NodeRef)
	case "deletedEdges":
		return references(ch.DeletedRelationships, value.RelationshipRef)
	case "deletedObjects":
		return objects("deleted", ch.DeletedNodes, ch.DeletedRelationships)
	case "setVertexProperties":
		return e.properties(true, false, "")
	case "setEdgeProperties":
		return e.properties(false, false, "")
	case "removedVertexProperties":
		return e.properties(true, true, "")
	case "removedEdgeProperties":
		return e.properties(false, true, "")
	case "setVertexLabels":
		return e.labels(false, "")
	case "removedVertexLabels":
		return e.labels(true, "")
	case "updatedVertices":
		return e.updatedNodes()
	case "updatedEdges":
		return e.updatedRelationships()
	}
	return append(e.updatedNodes(), e.updatedRelationships()...)
}

func references(ids []uint64, ref func(uint64) value.Value) []value.Value {
	list := make([]value.Value, len(ids))
	for i, id := range ids {
		list[i] = ref(id)
	}
	return list
}

// objects returns nodes and relationships with what happened to them.
func objects(what string, nodes, relationships []uint64) []value.Value {
	var list []value.Value
	for _, node := range references(nodes, value.NodeRef) {
		list = append(list, told(what+"_vertex", value.Entry{Key: "vertex", Value: node}))
	}
	for _, rel := range references(relationships, value.RelationshipRef) {
		list = append(list, told(what+"_edge", value.Entry{Key: "edge", Value: rel}))
	}
	return list
}

// told makes a map, with what happened if that is to be told.
func told(what string, entries ...value.Entry) value.Value {
	if what != "" {
		entries = append(entries, value.Entry{Key: "event_type", Value: value.String(what)})
	}
	return value.Map(entries)
}

func (e *Event) updatedNodes() []value.Value {
	return slices.Concat(e.properties(true, false, "set_vertex_property"), e.properties(true, true, "removed_vertex_property"),
		e.labels(false, "set_vertex_label"), e.labels(true, "removed_vertex_label"))
}

func (e *Event) updatedRelationships() []value.Value {
	return append(e.properties(false, false, "set_edge_property"), e.properties(false, true, "removed_edge_property")...)
}

// properties returns the properties of nodes or relationships that were set or removed.
func (e *Event) properties(nodes, removed bool, what string) []value.Value {
	var list []value.Value
	for _, p := range e.changes.Properties {
		if p.Node != nodes || p.New.IsNull() != removed {
			continue
		}
		owner := value.Entry{Key: "edge", Value: value.RelationshipRef(p.ID)}
		if nodes {
			owner = value.Entry{Key: "vertex", Value: value.NodeRef(p.ID)}
		}
		entries := []value.Entry{owner, {Key: "key", Value: value.String(e.DB.PropertyName(p.Key))}, {Key: "old", Value: p.Old}}
		if !removed {
			entries = append(entries, value.Entry{Key: "new", Value: p.New})
		}
		list = append(list, told(what, entries...))
	}
	return list
}

// labels returns the labels that were set or removed, each with the nodes.
func (e *Event) labels(removed bool, what string) []value.Value {
	var order []engine.LabelID
	nodes := map[engine.LabelID][]value.Value{}
	for _, l := range e.changes.Labels {
		before, after := l.Old, l.New
		if removed {
			before, after = after, before
		}
		had := e.DB.Labels(before)
		for _, label := range e.DB.Labels(after) {
			if slices.Contains(had, label) {
				continue
			}
			if nodes[label] == nil {
				order = append(order, label)
			}
			nodes[label] = append(nodes[label], value.NodeRef(l.ID))
		}
	}
	var list []value.Value
	for _, label := range order {
		list = append(list, told(what, value.Entry{Key: "label", Value: value.String(e.DB.LabelName(label))},
			value.Entry{Key: "vertices", Value: value.List(nodes[label])}))
	}
	return list
}
