package engine

import (
	"bytes"
	"context"
	"slices"
)

// metaStore is the durable key-value space, guarded by Database.publishMu.
type metaStore map[string]map[string][]byte

func (m *metaStore) set(space, key string, val []byte) {
	if val == nil {
		delete((*m)[space], key)
		return
	}
	if *m == nil {
		*m = metaStore{}
	}
	if (*m)[space] == nil {
		(*m)[space] = map[string][]byte{}
	}
	(*m)[space][key] = val
}

// entries returns all entries, ordered.
func (m metaStore) entries() []MetaEntry {
	var all []MetaEntry
	for _, space := range sortedKeys(m) {
		for _, key := range sortedKeys(m[space]) {
			all = append(all, MetaEntry{Space: space, Key: key, Value: m[space][key]})
		}
	}
	return all
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// SetMeta stores an entry in the key-value space durably; nil value removes it.
func (db *Database) SetMeta(ctx context.Context, space, key string, val []byte) error {
	val = bytes.Clone(val)
	r := redoWriter{}
	r.meta(space, key, val)
	return db.order(change{redo: r.buf, check: ctx.Err, publish: func(uint64) { db.meta.set(space, key, val) }})
}

func (r *redoWriter) meta(space, key string, val []byte) {
	r.op(opMeta)
	r.text(space)
	r.text(key)
	if val == nil {
		r.buf = append(r.buf, 0)
	} else {
		r.buf = append(r.buf, 1)
	}
	r.uint(uint64(len(val)))
	r.buf = append(r.buf, val...)
}

// Meta returns an entry; the caller must not change it.
func (db *Database) Meta(space, key string) ([]byte, bool) {
	db.publishMu.Lock()
	defer db.publishMu.Unlock()
	val, ok := db.meta[space][key]
	return val, ok
}

// MetaKeys returns the keys of a space, sorted.
func (db *Database) MetaKeys(space string) []string {
	db.publishMu.Lock()
	defer db.publishMu.Unlock()
	return sortedKeys(db.meta[space])
}
