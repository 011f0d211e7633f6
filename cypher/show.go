package cypher

import (
	"context"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/normal"
	"memgraphd/cypher/show"
	"memgraphd/engine/value"
)

// runShow runs SHOW … YIELD: the statement, and then a query over its rows.
func (s *Session) runShow(ctx context.Context, st *ast.Show, c *cached, r request) (*Result, error) {
	shown, err := s.runAdmin(ctx, c, r)
	if err != nil {
		return nil, err
	}
	rows, err := shown.Rows(ctx)
	if err != nil {
		return nil, err
	}
	r.db = s.in.Database()
	q, list, err := show.Query(r.db, st, shown.columns, rows)
	if err != nil {
		return nil, err
	}
	query := &cached{parsing: c.parsing}
	if err := s.in.compileQuery(query, r.db, q, []normal.Literal{{Value: list}}); err != nil {
		return nil, err
	}
	r.params.lifted = []value.Value{list}
	return s.runQuery(ctx, query, r)
}
