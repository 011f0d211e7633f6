package main

//lint:file-ignore SA1019 The numbers are compared, and elements are identified by them.

import (
	"context"
	"errors"
	"net"
	"testing"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"memgraphd/bolt"
	"memgraphd/cypher"
	"memgraphd/cypher/procedure"
	"memgraphd/engine"
	"memgraphd/engine/auth"
	"memgraphd/engine/value"
	"memgraphd/internal/tck"
)

// TestTCKOverBolt runs the acceptance scenarios of openCypher through the official
// driver: what it decodes from the wire is what is compared.
func TestTCKOverBolt(t *testing.T) {
	tck.Test(t, newBoltTarget(t))
}

// boltTarget is a server with a client. The server gets a new database for each scenario;
// the client's connection goes on.
type boltTarget struct {
	db          *engine.Database
	procedures  *procedure.Registry
	interpreter *cypher.Interpreter
	address     string
	session     neo4j.SessionWithContext
}

func newBoltTarget(t *testing.T) *boltTarget {
	g := &boltTarget{db: engine.New(engine.Options{}), procedures: procedure.NewRegistry()}
	g.interpreter = cypher.New(g.db, cypher.Options{Version: compatible, Procedures: g.procedures})
	users, err := auth.New(g.interpreter.Database, auth.Options{})
	check(t, err)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	check(t, err)
	server := bolt.New(newBackend(g.interpreter, users), bolt.Options{})
	served := make(chan error, 1)
	go func() { served <- server.Serve(listener) }()

	ctx := context.Background()
	g.address = listener.Addr().String()
	driver, err := neo4j.NewDriverWithContext("bolt://"+g.address, neo4j.NoAuth())
	check(t, err)
	g.session = driver.NewSession(ctx, neo4j.SessionConfig{})
	t.Cleanup(func() {
		check(t, errors.Join(g.session.Close(ctx), driver.Close(ctx), server.Shutdown(ctx)))
		if err := <-served; !errors.Is(err, bolt.ErrServerClosed) {
			t.Error(err)
		}
		g.db.Close()
	})
	return g
}

func (g *boltTarget) Reset() error {
	old := g.db
	g.db = engine.New(engine.Options{})
	*g.procedures = *procedure.NewRegistry()
	g.interpreter.Replace(g.db)
	old.Close()
	return nil
}

func (g *boltTarget) Register(p *procedure.Procedure) error { return g.procedures.Add(p) }

func (g *boltTarget) Execute(query string, params value.Value) (*tck.Answer, error) {
	ctx := context.Background()
	given := map[string]any{}
	for _, e := range params.AsMap() {
		given[e.Key] = parameterOf(e.Value)
	}
	result, err := g.session.Run(ctx, query, given)
	if err != nil {
		return nil, driverFailure(err, false)
	}
	answer := &tck.Answer{}
	if answer.Columns, err = result.Keys(); err != nil {
		return nil, err
	}
	for result.Next(ctx) {
		var row []tck.Shape
		for _, v := range result.Record().Values {
			s, err := driverShape(v)
			if err != nil {
				return nil, err
			}
			row = append(row, s)
		}
		answer.Rows = append(answer.Rows, row)
	}
	return answer, driverFailure(result.Err(), true)
}

// driverFailure tells what the query is to blame for from what the client or the server is.
func driverFailure(err error, running bool) error {
	var known *neo4j.Neo4jError
	if errors.As(err, &known) && known.Code == "Memgraph.ClientError.MemgraphError.MemgraphError" {
		return &tck.Failure{Err: err, Running: running}
	}
	return err
}

func (g *boltTarget) Graph() (*tck.Graph, error) {
	ctx := context.Background()
	graph := tck.NewGraph()
	result, err := g.session.Run(ctx, "MATCH (n) RETURN n UNION ALL MATCH ()-[n]->() RETURN n", nil)
	if err != nil {
		return nil, err
	}
	for result.Next(ctx) {
		entity := result.Record().Values[0]
		shape, err := driverShape(entity)
		if err != nil {
			return nil, err
		}
		switch entity := entity.(type) {
		case neo4j.Node:
			graph.AddNode(uint64(entity.Id), entity.Labels, shape)
		case neo4j.Relationship:
			graph.AddRelationship(uint64(entity.Id), shape)
		}
	}
	return graph, result.Err()
}
