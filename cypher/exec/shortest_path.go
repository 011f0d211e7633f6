package exec

import (
	"memgraphd/cypher/ast"
	"memgraphd/cypher/batch"
	"memgraphd/cypher/eval"
	"memgraphd/cypher/plan"
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// shortestPath is plan.ShortestPath: the first paths between two nodes in order
// of their lengths, of those that pass the predicate.
type shortestPath struct {
	feed     feed
	spec     *plan.ShortestPath
	steps    steps
	min, max eval.Kernel
	k        eval.Kernel
	test     *pathTest
	out      output
	ramp     ramp

	ranked  ranked
	breadth breadth
	search  search // of the current row; nil if there is none
	query   query
	wanted  int64 // paths, or groups of paths of the same length
	count   int64
	length  int // of the last path

	minCol, maxCol *column.Column
	paths, lists   column.Column
}

func (b *builder) shortestPath(p *plan.ShortestPath) (operator, error) {
	input, err := b.operator(p.Input)
	if err != nil {
		return nil, err
	}
	s := &shortestPath{feed: feed{input: input}, spec: p, ramp: ramp{first: b.ramp}}
	types := typeTest{planned: p.Types, names: p.TypeNames, none: p.NoTypes}
	if s.steps, err = b.steps(p.Direction, types, p.Predicate, p.EdgeVar, nil, nil); err != nil {
		return nil, err
	}
	for _, k := range []struct {
		to *eval.Kernel
		e  ast.Expr
	}{{&s.min, p.Min}, {&s.max, p.Max}, {&s.k, p.K}} {
		if k.e == nil {
			continue
		}
		if *k.to, err = b.kernel(k.e); err != nil {
			return nil, err
		}
	}
	s.out = newOutput(b.live(p), p.Path, p.Rels)
	s.test, err = b.pathTest(p)
	return s, err
}

func (s *shortestPath) reset(x *Execution) (err error) {
	s.search = nil
	s.ramp.reset(x)
	s.steps.types.reset(x)
	s.wanted = 1
	if s.k != nil {
		if s.wanted, err = x.count(s.k, errPathCount, errPathCount); err != nil {
			return err
		}
	}
	return s.feed.reset(x)
}

func (s *shortestPath) close(x *Execution) {
	s.ranked.free(x)
	s.breadth.free(x)
}

func (s *shortestPath) next(x *Execution) (*batch.Batch, error) {
	s.out.begin(x)
	s.paths.Reset(column.Any, 0)
	s.lists.Reset(column.Any, 0)
	for target := s.ramp.next(); s.out.n() < target; {
		if s.search == nil {
			if err := s.advance(x); err != nil {
				return nil, err
			}
			if s.feed.in == nil {
				break
			}
			continue
		}
		found, err := s.search.next(x)
		if err != nil {
			return nil, err
		}
		if !found {
			s.search = nil
			continue
		}
		if err := s.emit(x); err != nil {
			return nil, err
		}
	}
	s.feed.flush(&s.out)
	s.out.set(s.spec.Path, &s.paths)
	s.out.set(s.spec.Rels, &s.lists)
	return s.out.batch(), nil
}

// advance starts the search of the next row.
func (s *shortestPath) advance(x *Execution) error {
	fresh, err := s.feed.next(x, &s.out)
	if err != nil || s.feed.in == nil {
		return err
	}
	if fresh {
		if err := s.prepare(x); err != nil {
			return err
		}
	}
	row, in := s.feed.row(), s.feed.in
	q := &s.query
	*q = query{into: true, steps: &s.steps, limit: unbounded}
	var ok bool
	if q.from, ok, err = nodeAt(in.Cols[s.spec.From], row); err != nil || !ok {
		return err
	}
	if q.to, ok, err = nodeAt(in.Cols[s.spec.To], row); err != nil || !ok {
		return err
	}
	if q.bounds.min, err = lengthBound(s.minCol, row, 1); err != nil {
		return err
	}
	if q.bounds.max, err = lengthBound(s.maxCol, row, unbounded); err != nil {
		return err
	}
	if s.wanted == 0 || q.bounds.min > q.bounds.max {
		return nil
	}
	s.steps.begin(in, row)
	s.count, s.length = 0, -1
	s.search = s.choose()
	return s.search.begin(x, q)
}

func (s *shortestPath) prepare(x *Execution) (err error) {
	s.minCol, s.maxCol = nil, nil
	if s.min != nil {
		if s.minCol, err = s.min.Eval(&x.ctx, s.feed.in, s.feed.rows); err != nil {
			return err
		}
	}
	if s.max != nil {
		s.maxCol, err = s.max.Eval(&x.ctx, s.feed.in, s.feed.rows)
	}
	return err
}

// choose picks the search: from both ends if any one shortest path will do.
func (s *shortestPath) choose() search {
	if !s.groups() && s.wanted == 1 && s.test == nil && s.query.from != s.query.to && s.query.bounds.min <= 1 {
		return &s.breadth
	}
	return &s.ranked
}

// groups reports whether all paths of a length count as one.
func (s *shortestPath) groups() bool {
	return s.spec.Selector == ast.AllShortestPaths || s.spec.Selector == ast.ShortestKGroups
}

// emit adds the path that was found, or ends the search if it is one too many.
func (s *shortestPath) emit(x *Execution) error {
	rels := s.search.rels(nil)
	if s.groups() && len(rels) != s.length && s.count == s.wanted {
		s.search = nil
		return nil
	}
	p := s.walk(x, rels)
	list := relationshipList(rels, false)
	if s.test != nil {
		ok, err := s.test.pass(x, s.feed.in, s.feed.row(), p, list)
		if err != nil || !ok {
			return err
		}
	}
	if !s.groups() || len(rels) != s.length {
		s.count++
	}
	s.length = len(rels)
	s.out.note(s.feed.row(), 1)
	s.paths.Append(p)
	s.lists.Append(list)
	if !s.groups() && s.count == s.wanted {
		s.search = nil
	}
	return nil
}

// walk makes a path of its relationships.
func (s *shortestPath) walk(x *Execution, rels []uint64) value.Value {
	from, to := make([]uint64, len(rels)), make([]uint64, len(rels))
	x.ctx.Txn.Endpoints(rels, from, to, nil)
	p := &value.Path{Rels: rels, Nodes: make([]uint64, 1, len(rels)+1)}
	p.Nodes[0] = s.query.from
	for i := range rels {
		next := to[i]
		if p.Nodes[i] != from[i] {
			next = from[i]
		}
		p.Nodes = append(p.Nodes, next)
	}
	return value.PathValue(p)
}

// pathTest is a predicate on a whole path.
type pathTest struct {
	kernel     eval.Kernel
	path, rels batch.Slot
	outer      []batch.Slot
	cols       []column.Column
	pathCol    column.Column
	relsCol    column.Column
	b          batch.Batch
	sel        []int32
}

func (b *builder) pathTest(p *plan.ShortestPath) (*pathTest, error) {
	if p.PathPredicate == nil {
		return nil, nil
	}
	t := &pathTest{path: p.Path, rels: p.Rels}
	for _, s := range b.reads(p.PathPredicate) {
		if s != p.Path && s != p.Rels {
			t.outer = append(t.outer, s)
		}
	}
	t.cols = make([]column.Column, len(t.outer))
	var err error
	t.kernel, err = b.kernel(p.PathPredicate)
	return t, err
}

// pass reports whether a path passes; row is the row of in around it.
func (t *pathTest) pass(x *Execution, in *batch.Batch, row int32, path, rels value.Value) (bool, error) {
	x.empty(&t.b)
	t.b.N = 1
	one := [1]int32{row}
	for i, s := range t.outer {
		if in.Cols[s] != nil {
			column.Gather(&t.cols[i], in.Cols[s], one[:])
			t.b.Cols[s] = &t.cols[i]
		}
	}
	for _, c := range []struct {
		slot batch.Slot
		col  *column.Column
		v    value.Value
	}{{t.path, &t.pathCol, path}, {t.rels, &t.relsCol, rels}} {
		if c.slot != batch.None {
			c.col.Reset(column.Any, 1)
			c.col.Values[0] = c.v
			t.b.Cols[c.slot] = c.col
		}
	}
	col, err := t.kernel.Eval(&x.ctx, &t.b, batch.All(1))
	if err != nil {
		return false, err
	}
	pass, err := narrow(col, batch.All(1), &t.sel)
	return len(pass) == 1, err
}
