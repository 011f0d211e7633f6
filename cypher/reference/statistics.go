package reference

import (
	"math"
	"slices"

	"memgraphd/cypher/ast"
	"memgraphd/engine/value"
)

// collectMap is collect(key, value): the first value of a key counts.
func (r *run) collectMap(call *ast.Call, outer row, rows []row) value.Value {
	m := map[string]value.Value{}
	for _, in := range rows {
		s := scope{vars: outer.union(in)}
		key, v := r.eval(call.Args[0], s), r.eval(call.Args[1], s)
		if key.IsNull() || v.IsNull() {
			continue
		}
		if key.Kind() != value.KindString {
			return r.fail("a key of kind %s", key.Kind())
		}
		if _, taken := m[key.AsString()]; !taken {
			m[key.AsString()] = v
		}
	}
	return mapOf(m)
}

// deviation is the standard deviation of numbers; lost is 1 for that of a sample.
func (r *run) deviation(vals []value.Value, lost int) value.Value {
	n := float64(len(vals) - lost)
	if n <= 0 {
		return value.Float(0)
	}
	mean, squares := r.sum(vals).Number()/float64(len(vals)), 0.0
	for _, v := range vals {
		squares += (v.Number() - mean) * (v.Number() - mean)
	}
	return value.Float(math.Sqrt(squares / n))
}

// percentile is a number of some, or one between two of them.
func (r *run) percentile(call *ast.Call, outer row, rows []row, vals []value.Value) value.Value {
	if len(vals) == 0 {
		return value.Null
	}
	p := r.eval(call.Args[1], scope{vars: outer.union(rows[0])}).Number()
	slices.SortFunc(vals, value.Order)
	if call.Name == "percentileDisc" {
		return vals[max(int(math.Ceil(p*float64(len(vals))))-1, 0)]
	}
	at := p * float64(len(vals)-1)
	low, high := vals[int(math.Floor(at))].Number(), vals[int(math.Ceil(at))].Number()
	return value.Float(low + (high-low)*(at-math.Floor(at)))
}
