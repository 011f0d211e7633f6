package logical

import (
	"memgraphd/cypher/ast"
	"memgraphd/cypher/semantic"
	"memgraphd/engine/value"
)

var oneHop = value.Int(1)

// group makes a link of a quantified group.
func (b *graphBuilder) group(l *Link, p *ast.GroupPattern) {
	l.Kind = Repeat
	l.Sym = b.info.NewSymbol("", semantic.ListOf(semantic.Relationship))
	body := &GroupBody{
		Graph:     Pattern(b.info, p.Part, p.Where),
		From:      b.info.Nodes[p.Part.Nodes[0]],
		To:        b.info.Nodes[p.Part.Nodes[len(p.Part.Nodes)-1]],
		Variables: b.info.Groups[p],
		Min:       p.Min, Max: p.Max,
	}
	for _, inner := range body.Graph.Links {
		body.Rels = append(body.Rels, inner.Sym)
	}
	l.Group = body
}
