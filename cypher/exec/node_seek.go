package exec

import (
	"memgraphd/cypher/batch"
	"memgraphd/cypher/plan"
	"memgraphd/engine"
	"memgraphd/engine/column"
)

// nodeSeek is plan.NodeIndexSeek.
type nodeSeek struct {
	feed   feed
	slot   batch.Slot
	seek   seek
	out    output
	ramp   ramp
	nodes  column.Column
	shared bool           // the stretch is shared with other workers
	more   bool           // the current row has more
	found  engine.Matches // of the rows of the current batch, if they were looked up at once
	at     int            // those before are handed on
}

func (b *builder) nodeSeek(p *plan.NodeIndexSeek) (operator, error) {
	input, err := b.operator(p.Input)
	if err != nil {
		return nil, err
	}
	s := &nodeSeek{feed: feed{input: input}, slot: p.Node, out: newOutput(b.live(p), p.Node), ramp: ramp{first: b.ramp}, shared: b.program.leaf == p}
	s.seek, err = b.seek(p.Index, &p.Keys)
	s.seek.descending = p.Descending
	s.seek.memo.possible = b.program.plan.Root != nil && keepsNodes(b.program.plan.Root)
	return s, err
}

func (s *nodeSeek) reset(x *Execution) error {
	s.more, s.at = false, 0
	s.found.Reset()
	s.ramp.reset(x)
	return s.feed.reset(x)
}

func (s *nodeSeek) close(x *Execution) { s.seek.memo.close(x) }

func (s *nodeSeek) next(x *Execution) (*batch.Batch, error) {
	s.out.begin(x)
	s.nodes.Reset(column.Node, 0)
	for target := s.ramp.next(); s.out.n() < target; {
		switch {
		case s.at < len(s.found.IDs):
			s.takeFound(target)
			continue
		case !s.more:
			if err := s.advance(x); err != nil {
				return nil, err
			}
			if s.feed.in == nil {
				return s.finish(), nil
			}
			if s.out.n() == 0 && s.oneEach(target) {
				return s.sameBatch(), nil
			}
			continue
		}
		if s.shared {
			s.nodes.IDs, s.more = x.given.morsels.takeIndex(x, &s.seek, s.out.room(target), s.nodes.IDs)
		} else {
			s.nodes.IDs, s.more = s.seek.next(x, s.out.room(target), s.nodes.IDs)
		}
		s.out.note(s.feed.row(), len(s.nodes.IDs)-s.nodes.N)
		s.nodes.N = len(s.nodes.IDs)
	}
	return s.finish(), nil
}

func (s *nodeSeek) finish() *batch.Batch {
	s.feed.flush(&s.out)
	s.out.set(s.slot, &s.nodes)
	return s.out.batch()
}

// advance goes on to the next row, or behind the rows of a batch that are looked up at once.
func (s *nodeSeek) advance(x *Execution) error {
	fresh, err := s.feed.next(x, &s.out)
	if err != nil || s.feed.in == nil {
		return err
	}
	if fresh {
		if err := s.seek.prepare(x, s.feed.in, s.feed.rows); err != nil {
			return err
		}
		s.found.Reset()
		if s.at = 0; s.seek.lookUp(x, s.feed.rows, &s.found) {
			s.feed.at = len(s.feed.rows) - 1
			return nil
		}
	}
	s.more, err = s.seek.begin(s.feed.row())
	return err
}

// takeFound hands on nodes that were looked up at once.
func (s *nodeSeek) takeFound(target int) {
	end := min(s.at+s.out.room(target), len(s.found.IDs))
	for _, row := range s.found.Rows[s.at:end] {
		s.out.note(row, 1)
	}
	s.nodes.IDs = append(s.nodes.IDs, s.found.IDs[s.at:end]...)
	s.nodes.N = len(s.nodes.IDs)
	s.at = end
}

// oneEach reports whether most rows of the batch have a node, and none has two.
func (s *nodeSeek) oneEach(target int) bool {
	rows := s.found.Rows[s.at:]
	if len(rows) == 0 || len(rows) > target || 2*len(rows) < len(s.feed.rows) {
		return false
	}
	for i := 1; i < len(rows); i++ {
		if rows[i] <= rows[i-1] {
			return false
		}
	}
	return true
}

// sameBatch hands on the input batch with the nodes that were found for its rows.
func (s *nodeSeek) sameBatch() *batch.Batch {
	b := s.feed.in
	scatter(&s.nodes, column.Node, b.N, s.found.Rows, s.found.IDs)
	b.Sel = s.found.Rows
	if s.slot != batch.None {
		b.Cols[s.slot] = &s.nodes
	}
	s.at = len(s.found.IDs)
	return b
}
