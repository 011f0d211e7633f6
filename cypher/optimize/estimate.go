package optimize

import (
	"math"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/logical"
	"memgraphd/cypher/semantic"
	"memgraphd/engine"
	"memgraphd/engine/value"
)

// Costs of handling one row, in units of handing on a row. Sequential work is
// cheap; what jumps through memory or evaluates anything is not.
const (
	costScan   = 0.1 // looking at a row of a table that doesn't match
	costRow    = 1.0
	costSeek   = 3.0 // finding a place in an index
	costHop    = 2.0 // beginning to expand a node
	costFilter = 1.5
	costHash   = 2.0
	costPlan   = 20 // running a plan for a row
)

// Selectivities where nothing better is known.
const (
	selEqual   = 0.1
	selRange   = 0.3
	selPrefix  = 0.1
	selStrip   = 0.05 // of a point index
	selPresent = 0.9
	selOther   = 0.25
	selPattern = 0.5
)

// labelShare estimates the share of nodes that pass a label expression.
func (p *planner) labelShare(e ast.LabelExpr) float64 {
	switch e := e.(type) {
	case *ast.LabelName:
		if e.Label.Dynamic != nil {
			return selEqual
		}
		return p.oneLabelShare(e.Label.Name)
	case *ast.LabelAnd:
		share := 1.0
		for _, part := range e.Parts {
			share *= p.labelShare(part)
		}
		return share
	case *ast.LabelOr:
		miss := 1.0
		for _, part := range e.Parts {
			miss *= 1 - p.labelShare(part)
		}
		return 1 - miss
	case *ast.LabelNot:
		return 1 - p.labelShare(e.Part)
	}
	return 1
}

func (p *planner) oneLabelShare(name string) float64 {
	id, ok := p.names.FindLabel(name)
	if !ok {
		return 0
	}
	return float64(p.names.LabelCount(id)) / math.Max(1, float64(p.names.NodeCount()))
}

// selectivity estimates the share of rows for which a predicate holds.
func (p *planner) selectivity(e ast.Expr) float64 {
	switch e := e.(type) {
	case *ast.HasLabels:
		if v, ok := e.X.(*ast.Variable); ok && p.info.Uses[v].Type.Base == semantic.Node {
			return p.labelShare(e.Labels)
		}
		return selOther
	case *ast.Comparison:
		switch e.Ops[0] {
		case ast.Eq:
			return selEqual
		case ast.Ne:
			return 1 - selEqual
		}
		return selRange
	case *ast.IsNull:
		if e.Not {
			return selPresent
		}
		return 1 - selPresent
	case *ast.Unary:
		if e.Op == ast.Not {
			return 1 - p.selectivity(e.X)
		}
	case *ast.Binary:
		return p.binarySelectivity(e)
	case *ast.PatternExpr, *ast.Subquery:
		return selPattern
	case *ast.Literal:
		if e.Value.Kind() == value.KindBool && e.Value.AsBool() {
			return 1
		}
		return 0
	}
	return selOther
}

func (p *planner) binarySelectivity(e *ast.Binary) float64 {
	switch e.Op {
	case ast.And:
		return p.selectivity(e.X) * p.selectivity(e.Y)
	case ast.Or:
		x, y := p.selectivity(e.X), p.selectivity(e.Y)
		return x + y - x*y
	case ast.In:
		return math.Min(selEqual*listLength(e.Y), 0.5)
	case ast.StartsWith:
		return selPrefix
	}
	return selOther
}

// listLength returns the number of elements of a list, guessed if it isn't written out.
func listLength(e ast.Expr) float64 {
	switch e := e.(type) {
	case *ast.ListLit:
		return float64(len(e.Items))
	case *ast.Literal:
		if e.Value.Kind() == value.KindList {
			return float64(len(e.Value.AsList()))
		}
	}
	return 4
}

// relationships returns the number of relationships that a link may follow.
func (p *planner) relationships(types []string) float64 {
	if len(types) == 0 {
		return float64(p.names.RelationshipCount())
	}
	total := 0.0
	for _, name := range types {
		if id, ok := p.names.FindType(name); ok {
			total += float64(p.names.TypeCount(id))
		}
	}
	return total
}

// degree estimates how many relationships of a link one node has in the direction it is followed. share is
// the share of nodes that the node's labels leave: where relationships gather at the nodes of a label is not
// counted, so they are taken to gather half-way.
func (p *planner) degree(l *logical.Link, dir engine.Direction, share float64) float64 {
	nodes := math.Max(1, float64(p.names.NodeCount()))
	d := p.relationships(l.Types) / nodes
	if dir == engine.Both {
		d *= 2
	}
	if share > 0 && share < 1 {
		d /= math.Sqrt(share)
	}
	return d
}

// walkRows estimates how many paths a link of several hops makes of one row.
func (p *planner) walkRows(l *logical.Link, degree float64) float64 {
	low, high := boundOf(l.Min, 1), boundOf(l.Max, 4)
	high = math.Max(low, math.Min(high, low+4))
	total := 0.0
	for k := low; k <= high; k++ {
		total += math.Pow(degree, k)
	}
	if l.Expansion != ast.VarLength {
		total = math.Min(total, float64(p.names.NodeCount()))
	}
	return math.Min(total, 1e9)
}

func boundOf(e ast.Expr, otherwise float64) float64 {
	if lit, ok := e.(*ast.Literal); ok && lit.Value.Kind() == value.KindInt {
		return math.Min(float64(lit.Value.AsInt()), 15)
	}
	return otherwise
}
