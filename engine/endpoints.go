package engine

import (
	"math"
	"slices"
)

// endpoints holds from, to and type of the rows of a relationship chunk, as
// narrow as the largest of them allows.
type endpoints struct {
	from32, to32 []uint32
	from64, to64 []uint64 // instead, once an id needs it
	type16       []uint16
	type32       []uint32 // instead, once a type needs it
}

func (e *endpoints) init() {
	e.from32, e.to32 = make([]uint32, ChunkRows), make([]uint32, ChunkRows)
	e.type16 = make([]uint16, ChunkRows)
}

func (e *endpoints) of(row int) (from, to uint64) {
	if e.from64 != nil {
		return e.from64[row], e.to64[row]
	}
	return uint64(e.from32[row]), uint64(e.to32[row])
}

func (e *endpoints) typeOf(row int) TypeID {
	if e.type32 != nil {
		return TypeID(e.type32[row])
	}
	return TypeID(e.type16[row])
}

func (e *endpoints) set(row int, from, to uint64, typ TypeID) {
	if e.from64 == nil && max(from, to) > math.MaxUint32 {
		e.from64, e.to64 = widen(e.from32), widen(e.to32)
		e.from32, e.to32 = nil, nil
	}
	if e.from64 != nil {
		e.from64[row], e.to64[row] = from, to
	} else {
		e.from32[row], e.to32[row] = uint32(from), uint32(to)
	}
	if e.type32 == nil && typ > math.MaxUint16 {
		e.type32 = make([]uint32, ChunkRows)
		for i, t := range e.type16 {
			e.type32[i] = uint32(t)
		}
		e.type16 = nil
	}
	if e.type32 != nil {
		e.type32[row] = uint32(typ)
	} else {
		e.type16[row] = uint16(typ)
	}
}

func widen(narrow []uint32) []uint64 {
	wide := make([]uint64, len(narrow))
	for i, v := range narrow {
		wide[i] = uint64(v)
	}
	return wide
}

// keepTypes keeps the ids of the rows that have one of types (nil: any), and returns how many.
func (e *endpoints) keepTypes(ids []uint64, types []TypeID) int {
	if types == nil {
		return len(ids)
	}
	n := 0
	for _, id := range ids {
		if slices.Contains(types, e.typeOf(int(id&rowMask))) {
			ids[n] = id
			n++
		}
	}
	return n
}

// appendTo appends from, to and type of rows to a batch.
func (e *endpoints) appendTo(dst *Relationships, ids []uint64) {
	n := len(ids)
	from, to, typ := extend(&dst.From, n), extend(&dst.To, n), extend(&dst.Type, n)
	if e.from64 == nil && e.type32 == nil {
		for i, id := range ids {
			row := id & rowMask
			from[i], to[i], typ[i] = uint64(e.from32[row]), uint64(e.to32[row]), TypeID(e.type16[row])
		}
		return
	}
	for i, id := range ids {
		row := int(id & rowMask)
		from[i], to[i] = e.of(row)
		typ[i] = e.typeOf(row)
	}
}

// extend makes a slice n longer and returns the new end.
func extend[T any](s *[]T, n int) []T {
	at := len(*s)
	*s = slices.Grow(*s, n)[:at+n]
	return (*s)[at:]
}

// bytes returns the memory that the endpoints take.
func (e *endpoints) bytes() int {
	return 4*(len(e.from32)+len(e.to32)+len(e.type32)) + 8*(len(e.from64)+len(e.to64)) + 2*len(e.type16)
}
