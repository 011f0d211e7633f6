package reference

import (
	"slices"

	"memgraphd/cypher/ast"
	"memgraphd/engine/value"
)

// known is an expression that stands for what was computed before.
type known struct {
	expr  ast.Expr
	value value.Value
}

// scope is what an expression sees.
type scope struct {
	vars  row
	known []known
}

func (s scope) with(name string, v value.Value) scope { return scope{vars: s.vars.with(name, v)} }

// item is a column of a projection.
type item struct {
	name string
	expr ast.Expr
}

func nameOf(i *ast.ProjectionItem) string {
	if i.Alias != "" {
		return i.Alias
	}
	if v, ok := i.Expr.(*ast.Variable); ok {
		return v.Name
	}
	return i.Text
}

// projected is a row of a projection with what ORDER BY and WHERE see of it.
type projected struct {
	row   row
	scope scope
}

// project runs WITH or RETURN on all rows.
func (r *run) project(p *ast.Projection, where ast.Expr, outer row, names []string, rows []row) ([]string, []row) {
	var items []item
	if p.Star {
		for _, name := range slices.Sorted(slices.Values(names)) {
			items = append(items, item{name, &ast.Variable{Name: name}})
		}
	}
	for _, i := range p.Items {
		items = append(items, item{nameOf(i), i.Expr})
	}
	columns := make([]string, len(items))
	for i := range items {
		columns[i] = items[i].name
	}
	var all []projected
	if calls := aggregations(items); len(calls) > 0 {
		all = r.grouped(items, calls, outer, rows)
	} else {
		for _, in := range rows {
			all = append(all, r.columns(items, outer, in, p.Distinct))
		}
	}
	if p.Distinct {
		all = distinctProjected(all, columns)
	}
	all = r.cut(p, r.sorted(p, all))
	var out []row
	for _, each := range all {
		if where == nil || r.isTrue(where, each.scope) {
			out = append(out, each.row)
		}
	}
	return columns, out
}

// columns computes the columns of a row. Behind DISTINCT nothing else is seen.
func (r *run) columns(items []item, outer, in row, alone bool) projected {
	p := projected{row: row{}}
	for _, i := range items {
		v := r.eval(i.expr, scope{vars: outer.union(in)})
		p.row[i.name] = v
		p.scope.known = append(p.scope.known, known{i.expr, v})
	}
	p.scope.vars = outer.union(p.row)
	if !alone {
		p.scope.vars = outer.union(in).union(p.row)
	}
	return p
}

func distinctProjected(all []projected, columns []string) []projected {
	var kept []projected
	for _, each := range all {
		if !slices.ContainsFunc(kept, func(k projected) bool { return len(distinct([]row{k.row, each.row}, columns)) == 1 }) {
			kept = append(kept, each)
		}
	}
	return kept
}

// sorted sorts by the keys of ORDER BY and leaves rows that are alike in their order.
func (r *run) sorted(p *ast.Projection, all []projected) []projected {
	type keyed struct {
		projected
		keys []value.Value
	}
	rows := make([]keyed, len(all))
	for i, each := range all {
		rows[i].projected = each
		for _, key := range p.OrderBy {
			rows[i].keys = append(rows[i].keys, r.eval(key.Expr, each.scope))
		}
	}
	slices.SortStableFunc(rows, func(a, b keyed) int {
		for i, key := range p.OrderBy {
			c := value.Order(a.keys[i], b.keys[i])
			if key.Descending {
				c = -c
			}
			if c != 0 {
				return c
			}
		}
		return 0
	})
	for i := range rows {
		all[i] = rows[i].projected
	}
	return all
}

// cut applies SKIP and LIMIT.
func (r *run) cut(p *ast.Projection, all []projected) []projected {
	if p.Skip != nil {
		all = all[min(r.amount(p.Skip), len(all)):]
	}
	if p.Limit != nil {
		all = all[:min(r.amount(p.Limit), len(all))]
	}
	return all
}

func (r *run) amount(e ast.Expr) int {
	v := r.eval(e, scope{})
	if v.Kind() != value.KindInt || v.AsInt() < 0 {
		r.fail("SKIP or LIMIT of %s", value.Literal(v))
		return 0
	}
	return int(min(v.AsInt(), 1<<30))
}

// grouped computes the columns of a projection that aggregates: one row for each
// group of rows that are alike in the columns that do not aggregate, and one row
// for no rows at all if every column does.
func (r *run) grouped(items []item, calls []ast.Expr, outer row, rows []row) []projected {
	type group struct {
		keys []value.Value
		rows []row
	}
	var groups []*group
	var keys []ast.Expr
	for _, i := range items {
		if len(aggregations([]item{i})) == 0 {
			keys = append(keys, i.expr)
		}
	}
	if len(keys) == 0 {
		groups = []*group{{}}
	}
	for _, in := range rows {
		var vals []value.Value
		for _, k := range keys {
			vals = append(vals, r.eval(k, scope{vars: outer.union(in)}))
		}
		at := slices.IndexFunc(groups, func(g *group) bool { return slices.EqualFunc(g.keys, vals, value.Equivalent) })
		if at < 0 {
			at, groups = len(groups), append(groups, &group{keys: vals})
		}
		groups[at].rows = append(groups[at].rows, in)
	}
	var all []projected
	for _, g := range groups {
		first := row{}
		if len(g.rows) > 0 {
			first = g.rows[0]
		}
		s := scope{vars: outer.union(first)}
		for _, call := range calls {
			s.known = append(s.known, known{call, r.aggregate(call, outer, g.rows)})
		}
		p := projected{row: row{}}
		for _, i := range items {
			p.row[i.name] = r.eval(i.expr, s)
			p.scope.known = append(p.scope.known, known{i.expr, p.row[i.name]})
		}
		p.scope.vars, p.scope.known = outer.union(p.row), append(p.scope.known, s.known...)
		all = append(all, p)
	}
	return all
}
