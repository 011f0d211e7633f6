package format

import (
	"encoding/binary"
	"fmt"
	"hash/crc32"

	"github.com/google/uuid"
)

// Version is the version of the formats that this program reads and writes.
const Version = 1

// HeaderSize is the length of an encoded [Header].
const HeaderSize = 88

// magic begins every file. Its line ends and control bytes show transfers that
// mangle text, as PNG's do.
const magic = "\x89MGD\r\n\x1a\n"

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// Checksum is the CRC-32C of sum's data followed by p; start with 0.
func Checksum(sum uint32, p []byte) uint32 { return crc32.Update(sum, castagnoli, p) }

// Kind says what a file is.
type Kind uint32

// The kinds of files. Their numbers are written to files: they never change.
const (
	KindSegment  Kind = 1 // a segment of the write-ahead log
	KindSnapshot Kind = 2
	KindClean    Kind = 3 // the mark of a clean stop
)

func (k Kind) String() string {
	switch k {
	case KindSegment:
		return "log segment"
	case KindSnapshot:
		return "snapshot"
	case KindClean:
		return "mark of a clean stop"
	default:
		return fmt.Sprintf("file of kind %d", uint32(k))
	}
}

// Flags qualify a file.
type Flags uint32

// FlagRestart marks a segment that follows a snapshot instead of the segment
// with the sequence number before its own.
const FlagRestart Flags = 1

// Header begins every file.
type Header struct {
	Kind       Kind
	Database   uuid.UUID
	Generation uint64 // counts the times the data were replaced as a whole
	Sequence   uint64 // number of a segment, from 1
	Timestamp  uint64 // of the last commit before a segment, of the last one in a snapshot
	Created    uint64 // microseconds since 1970, UTC
	Size       uint64 // bytes a segment was given at first; 0 if it grows as it is written
	Chain      uint32 // checksum of the last record before a segment
	Flags      Flags
}

// Append appends the encoded header to dst.
func (h *Header) Append(dst []byte) []byte {
	start := len(dst)
	le := binary.LittleEndian
	dst = append(dst, magic...)
	dst = le.AppendUint32(dst, Version)
	dst = le.AppendUint32(dst, uint32(h.Kind))
	dst = append(dst, h.Database[:]...)
	for _, word := range [...]uint64{h.Generation, h.Sequence, h.Timestamp, h.Created, h.Size} {
		dst = le.AppendUint64(dst, word)
	}
	dst = le.AppendUint32(dst, h.Chain)
	dst = le.AppendUint32(dst, uint32(h.Flags))
	dst = le.AppendUint32(dst, 0)
	return le.AppendUint32(dst, Checksum(0, dst[start:]))
}

// Decode reads the header of a file that must be of kind want. The error says
// what is wrong with it but not in which file.
func (h *Header) Decode(b []byte, want Kind) error {
	if IsMemgraph(b) {
		return fmt.Errorf("it is in Memgraph's format, which is to be converted first")
	}
	if len(b) < HeaderSize {
		return fmt.Errorf("it is %d bytes long, too short for a header", len(b))
	}
	le := binary.LittleEndian
	if string(b[:8]) != magic {
		return fmt.Errorf("it does not begin as a data file does")
	}
	if v := le.Uint32(b[8:]); v > Version && v < 1<<16 {
		return fmt.Errorf("it has format version %d, but this program knows only versions up to %d", v, Version)
	}
	if Checksum(0, b[:84]) != le.Uint32(b[84:]) {
		return fmt.Errorf("the checksum of its header does not match")
	}
	if v := le.Uint32(b[8:]); v != Version {
		return fmt.Errorf("it has format version %d, but this program knows only version %d", v, Version)
	}
	*h = Header{
		Kind:       Kind(le.Uint32(b[12:])),
		Database:   uuid.UUID(b[16:32]),
		Generation: le.Uint64(b[32:]),
		Sequence:   le.Uint64(b[40:]),
		Timestamp:  le.Uint64(b[48:]),
		Created:    le.Uint64(b[56:]),
		Size:       le.Uint64(b[64:]),
		Chain:      le.Uint32(b[72:]),
		Flags:      Flags(le.Uint32(b[76:])),
	}
	if h.Kind != want {
		return fmt.Errorf("it is a %v, but a %v belongs here", h.Kind, want)
	}
	return nil
}

// Sum is the checksum at the end of an encoded header. It is different for
// every file and seeds the checksums inside it.
func Sum(encoded []byte) uint32 { return binary.LittleEndian.Uint32(encoded[HeaderSize-4:]) }

// Place seeds the checksum of something at an offset of the file whose header
// has the checksum seed: at any other place the same bytes do not pass.
func Place(seed uint32, offset int64) uint32 {
	var b [12]byte
	binary.LittleEndian.PutUint32(b[:], seed)
	binary.LittleEndian.PutUint64(b[4:], uint64(offset))
	return Checksum(0, b[:])
}

// IsMemgraph reports whether a file that begins with b was written by Memgraph.
func IsMemgraph(b []byte) bool {
	return len(b) >= 4 && (string(b[:4]) == "MGsn" || string(b[:4]) == "MGwl")
}
