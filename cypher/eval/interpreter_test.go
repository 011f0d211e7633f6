package eval_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/batch"
	"memgraphd/cypher/eval"
	"memgraphd/cypher/parser"
	"memgraphd/cypher/plan"
	"memgraphd/engine"
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// interpreter runs queries of UNWIND, WITH and RETURN.
type interpreter struct {
	params map[string]value.Value
	names  []string
	rows   [][]value.Value
	ctx    *eval.Context
}

func newInterpreter() *interpreter {
	in := &interpreter{params: map[string]value.Value{}, rows: [][]value.Value{nil}}
	in.ctx = &eval.Context{
		Ctx: context.Background(), Txn: engine.New(engine.Options{}).Begin(engine.TxnOptions{ReadOnly: true}),
		Now:       time.Date(2024, 2, 29, 12, 30, 45, 0, time.UTC),
		Parameter: func(name string) (value.Value, bool) { v, ok := in.params[name]; return v, ok },
	}
	return in
}

// isPure reports whether a query can be run here.
func isPure(text string) bool {
	st, err := parser.Parse(text)
	q, ok := st.(*ast.Query)
	if err != nil || !ok || len(q.Parts) != 1 {
		return false
	}
	pure := true
	for _, c := range q.Parts[0].Clauses {
		switch c.(type) {
		case *ast.Unwind, *ast.With, *ast.Return:
		default:
			return false
		}
		ast.Inspect(c, func(n any) bool {
			switch n := n.(type) {
			case *ast.PatternPart, *ast.Subquery:
				pure = false
			case *ast.ProjectionItem, *ast.Projection:
			case *ast.Call:
				pure = pure && !strings.HasPrefix(n.Name, "test.")
			}
			return pure
		})
	}
	return pure
}

// constant evaluates an expression.
func (in *interpreter) constant(text string) (value.Value, error) {
	_, rows, err := in.query("RETURN " + text + " AS x")
	if err != nil {
		return value.Null, err
	}
	return rows[0][0], nil
}

func (in *interpreter) query(text string) ([]string, [][]value.Value, error) {
	st, err := parser.Parse(text)
	if err != nil {
		return nil, nil, err
	}
	for _, c := range st.(*ast.Query).Parts[0].Clauses {
		switch c := c.(type) {
		case *ast.Unwind:
			err = in.unwind(c)
		case *ast.With:
			err = in.project(&c.Projection, c.Where)
		case *ast.Return:
			err = in.project(&c.Projection, nil)
		}
		if err != nil {
			return nil, nil, err
		}
	}
	return in.names, in.rows, nil
}

// eval evaluates an expression for rows of named values.
func (in *interpreter) eval(e ast.Expr, names []string, rows [][]value.Value) ([]value.Value, error) {
	slots := map[*ast.Variable]plan.Slot{}
	all := slices.Clone(names)
	ast.Inspect(e, func(n any) bool {
		if v, ok := n.(*ast.Variable); ok {
			if !slices.Contains(all, v.Name) {
				all = append(all, v.Name)
			}
			slots[v] = plan.Slot(slices.Index(all, v.Name))
		}
		return true
	})
	k, err := eval.Compile(e, &eval.Env{Plan: &plan.Plan{Slots: slots}})
	if err != nil {
		return nil, err
	}
	var out []value.Value
	for from := 0; from < len(rows); from += column.BatchSize {
		part := rows[from:min(from+column.BatchSize, len(rows))]
		b := &batch.Batch{N: len(part), Cols: make([]*column.Column, len(all))}
		for i := range names {
			b.Cols[i] = &column.Column{}
			for _, row := range part {
				b.Cols[i].Append(row[i])
			}
		}
		c, err := k.Eval(in.ctx, b, b.Rows())
		if err != nil {
			return nil, err
		}
		for i := range part {
			out = append(out, c.Value(i))
		}
	}
	return out, nil
}

