package exec

import (
	"memgraphd/cypher/batch"
	"memgraphd/cypher/plan"
	"memgraphd/engine/column"
)

// nodeSeek is plan.NodeIndexSeek.
type nodeSeek struct {
	feed  feed
	slot  batch.Slot
	seek  seek
	out   output
	ramp  ramp
	nodes column.Column
	more  bool // the current row has more
}

func (b *builder) nodeSeek(p *plan.NodeIndexSeek) (operator, error) {
	input, err := b.operator(p.Input)
	if err != nil {
		return nil, err
	}
	s := &nodeSeek{feed: feed{input: input}, slot: p.Node, out: newOutput(b.live(p), p.Node), ramp: ramp{first: b.ramp}}
	s.seek, err = b.seek(p.Index, p.Equal, p.Range, p.In)
	return s, err
}

func (s *nodeSeek) reset(x *Execution) error {
	s.more = false
	s.ramp.reset(x)
	return s.feed.reset(x)
}

func (s *nodeSeek) next(x *Execution) (*batch.Batch, error) {
	s.out.begin(x)
	s.nodes.Reset(column.Node, 0)
	for target := s.ramp.next(); s.out.n() < target; {
		if !s.more {
			if err := s.advance(x); err != nil {
				return nil, err
			}
			if s.feed.in == nil {
				break
			}
			continue
		}
		s.nodes.IDs, s.more = s.seek.next(x, s.out.room(target), s.nodes.IDs)
		s.out.note(s.feed.row(), len(s.nodes.IDs)-s.nodes.N)
		s.nodes.N = len(s.nodes.IDs)
	}
	s.feed.flush(&s.out)
	s.out.set(s.slot, &s.nodes)
	return s.out.batch(), nil
}

func (s *nodeSeek) advance(x *Execution) error {
	fresh, err := s.feed.next(x, &s.out)
	if err != nil || s.feed.in == nil {
		return err
	}
	if fresh {
		if err := s.seek.prepare(x, s.feed.in, s.feed.rows); err != nil {
			return err
		}
	}
	s.more, err = s.seek.begin(s.feed.row())
	return err
}
