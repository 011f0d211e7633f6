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
	same         TypeID   // of all rows, while there is no column of types
	typed        bool     // same is known
	type16       []uint16 // once types differ
	type32       []uint32 // instead, once a type needs it
}

func (e *endpoints) init() {
	e.from32, e.to32 = make([]uint32, ChunkRows), make([]uint32, ChunkRows)
}

func (e *endpoints) of(row int) (from, to uint64) {
	if e.from64 != nil {
		return e.from64[row], e.to64[row]
	}
	return uint64(e.from32[row]), uint64(e.to32[row])
}

func (e *endpoints) typeOf(row int) TypeID {
	switch {
	case e.type16 != nil:
		return TypeID(e.type16[row])
	case e.type32 != nil:
		return TypeID(e.type32[row])
	}
	return e.same
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
	e.setType(row, typ)
}

func (e *endpoints) setType(row int, typ TypeID) {
	if e.type16 == nil && e.type32 == nil {
		if !e.typed {
			e.same, e.typed = typ, true
		}
		if typ == e.same {
			return
		}
	}
	if e.type32 == nil && max(typ, e.same) > math.MaxUint16 {
		e.type32 = make([]uint32, ChunkRows)
		for i := range e.type32 {
			e.type32[i] = uint32(e.typeOf16(i))
		}
		e.type16 = nil
	}
	if e.type32 != nil {
		e.type32[row] = uint32(typ)
		return
	}
	if e.type16 == nil {
		e.type16 = slices.Repeat([]uint16{uint16(e.same)}, ChunkRows)
	}
	e.type16[row] = uint16(typ)
}

// typeOf16 is typeOf while there is no column of wide types.
func (e *endpoints) typeOf16(row int) TypeID {
	if e.type16 != nil {
		return TypeID(e.type16[row])
	}
	return e.same
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
	if e.type16 == nil && e.type32 == nil {
		for i := range typ {
			typ[i] = e.same
		}
	} else {
		for i, id := range ids {
			typ[i] = e.typeOf(int(id & rowMask))
		}
	}
	if e.from64 != nil {
		appendEnds(from, to, e.from64, e.to64, ids)
	} else {
		appendEnds(from, to, e.from32, e.to32, ids)
	}
}

func appendEnds[T uint32 | uint64](from, to []uint64, from1, to1 []T, ids []uint64) {
	for i, id := range ids {
		row := id & rowMask
		from[i], to[i] = uint64(from1[row]), uint64(to1[row])
	}
}

// extend makes a slice n longer and returns the new end.
func extend[T any](s *[]T, n int) []T {
	at := len(*s)
	*s = slices.Grow(*s, n)[:at+n]
	return (*s)[at:]
}

// fill makes from and to those of an image, and returns the largest of them.
func (e *endpoints) fill(img *RelationshipImage) (last uint64) {
	if last = max(narrow(e.from32, img.From), narrow(e.to32, img.To)); last > math.MaxUint32 {
		e.from64, e.to64 = slices.Clone(img.From), slices.Clone(img.To)
		e.from32, e.to32 = nil, nil
	}
	return last
}

// narrow fills dst with the lower halves of ids, and returns the largest of them.
func narrow(dst []uint32, ids []uint64) (last uint64) {
	ids = ids[:len(dst)]
	for i := range dst {
		id := ids[i]
		dst[i], last = uint32(id), max(last, id)
	}
	return last
}

// copyTo fills an image with the endpoints of its live rows.
func (e *endpoints) copyTo(img *RelationshipImage) {
	if countLive(&img.Live) < ChunkRows || e.from64 != nil || e.type16 != nil || e.type32 != nil {
		eachRow(&img.Live, func(row int) {
			img.From[row], img.To[row] = e.of(row)
			img.Type[row] = e.typeOf(row)
		})
		return
	}
	for i := range img.From {
		img.From[i] = uint64(e.from32[i])
	}
	for i := range img.To {
		img.To[i] = uint64(e.to32[i])
	}
	for i := range img.Type {
		img.Type[i] = e.same
	}
}

// bytes returns the memory that the endpoints take.
func (e *endpoints) bytes() int {
	return 4*(len(e.from32)+len(e.to32)+len(e.type32)) + 8*(len(e.from64)+len(e.to64)) + 2*len(e.type16)
}
