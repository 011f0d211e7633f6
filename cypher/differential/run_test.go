package differential

import (
	"context"
	"fmt"
	"time"

	"memgraphd/cypher"
	"memgraphd/cypher/ast"
	"memgraphd/cypher/compile"
	"memgraphd/cypher/eval"
	"memgraphd/cypher/exec"
	"memgraphd/cypher/optimize"
	"memgraphd/cypher/parser"
	"memgraphd/cypher/plan"
	"memgraphd/cypher/reference"
	"memgraphd/engine"
	"memgraphd/engine/value"
)

// outcome is what a query answered, and the graph as it left it.
type outcome struct {
	rows  [][]value.Value
	graph *reference.Graph
	err   error
}

// refer asks the reference evaluator.
func refer(txn *engine.Txn, q *generated) outcome {
	g := reference.Load(txn)
	g.Budget = 30_000
	return referTo(g, q)
}

// referTo asks the reference evaluator about a graph, which changes as the query says.
func referTo(g *reference.Graph, q *generated) outcome {
	st, err := parser.Parse(q.text)
	if err != nil {
		return outcome{err: fmt.Errorf("the parser: %w", err)}
	}
	r, err := g.Run(st.(*ast.Query), func(string) (value.Value, bool) { return value.Null, false })
	if err != nil {
		return outcome{err: err}
	}
	return outcome{rows: r.Rows, graph: g}
}

// ask runs a statement in a session and reads all of it.
func ask(s *cypher.Session, text string, params value.Value) ([][]value.Value, error) {
	ctx := context.Background()
	r, err := s.Run(ctx, text, params, cypher.TxOptions{})
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return r.Rows(ctx)
}

// transactionOf opens a transaction in a session and returns it.
func transactionOf(s *cypher.Session) *engine.Txn {
	must(s.Begin(cypher.TxOptions{}))
	r, err := s.Run(context.Background(), "RETURN 1", value.Null, cypher.TxOptions{})
	must(err)
	defer r.Close()
	_, err = r.Rows(context.Background())
	must(err)
	return r.Txn()
}

// inTransaction runs a query in a transaction that is rolled back afterwards.
func inTransaction(s *cypher.Session, text string, params value.Value) outcome {
	txn := transactionOf(s)
	defer s.Rollback()
	rows, err := ask(s, text, params)
	if err != nil {
		return outcome{err: err}
	}
	return outcome{rows: rows, graph: reference.Load(txn)}
}

// planned runs a query by hand, with a catalog to plan it by, a size of batches and a number of workers.
func planned(db *engine.Database, catalog optimize.Catalog, text string, size, workers int) (outcome, *plan.Plan) {
	st, err := parser.Parse(text)
	if err != nil {
		return outcome{err: err}, nil
	}
	p, err := compile.Query(catalog, st.(*ast.Query), environment{})
	if err != nil {
		return outcome{err: err}, nil
	}
	program, err := exec.Prepare(p, &eval.Env{Plan: p, Enum: enumerated})
	if err != nil {
		return outcome{err: err}, p
	}
	txn := db.Begin(engine.TxnOptions{})
	defer txn.Abort()
	rows, err := execute(program, txn, size, workers)
	if err != nil {
		return outcome{err: err}, p
	}
	return outcome{rows: rows, graph: reference.Load(txn)}, p
}

func execute(program *exec.Program, txn *engine.Txn, size, workers int) (rows [][]value.Value, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v", p)
		}
	}()
	ctx := context.Background()
	none := func(string) (value.Value, bool) { return value.Null, false }
	x, err := program.Start(ctx, exec.Start{Txn: txn, Parameter: none, Now: time.Now(), BatchSize: size, Workers: workers, Files: inline{}, Procedures: calls{}})
	if err != nil {
		return nil, err
	}
	defer x.Close()
	for {
		b, err := x.Next(ctx)
		if err != nil || b == nil {
			return rows, err
		}
		for _, i := range b.Rows() {
			var row []value.Value
			for _, col := range program.Plan().Columns {
				row = append(row, b.Cols[col.Slot].Value(int(i)))
			}
			rows = append(rows, row)
		}
	}
}