func (in *interpreter) unwind(u *ast.Unwind) error {
	lists, err := in.eval(u.List, in.names, in.rows)
	if err != nil {
		return err
	}
	var rows [][]value.Value
	for i, list := range lists {
		if list.Kind() != value.KindList {
			if !list.IsNull() {
				return fmt.Errorf("UNWIND of %s", list.Kind())
			}
			continue
		}
		for _, v := range list.AsList() {
			rows = append(rows, append(slices.Clone(in.rows[i]), v))
		}
	}
	in.names, in.rows = append(slices.Clone(in.names), u.Variable.Name), rows
	return nil
}

func (in *interpreter) project(p *ast.Projection, where ast.Expr) error {
	var exprs []ast.Expr
	var names []string
	if p.Star {
		for _, n := range slices.Sorted(slices.Values(in.names)) {
			exprs, names = append(exprs, &ast.Variable{Name: n}), append(names, n)
		}
	}
	for _, item := range p.Items {
		name := item.Alias
		if v, ok := item.Expr.(*ast.Variable); ok && name == "" {
			name = v.Name
		}
		if name == "" {
			name = item.Text
		}
		exprs, names = append(exprs, item.Expr), append(names, name)
	}
	if err := in.aggregate(exprs); err != nil {
		return err
	}
	// The projected values come before the old ones, which ORDER BY may still use.
	width := len(names)
	projected := make([][]value.Value, len(in.rows))
	for _, e := range exprs {
		vals, err := in.eval(e, in.names, in.rows)
		if err != nil {
			return err
		}
		for i, v := range vals {
			projected[i] = append(projected[i], v)
		}
	}
	scope := append(slices.Clone(names), in.names...)
	for i := range projected {
		projected[i] = append(projected[i], in.rows[i]...)
	}
	if p.Distinct {
		projected = distinctRows(projected, width)
	}
	projected, err := in.sort(p, scope, projected)
	if err != nil {
		return err
	}
	for i := range projected {
		projected[i] = projected[i][:width]
	}
	in.names, in.rows = names, projected
	return in.filter(where)
}

func (in *interpreter) filter(where ast.Expr) error {
	if where == nil {
		return nil
	}
	keep, err := in.eval(where, in.names, in.rows)
	if err != nil {
		return err
	}
	var rows [][]value.Value
	for i, k := range keep {
		if k.Kind() == value.KindBool && k.AsBool() {
			rows = append(rows, in.rows[i])
		}
	}
	in.rows = rows
	return nil
}

func distinctRows(rows [][]value.Value, width int) [][]value.Value {
	var out [][]value.Value
	for _, row := range rows {
		if !slices.ContainsFunc(out, func(o []value.Value) bool {
			return slices.EqualFunc(o[:width], row[:width], value.Equivalent)
		}) {
			out = append(out, row)
		}
	}
	return out
}

func (in *interpreter) sort(p *ast.Projection, names []string, rows [][]value.Value) ([][]value.Value, error) {
	keys := make([][]value.Value, len(p.OrderBy))
	for i, s := range p.OrderBy {
		var err error
		if keys[i], err = in.eval(s.Expr, names, rows); err != nil {
			return nil, err
		}
	}
	order := make([]int, len(rows))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		for i, s := range p.OrderBy {
			c := value.Order(keys[i][a], keys[i][b])
			if s.Descending {
				c = -c
			}
			if c != 0 {
				return c
			}
		}
		return 0
	})
	sorted := make([][]value.Value, len(rows))
	for i, at := range order {
		sorted[i] = rows[at]
	}
	for _, bound := range []struct {
		e    ast.Expr
		skip bool
	}{{p.Skip, true}, {p.Limit, false}} {
		if bound.e == nil {
			continue
		}
		n, err := in.eval(bound.e, nil, [][]value.Value{nil})
		if err != nil || n[0].Kind() != value.KindInt || n[0].AsInt() < 0 {
			return nil, fmt.Errorf("bad bound: %v", err)
		}
		at := int(min(n[0].AsInt(), int64(len(sorted))))
		if bound.skip {
			sorted = sorted[at:]
		} else {
			sorted = sorted[:at]
		}
	}
	return sorted, nil
}

