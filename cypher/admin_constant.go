package cypher

import (
	"time"

	"memgraphd/cypher/ast"
	"memgraphd/engine/value"
)

// constant evaluates an operand of an administrative statement: an expression without variables.
func (c call) constant(e ast.Expr) (value.Value, error) {
	if l, ok := e.(*ast.Literal); ok {
		return l.Value, nil
	}
	items := []*ast.ProjectionItem{{Pos: e.Position(), Expr: e, Alias: "value"}}
	clause := &ast.Return{Pos: e.Position(), Projection: ast.Projection{Pos: e.Position(), Items: items}}
	q := &ast.Query{Parts: []*ast.SingleQuery{{Clauses: []ast.Clause{clause}}}}
	compiled := &cached{}
	if err := c.session.in.compileQuery(compiled, c.session.in.Database(), q, nil); err != nil {
		return value.Null, err
	}
	return c.evaluate(compiled)
}

// evaluate runs a query whose result is one value, apart from what the session does.
func (c call) evaluate(compiled *cached) (value.Value, error) {
	given, err := c.session.in.given(compiled, c.params)
	if err != nil {
		return value.Null, err
	}
	s := c.session.in.NewSession(c.session.user)
	defer s.Close()
	t, err := s.openOn(compiled.db, TxOptions{ReadOnly: true})
	if err != nil {
		return value.Null, err
	}
	q := &query{session: s, t: t, cached: compiled, started: time.Now(), params: parameters{given: given}}
	q.memory.Parent = s.in.memory
	defer q.memory.Close()
	q.ctx.t = t
	defer s.giveUp(t)
	if err := q.start(c.ctx); err != nil {
		return value.Null, err
	}
	defer q.ex.Close()
	b, err := q.ex.Next(q.within(c.ctx))
	if err != nil {
		return value.Null, err
	}
	return b.Cols[compiled.slots[0]].Value(int(b.Rows()[0])), nil
}

// text evaluates an operand that must be a string.
func (c call) text(e ast.Expr, what string) (string, error) {
	v, err := c.constant(e)
	if err != nil {
		return "", err
	}
	if v.Kind() != value.KindString {
		return "", clientErrorf("%s must be a string, not %s.", what, v.Kind())
	}
	return v.AsString(), nil
}
