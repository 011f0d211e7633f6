package exec

import (
	"memgraphd/cypher/ast"
	"memgraphd/cypher/batch"
	"memgraphd/cypher/eval"
	"memgraphd/cypher/plan"
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// search finds the paths of one kind from a node, one after the other.
type search interface {
	// begin starts a search for a row.
	begin(x *Execution, q *query) error
	// next goes on to the next path, and reports false at the end.
	next(x *Execution) (bool, error)
	// end returns the node that the path leads to, and its weight if it has one.
	end() (node uint64, total value.Value)
	// rels appends the relationships of the path from its start to its end.
	rels(dst []uint64) []uint64
	// free gives back memory that has become large.
	free(x *Execution)
}

// query is what a search is for.
type query struct {
	from   uint64
	to     uint64 // if into
	into   bool
	bounds bounds
	limit  int64 // of the number of paths
	steps  *steps
}

// expandVar is plan.ExpandVar: for each row, the paths that a search finds.
type expandVar struct {
	feed     feed
	spec     *plan.ExpandVar
	search   search
	steps    steps
	min, max eval.Kernel // nil: the default
	limit    eval.Kernel
	labels   *labelTest
	wantRels bool
	out      output
	ramp     ramp

	lists, to, total column.Column
	minCol, maxCol   *column.Column
	limitCol         *column.Column
	searching        bool
	query            query
	path             []uint64
	sets             labelSets
	one              [1]uint64
}

func (b *builder) expandVar(p *plan.ExpandVar) (operator, error) {
	input, err := b.operator(p.Input)
	if err != nil {
		return nil, err
	}
	e := &expandVar{feed: feed{input: input}, spec: p, ramp: ramp{first: b.ramp}}
	types := typeTest{planned: p.Types, names: p.TypeNames, none: p.NoTypes}
	if e.steps, err = b.steps(p.Direction, types, p.Predicate, p.EdgeVar, p.Filter, p.Distinct); err != nil {
		return nil, err
	}
	for _, k := range []struct {
		to *eval.Kernel
		e  ast.Expr
	}{{&e.min, p.Min}, {&e.max, p.Max}, {&e.limit, p.Limit}} {
		if k.e == nil {
			continue
		}
		if *k.to, err = b.kernel(k.e); err != nil {
			return nil, err
		}
	}
	if e.labels, err = b.labelTest(p.ToLabels); err != nil {
		return nil, err
	}
	live := b.live(p)
	own := []batch.Slot{p.Rels, p.Total}
	if !p.Into {
		own = append(own, p.To)
	}
	e.out = newOutput(live, own...)
	e.wantRels = p.Rels != batch.None && contains(live, p.Rels)
	e.search, err = b.search(p)
	return e, err
}

// search chooses the search for a pattern.
func (b *builder) search(p *plan.ExpandVar) (search, error) {
	switch p.Kind {
	case ast.BFS:
		return &breadth{}, nil
	case ast.WShortest, ast.AllShortest:
		weight, err := b.lambda(p.Weight)
		return &weighted{scale: scale{weight: weight}, all: p.Kind == ast.AllShortest}, err
	case ast.KShortest:
		if p.Filter != nil && p.Filter.Path != batch.None {
			return nil, refusal("KSHORTEST expansion does not support the accumulated path in a filter lambda.")
		}
		if p.Weight == nil {
			return &ranked{simple: true}, nil
		}
		weight, err := b.lambda(p.Weight)
		return &thrifty{scale: scale{weight: weight}}, err
	}
	if p.Prune {
		return &prune{}, nil
	}
	return &depth{}, nil
}

func (e *expandVar) reset(x *Execution) error {
	e.searching = false
	e.ramp.reset(x)
	e.steps.types.reset(x)
	return e.feed.reset(x)
}

func (e *expandVar) close(x *Execution) { e.search.free(x) }

func (e *expandVar) next(x *Execution) (*batch.Batch, error) {
	e.out.begin(x)
	e.lists.Reset(column.Null, 0)
	e.to.Reset(column.Node, 0)
	e.total.Reset(column.Null, 0)
	for target := e.ramp.next(); e.out.n() < target; {
		if !e.searching {
			if err := e.advance(x); err != nil {
				return nil, err
			}
			if e.feed.in == nil {
				break
			}
			continue
		}
		found, err := e.search.next(x)
		if err != nil {
			return nil, err
		}
		if !found {
			e.searching = false
			continue
		}
		e.emit(x)
	}
	e.feed.flush(&e.out)
	if e.wantRels {
		e.out.set(e.spec.Rels, &e.lists)
	}
	if !e.spec.Into {
		e.out.set(e.spec.To, &e.to)
	}
	e.out.set(e.spec.Total, &e.total)
	return e.out.batch(), nil
}

// advance starts the search of the next row, if it can have any path.
func (e *expandVar) advance(x *Execution) error {
	fresh, err := e.feed.next(x, &e.out)
	if err != nil || e.feed.in == nil {
		return err
	}
	if fresh {
		if err := e.prepare(x); err != nil {
			return err
		}
	}
	ok, err := e.ask(e.feed.row())
	if err != nil || !ok {
		return err
	}
	e.steps.begin(e.feed.in, e.feed.row())
	e.searching = true
	return e.search.begin(x, &e.query)
}

// prepare evaluates the bounds of a batch.
func (e *expandVar) prepare(x *Execution) error {
	for _, k := range []struct {
		kernel eval.Kernel
		to     **column.Column
	}{{e.min, &e.minCol}, {e.max, &e.maxCol}, {e.limit, &e.limitCol}} {
		*k.to = nil
		if k.kernel == nil {
			continue
		}
		var err error
		if *k.to, err = k.kernel.Eval(&x.ctx, e.feed.in, e.feed.rows); err != nil {
			return err
		}
	}
	if e.labels != nil {
		return e.labels.prepare(x, e.feed.in, e.feed.rows)
	}
	return nil
}

// ask makes the query of a row; false if an end is null or the bounds cross.
func (e *expandVar) ask(row int32) (ok bool, err error) {
	q := &e.query
	*q = query{into: e.spec.Into, steps: &e.steps}
	if q.bounds.min, err = lengthBound(e.minCol, row, 1); err != nil {
		return false, err
	}
	if q.bounds.max, err = lengthBound(e.maxCol, row, unbounded); err != nil {
		return false, err
	}
	if q.bounds.max < 1 && (e.spec.Kind == ast.WShortest || e.spec.Kind == ast.AllShortest) {
		return false, errNoSteps
	}
	if q.limit, err = lengthBound(e.limitCol, row, unbounded); err != nil {
		return false, err
	}
	if q.from, ok, err = nodeAt(e.feed.in.Cols[e.spec.From], row); err != nil || !ok {
		return false, err
	}
	if q.into {
		if q.to, ok, err = nodeAt(e.feed.in.Cols[e.spec.To], row); err != nil || !ok {
			return false, err
		}
	}
	return q.bounds.min <= q.bounds.max, nil
}

// nodeAt returns the node in a row of a column; false if it is null.
func nodeAt(c *column.Column, row int32) (uint64, bool, error) {
	if c == nil || c.IsNull(int(row)) {
		return 0, false, nil
	}
	v := c.Value(int(row))
	if v.Kind() != value.KindNode {
		return 0, false, kindError(v)
	}
	return v.AsID(), true, nil
}

// emit adds the path that was found, if its end is wanted.
func (e *expandVar) emit(x *Execution) {
	end, total := e.search.end()
	if e.query.into && end != e.query.to {
		return
	}
	if e.labels != nil {
		e.one[0] = end
		if !e.labels.filter(x, e.feed.row()).Matches(e.sets.of(x, e.one[:])[0]) {
			return
		}
	}
	e.out.note(e.feed.row(), 1)
	e.to.IDs = append(e.to.IDs, end)
	e.to.N++
	if e.spec.Total != batch.None {
		e.total.Append(total)
	}
	if !e.wantRels {
		return
	}
	e.path = e.search.rels(e.path[:0])
	e.lists.Append(relationshipList(e.path, e.spec.Reverse))
}

// relationshipList makes a list value of relationships.
func relationshipList(rels []uint64, reverse bool) value.Value {
	list := make([]value.Value, len(rels))
	for i, rel := range rels {
		if reverse {
			i = len(rels) - 1 - i
		}
		list[i] = value.RelationshipRef(rel)
	}
	return value.List(list)
}