// aggregate computes the aggregations in exprs, if there are any, and puts
// variables in their places.
func (in *interpreter) aggregate(exprs []ast.Expr) error {
	var calls []ast.Expr
	var keys []ast.Expr
	replaced := make([]ast.Expr, len(exprs))
	for i, e := range exprs {
		before := len(calls)
		replaced[i] = in.replace(e, &calls)
		if len(calls) == before {
			keys = append(keys, e)
		}
	}
	if len(calls) == 0 {
		return nil
	}
	groups, firsts, err := in.group(keys)
	if err != nil {
		return err
	}
	if len(keys) == 0 && len(firsts) == 0 {
		firsts = [][]value.Value{make([]value.Value, len(in.names))}
	}
	rows := make([][]value.Value, len(firsts))
	for g := range firsts {
		rows[g] = slices.Clone(firsts[g])
	}
	names := slices.Clone(in.names)
	for i, call := range calls {
		results, err := in.call(call, groups, len(firsts))
		if err != nil {
			return err
		}
		for g := range rows {
			rows[g] = append(rows[g], results[g])
		}
		names = append(names, fmt.Sprintf("aggregation %d", i))
	}
	in.names, in.rows = names, rows
	copy(exprs, replaced)
	return nil
}

func (in *interpreter) replace(e ast.Expr, calls *[]ast.Expr) ast.Expr {
	aggregation := false
	switch e := e.(type) {
	case *ast.CountStar:
		aggregation = true
	case *ast.Call:
		f, ok := eval.LookupFunction(e.Name)
		aggregation = ok && f.Aggregation
	}
	if aggregation {
		*calls = append(*calls, e)
		return &ast.Variable{Name: fmt.Sprintf("aggregation %d", len(*calls)-1)}
	}
	return ast.MapChildren(e, func(x ast.Expr) ast.Expr { return in.replace(x, calls) })
}

// group returns the group of each row and the first row of each group.
func (in *interpreter) group(keys []ast.Expr) (groups []uint32, firsts [][]value.Value, err error) {
	vals := make([][]value.Value, len(in.rows))
	for _, k := range keys {
		col, err := in.eval(k, in.names, in.rows)
		if err != nil {
			return nil, nil, err
		}
		for i, v := range col {
			vals[i] = append(vals[i], v)
		}
	}
	var seen [][]value.Value
	for i, row := range vals {
		g := slices.IndexFunc(seen, func(s []value.Value) bool { return slices.EqualFunc(s, row, value.Equivalent) })
		if g < 0 {
			g = len(seen)
			seen, firsts = append(seen, row), append(firsts, in.rows[i])
		}
		groups = append(groups, uint32(g))
	}
	return groups, firsts, nil
}

func (in *interpreter) call(e ast.Expr, groups []uint32, n int) ([]value.Value, error) {
	call := plan.AggregateCall{Func: "count"}
	if c, ok := e.(*ast.Call); ok {
		call = plan.AggregateCall{Func: strings.ToLower(c.Name), Args: c.Args, Distinct: c.Distinct}
	}
	a, err := eval.NewAggregator(call, &eval.Env{})
	if err != nil {
		return nil, err
	}
	var args []*column.Column
	for _, arg := range call.Args {
		vals, err := in.eval(arg, in.names, in.rows)
		if err != nil {
			return nil, err
		}
		c := &column.Column{}
		for _, v := range vals {
			c.Append(v)
		}
		args = append(args, c)
	}
	if err := a.Add(in.ctx, groups, args, batch.All(len(groups))); err != nil {
		return nil, err
	}
	var dst column.Column
	if err := a.Result(in.ctx, 0, n, &dst); err != nil {
		return nil, err
	}
	out := make([]value.Value, n)
	for g := range out {
		out[g] = dst.Value(g)
	}
	return out, nil
}
