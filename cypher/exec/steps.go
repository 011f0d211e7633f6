package exec

import (
	"math"
	"slices"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/batch"
	"memgraphd/cypher/plan"
	"memgraphd/engine"
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// steps are the hops that a search may take: those of the right direction and
// type, that pass the pattern's predicates, and that the rest of the pattern does
// not use already.
type steps struct {
	dir       engine.Direction
	types     typeTest
	predicate *lambda
	filter    *lambda
	distinct  []batch.Slot

	in   *batch.Batch // the row that the search is for
	row  int32
	used []uint64 // relationships of the row that must not be followed

	hops   engine.Hops
	one    [1]uint64
	polled int
}

func (b *builder) steps(dir engine.Direction, types typeTest, predicate ast.Expr, edge batch.Slot, filter *plan.Lambda, distinct []batch.Slot) (s steps, err error) {
	s = steps{dir: dir, types: types, distinct: distinct}
	if s.predicate, err = b.predicateLambda(predicate, edge); err != nil {
		return s, err
	}
	s.filter, err = b.lambda(filter)
	return s, err
}

// begin prepares for the searches of a row.
func (s *steps) begin(in *batch.Batch, row int32) {
	s.in, s.row, s.used = in, row, s.used[:0]
	for _, slot := range s.distinct {
		if c := in.Cols[slot]; c != nil {
			s.used = appendRelationships(s.used, c.Value(int(row)))
		}
	}
}

// hasPath reports whether the filter looks at the path, or at the weight, so
// that it is no matter of the hop alone.
func (s *steps) hasPath() bool {
	return s.filter != nil && (s.filter.path != batch.None || s.filter.weight != batch.None)
}

// from returns the allowed hops of a node, valid until the next call. Backward
// hops are followed against the pattern's direction.
func (s *steps) from(x *Execution, node uint64, backward bool) (*engine.Hops, error) {
	if err := s.all(x, node, backward); err != nil {
		return nil, err
	}
	c := candidates{}
	if backward {
		c.starts = s.one[:]
	}
	return &s.hops, s.allowed(x, &c)
}

// all makes s.hops the hops of a node, allowed or not.
func (s *steps) all(x *Execution, node uint64, backward bool) error {
	s.one[0] = node
	s.clear()
	return s.follow(x, s.one[:], backward)
}

func (s *steps) clear() {
	s.hops.Row, s.hops.Rel, s.hops.To = s.hops.Row[:0], s.hops.Rel[:0], s.hops.To[:0]
}

// follow appends the hops of some nodes, allowed or not.
func (s *steps) follow(x *Execution, nodes []uint64, backward bool) error {
	if s.types.nothing {
		return nil
	}
	dir := s.dir
	if backward {
		dir = opposite(dir)
	}
	var cursor engine.ExpandCursor
	for done := false; !done; {
		if err := x.ctx.Look(); err != nil {
			return err
		}
		room := x.hopRoom(column.BatchSize)
		if room == 0 {
			return nil
		}
		before := len(s.hops.To)
		done = x.ctx.Txn.Expand(&cursor, nodes, dir, s.types.ids, true, before+room, &s.hops)
		if err := x.hopped(len(s.hops.To) - before); err != nil {
			return err
		}
	}
	return nil
}

// allowed drops the hops that must not be taken. The rest of c says what the
// filter may look at.
func (s *steps) allowed(x *Execution, c *candidates) error {
	if err := s.possible(x, c); err != nil {
		return err
	}
	return s.drop(x, s.filter, c)
}

// possible drops the hops that are used already or fail the predicate.
func (s *steps) possible(x *Execution, c *candidates) error {
	c.hops = &s.hops
	if len(s.used) > 0 {
		n := 0
		for i, rel := range s.hops.Rel {
			s.keep(n, i)
			if !slices.Contains(s.used, rel) {
				n++
			}
		}
		s.truncate(n)
	}
	return s.drop(x, s.predicate, c)
}

// drop drops the hops for which l, which may be nil, is not true.
func (s *steps) drop(x *Execution, l *lambda, c *candidates) error {
	if l == nil || len(s.hops.Rel) == 0 {
		return nil
	}
	pass, err := l.pass(x, s.in, s.row, c)
	if err != nil {
		return err
	}
	for n, i := range pass {
		s.keep(n, int(i))
	}
	s.truncate(len(pass))
	return nil
}

func (s *steps) keep(n, i int) {
	h := &s.hops
	h.Row[n], h.Rel[n], h.To[n] = h.Row[i], h.Rel[i], h.To[i]
}

func (s *steps) truncate(n int) {
	h := &s.hops
	h.Row, h.Rel, h.To = h.Row[:n], h.Rel[:n], h.To[:n]
}

// poll looks at the context every now and then.
func (s *steps) poll(x *Execution) error {
	if s.polled++; s.polled&1023 != 0 {
		return nil
	}
	return x.ctx.Look()
}

// bounds are the lengths that a path may have.
type bounds struct{ min, max int64 }

// unbounded is the upper bound where there is none.
const unbounded = math.MaxInt64

// errBound refuses a bound.
var errBound = &value.Error{Class: value.TypeError, Msg: "Variable expansion bound must be a non-negative integer."}

// errNoSteps refuses an upper bound of 0, which no path by weight keeps to.
var errNoSteps = &value.Error{Class: value.TypeError, Msg: "The upper bound of an expansion by weight must be at least 1."}

// lengthBound reads a bound from its column; fallback holds where there is none.
func lengthBound(c *column.Column, row int32, fallback int64) (int64, error) {
	if c == nil {
		return fallback, nil
	}
	v := c.Value(int(row))
	if v.Kind() != value.KindInt || v.AsInt() < 0 {
		return 0, errBound
	}
	return v.AsInt(), nil
}
