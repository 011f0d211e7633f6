package exec

import (
	"memgraphd/cypher/batch"
	"memgraphd/cypher/eval"
	"memgraphd/cypher/plan"
)

// What a path selector refuses.
var (
	errPathsType     = refusal("The number of paths of a path selector must be an integer.")
	errPathsNegative = refusal("The number of paths of a path selector must be positive.")
)

// pathSearch is plan.PathSearch: for each row, a search from one node through the product of the graph and
// the pattern, out of which the paths to each end come in the order of their lengths.
type pathSearch struct {
	feed    feed
	spec    *plan.PathSearch
	pattern automaton
	k       eval.Kernel // nil: one
	parts   pathParts
	out     output
	ramp    ramp

	most    int64
	product product
	begun   bool   // the product is of from, and holds for other rows as well if it does not look at them
	from    uint64 // where the product begins
	to      uint64 // if into
	nextEnd int    // of product.ends
	search  suffixes
	stage   searchStage
	count   int64 // of the paths, or lengths, chosen for the end
	length  int64 // of the last path
}

// searchStage is what a path search is about.
type searchStage uint8

const (
	betweenRows searchStage = iota
	betweenEnds
	atEnd
)

func (b *builder) pathSearch(p *plan.PathSearch) (operator, error) {
	input, err := b.operator(p.Input)
	if err != nil {
		return nil, err
	}
	s := &pathSearch{feed: feed{input: input}, spec: p, ramp: ramp{first: b.ramp}}
	if s.pattern, err = b.automaton(p); err != nil {
		return nil, err
	}
	if p.K != nil {
		if s.k, err = b.kernel(p.K); err != nil {
			return nil, err
		}
	}
	live := b.live(p)
	s.out = newOutput(live, p.Binds()...)
	s.parts, err = b.pathParts(p, live)
	return s, err
}

func (s *pathSearch) reset(x *Execution) (err error) {
	s.stage, s.begun = betweenRows, false
	s.ramp.reset(x)
	s.pattern.reset(x)
	s.most = 1
	if s.k != nil {
		if s.most, err = x.count(s.k, errPathsType, errPathsNegative); err != nil {
			return err
		}
		if s.most == 0 {
			return errPathsNegative
		}
	}
	return s.feed.reset(x)
}

func (s *pathSearch) close(x *Execution) {
	s.product.free(x)
	s.search.free(x)
}

func (s *pathSearch) next(x *Execution) (*batch.Batch, error) {
	s.out.begin(x)
	s.parts.begin()
	for target := s.ramp.next(); s.out.n() < target; {
		var err error
		switch s.stage {
		case betweenRows:
			if err = s.advance(x); err == nil && s.feed.in == nil {
				target = 0
			}
		case betweenEnds:
			err = s.turn(x)
		default:
			err = s.step(x)
		}
		if err != nil {
			return nil, err
		}
	}
	s.feed.flush(&s.out)
	s.parts.hand(&s.out)
	return s.out.batch(), nil
}

// advance goes on to the next row.
func (s *pathSearch) advance(x *Execution) error {
	fresh, err := s.feed.next(x, &s.out)
	if err != nil || s.feed.in == nil {
		return err
	}
	if fresh {
		if err := s.pattern.prepare(x, s.feed.in, s.feed.rows); err != nil {
			return err
		}
	}
	row, in := s.feed.row(), s.feed.in
	from, ok, err := nodeAt(in.Cols[s.spec.From], row)
	if err != nil || !ok {
		return err
	}
	if s.spec.Into {
		if s.to, ok, err = nodeAt(in.Cols[s.spec.To], row); err != nil || !ok {
			return err
		}
	}
	s.nextEnd = 0
	if s.begun && s.from == from && s.pattern.outside() {
		s.stage = betweenEnds
		return nil
	}
	if ok, err = s.pattern.begin(in, row); err != nil || !ok {
		return err
	}
	s.stage, s.begun, s.from = betweenEnds, true, from
	return s.product.begin(x, &s.pattern, from)
}

// turn goes on to the next end of the row.
func (s *pathSearch) turn(x *Execution) error {
	end, ok, err := s.end(x)
	if err != nil {
		return err
	}
	if !ok {
		s.stage = betweenRows
		return nil
	}
	s.stage, s.count, s.length = atEnd, 0, -1
	s.search.begin(&s.product, end)
	return nil
}

// end finds the next end; false if there is none.
func (s *pathSearch) end(x *Execution) (int32, bool, error) {
	p := &s.product
	for {
		if s.spec.Into {
			if end, ok := p.end(s.to); ok && s.nextEnd == 0 {
				s.nextEnd++
				return end, true, nil
			} else if ok {
				return 0, false, nil
			}
		} else if s.nextEnd < len(p.ends) {
			s.nextEnd++
			return p.ends[s.nextEnd-1], true, nil
		}
		if p.whole {
			return 0, false, nil
		}
		if err := p.grow(x); err != nil {
			return 0, false, err
		}
	}
}

// step goes on to the next path to the end.
func (s *pathSearch) step(x *Execution) error {
	found, err := s.search.next(x)
	if err != nil {
		return err
	}
	if !found {
		s.stage = betweenEnds
		return nil
	}
	s.search.path(&s.parts.path)
	ok, err := s.parts.pass(x, s.feed.in, s.feed.row())
	if err != nil || !ok {
		return err
	}
	s.out.note(s.feed.row(), 1)
	s.parts.add()
	s.chose(int64(len(s.parts.path.rels)))
	return nil
}

// chose counts a path, and ends the search when there are enough.
func (s *pathSearch) chose(length int64) {
	if !s.spec.Groups || length != s.length {
		s.count, s.length = s.count+1, length
	}
	switch {
	case s.count < s.most:
	case s.spec.Groups:
		s.search.most = length
	default:
		s.stage = betweenEnds
	}
}
