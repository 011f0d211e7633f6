// Package compile is the way from a syntax tree to a plan.
//
//	*ast.Query ─ semantic.Check ─▶ *semantic.Query ─ optimize.Plan ─▶ *plan.Plan
package compile

import (
	"memgraphd/cypher/ast"
	"memgraphd/cypher/optimize"
	"memgraphd/cypher/plan"
	"memgraphd/cypher/semantic"
)

// Query checks a query and plans it for a database. It takes over the tree: to
// compile a statement again, parse it again. What makes no sense is refused
// with a *[semantic.Error].
func Query(db optimize.Catalog, q *ast.Query, env semantic.Env) (*plan.Plan, error) {
	checked, err := semantic.Check(q, env)
	if err != nil {
		return nil, err
	}
	return optimize.Plan(checked, db)
}
