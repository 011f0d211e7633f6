package engine

import (
	"math"
	"slices"
)

// endpoints holds from, to and type of the rows of a relationship chunk, as narrow
// as the largest of them allows.
type endpoints struct {
	from, to nodeIDs
	same     TypeID   // of all rows, while there is no column of types
	typed    bool     // same is known
	type16   []uint16 // once types differ
	type32   []uint32 // instead, once a type needs it
}

func (e *endpoints) init() {
	e.from.init()
	e.to.init()
}

func (e *endpoints) of(row int) (from, to uint64) { return e.from.at(row), e.to.at(row) }

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
	e.from.set(row, from)
	e.to.set(row, to)
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
	e.from.gather(from, ids)
	e.to.gather(to, ids)
}

// extend makes a slice n longer and returns the new end.
func extend[T any](s *[]T, n int) []T {
	at := len(*s)
	*s = slices.Grow(*s, n)[:at+n]
	return (*s)[at:]
}

// fill makes from and to those of an image, and returns the largest of them.
func (e *endpoints) fill(img *RelationshipImage) (last uint64) {
	return max(e.from.fill(img.From), e.to.fill(img.To))
}

// pack gives back the memory that from and to do not need.
func (e *endpoints) pack() {
	e.from.pack()
	e.to.pack()
}

// copyTo fills an image with the endpoints of its live rows.
func (e *endpoints) copyTo(img *RelationshipImage) {
	if countLive(&img.Live) < ChunkRows || e.type16 != nil || e.type32 != nil {
		eachRow(&img.Live, func(row int) {
			img.From[row], img.To[row] = e.of(row)
			img.Type[row] = e.typeOf(row)
		})
		return
	}
	e.from.copyTo(img.From)
	e.to.copyTo(img.To)
	for i := range img.Type {
		img.Type[i] = e.same
	}
}

// bytes returns the memory that the endpoints take.
func (e *endpoints) bytes() int {
	return e.from.bytes() + e.to.bytes() + 4*len(e.type32) + 2*len(e.type16)
}
