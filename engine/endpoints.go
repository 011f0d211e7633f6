package engine

import "math"

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

// bytes returns the memory that the endpoints take.
func (e *endpoints) bytes() int {
	return 4*(len(e.from32)+len(e.to32)+len(e.type32)) + 8*(len(e.from64)+len(e.to64)) + 2*len(e.type16)
}
