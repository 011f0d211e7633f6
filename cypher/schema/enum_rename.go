package schema

import (
	"context"
	"encoding/json"
	"slices"

	"memgraphd/engine"
	"memgraphd/engine/value"
)

// renameEnumValue gives a value of an enumeration another name, everywhere. For as long as the
// data are rewritten the enumeration has both, so that a crash leaves no value without a name.
func (c *Call) renameEnumValue(name string, values []string, from, to string) error {
	both := append(slices.Clone(values), to)
	if err := c.setEnum(name, both); err != nil {
		return err
	}
	old, now := value.Enum{Type: name, Value: from}, value.EnumValue(value.Enum{Type: name, Value: to})
	err := c.Write(func(txn *engine.Txn) error {
		return rewriteProperties(c.Ctx, txn, func(v value.Value) (value.Value, bool) { return replaceEnum(v, old, now) })
	})
	if err != nil {
		return err
	}
	renamed := slices.Clone(values)
	renamed[slices.Index(values, from)] = to
	return c.setEnum(name, renamed)
}

func (c *Call) setEnum(name string, values []string) error {
	data, err := json.Marshal(values)
	if err != nil {
		return err
	}
	return c.DB.SetMeta(c.Ctx, EnumSpace, name, data)
}

// replaceEnum replaces a value of an enumeration, and reports whether there was anything to replace.
func replaceEnum(v value.Value, old value.Enum, now value.Value) (value.Value, bool) {
	switch v.Kind() {
	case value.KindEnum:
		if v.AsEnum() == old {
			return now, true
		}
	case value.KindList:
		list, any := slices.Clone(v.AsList()), false
		for i, e := range list {
			var changed bool
			list[i], changed = replaceEnum(e, old, now)
			any = any || changed
		}
		return value.List(list), any
	case value.KindMap:
		entries, any := slices.Clone(v.AsMap()), false
		for i, e := range entries {
			var changed bool
			entries[i].Value, changed = replaceEnum(e.Value, old, now)
			any = any || changed
		}
		return value.Map(entries), any
	}
	return v, false
}

// rewriteProperties replaces the properties of all nodes and relationships for which change says so.
func rewriteProperties(ctx context.Context, txn *engine.Txn, change func(value.Value) (value.Value, bool)) error {
	var ids []uint64
	var props []engine.Property
	for chunk := range txn.NodeChunks() {
		if err := ctx.Err(); err != nil {
			return err
		}
		ids = txn.ScanNodes(chunk, nil, ids[:0])
		for _, id := range ids {
			props = txn.NodeProperties(id, props[:0])
			for _, p := range props {
				if v, changed := change(p.Value); changed {
					if err := txn.SetNodeProperty(id, p.Key, v); err != nil {
						return err
					}
				}
			}
		}
	}
	return rewriteRelationships(ctx, txn, change)
}

func rewriteRelationships(ctx context.Context, txn *engine.Txn, change func(value.Value) (value.Value, bool)) error {
	var rels engine.Relationships
	var props []engine.Property
	for chunk := range txn.RelationshipChunks() {
		if err := ctx.Err(); err != nil {
			return err
		}
		rels = engine.Relationships{ID: rels.ID[:0], From: rels.From[:0], To: rels.To[:0], Type: rels.Type[:0]}
		txn.ScanRelationships(chunk, nil, &rels)
		for _, id := range rels.ID {
			props = txn.RelationshipProperties(id, props[:0])
			for _, p := range props {
				if v, changed := change(p.Value); changed {
					if err := txn.SetRelationshipProperty(id, p.Key, v); err != nil {
						return err
					}
				}
			}
		}
	}
	return nil
}
