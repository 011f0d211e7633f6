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
	slices.SortStableFunc(entries, func(a, b Entry) int { return strings.Compare(a.Key, b.Key) })
	kept := entries[:0]
	for i, e := range entries {
		if i+1 < len(entries) && entries[i+1].Key == e.Key {
			continue
		}
		kept = append(kept, e)
	}
	return Value{kind: KindMap, num: uint64(len(kept)), ptr: unsafe.Pointer(unsafe.SliceData(kept))}
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
