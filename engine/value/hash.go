package value

import (
	"hash/maphash"
	"math"
	"math/bits"
	"math/rand/v2"
)

// The secrets make hashes unpredictable to clients and different in every
// process; hashes must therefore never be written to disk.
var (
	secretA    = rand.Uint64()
	secretB    = rand.Uint64()
	stringSeed = maphash.MakeSeed()
)

// mix folds the 128-bit product of its arguments, as wyhash does
// (github.com/wangyi-fudan/wyhash, public domain).
func mix(a, b uint64) uint64 {
	hi, lo := bits.Mul64(a, b)
	return hi ^ lo
}

// Hash returns a hash of v that is the same for all values that are
// [Equivalent] to v. The seed may be the hash of the value before, so that a row
// of several values is hashed by chaining.
func Hash(seed uint64, v Value) uint64 { return hash(seed, v, 0) }

// HashInt is [Hash] of Int(i).
func HashInt(seed uint64, i int64) uint64 { return mix(seed^secretA, uint64(i)^secretB) }

// HashString is [Hash] of String(s).
func HashString(seed uint64, s string) uint64 {
	return mix(seed^secretA, maphash.String(stringSeed, s)^secretB)
}

// HashFloat is [Hash] of Float(f): floats that are integers hash as such.
func HashFloat(seed uint64, f float64) uint64 {
	if f >= -(1<<63) && f < 1<<63 {
		if i := int64(f); float64(i) == f {
			return HashInt(seed, i)
		}
	}
	if math.IsNaN(f) {
		f = math.NaN() // all NaNs are one
	}
	return tagged(seed, KindFloat, math.Float64bits(f))
}

// tagged hashes a payload under its kind, so that true and 1 part ways.
func tagged(seed uint64, k Kind, payload uint64) uint64 {
	return mix(seed^secretB^uint64(k)<<56, payload^secretA)
}

func hash(seed uint64, v Value, depth int) uint64 {
	switch v.kind {
	case KindInt:
		return HashInt(seed, v.AsInt())
	case KindString:
		return HashString(seed, v.AsString())
	case KindFloat:
		return HashFloat(seed, v.AsFloat())
	case KindList:
		return hashList(seed, v.AsList(), depth+1)
	case KindMap:
		return hashMap(seed, v.AsMap(), depth+1)
	default:
		return hashScalar(seed, v)
	}
}

func hashList(seed uint64, elems []Value, depth int) uint64 {
	h := tagged(seed, KindList, uint64(len(elems)))
	for _, e := range elems {
		if depth > MaxNesting {
			break
		}
		h = hash(h, e, depth)
	}
	return h
}

func hashMap(seed uint64, entries []Entry, depth int) uint64 {
	h := tagged(seed, KindMap, uint64(len(entries)))
	for _, e := range entries {
		h = HashString(h, e.Key)
		if depth <= MaxNesting {
			h = hash(h, e.Value, depth)
		}
	}
	return h
}

func hashScalar(seed uint64, v Value) uint64 {
	switch v.kind {
	case KindTime:
		t := v.AsTime()
		return tagged(tagged(seed, v.kind, uint64(t.Nanos)), v.kind, uint64(t.Offset))
	case KindLocalDateTime:
		t := v.AsLocalDateTime()
		return tagged(tagged(seed, v.kind, uint64(t.Seconds)), v.kind, uint64(t.Nanos))
	case KindDateTime:
		t := v.AsDateTime()
		h := tagged(tagged(seed, v.kind, uint64(t.Seconds)), v.kind, uint64(t.Nanos))
		return HashString(HashInt(h, int64(t.Offset)), t.Zone)
	case KindDuration:
		d := v.AsDuration()
		h := tagged(tagged(seed, v.kind, uint64(d.Months)), v.kind, uint64(d.Days))
		return tagged(tagged(h, v.kind, uint64(d.Seconds)), v.kind, uint64(d.Nanos))
	case KindPoint:
		p := v.AsPoint()
		h := tagged(seed, v.kind, uint64(p.SRID))
		return HashFloat(HashFloat(HashFloat(h, p.X), p.Y), p.Z)
	case KindEnum:
		e := v.AsEnum()
		return HashString(HashString(tagged(seed, v.kind, 0), e.Type), e.Value)
	case KindPath:
		p := v.AsPath()
		return hashIDs(hashIDs(tagged(seed, v.kind, uint64(len(p.Rels))), p.Nodes), p.Rels)
	case KindGraph:
		g := v.AsGraph()
		return hashIDs(hashIDs(tagged(seed, v.kind, uint64(len(g.Rels))), g.Nodes), g.Rels)
	default:
		return tagged(seed, v.kind, v.num)
	}
}

func hashIDs(seed uint64, ids []uint64) uint64 {
	for _, id := range ids {
		seed = HashInt(seed, int64(id))
	}
	return seed
}
