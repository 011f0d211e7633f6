package cypher_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"memgraphd/cypher"
	"memgraphd/cypher/procedure"
	"memgraphd/cypher/semantic"
	"memgraphd/engine"
	"memgraphd/engine/value"
	"memgraphd/internal/tck"
)

// TestTCK runs the acceptance scenarios of openCypher in this process.
func TestTCK(t *testing.T) {
	target := &tckTarget{}
	defer target.close()
	tck.Test(t, target)
}

// tckTarget is a fresh database for each scenario.
type tckTarget struct {
	db      *engine.Database
	procs   *procedure.Registry
	session *cypher.Session
}

func (g *tckTarget) Reset() error {
	g.close()
	g.procs = procedure.NewRegistry()
	g.open(engine.New(engine.Options{}))
	return nil
}

// open opens a session on a database.
func (g *tckTarget) open(db *engine.Database) {
	g.db = db
	g.session = cypher.New(g.db, cypher.Options{Version: "3.12.0", Procedures: g.procs}).NewSession("")
}

func (g *tckTarget) close() {
	if g.session != nil {
		g.session.Close()
		g.db.Close()
	}
}

func (g *tckTarget) Register(p *procedure.Procedure) error { return g.procs.Add(p) }

func (g *tckTarget) Execute(query string, params value.Value) (*tck.Answer, error) {
	ctx := context.Background()
	r, err := g.session.Run(ctx, query, params, cypher.TxOptions{})
	if err != nil {
		return nil, failureOf(err, false)
	}
	defer r.Close()
	answer := &tck.Answer{Columns: r.Columns()}
	for {
		b, err := r.Next(ctx)
		if err != nil {
			return nil, failureOf(err, true)
		}
		if b == nil {
			return answer, nil
		}
		for _, i := range b.Rows() {
			row := make([]tck.Shape, len(r.Slots()))
			for c, slot := range r.Slots() {
				row[c] = shapeOf(r.Txn(), b.Cols[slot].Value(int(i)))
			}
			answer.Rows = append(answer.Rows, row)
		}
	}
}

func failureOf(err error, running bool) error {
	failure := &tck.Failure{Err: err, Running: running}
	var wrong *semantic.Error
	if errors.As(err, &wrong) {
		failure.Detail = string(wrong.Detail)
	}
	return failure
}

func (g *tckTarget) Graph() (*tck.Graph, error) {
	txn := g.db.Begin(engine.TxnOptions{ReadOnly: true})
	defer txn.Abort()
	graph := tck.NewGraph()
	for c := range txn.NodeChunks() {
		for _, id := range txn.ScanNodes(c, nil, nil) {
			node := nodeShape(txn, id)
			graph.AddNode(id, node.Labels, node)
		}
	}
	for c := range txn.RelationshipChunks() {
		var rels engine.Relationships
		txn.ScanRelationships(c, nil, &rels)
		for _, id := range rels.ID {
			graph.AddRelationship(id, relationshipShape(txn, id))
		}
	}
	return graph, nil
}

// shapeOf turns a value into its shape.
func shapeOf(txn *engine.Txn, v value.Value) tck.Shape {
	switch v.Kind() {
	case value.KindList:
		s := tck.Shape{Kind: tck.List}
		for _, e := range v.AsList() {
			s.Items = append(s.Items, shapeOf(txn, e))
		}
		return s
	case value.KindMap:
		s := tck.Shape{Kind: tck.Map}
		for _, e := range v.AsMap() {
			s.Keys, s.Values = append(s.Keys, e.Key), append(s.Values, shapeOf(txn, e.Value))
		}
		return s
	case value.KindNode:
		return nodeShape(txn, v.AsID())
	case value.KindRelationship:
		return relationshipShape(txn, v.AsID())
	case value.KindPath:
		return pathShape(txn, v.AsPath())
	}
	return tck.ScalarOf(v)
}

func nodeShape(txn *engine.Txn, id uint64) tck.Shape {
	s := tck.Shape{Kind: tck.Node}
	sets := make([]engine.LabelSet, 1)
	txn.NodeLabels([]uint64{id}, sets)
	for _, l := range txn.Database().Labels(sets[0]) {
		s.Labels = append(s.Labels, ":"+txn.Database().LabelName(l))
	}
	slices.Sort(s.Labels)
	return withProperties(txn, s, txn.NodeProperties(id, nil))
}

func relationshipShape(txn *engine.Txn, id uint64) tck.Shape {
	typ := make([]engine.TypeID, 1)
	txn.Endpoints([]uint64{id}, nil, nil, typ)
	s := tck.Shape{Kind: tck.Relationship, Text: txn.Database().TypeName(typ[0])}
	return withProperties(txn, s, txn.RelationshipProperties(id, nil))
}

func withProperties(txn *engine.Txn, s tck.Shape, props []engine.Property) tck.Shape {
	for _, p := range props {
		s.Keys = append(s.Keys, txn.Database().PropertyName(p.Key))
		s.Values = append(s.Values, shapeOf(txn, p.Value))
	}
	return s
}

func pathShape(txn *engine.Txn, p *value.Path) tck.Shape {
	s := tck.Shape{Kind: tck.Path, Items: []tck.Shape{nodeShape(txn, p.Nodes[0])}}
	for i, id := range p.Rels {
		r := relationshipShape(txn, id)
		from := make([]uint64, 1)
		txn.Endpoints([]uint64{id}, from, nil, nil)
		r.Back = from[0] != p.Nodes[i]
		s.Items = append(s.Items, r, nodeShape(txn, p.Nodes[i+1]))
	}
	return s
}
