package exec

import (
	"memgraphd/cypher/ast"
	"memgraphd/cypher/batch"
	"memgraphd/cypher/plan"
	"memgraphd/engine"
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// pointSeek is plan.PointSeek: it reads the stretches of a point index in which what
// a row asks for must lie.
type pointSeek struct {
	feed   feed
	slot   batch.Slot
	index  *engine.Index
	keys   []seekKey // centre and distance, or the corners of a box
	box    bool
	out    output
	ramp   ramp
	nodes  column.Column
	bounds engine.Bounds
	cursor engine.IndexCursor

	srid      value.SRID // 0: any
	stretches []value.Stretch
	rest      []value.Stretch // of the current row
}

func (b *builder) pointSeek(p *plan.PointSeek) (operator, error) {
	input, err := b.operator(p.Input)
	if err != nil {
		return nil, err
	}
	s := &pointSeek{
		feed: feed{input: input}, slot: p.Node, index: p.Index, box: p.Centre == nil,
		out: newOutput(b.live(p), p.Node), ramp: ramp{first: b.ramp},
	}
	exprs := []ast.Expr{p.Centre, p.Distance}
	if s.box {
		exprs = []ast.Expr{p.LowerLeft, p.UpperRight}
	}
	s.keys = make([]seekKey, len(exprs))
	for i, e := range exprs {
		if s.keys[i].kernel, err = b.kernel(e); err != nil {
			return nil, err
		}
	}
	return s, nil
}

func (s *pointSeek) reset(x *Execution) error {
	s.rest = nil
	s.ramp.reset(x)
	return s.feed.reset(x)
}

func (s *pointSeek) next(x *Execution) (*batch.Batch, error) {
	s.out.begin(x)
	s.nodes.Reset(column.Node, 0)
	for target := s.ramp.next(); s.out.n() < target; {
		if len(s.rest) == 0 {
			if err := s.advance(x); err != nil {
				return nil, err
			}
			if s.feed.in == nil {
				break
			}
			continue
		}
		var done bool
		s.nodes.IDs, done = x.ctx.Txn.SeekIndex(s.index, s.bounds, &s.cursor, s.out.room(target), s.nodes.IDs)
		if done {
			s.enter(s.rest[1:])
		}
		s.out.note(s.feed.row(), len(s.nodes.IDs)-s.nodes.N)
		s.nodes.N = len(s.nodes.IDs)
	}
	s.feed.flush(&s.out)
	s.out.set(s.slot, &s.nodes)
	return s.out.batch(), nil
}

// advance goes on to the next row.
func (s *pointSeek) advance(x *Execution) error {
	fresh, err := s.feed.next(x, &s.out)
	if err != nil || s.feed.in == nil {
		return err
	}
	if fresh {
		for i := range s.keys {
			if s.keys[i].col, err = s.keys[i].kernel.Eval(&x.ctx, s.feed.in, s.feed.rows); err != nil {
				return err
			}
		}
	}
	s.stretches = s.find(s.stretches[:0], int(s.feed.row()))
	s.enter(s.stretches)
	return nil
}

// find appends where the points that a row asks for may lie.
func (s *pointSeek) find(dst []value.Stretch, row int) []value.Stretch {
	a, b := s.keys[0].col.Value(row), s.keys[1].col.Value(row)
	switch {
	case a.IsNull() || b.IsNull():
		return dst
	case a.Kind() != value.KindPoint || s.box && b.Kind() != value.KindPoint:
		s.srid = 0 // the filter above is to fail
		return append(dst, value.Everywhere)
	}
	s.srid = a.AsPoint().SRID
	switch {
	case s.box:
		return value.AppendBox(dst, a.AsPoint(), b.AsPoint())
	case b.IsNumber():
		return value.AppendAround(dst, a.AsPoint(), b.Number())
	}
	return dst
}

// enter begins to read the first of some stretches.
func (s *pointSeek) enter(stretches []value.Stretch) {
	s.rest = stretches
	s.cursor.Reset()
	s.bounds = engine.Bounds{Sorted: true}
	if len(stretches) > 0 && s.srid != 0 {
		s.bounds.Lower, s.bounds.Upper = stretches[0].Ends(s.srid)
	}
}
