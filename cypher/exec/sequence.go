package exec

import (
	"slices"

	"memgraphd/cypher/batch"
	"memgraphd/cypher/exec/group"
	"memgraphd/cypher/plan"
	"memgraphd/engine/column"
)

// sequence is plan.Sequence. It keeps all rows and, step by step, adds the columns that the step
// binds, or where it makes more or fewer rows, gathers what is kept. The operators of a step are
// made when it is its turn, and dropped behind it: a script of thousands of clauses is not held in
// operators that are used once.
type sequence struct {
	input   *node
	spec    *plan.Sequence
	program *Program
	live    []batch.Slot // of the result

	cols    map[batch.Slot]*column.Column
	n       int // rows
	charged int64
	started bool
	pos     int

	views   []column.Column
	b       batch.Batch
	numbers []int32 // the row that each result of a step belongs to
}

func (b *builder) sequence(p *plan.Sequence) (operator, error) {
	input, err := b.full(p.Input)
	return &sequence{input: input, spec: p, program: b.program, live: b.live(p)}, err
}

func (s *sequence) reset(x *Execution) error {
	s.clear(x)
	return s.input.reset(x)
}

func (s *sequence) clear(x *Execution) {
	x.ctx.Memory.Release(s.charged)
	s.cols, s.n, s.charged, s.started, s.pos = nil, 0, 0, false, 0
	x.lent = lent{}
}

func (s *sequence) close(x *Execution) { s.clear(x) }

func (s *sequence) next(x *Execution) (*batch.Batch, error) {
	if !s.started {
		if err := s.begin(x); err != nil {
			return nil, err
		}
		for i := range s.spec.Steps {
			if err := s.step(x, &s.spec.Steps[i]); err != nil {
				return nil, err
			}
		}
		s.started = true
	}
	if s.pos == s.n {
		return nil, nil
	}
	b := s.view(x, s.live, s.pos)
	s.pos += b.N
	return b, nil
}

// begin takes in all rows.
func (s *sequence) begin(x *Execution) error {
	rows := newStore(s.spec.Input.Common().Live)
	if err := rows.addAll(x, s.input); err != nil {
		return err
	}
	s.cols, s.n = map[batch.Slot]*column.Column{}, rows.n
	s.take(&rows)
	return nil
}

// take adds the columns of a store, with its memory.
func (s *sequence) take(rows *store) {
	s.charged += rows.charged
	for i, slot := range rows.slots {
		s.cols[slot] = &rows.cols[i]
	}
}

// view returns some columns of the rows from pos on.
func (s *sequence) view(x *Execution, slots []batch.Slot, pos int) *batch.Batch {
	to := min(s.n, pos+column.BatchSize)
	s.b.Reset(x.slots) // which is not lent: it outlives a step
	s.b.N = to - pos
	if len(s.views) < len(slots) {
		s.views = make([]column.Column, len(slots))
	}
	for i, slot := range slots {
		if c := s.cols[slot]; c != nil {
			s.views[i].View(c, pos, to)
			s.b.Cols[slot] = &s.views[i]
		}
	}
	return &s.b
}

// step runs a step for all rows.
func (s *sequence) step(x *Execution, step *plan.Step) error {
	nodes, closers := len(x.nodes), len(x.closers)
	x.lent.lend(x)
	defer x.lent.back()
	b := &builder{program: s.program, x: x}
	body, err := b.right(step.Body, false, false)
	if err != nil {
		return err
	}
	rows := newStore(step.Binds)
	s.numbers = s.numbers[:0]
	for pos := 0; pos < s.n && err == nil; pos += column.BatchSize {
		in := s.view(x, body.arg.live, pos)
		err = body.each(x, in, in.Rows(), func(found *batch.Batch, row []int64) error {
			for _, i := range found.Rows() {
				s.numbers = append(s.numbers, int32(pos)+int32(row[i]))
			}
			return rows.add(x, found, found.Rows())
		})
	}
	for _, c := range x.closers[closers:] {
		c.close(x)
	}
	if x.profile {
		for _, n := range x.nodes[nodes:] {
			x.ran = append(x.ran, OperatorProfile{Operator: n.plan, Rows: n.rows, Time: n.time})
		}
	}
	x.nodes, x.closers = x.nodes[:nodes], x.closers[:closers]
	if err != nil {
		return err
	}
	return s.advance(x, step, &rows)
}

// advance goes on to the rows that a step has made.
func (s *sequence) advance(x *Execution, step *plan.Step, rows *store) error {
	for _, slot := range step.Done {
		delete(s.cols, slot)
	}
	if !s.unchanged() {
		if err := s.gather(x, rows); err != nil {
			return err
		}
	}
	s.take(rows)
	return nil
}

// unchanged reports whether a step has made one row of each.
func (s *sequence) unchanged() bool {
	if len(s.numbers) != s.n {
		return false
	}
	for i, n := range s.numbers {
		if int(n) != i {
			return false
		}
	}
	return true
}

// gather repeats the rows that are kept as often as a step has found something for them.
func (s *sequence) gather(x *Execution, rows *store) error {
	if !slices.IsSorted(s.numbers) {
		s.sort(rows)
	}
	size := int64(0)
	for _, c := range s.cols {
		size += group.RowsSize(c, s.numbers)
	}
	if err := x.ctx.Memory.Grow(size); err != nil {
		return err
	}
	for slot, c := range s.cols {
		to := &column.Column{}
		column.Gather(to, c, s.numbers)
		s.cols[slot] = to
	}
	x.ctx.Memory.Release(s.charged)
	s.charged, s.n = size, len(s.numbers)
	return nil
}

// sort brings the results of a step into the order of the rows that they belong to.
func (s *sequence) sort(rows *store) {
	order := make([]int32, len(s.numbers))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortStableFunc(order, func(a, b int32) int { return int(s.numbers[a]) - int(s.numbers[b]) })
	for i := range rows.cols {
		var to column.Column
		column.Gather(&to, &rows.cols[i], order)
		rows.cols[i] = to
	}
	slices.Sort(s.numbers)
}
