package show

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/normal"
	"memgraphd/engine"
	"memgraphd/engine/value"
)

// Query returns the query over the rows of a statement, to which it adds Neo4j's columns, and the list of these
// rows: it is the value of the parameter that the query has in place of the first lifted literal.
//
//	UNWIND rows AS row WITH row[0] AS name, … ORDER BY … WHERE … RETURN …
func Query(db *engine.Database, st *ast.Show, columns []string, rows [][]value.Value) (*ast.Query, value.Value, error) {
	columns, rows = withColumns(db, st.Of, columns, rows)
	if kind := kindOf(st); kind != "" {
		at := slices.Index(columns, "type")
		rows = slices.DeleteFunc(rows, func(row []value.Value) bool { return row[at].AsString() != kind })
	}
	q, err := queryOf(st, columns)
	return q, listOfRows(rows), err
}

func listOfRows(rows [][]value.Value) value.Value {
	lists := make([]value.Value, len(rows))
	for i, r := range rows {
		lists[i] = value.List(r)
	}
	return value.List(lists)
}

func queryOf(st *ast.Show, columns []string) (*ast.Query, error) {
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
			return nil, unknownColumn(y, columns)
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

func unknownColumn(y *ast.YieldItem, columns []string) error {
	text := fmt.Sprintf("There is no column '%s' here. The columns are: %s.", y.Field, strings.Join(columns, ", "))
	return errors.New(y.Pos.Mark(text))
}

// yieldOf returns what is yielded: all columns where none is named.
func yieldOf(st *ast.Show, columns []string) []*ast.YieldItem {
	if st.Yield != nil {
		return st.Yield
	}
	if kindOf(st) != "" {
		columns = columnsOfIndexes
	}
	items := make([]*ast.YieldItem, len(columns))
	for i, name := range columns {
		items[i] = &ast.YieldItem{Pos: st.Pos, Field: name}
	}
	return items
}

// columnsOfIndexes are what Neo4j shows of indexes if nothing is yielded.
var columnsOfIndexes = []string{
	"id", "name", "state", "populationPercent", "type", "entityType", "labelsOrTypes", "properties", "indexProvider", "owningConstraint",
	"lastRead", "readCount",
}

// kindOf returns the type of the indexes that are to be shown, empty for all or where nothing of the sort is.
func kindOf(st *ast.Show) string {
	admin, ok := st.Of.(*ast.Admin)
	switch {
	case !ok:
		return ""
	case admin.Kind == "TEXT": // Memgraph's word
		return "FULLTEXT"
	}
	return admin.Kind
}
