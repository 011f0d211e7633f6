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
	if x.Past != nil && existsIn(x.Past, v) {
		return nil
	}
	switch {
	case v.Kind() == value.KindNode && !x.Txn.NodeExists(v.AsID()):
		return fmt.Errorf("node %d: %w", v.AsID(), engine.ErrNotFound)
	case v.Kind() == value.KindRelationship && !x.Txn.RelationshipExists(v.AsID()):
		return fmt.Errorf("relationship %d: %w", v.AsID(), engine.ErrNotFound)
	}
	return nil
}

func existsIn(txn *engine.Txn, v value.Value) bool {
	if v.Kind() == value.KindNode {
		return txn.NodeExists(v.AsID())
	}
	return v.Kind() == value.KindRelationship && txn.RelationshipExists(v.AsID())
}

// txnOf returns the transaction that a node or relationship is read in.
func (x *Context) txnOf(v value.Value) *engine.Txn {
	if x.Past == nil || existsIn(x.Txn, v) {
		return x.Txn
	}
	return x.Past
}
