package optimize

import (
	"math"

	"memgraphd/cypher/ast"
	"memgraphd/engine"
	"memgraphd/engine/value"
)

// indexRows estimates how many entries one seek finds.
func (p *planner) indexRows(use *indexUse) float64 {
	entries, distinct := p.names.IndexEntries(use.index)
	rows := math.Max(float64(entries), 1)
	exact := len(use.Equal)
	if use.In != nil {
		exact++
	}
	if exact > 0 {
		rows = math.Max(rows/p.prefixes(use.index, distinct, exact), 0.1)
	}
	if use.In != nil {
		rows *= listLength(use.In)
	}
	if use.Range != nil {
		rows = p.stretchRows(use, rows)
	}
	return rows
}

// prefixes estimates how many different values the first n properties of an index have, of which all together have
// so many: another index over just these knows it, or else all are taken to make the same difference.
func (p *planner) prefixes(ix *engine.Index, distinct int64, n int) float64 {
	whole := len(ix.Spec.Properties)
	if n < whole {
		for _, other := range p.names.PlanIndexes() {
			if ix.Spec.Extends(&other.Spec) && len(other.Spec.Properties) == n {
				_, distinct = p.names.IndexEntries(other)
				whole = n
				break
			}
		}
	}
	return math.Pow(math.Max(float64(distinct), 1), float64(n)/float64(whole))
}

// stretchRows estimates how many of the rows lie within bounds.
func (p *planner) stretchRows(use *indexUse, rows float64) float64 {
	if b, ok := constantBounds(use); ok {
		return math.Max(float64(p.names.EstimateRange(use.index, b)), 0.1)
	}
	switch r := use.Range; {
	case r.Prefix != nil:
		return rows * selPrefix
	case r.Lower != nil && r.Upper != nil:
		return rows * selRange * selRange
	case r.Lower != nil || r.Upper != nil:
		return rows * selRange
	}
	return rows
}

// constantBounds returns the bounds of a seek if they are known now.
func constantBounds(use *indexUse) (b engine.Bounds, ok bool) {
	r := use.Range
	ok = use.In == nil && (r.Prefix != nil || r.Lower != nil || r.Upper != nil)
	constant := func(e ast.Expr) value.Value {
		lit, isLiteral := e.(*ast.Literal)
		if e != nil && !isLiteral {
			ok = false
		}
		if !isLiteral {
			return value.Null
		}
		return lit.Value
	}
	for _, e := range use.Equal {
		b.Equal = append(b.Equal, constant(e))
	}
	b.Lower, b.Upper = constant(r.Lower), constant(r.Upper)
	b.LowerExclusive, b.UpperExclusive = r.LowerExclusive, r.UpperExclusive
	if v := constant(r.Prefix); v.Kind() == value.KindString {
		b.Prefix, b.HasPrefix = v.AsString(), true
	} else if !v.IsNull() {
		ok = false
	}
	return b, ok
}
