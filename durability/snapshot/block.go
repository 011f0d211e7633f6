package snapshot

import (
	"encoding/binary"
	"fmt"

	"memgraphd/durability/format"
)

// blockKind says what a block holds.
type blockKind uint32

// The kinds of blocks. Their numbers are written to files: they never change.
const (
	blockCatalog       blockKind = 1
	blockNodes         blockKind = 2
	blockRelationships blockKind = 3
	blockFooter        blockKind = 4
)

func (k blockKind) String() string {
	switch k {
	case blockCatalog:
		return "the catalog"
	case blockNodes:
		return "a chunk of nodes"
	case blockRelationships:
		return "a chunk of relationships"
	case blockFooter:
		return "the footer"
	default:
		return fmt.Sprintf("a block of kind %d", uint32(k))
	}
}

// blockHeader is the length of what comes before a block's payload.
const blockHeader = 24

// beginBlock appends room for a block's header.
func beginBlock(dst []byte) []byte { return append(dst, make([]byte, blockHeader)...) }

// endBlock pads block, which beginBlock began, and completes its header for a
// place in the file. It returns the padded block and its checksum.
func endBlock(block []byte, kind blockKind, number uint32, seed uint32, offset int64) ([]byte, uint32) {
	le := binary.LittleEndian
	le.PutUint32(block[4:], uint32(kind))
	le.PutUint64(block[8:], uint64(len(block)-blockHeader))
	le.PutUint32(block[16:], number)
	block = padded(block)
	sum := format.Checksum(format.Place(seed, offset), block[4:])
	le.PutUint32(block, sum)
	return block, sum
}

func padded(b []byte) []byte { return append(b, make([]byte, -len(b)&7)...) }

// entry is a block as the footer lists it.
type entry struct {
	offset int64
	size   int64 // with header and padding
	kind   blockKind
	number uint32 // of the chunk
	sum    uint32
	rows   uint32 // live
}

const entrySize = 32

func (e *entry) append(dst []byte) []byte {
	le := binary.LittleEndian
	dst = le.AppendUint64(dst, uint64(e.offset))
	dst = le.AppendUint64(dst, uint64(e.size))
	dst = le.AppendUint32(dst, uint32(e.kind))
	dst = le.AppendUint32(dst, e.number)
	dst = le.AppendUint32(dst, e.sum)
	return le.AppendUint32(dst, e.rows)
}

func decodeEntry(b []byte) entry {
	le := binary.LittleEndian
	return entry{
		offset: int64(le.Uint64(b)),
		size:   int64(le.Uint64(b[8:])),
		kind:   blockKind(le.Uint32(b[16:])),
		number: le.Uint32(b[20:]),
		sum:    le.Uint32(b[24:]),
		rows:   le.Uint32(b[28:]),
	}
}

// openBlock checks a block against what is expected of it and returns its payload.
func openBlock(block []byte, e entry, seed uint32) ([]byte, error) {
	le := binary.LittleEndian
	if len(block) < blockHeader {
		return nil, fmt.Errorf("%v is %d bytes long, too short for a block", e.kind, len(block))
	}
	sum := le.Uint32(block)
	if sum != e.sum || format.Checksum(format.Place(seed, e.offset), block[4:]) != sum {
		return nil, fmt.Errorf("the checksum of %v does not match", e.kind)
	}
	kind, number := blockKind(le.Uint32(block[4:])), le.Uint32(block[16:])
	if kind != e.kind || number != e.number || le.Uint32(block[20:]) != 0 {
		return nil, fmt.Errorf("it holds %v (%d) where %v (%d) belongs", kind, number, e.kind, e.number)
	}
	length := le.Uint64(block[8:])
	if length > uint64(len(block)-blockHeader) || (length+7)&^7 != uint64(len(block)-blockHeader) {
		return nil, fmt.Errorf("%v claims %d bytes in a block of %d", kind, length, len(block))
	}
	return block[blockHeader : blockHeader+length : blockHeader+length], nil
}

// footer counts what the file holds and lists its blocks.
type footer struct {
	nodes         uint64
	relationships uint64
	blocks        []entry
}

const footerFixed = 24

func (f *footer) append(dst []byte) []byte {
	le := binary.LittleEndian
	dst = le.AppendUint64(dst, f.nodes)
	dst = le.AppendUint64(dst, f.relationships)
	dst = le.AppendUint64(dst, uint64(len(f.blocks)))
	for i := range f.blocks {
		dst = f.blocks[i].append(dst)
	}
	return dst
}

// decodeFooter reads the footer that lies at offset end and checks that the
// blocks it lists fill the file up to there without a gap.
func decodeFooter(b []byte, end int64) (*footer, error) {
	if len(b) < footerFixed {
		return nil, fmt.Errorf("the footer is too short")
	}
	le := binary.LittleEndian
	f := &footer{nodes: le.Uint64(b), relationships: le.Uint64(b[8:])}
	n := le.Uint64(b[16:])
	b = b[footerFixed:]
	if n == 0 || n != uint64(len(b)/entrySize) || len(b)%entrySize != 0 {
		return nil, fmt.Errorf("the footer lists %d blocks in %d bytes", n, len(b))
	}
	f.blocks = make([]entry, n)
	at := int64(format.HeaderSize)
	for i := range f.blocks {
		e := decodeEntry(b[i*entrySize:])
		if e.offset != at || e.size < blockHeader || e.size > end-at || (e.kind == blockCatalog) != (i == 0) {
			return nil, fmt.Errorf("the footer's block %d does not follow the one before it", i)
		}
		at += e.size
		f.blocks[i] = e
	}
	if at != end {
		return nil, fmt.Errorf("%d bytes belong to no block", end-at)
	}
	return f, nil
}

// trailerSize is the length of the end of the file.
const trailerSize = 24

// trailerMagic shows that the file is complete.
const trailerMagic = 0x444e4553 // "SEND"

func trailer(footerAt, footerSize int64, seed uint32) []byte {
	le := binary.LittleEndian
	b := le.AppendUint64(nil, uint64(footerAt))
	b = le.AppendUint64(b, uint64(footerSize))
	b = le.AppendUint32(b, trailerMagic)
	return le.AppendUint32(b, format.Checksum(seed, b))
}

// decodeTrailer returns where the footer of a file of size bytes lies.
func decodeTrailer(b []byte, seed uint32, size int64) (at, length int64, err error) {
	le := binary.LittleEndian
	if le.Uint32(b[16:]) != trailerMagic || format.Checksum(seed, b[:20]) != le.Uint32(b[20:]) {
		return 0, 0, fmt.Errorf("its end is missing or damaged")
	}
	at, length = int64(le.Uint64(b)), int64(le.Uint64(b[8:]))
	if at < format.HeaderSize || length < blockHeader+footerFixed || length != size-trailerSize-at {
		return 0, 0, fmt.Errorf("its end belongs to a file of another size")
	}
	return at, length, nil
}
