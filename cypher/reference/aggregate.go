package reference

import (
	"slices"
	"strings"

	"memgraphd/cypher/ast"
	"memgraphd/engine/value"
)

var aggregating = map[string]bool{
	"count": true, "sum": true, "avg": true, "min": true, "max": true, "collect": true,
	"stdev": true, "stdevp": true, "percentiledisc": true, "percentilecont": true, "project": true, "derive": true,
}

// aggregations returns the calls of aggregating functions in some columns. What
// stands in a subquery is none of theirs.
func aggregations(items []item) []ast.Expr {
	var calls []ast.Expr
	for _, i := range items {
		ast.Inspect(i.expr, func(n any) bool {
			switch n := n.(type) {
			case *ast.Subquery:
				return false
			case *ast.CountStar:
				calls = append(calls, n)
			case *ast.Call:
				if aggregating[strings.ToLower(n.Name)] {
					calls = append(calls, n)
				}
			}
			return true
		})
	}
	return calls
}

// aggregate computes an aggregation over the rows of a group.
func (r *run) aggregate(e ast.Expr, outer row, rows []row) value.Value {
	call, ok := e.(*ast.Call)
	if !ok {
		return value.Int(int64(len(rows)))
	}
	if len(call.Args) > 1 && strings.EqualFold(call.Name, "collect") {
		return r.collectMap(call, outer, rows)
	}
	if strings.EqualFold(call.Name, "derive") {
		return r.derive(call, outer, rows)
	}
	var vals []value.Value
	for _, in := range rows {
		v := r.eval(call.Args[0], scope{vars: outer.union(in)})
		if v.IsNull() || call.Distinct && slices.ContainsFunc(vals, func(u value.Value) bool { return value.Equivalent(u, v) }) {
			continue
		}
		vals = append(vals, v)
	}
	switch strings.ToLower(call.Name) {
	case "project":
		return project(vals)
	case "count":
		return value.Int(int64(len(vals)))
	case "collect":
		return value.List(vals)
	case "sum":
		return r.sum(vals)
	case "avg":
		if len(vals) == 0 {
			return value.Null
		}
		return value.Float(r.sum(vals).Number() / float64(len(vals)))
	case "min":
		return extreme(vals, -1)
	case "max":
		return extreme(vals, 1)
	case "stdev":
		return r.deviation(vals, 1)
	case "stdevp":
		return r.deviation(vals, 0)
	}
	return r.percentile(call, outer, rows, vals)
}

func (r *run) sum(vals []value.Value) value.Value {
	sum := value.Int(0)
	for i, v := range vals {
		switch duration := v.Kind() == value.KindDuration; {
		case duration && i == 0:
			sum = v
			continue
		case !duration && !v.IsNumber(), duration != (sum.Kind() == value.KindDuration):
			return r.fail("sum of %s", v.Kind())
		}
		sum = r.try(value.Add(sum, v))
	}
	return sum
}

// extreme returns the first or last of some values in the order of ORDER BY.
func extreme(vals []value.Value, sign int) value.Value {
	if len(vals) == 0 {
		return value.Null
	}
	best := vals[0]
	for _, v := range vals[1:] {
		if sign*value.Order(v, best) > 0 {
			best = v
		}
	}
	return best
}
