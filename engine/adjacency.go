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
	caps    []uint32           // room of each run, in entries; nil: all are full
	segs    int                // segments in use, dead ones included
	used    int                // entries of the arena in use, garbage included
	entries int                // entries in all runs
	loops   atomic.Int64       // entries that lead back to their own node
}

// hopRoot is the memory of an adjacency. Segments and arena have their full
// length from the start; how much is in use is the writer's business. A packed arena
// has no room, so that nothing is ever written to it.
//
// A settled root whose relationships are all of one type is uniform: it has no segments, its runs
// lie in the order of rows, and each ends where the next one starts. A run is then named by its
// row, as it is by its segment otherwise.
type hopRoot struct {
	layout
	uniform  bool
	typ      TypeID // of a uniform root
	room     uint32 // of the arena, in entries
	data     []byte // the arena
	segments []segment
	heads    [ChunkRows]uint32 // (first segment+1, or start if uniform)<<1 | in doubt
}

// segment is the run of one node and type. start and length count entries.
type segment struct {
	run  uint64 // start<<32 | length; atomic
	typ  TypeID // this and next never change once the segment is reachable
	next uint32 // segment+1, 0 at the end
}

const (
	doubtBit    = 1
	firstRunCap = 2
)

func newHopRoot(l layout, segments, room int) *hopRoot {
	return &hopRoot{layout: l, segments: make([]segment, segments), data: l.arena(room), room: uint32(room)}
}

func (c *chunk) adjacency(dir Direction) *adjacency {
	if dir == Out {
		return &c.out
	}
	return &c.in
}

func (s *segment) load() (start, length int) { return placeOf(atomic.LoadUint64(&s.run)) }

// placeOf takes the word apart that says where a run is.
func placeOf(run uint64) (start, length int) { return int(run >> 32), int(uint32(run)) }

func (s *segment) store(start, length int) {
	atomic.StoreUint64(&s.run, uint64(start)<<32|uint64(length))
}

// run returns the entries at a place.
func (r *hopRoot) run(start, length int) hopRun { return hopRun{r.data[start*int(r.size):], length} }

// doubtful reports whether a row is in doubt.
func (r *hopRoot) doubtful(row int) bool { return atomic.LoadUint32(&r.heads[row])&doubtBit != 0 }

// first returns the first run of a row (plus one, 0 for none).
func (r *hopRoot) first(row int) uint32 {
	if !r.uniform {
		return atomic.LoadUint32(&r.heads[row]) >> 1
	}
	if uint32(r.between(row)) == 0 {
		return 0
	}
	return uint32(row) + 1
}

// link returns the type of run i-1, and the next run of its row (plus one, 0 for none).
func (r *hopRoot) link(i uint32) (typ TypeID, next uint32) {
	if r.uniform {
		return r.typ, 0
	}
	s := &r.segments[i-1]
	return s.typ, s.next
}

// place returns where run i-1 is, for placeOf.
func (r *hopRoot) place(i uint32) uint64 {
	if r.uniform {
		return r.between(int(i - 1))
	}
	return atomic.LoadUint64(&r.segments[i-1].run)
}

// between returns the place of the run of a row of a uniform root.
func (r *hopRoot) between(row int) uint64 {
	start, end := atomic.LoadUint32(&r.heads[row])>>1, r.room
	if row < rowMask {
		end = atomic.LoadUint32(&r.heads[row+1]) >> 1
	}
	return uint64(start)<<32 | uint64(end-start)
}

// find returns the run of a row and type (plus one, 0 for none).
func (r *hopRoot) find(row int, typ TypeID) uint32 {
	i := r.first(row)
	for i != 0 {
		t, next := r.link(i)
		if t == typ {
			break
		}
		i = next
	}
	return i
}

// doubt notes n more entries of row that not every transaction sees alike.
func (a *adjacency) doubt(row, n int) {
	if a.pending == nil {
		a.pending = new([ChunkRows]uint32)
	}
	was := a.pending[row]
	if a.pending[row] = was + uint32(n); was > 0 {
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

// insert adds entries to a run, of which so many are loops; in doubt, if there are
// transactions that must not see them yet.
func (a *adjacency) insert(row int, typ TypeID, add []entry, loops int, doubt bool) {
	r, i := a.makeRoom(row, typ, add)
	if doubt {
		a.doubt(row, len(add))
	}
	if loops > 0 {
		a.loops.Add(int64(loops))
	}
	s := &r.segments[i-1]
	start, length := s.load()
	for k, e := range add {
		r.put(r.data, start+length+k, e)
	}
	s.store(start, length+len(add))
	a.entries += len(add)
}

// makeRoom makes sure that the run of row and type has room for entries, and returns its
// segment (plus one).
func (a *adjacency) makeRoom(row int, typ TypeID, add []entry) (*hopRoot, uint32) {
	r := a.root.Load()
	if r == nil {
		r = newHopRoot(growing.grown(add), firstSegments, firstRoom)
		a.root.Store(r)
	} else if l := r.grown(add); l.size != r.size || r.uniform {
		r = a.rebuild(len(add), l)
	}
	if a.caps == nil {
		a.makeCaps(r)
	}
	i := r.find(row, typ)
	if i == 0 {
		return a.open(row, typ, max(firstRunCap, len(add)))
	}
	start, length := r.segments[i-1].load()
	if length+len(add) <= int(a.caps[i-1]) {
		return r, i
	}
	want := max(length+len(add), length+max(2, length/2))
	if a.used+want > int(r.room) {
		a.rebuild(want, r.grown(add))
		return a.makeRoom(row, typ, add) // which has now become possible
	}
	a.move(r, i, start, length, want)
	return r, i
}

// makeCaps notes the room of runs that are all full.
func (a *adjacency) makeCaps(r *hopRoot) {
	a.caps = make([]uint32, len(r.segments))
	for i := range a.segs {
		_, length := r.segments[i].load()
		a.caps[i] = uint32(length)
	}
}

// open appends a segment for row and type, with room for n entries.
func (a *adjacency) open(row int, typ TypeID, n int) (*hopRoot, uint32) {
	r := a.root.Load()
	if a.segs == len(r.segments) {
		r = a.moreSegments()
	}
	if a.used+n > int(r.room) {
		r = a.rebuild(n, r.grown(nil))
	}
	h := r.heads[row]
	r.segments[a.segs] = segment{run: uint64(a.used) << 32, typ: typ, next: h >> 1}
	a.caps[a.segs] = uint32(n)
	a.segs++
	a.used += n
	i := uint32(a.segs)
	atomic.StoreUint32(&r.heads[row], i<<1|h&doubtBit)
	return r, i
}

// move gives the run of segment i-1 another place in the arena, with room for want entries.
func (a *adjacency) move(r *hopRoot, i uint32, start, length, want int) {
	to, size := a.used, int(r.size)
	copy(r.data[to*size:], r.data[start*size:(start+length)*size])
	a.used += want
	a.caps[i-1] = uint32(want)
	r.segments[i-1].store(to, length)
}
