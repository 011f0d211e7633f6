package cypher

import (
	"context"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/normal"
	"memgraphd/cypher/show"
	"memgraphd/engine/value"
)

// runShow runs SHOW … YIELD: the statement, and then a query over its rows.
func (s *Session) runShow(ctx context.Context, st *ast.Show, c *cached, text string, params value.Value, opts TxOptions, t *transaction) (*Result, error) {
	shown, err := s.runAdmin(ctx, c, text, params, t)
	if err != nil {
		return nil, err
	}
	rows, err := shown.Rows(ctx)
	if err != nil {
		return nil, err
	}
	db := s.in.Database()
	q, list, err := show.Query(db, st, shown.columns, rows)
	if err != nil {
		return nil, err
	}
	query := &cached{parsing: c.parsing}
	if err := s.in.compileQuery(query, db, q, []normal.Literal{{Value: list}}); err != nil {
		return nil, err
	}
	return s.runQuery(ctx, db, query, text, parameters{given: params, lifted: []value.Value{list}}, opts, t)
}
