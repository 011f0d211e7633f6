package parser

import (
	"memgraphd/cypher/ast"
	"memgraphd/cypher/parser/internal/grammar"
)

// described converts what a description is about.
func (c *converter) described(ctx grammar.IDescribedContext) *ast.Description {
	names := c.names(ctx.AllName())
	switch {
	case ctx.DATABASE() != nil:
		return &ast.Description{Kind: "database", Labels: names}
	case ctx.EDGE() != nil:
		d := &ast.Description{Kind: "edge_type"}
		c.describedType(d, ctx.DescribedType())
		if ctx.PROPERTY() != nil {
			d.Kind, d.Property = "edge_type_property", names[0]
		}
		return d
	case ctx.LABEL() != nil && ctx.PROPERTY() != nil:
		return &ast.Description{Kind: "label_property", Labels: names[:1], Property: names[1]}
	case ctx.LABEL() != nil:
		return &ast.Description{Kind: "label", Labels: names}
	}
	d := &ast.Description{Kind: "property", Property: names[0]}
	if ctx.Literal() != nil {
		d.Kind, d.Value = "property_value", c.literal(ctx.Literal().GetStart())
	}
	return d
}

func (c *converter) describedType(d *ast.Description, ctx grammar.IDescribedTypeContext) {
	d.Labels = []string{c.name(ctx.Name())}
	if ends := ctx.AllDescribedNode(); len(ends) == 2 {
		d.Start, d.End = c.names(ends[0].AllName()), c.names(ends[1].AllName())
	}
}
