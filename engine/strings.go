package engine

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"unsafe"
)

// stringRun is a sequence of strings. It grows as spans of data, wherever they lie; once it
// has settled it is packed, if its data is short enough: each string then lies behind the one before it, and
// only where it ends is kept. One of spans and ends is in use, spans if the sequence is not packed.
//
// data is only ever appended to or replaced, never overwritten: readers keep
// strings that point into it.
type stringRun struct {
	spans []span
	ends  []uint16
	data  []byte
	dead  int // bytes of data that no span covers
}

// span is a string's place in data.
type span struct{ off, size uint32 }

// compactAbove is the size from which data is worth compacting.
const compactAbove = 4 << 10

func (s *stringRun) len() int { return len(s.spans) + len(s.ends) }

// span returns where string i is.
func (s *stringRun) span(i int) span {
	switch {
	case s.ends == nil:
		return s.spans[i]
	case i == 0:
		return span{0, uint32(s.ends[0])}
	}
	off := s.ends[i-1]
	return span{uint32(off), uint32(s.ends[i] - off)}
}

// at returns string i, which lies in data.
func (s *stringRun) at(i int) string {
	p := s.span(i)
	if p.size == 0 {
		return ""
	}
	return unsafe.String(&s.data[p.off], p.size)
}

// put overwrites string i if it is there, and inserts v before it otherwise.
func (s *stringRun) put(i int, there bool, v string) {
	s.unpack()
	if there {
		s.dead += int(s.spans[i].size)
	}
	s.spans = place(s.spans, i, there, span{off: uint32(len(s.data)), size: uint32(len(v))})
	s.data = append(s.data, v...)
	s.compact()
}

func (s *stringRun) append(vals []string) {
	s.unpack()
	for _, v := range vals {
		s.spans = append(s.spans, span{off: uint32(len(s.data)), size: uint32(len(v))})
		s.data = append(s.data, v...)
	}
}

func (s *stringRun) remove(i int) {
	s.unpack()
	s.dead += int(s.spans[i].size)
	s.spans = slices.Delete(s.spans, i, i+1)
	s.compact()
}

// compact copies data without its garbage once that is more than half.
func (s *stringRun) compact() {
	if len(s.data) < compactAbove || s.dead <= len(s.data)/2 {
		return
	}
	live := len(s.data) - s.dead
	s.rewrite(make([]byte, 0, live+live/4))
}

// rewrite copies the strings behind one another.
func (s *stringRun) rewrite(data []byte) {
	for i, p := range s.spans {
		s.spans[i].off = uint32(len(data))
		data = append(data, s.data[p.off:p.off+p.size]...)
	}
	s.data, s.dead = data, 0
}

// unpack makes the strings spans, to be changed.
func (s *stringRun) unpack() {
	if s.ends == nil {
		return
	}
	spans := make([]span, len(s.ends), len(s.ends)+len(s.ends)/8+1)
	for i := range spans {
		spans[i] = s.span(i)
	}
	s.spans, s.ends = spans, nil
}

// pack gives back the memory that the strings do not need.
func (s *stringRun) pack() {
	switch live := len(s.data) - s.dead; {
	case s.ends != nil:
		return
	case len(s.spans) == 0 || live > math.MaxUint16:
		s.spans, s.data = clip(s.spans), clip(s.data)
		return
	case s.dead > 0 || !s.inOrder():
		s.rewrite(make([]byte, 0, live))
	}
	s.ends = make([]uint16, len(s.spans))
	for i, p := range s.spans {
		s.ends[i] = uint16(p.off + p.size)
	}
	s.spans, s.data = nil, clip(s.data)
}

// inOrder reports whether the spans lie behind one another.
func (s *stringRun) inOrder() bool {
	end := uint32(0)
	for _, p := range s.spans {
		if p.off != end {
			return false
		}
		end += p.size
	}
	return true
}

// load makes the strings those of an image, whose data it takes over.
func (s *stringRun) load(img *ColumnImage) error {
	*s = stringRun{data: img.Data}
	if len(img.Offsets) == 0 {
		return nil
	}
	last := img.Offsets[0]
	if last != 0 {
		return errors.New("offsets do not begin with 0")
	}
	packed := len(img.Data) <= math.MaxUint16 && len(img.Offsets) > 1
	if packed {
		s.ends = make([]uint16, len(img.Offsets)-1)
	} else {
		s.spans = make([]span, len(img.Offsets)-1)
	}
	for i, end := range img.Offsets[1:] {
		if end < last || int(end) > len(img.Data) {
			return fmt.Errorf("offset %d after %d in %d bytes", end, last, len(img.Data))
		}
		if packed {
			s.ends[i] = uint16(end)
		} else {
			s.spans[i] = span{off: last, size: end - last}
		}
		last = end
	}
	return nil
}

// copyTo makes the strings those of an image.
func (s *stringRun) copyTo(img *ColumnImage) {
	img.Offsets = append(img.Offsets, 0)
	for i := range s.len() {
		p := s.span(i)
		img.Data = append(img.Data, s.data[p.off:p.off+p.size]...)
		img.Offsets = append(img.Offsets, uint32(len(img.Data)))
	}
}

// memory returns the bytes that the strings take.
func (s *stringRun) memory() int { return 8*cap(s.spans) + 2*cap(s.ends) + cap(s.data) }
