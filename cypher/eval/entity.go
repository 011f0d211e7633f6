package eval

import (
	"fmt"

	"memgraphd/engine"
	"memgraphd/engine/value"
)

// alive is an error if v is a node or relationship that this transaction has deleted.
func (x *Context) alive(v value.Value) error {
	if !x.Txn.Changed() {
		return nil
	}
	return x.visible(v)
}

func (x *Context) visible(v value.Value) error {
	switch {
	case v.Kind() == value.KindNode && !x.Txn.NodeExists(v.AsID()):
		return fmt.Errorf("node %d: %w", v.AsID(), engine.ErrNotFound)
	case v.Kind() == value.KindRelationship && !x.Txn.RelationshipExists(v.AsID()):
		return fmt.Errorf("relationship %d: %w", v.AsID(), engine.ErrNotFound)
	}
	return nil
}
