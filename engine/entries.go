package engine

import (
	"encoding/binary"
	"math/bits"
	"unsafe"
)

// entry is a relationship as seen from one of its nodes.
type entry struct{ neighbour, rel uint64 }

// layout says how entries lie in the bytes of an arena: little-endian, the neighbour in the
// lowest bits, the relationship above it. Arenas that grow have 8 bytes for an entry, or
// two words once an id needs more than half of them; what has settled is packed into as few bytes as the
// largest ids leave.
type layout struct {
	size              uint16 // bytes of an entry
	nodeBits, relBits uint8
}

const (
	maxNarrowID = 1<<32 - 1
	wordSize    = 8
	halfSize    = wordSize / 2
	leastSize   = halfSize + 1 // so that two halves write an entry, and an arena is padded by less than one
)

var (
	growing = layout{size: wordSize, nodeBits: 32, relBits: 32}
	wide    = layout{size: 2 * wordSize, nodeBits: 8 * wordSize, relBits: 8 * wordSize}
)

// packedLayout returns the layout of settled entries, whose ids are below bounds.
func packedLayout(nodes, rels uint64) layout {
	node, rel := bits.Len64(max(nodes, 1)-1), bits.Len64(max(rels, 1)-1)
	if node+rel > 8*wordSize {
		return wide
	}
	return layout{uint16(max(leastSize, (node+rel+7)/8)), uint8(node), uint8(rel)}
}

// grown returns the layout in which an arena grows that has entries of this one and is to get more.
func (l layout) grown(more []entry) layout {
	all := uint64(0)
	for _, e := range more {
		all |= e.neighbour | e.rel
	}
	if max(l.nodeBits, l.relBits) > growing.nodeBits || all > maxNarrowID {
		return wide
	}
	return growing
}

// isWide reports whether an entry is two words.
func (l layout) isWide() bool { return l.size > wordSize }

func (l layout) nodeMask() uint64 { return 1<<l.nodeBits - 1 }
func (l layout) relMask() uint64  { return 1<<l.relBits - 1 }

// arena returns memory for n entries. It is longer where entries are read as whole words
// that reach beyond them.
func (l layout) arena(n int) []byte { return make([]byte, l.arenaSize(n)) }

func (l layout) arenaSize(n int) int { return n*int(l.size) + max(0, wordSize-int(l.size)) }

// hopRun is n entries, one behind the other from the beginning of data on.
type hopRun struct {
	data []byte
	n    int
}

// cut divides a run behind its first n entries.
func (l layout) cut(run hopRun, n int) (first, rest hopRun) {
	return hopRun{run.data, n}, hopRun{run.data[n*int(l.size):], run.n - n}
}

// at returns entry i of a run.
func (l layout) at(run hopRun, i int) entry {
	arena, offset := run.memory(l), i*int(l.size)
	w := loadWord(arena, offset)
	if l.isWide() {
		return entry{w, loadWord(arena, offset+wordSize)}
	}
	return entry{w & l.nodeMask(), w >> (l.nodeBits & 63) & l.relMask()}
}

// put writes entry i of an arena, and no byte beside it.
func (l layout) put(data []byte, i int, e entry) {
	at := data[i*int(l.size):]
	switch {
	case l.isWide():
		binary.LittleEndian.PutUint64(at, e.neighbour)
		binary.LittleEndian.PutUint64(at[wordSize:], e.rel)
	case l.size == wordSize:
		binary.LittleEndian.PutUint64(at, l.word(e))
	default:
		storeWord(hopRun{at, 1}.memory(l), 0, int(l.size)-halfSize, l.word(e))
	}
}

// search returns the first entry from i on that leads to a neighbour, run.n if there is none.
func (l layout) search(run hopRun, i int, neighbour uint64) int {
	arena, size, nodes := run.memory(l), int(l.size), l.nodeMask()
	for offset := i * size; i < run.n; i++ {
		if loadWord(arena, offset)&nodes == neighbour {
			return i
		}
		offset += size
	}
	return run.n
}

// copy writes the entries of a run in another layout from entry at of an arena on.
func (l layout) copy(data []byte, at int, run hopRun, old layout) {
	dst := hopRun{data[at*int(l.size):], run.n}
	switch {
	case l == old:
		copy(dst.data, run.data[:run.n*int(l.size)])
	case l.isWide() || old.isWide():
		for i := range run.n {
			l.put(dst.data, i, old.at(run, i))
		}
	default:
		l.recode(dst, run, old)
	}
}

// recode is copy from one layout to another, neither of which is wide.
func (l layout) recode(dst, run hopRun, old layout) {
	from, to := run.memory(old), dst.memory(l)
	nodes, rels, down, up := old.nodeMask(), old.relMask(), old.nodeBits&63, l.nodeBits&63
	read, written, high := 0, 0, int(l.size)-halfSize
	for range run.n {
		w := loadWord(from, read)
		storeWord(to, written, high, w&nodes|w>>down&rels<<up)
		read += int(old.size)
		written += int(l.size)
	}
}

// word returns an entry as the word that it is stored as, unless it is wide.
func (l layout) word(e entry) uint64 { return e.neighbour | e.rel<<(l.nodeBits&63) }

// memory returns where a run lies, for loadWord and storeWord, which check no bounds: that
// the whole run is there is checked here, and that whole words may be read is what arenas are padded for.
func (run hopRun) memory(l layout) unsafe.Pointer {
	return unsafe.Pointer(unsafe.SliceData(run.data[:run.n*int(l.size)]))
}

// loadWord returns the word at an offset.
func loadWord(arena unsafe.Pointer, offset int) uint64 {
	return binary.LittleEndian.Uint64((*[wordSize]byte)(unsafe.Add(arena, offset))[:])
}

// storeWord writes the lowest bytes of a word, of which high lie before the second of two halves.
// The halves overlap where an entry is less than a word.
func storeWord(arena unsafe.Pointer, offset, high int, w uint64) {
	binary.LittleEndian.PutUint32((*[halfSize]byte)(unsafe.Add(arena, offset))[:], uint32(w))
	binary.LittleEndian.PutUint32((*[halfSize]byte)(unsafe.Add(arena, offset+high))[:], uint32(w>>(8*high&63)))
}
