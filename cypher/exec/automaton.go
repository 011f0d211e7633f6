package exec

import (
	"memgraphd/cypher/batch"
	"memgraphd/cypher/eval"
	"memgraphd/cypher/plan"
	"memgraphd/engine/column"
)

// automaton is the pattern of a path search. Its states tell how much of the pattern a path has
// matched: within a segment, how many repetitions are complete and how many hops of the next one.
// From so many repetitions on that only their being more could matter, they are not told apart.
type automaton struct {
	segments []segment
	outer    []batch.Slot // of the row, that its conditions and bounds look at
	states   int32        // the number of states; the one behind the last is that of a complete path
	longest  int64        // path that is wanted
}

// segment is plan.Segment with its states, which begin at base.
type segment struct {
	hops     []hop
	arrival  []*lambda
	min, max eval.Kernel // nil: the default
	repeated bool

	// Of the current row.
	minCol, maxCol *column.Column
	base           int32
	least, most    int64
	loops          bool // there may be more repetitions than limit, which are as good as limit
	limit          int64
}

// hop is plan.Hop.
type hop struct {
	steps steps
	tests []*lambda
}

// position is what a state says.
type position struct {
	segment int
	count   int64 // of complete repetitions
	place   int   // of the next hop
}

// mostStates is how many states an automaton may have.
const mostStates = 1 << 20

var errPattern = refusal("The bounds of what a path pattern repeats are too large.")

func (b *builder) automaton(p *plan.PathSearch) (a automaton, err error) {
	for i := range p.Segments {
		s := &p.Segments[i]
		seg := segment{repeated: s.Repeated}
		for _, h := range s.Hops {
			made, err := b.hop(&h)
			if err != nil {
				return a, err
			}
			seg.hops = append(seg.hops, made)
			a.lookAt(made.tests)
		}
		if seg.arrival, err = b.hopTests(s.Arrival); err != nil {
			return a, err
		}
		a.lookAt(seg.arrival)
		if s.Min != nil {
			a.outer = append(a.outer, b.reads(s.Min)...)
			if seg.min, err = b.kernel(s.Min); err != nil {
				return a, err
			}
		}
		if s.Max != nil {
			a.outer = append(a.outer, b.reads(s.Max)...)
			if seg.max, err = b.kernel(s.Max); err != nil {
				return a, err
			}
		}
		a.segments = append(a.segments, seg)
	}
	return a, nil
}

func (b *builder) hop(p *plan.Hop) (h hop, err error) {
	types := typeTest{planned: p.Types, names: p.TypeNames, none: p.NoTypes}
	if h.steps, err = b.steps(p.Direction, types, nil, batch.None, nil, nil); err != nil {
		return h, err
	}
	h.tests, err = b.hopTests(p.Tests)
	return h, err
}

func (b *builder) hopTests(tests []plan.HopTest) ([]*lambda, error) {
	var all []*lambda
	for _, t := range tests {
		l := &plan.Lambda{Rel: t.Rel, Node: t.To, Path: batch.None, Weight: batch.None, Body: t.Body}
		made, err := b.lambdaFrom(l, t.From)
		if err != nil {
			return nil, err
		}
		all = append(all, made)
	}
	return all, nil
}

func (a *automaton) lookAt(tests []*lambda) {
	for _, t := range tests {
		a.outer = append(a.outer, t.outer...)
	}
}

func (a *automaton) reset(x *Execution) {
	for i := range a.segments {
		for j := range a.segments[i].hops {
			a.segments[i].hops[j].steps.types.reset(x)
		}
	}
}

// prepare evaluates the bounds of a batch.
func (a *automaton) prepare(x *Execution, in *batch.Batch, rows []int32) (err error) {
	for i := range a.segments {
		s := &a.segments[i]
		if s.min != nil {
			if s.minCol, err = s.min.Eval(&x.ctx, in, rows); err != nil {
				return err
			}
		}
		if s.max != nil {
			if s.maxCol, err = s.max.Eval(&x.ctx, in, rows); err != nil {
				return err
			}
		}
	}
	return nil
}

// begin numbers the states for a row; false if the bounds of a segment cross.
func (a *automaton) begin(in *batch.Batch, row int32) (ok bool, err error) {
	ok = true
	for i := range a.segments {
		s := &a.segments[i]
		if err := s.bound(row); err != nil {
			return false, err
		}
		ok = ok && s.least <= s.most
		for j := range s.hops {
			s.hops[j].steps.begin(in, row)
		}
	}
	return ok, a.number()
}

// number numbers the states, given the bounds.
func (a *automaton) number() error {
	a.longest = unbounded
	states := int64(0)
	for i := range a.segments {
		s := &a.segments[i]
		s.limit, s.loops = s.most, s.most == unbounded
		if len(a.segments) == 1 && !s.loops {
			// The length of the path bounds the repetitions of a lone segment.
			s.loops, a.longest = true, s.most*int64(len(s.hops))
		}
		if s.loops {
			s.limit = max(s.least, 1)
		}
		s.base = int32(states)
		if s.limit >= mostStates {
			return errPattern
		}
		if states += (s.limit + 1) * int64(len(s.hops)); states >= mostStates {
			return errPattern
		}
	}
	a.states = int32(states)
	return nil
}

func (s *segment) bound(row int32) (err error) {
	if !s.repeated {
		s.least, s.most = 1, 1
		return nil
	}
	if s.least, err = lengthBound(s.minCol, row, 1); err != nil {
		return err
	}
	s.most, err = lengthBound(s.maxCol, row, unbounded)
	return err
}

// at returns what a state says that is not that of a complete path.
func (a *automaton) at(state int32) position {
	i := len(a.segments) - 1
	for a.segments[i].base > state {
		i--
	}
	n := len(a.segments[i].hops)
	in := int(state - a.segments[i].base)
	return position{segment: i, count: int64(in / n), place: in % n}
}

// leaves reports whether the segment may end at a position.
func (a *automaton) leaves(p position) bool {
	return p.place == 0 && p.count >= a.segments[p.segment].least
}

// behind returns the state in which the segment behind another one begins.
func (a *automaton) behind(segment int) int32 {
	if segment+1 < len(a.segments) {
		return a.segments[segment+1].base
	}
	return a.states
}

// follows returns the state behind the next hop; false if there is none.
func (a *automaton) follows(p position) (state int32, ok bool) {
	s := &a.segments[p.segment]
	count, place := p.count, p.place+1
	if place == 1 && count == s.limit && !s.loops {
		return 0, false
	}
	if place == len(s.hops) {
		count, place = min(count+1, s.limit), 0
	}
	return s.base + int32(count)*int32(len(s.hops)) + int32(place), true
}

// entered reports whether a state is reached without a hop: from the segment before, or by being complete.
func (a *automaton) entered(state int32) bool {
	if state == a.states {
		return true
	}
	for i := range a.segments {
		if a.segments[i].base == state {
			return true
		}
	}
	return false
}
