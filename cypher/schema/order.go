package schema

import (
	"errors"
	"strings"

	"memgraphd/cypher/ast"
	"memgraphd/engine"
	"memgraphd/engine/value"
)

// order completes a specification by the order of WITH CONFIG {"order": "DESC"}, and reports whether there is one.
// Of Neo4j's OPTIONS none is about it.
func (c *Call) order(st *ast.IndexStatement, spec *engine.IndexSpec) (given bool, err error) {
	if st.Config == nil || spec.Named() {
		return false, nil
	}
	config, err := c.Constant(st.Config)
	if err != nil {
		return false, err
	}
	if config.Kind() != value.KindMap {
		return false, errorAt(st.Pos, `The configuration of an index must be a map, such as {"order": "DESC"}.`)
	}
	for _, e := range config.AsMap() {
		switch e.Key {
		case "indexProvider", "indexConfig":
		case "order":
			given = true
			if spec.Descending, err = descending(st, e.Value); err != nil {
				return false, err
			}
		default:
			return false, errorAt(st.Pos, `The configuration of an index has no '%s', only "order": "ASC" or "DESC".`, e.Key)
		}
	}
	if given && spec.Kind != engine.IndexLabelProps && spec.Kind != engine.IndexNested {
		return false, errorAt(st.Pos, "Only an index on a label and properties has an order.")
	}
	return given, nil
}

func descending(st *ast.IndexStatement, order value.Value) (bool, error) {
	if order.Kind() == value.KindString {
		switch strings.ToUpper(order.AsString()) {
		case "ASC":
			return false, nil
		case "DESC":
			return true, nil
		}
	}
	return false, errorAt(st.Pos, `The order of an index must be "ASC" or "DESC", not %s.`, value.Literal(order))
}

// dropOrders drops the indexes over the same properties, of either order.
func (c *Call) dropOrders(spec engine.IndexSpec) (*Table, error) {
	first := spec
	for _, ix := range c.DB.Indexes() {
		if o := ix.Spec; o.Kind == spec.Kind && o.Extends(&spec) && spec.Extends(&o) {
			first = o
			break
		}
	}
	dropped, err := c.dropIndex(first)
	if err != nil || spec.Kind != engine.IndexLabelProps && spec.Kind != engine.IndexNested {
		return dropped, err
	}
	first.Descending = !first.Descending
	if err := DropIndex(c.Ctx, c.DB, first); err != nil && !errors.Is(err, engine.ErrMissing) {
		return nil, err
	}
	return dropped, nil
}
