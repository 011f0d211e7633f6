package cypher

import (
	"context"
	"slices"
	"strings"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/normal"
	"memgraphd/engine/value"
)

// runShow runs SHOW … YIELD: the statement, and then a query over its rows,
//
//	UNWIND rows AS row WITH row[0] AS name, … ORDER BY … WHERE … RETURN …
func (s *Session) runShow(ctx context.Context, st *ast.Show, c *cached, text string, params value.Value, opts TxOptions, t *transaction) (*Result, error) {
	shown, err := s.runAdmin(ctx, c, text, params, t)
	if err != nil {
		return nil, err
	}
	rows, err := shown.Rows(ctx)
	if err != nil {
		return nil, err
	}
	columns, rows := s.in.withForeignColumns(st.Of, shown.columns, rows)
	q, err := queryOfShow(st, columns)
	if err != nil {
		return nil, err
	}
	list := listOfRows(rows)
	db := s.in.Database()
	query := &cached{parsing: c.parsing}
	if err := s.in.compileQuery(query, db, q, []normal.Literal{{Value: list}}); err != nil {
		return nil, err
	}
	return s.runQuery(ctx, db, query, text, parameters{given: params, lifted: []value.Value{list}}, opts, t)
}

func listOfRows(rows [][]value.Value) value.Value {
	lists := make([]value.Value, len(rows))
	for i, r := range rows {
		lists[i] = value.List(r)
	}
	return value.List(lists)
}

// queryOfShow makes the query over the rows of SHOW, which are where a lifted literal would be.
func queryOfShow(st *ast.Show, columns []string) (*ast.Query, error) {
	node := ast.Node{Pos: st.Pos}
	row := &ast.Variable{Node: node, Name: "#row"}
	with := &ast.With{Pos: st.Pos, Projection: st.Slice, Where: st.Where}
	ret := st.Return
	if ret == nil {
		ret = &ast.Return{Pos: st.Pos, Projection: ast.Projection{Pos: st.Pos}}
	}
	for _, y := range yieldOf(st, columns) {
		i := slices.Index(columns, y.Field)
		if i < 0 {
			return nil, clientErrorAt(y.Pos, "There is no column '%s' here. The columns are: %s.", y.Field, strings.Join(columns, ", "))
		}
		name := y.Alias
		if name == "" {
			name = y.Field
		}
		index := &ast.Index{Node: node, Target: row, Index: &ast.Literal{Node: node, Value: value.Int(int64(i))}}
		with.Items = append(with.Items, &ast.ProjectionItem{Pos: y.Pos, Expr: index, Alias: name})
		if st.Return == nil {
			v := &ast.Variable{Node: node, Name: name}
			ret.Items = append(ret.Items, &ast.ProjectionItem{Pos: y.Pos, Expr: v, Text: name})
		}
	}
	unwind := &ast.Unwind{
		Pos: st.Pos, Variable: &ast.Variable{Node: node, Name: "#row"},
		List: &ast.Parameter{Node: node, Name: normal.ParameterName(0), Lifted: true, Kind: value.KindList},
	}
	part := &ast.SingleQuery{Pos: st.Pos, Clauses: []ast.Clause{unwind, with, ret}}
	return &ast.Query{Pos: st.Pos, Parts: []*ast.SingleQuery{part}}, nil
}

// yieldOf returns what is yielded: all columns where none is named.
func yieldOf(st *ast.Show, columns []string) []*ast.YieldItem {
	if st.Yield != nil {
		return st.Yield
	}
	items := make([]*ast.YieldItem, len(columns))
	for i, name := range columns {
		items[i] = &ast.YieldItem{Pos: st.Pos, Field: name}
	}
	return items
}
