package engine

import "sync/atomic"

// adjacency is one direction of the relationships at the nodes of a chunk: per
// node a list of segments, one for each type, each a run of entries.
//
// Readers take no latch. They load root and see memory that is only ever
// extended: entries are written behind the length of their run before the
// length is stored; whatever else changes is written elsewhere, and heads or
// root are stored last. Changes are serialised by chunk.hops.
//
// A node that has entries which not every transaction sees is in doubt: readers
// then look at the row of each relationship. pending counts those entries. The
// doubt is stored before an entry appears and withdrawn only when no active
// transaction could see it differently, so a reader that finds no doubt before
// and after it took the run may believe the run.
type adjacency struct {
	root    atomic.Pointer[hopRoot]
	pending *[ChunkRows]uint32 // per row; nil while no row is in doubt
	doubts  int                // rows in doubt
	segs    int                // segments in use, dead ones included
	words   int                // words of the arena in use, garbage included
	loops   atomic.Int64       // entries that lead back to their own node
}

// hopRoot is the memory of an adjacency. Segments and words have their full
// length from the start; how much is in use is the writer's business.
type hopRoot struct {
	segments []segment
	words    []uint64
	wide     bool              // an entry is two words: neighbour, relationship
	heads    [ChunkRows]uint32 // (first segment+1)<<1 | in doubt
}

// segment is the run of one node and type. start, length and capacity count entries.
type segment struct {
	run  uint64 // start<<32 | length; atomic
	typ  TypeID // this and what follows never change once the segment is reachable …
	next uint32 // segment+1, 0 at the end
	cap  uint32 // … but for the capacity, which only writers look at
}

// entry is a relationship as seen from one of its nodes.
type entry struct{ neighbour, rel uint64 }

const (
	doubtBit    = 1
	firstRunCap = 2
	maxNarrowID = 1<<32 - 1
)

func (c *chunk) adjacency(dir Direction) *adjacency {
	if dir == Out {
		return &c.out
	}
	return &c.in
}

func (s *segment) load() (start, length int) {
	r := atomic.LoadUint64(&s.run)
	return int(r >> 32), int(uint32(r))
}

func (s *segment) store(start, length int) {
	atomic.StoreUint64(&s.run, uint64(start)<<32|uint64(length))
}

// shift turns entries into words.
func (r *hopRoot) shift() int {
	if r.wide {
		return 1
	}
	return 0
}

// entries returns the words of a run.
func (r *hopRoot) entries(start, length int) []uint64 {
	s := r.shift()
	return r.words[start<<s : (start+length)<<s]
}

// entry returns entry i of a run's words.
func (r *hopRoot) entry(words []uint64, i int) entry {
	if r.wide {
		return entry{words[2*i], words[2*i+1]}
	}
	return entry{words[i] >> 32, words[i] & maxNarrowID}
}

func (r *hopRoot) put(i int, e entry) {
	if r.wide {
		r.words[2*i], r.words[2*i+1] = e.neighbour, e.rel
		return
	}
	r.words[i] = e.neighbour<<32 | e.rel
}

// head returns the first segment of a row (plus one, 0 for none) and whether the row is in doubt.
func (r *hopRoot) head(row int) (segment uint32, doubt bool) {
	h := atomic.LoadUint32(&r.heads[row])
	return h >> 1, h&doubtBit != 0
}

// find returns the segment of a row and type, or nil.
func (r *hopRoot) find(row int, typ TypeID) *segment {
	for i, _ := r.head(row); i != 0; {
		s := &r.segments[i-1]
		if s.typ == typ {
			return s
		}
		i = s.next
	}
	return nil
}

// doubt notes one more entry of row that not every transaction sees alike.
func (a *adjacency) doubt(row int) {
	if a.pending == nil {
		a.pending = new([ChunkRows]uint32)
	}
	if a.pending[row]++; a.pending[row] > 1 {
		return
	}
	a.doubts++
	r := a.root.Load()
	atomic.StoreUint32(&r.heads[row], r.heads[row]|doubtBit)
}

// believe takes back one doubt.
func (a *adjacency) believe(row int) {
	if a.pending[row]--; a.pending[row] > 0 {
		return
	}
	r := a.root.Load()
	atomic.StoreUint32(&r.heads[row], r.heads[row]&^doubtBit)
	if a.doubts--; a.doubts == 0 {
		a.pending = nil
	}
}

// insert adds an entry; in doubt, if there are transactions that must not see it yet.
func (a *adjacency) insert(row int, typ TypeID, e entry, loop, doubt bool) {
	r := a.room(row, typ, e)
	if doubt {
		a.doubt(row)
	}
	if loop {
		a.loops.Add(1)
	}
	s := r.find(row, typ)
	start, length := s.load()
	r.put(start+length, e)
	s.store(start, length+1)
}

// room makes sure that the segment of row and type has room for e.
func (a *adjacency) room(row int, typ TypeID, e entry) *hopRoot {
	r := a.root.Load()
	if r == nil {
		r = &hopRoot{segments: make([]segment, firstSegments), words: make([]uint64, firstWords)}
		a.root.Store(r)
	}
	if !r.wide && max(e.neighbour, e.rel) > maxNarrowID {
		r = a.rebuild(grown{widen: true})
	}
	s := r.find(row, typ)
	if s == nil {
		return a.open(row, typ)
	}
	start, length := s.load()
	if length < int(s.cap) {
		return r
	}
	want := nextCap(length)
	if (a.words + want<<r.shift()) > len(r.words) {
		return a.rebuild(grown{row: row, typ: typ, cap: want, widen: r.wide})
	}
	a.move(r, s, start, length, want)
	return r
}

// nextCap is the capacity of a run that has outgrown length entries.
func nextCap(length int) int { return length + max(2, length/2) }

// open appends a segment for row and type, with room for its first entries.
func (a *adjacency) open(row int, typ TypeID) *hopRoot {
	r := a.root.Load()
	if a.segs == len(r.segments) {
		r = a.moreSegments()
	}
	if a.words+firstRunCap<<r.shift() > len(r.words) {
		r = a.rebuild(grown{widen: r.wide, spare: firstRunCap})
	}
	h := r.heads[row]
	s := &r.segments[a.segs]
	*s = segment{typ: typ, next: h >> 1, cap: firstRunCap}
	s.run = uint64(a.words>>r.shift()) << 32
	a.segs++
	a.words += firstRunCap << r.shift()
	atomic.StoreUint32(&r.heads[row], uint32(a.segs)<<1|h&doubtBit)
	return r
}

// move gives a run another place in the arena, with capacity want.
func (a *adjacency) move(r *hopRoot, s *segment, start, length, want int) {
	sh := r.shift()
	to := a.words
	copy(r.words[to:], r.words[start<<sh:(start+length)<<sh])
	a.words += want << sh
	s.cap = uint32(want)
	s.store(to>>sh, length)
}
