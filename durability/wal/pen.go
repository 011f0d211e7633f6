package wal

import "memgraphd/durability/vfs"

const (
	penSize   = 4 << 20   // what is collected for one write at most
	ownWrite  = 256 << 10 // payloads from this size on are written from where they are
	penKeeps  = penSize + ownWrite
	zeroChunk = 1 << 20
)

// pen writes records one behind the other, as a rule all in a single write.
type pen struct {
	file   vfs.File
	offset int64 // of the next byte to collect
	buf    []byte
	err    error // the first failure; nothing is written after it
}

// put adds a record.
func (p *pen) put(f *frame, seed uint32) {
	p.buf = f.appendHeader(p.buf, seed, p.offset)
	p.offset += f.size()
	pad := padding(len(f.payload))
	if len(f.payload) < ownWrite {
		p.buf = append(append(p.buf, f.payload...), pad...)
	} else {
		at := p.offset - int64(len(pad)) - int64(len(f.payload))
		p.writeAt(p.buf, at-int64(len(p.buf)))
		p.writeAt(f.payload, at)
		p.buf = append(p.buf[:0], pad...)
	}
	if len(p.buf) >= penSize {
		p.flush()
	}
}

// flush writes what was collected.
func (p *pen) flush() {
	p.writeAt(p.buf, p.offset-int64(len(p.buf)))
	p.buf = p.buf[:0]
	if cap(p.buf) > 2*penKeeps {
		p.buf = nil
	}
}

func (p *pen) writeAt(b []byte, at int64) {
	if p.err == nil && len(b) > 0 {
		_, p.err = p.file.WriteAt(b, at)
	}
}
