package value

import (
	"slices"
	"strings"
	"unsafe"
)

// Entry is one key of a map with its value.
type Entry struct {
	Key   string
	Value Value
}

// Map returns a map value. It sorts entries by key in place, keeps them, and of
// entries with the same key the last one wins.
func Map(entries []Entry) Value {
	if ascending(entries) {
		return SortedMap(entries)
	}
	slices.SortStableFunc(entries, func(a, b Entry) int { return strings.Compare(a.Key, b.Key) })
	kept := entries[:0]
	for i, e := range entries {
		if i+1 < len(entries) && entries[i+1].Key == e.Key {
			continue
		}
		kept = append(kept, e)
	}
	return SortedMap(kept)
}

// ascending reports whether each key is above the one before.
func ascending(entries []Entry) bool {
	for i := 1; i < len(entries); i++ {
		if entries[i-1].Key >= entries[i].Key {
			return false
		}
	}
	return true
}

// SortedMap is [Map] for entries that are ascending by key already, each key once.
func SortedMap(entries []Entry) Value {
	return Value{kind: KindMap, num: uint64(len(entries)), ptr: unsafe.Pointer(unsafe.SliceData(entries))}
}

// AsMap returns the entries of a map in key order; the caller must not change them.
func (v Value) AsMap() []Entry { return unsafe.Slice((*Entry)(v.ptr), int(v.num)) }

// Get returns the value under key in a map, and whether the key is there.
func (v Value) Get(key string) (Value, bool) {
	entries := v.AsMap()
	i, ok := slices.BinarySearchFunc(entries, key, func(e Entry, k string) int { return strings.Compare(e.Key, k) })
	if !ok {
		return Null, false
	}
	return entries[i].Value, true
}

// WithoutNulls returns a map without its entries that are null.
func (v Value) WithoutNulls() Value {
	entries := v.AsMap()
	if !slices.ContainsFunc(entries, func(e Entry) bool { return e.Value.IsNull() }) {
		return v
	}
	kept := make([]Entry, 0, len(entries))
	for _, e := range entries {
		if !e.Value.IsNull() {
			kept = append(kept, e)
		}
	}
	return Map(kept)
}
