package logical

import (
	"slices"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/semantic"
)

// AsChain returns a search for one path of a graph, if the graph is no more than the chain of one pattern that has a path
// exactly if it matches; nil otherwise.
func AsChain(info *semantic.Info, g *Graph) *Selected {
	if len(g.Links) == 0 || len(g.Paths) > 1 || len(g.Paths) == 1 && len(g.Paths[0].Steps) != 2*len(g.Links)+1 {
		return nil
	}
	first, last := g.Links[0], g.Links[len(g.Links)-1]
	for i, l := range g.Links[1:] {
		if l.Left != g.Links[i].Right || l.Clause != first.Clause {
			return nil
		}
	}
	ends := [2]*semantic.Symbol{first.Left, last.Right}
	if !chain(info, g, ends) {
		return nil
	}
	return &Selected{Graph: g, Choose: &Choose{From: ends[0], To: ends[1]}}
}

// chain reports whether the paths of a graph can be searched for step by step: it leads from one end over nodes that
// are all different to the other, along relationships each of which can be tested by itself.
func chain(info *semantic.Info, g *Graph, ends [2]*semantic.Symbol) bool {
	nodes := len(g.Links) + 1
	if ends[0] == ends[1] {
		nodes--
	}
	if len(g.Links) == 0 || len(g.Nodes) != nodes {
		return false
	}
	own := g.Symbols()
	for _, l := range g.Links {
		if !stepwise(info, l) || !l.independent(info, own, ends) {
			return false
		}
	}
	return true
}

// independent reports whether a link can be followed without a look at other symbols of the chain than its ends.
func (l *Link) independent(info *semantic.Info, own []*semantic.Symbol, ends [2]*semantic.Symbol) bool {
	for _, e := range l.Conditions() {
		free := info.Free(e)
		for _, sym := range own {
			if free[sym] && sym != ends[0] && sym != ends[1] {
				return false
			}
		}
	}
	return true
}

// Conditions returns the bounds of a link and what is demanded of each of its relationships.
func (l *Link) Conditions() []ast.Expr {
	all := append([]ast.Expr{l.Min, l.Max}, l.Predicates...)
	if l.Filter != nil {
		all = append(all, l.Filter.Body)
	}
	if l.Group != nil {
		all = append(append(all, l.Group.Min, l.Group.Max), l.Group.Graph.Predicates...)
	}
	return slices.DeleteFunc(all, func(e ast.Expr) bool { return e == nil })
}

// stepwise reports whether a link can be followed step by step.
func stepwise(info *semantic.Info, l *Link) bool {
	switch l.Kind {
	case Hop:
		return true
	case Walk:
		return l.Expansion == ast.VarLength && l.Total == nil &&
			(l.Filter == nil || l.Filter.Path == nil && l.Filter.Weight == nil)
	case Repeat:
		return stepwiseGroup(info, l.Group)
	}
	return false
}

func stepwiseGroup(info *semantic.Info, g *GroupBody) bool {
	body := g.Graph
	if len(body.Paths) > 0 || len(body.Nodes) != len(body.Links)+1 {
		return false
	}
	var own []*semantic.Symbol
	for _, l := range body.Links {
		if l.Kind != Hop {
			return false
		}
		own = append(own, l.Sym)
	}
	own = append(own, body.Nodes...)
	for _, e := range body.Predicates {
		if body.HopOf(info, e, own) < 0 {
			return false
		}
	}
	return true
}

// HopOf returns the first hop of a chain of hops that a condition is about: of the symbols own it looks at no others than
// the relationship of the hop and its ends. It is -1 if it is about several hops.
func (g *Graph) HopOf(info *semantic.Info, e ast.Expr, own []*semantic.Symbol) int {
	free := info.Free(e)
	for i, l := range g.Links {
		about := true
		for _, sym := range own {
			about = about && (!free[sym] || sym == l.Sym || sym == l.Left || sym == l.Right)
		}
		if about {
			return i
		}
	}
	return -1
}
