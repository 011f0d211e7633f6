package exec

import (
	"slices"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/batch"
	"memgraphd/cypher/eval"
	"memgraphd/cypher/exec/order"
	"memgraphd/cypher/plan"
	"memgraphd/engine/column"
)

// sorting is plan.Sort. It keeps the live columns and the keys of all rows and
// sorts their positions. If only the first rows are wanted, it throws away the
// others whenever it holds several times as many, and from then on takes no row
// that comes behind all it has.
type sorting struct {
	input *node
	keys  []sortKey
	limit []eval.Kernel
	wrote bool // the input writes, and must be run to its end

	rows   store // with the keys in slots behind the live ones
	spare  store // what cut fills
	sorter order.Sorter
	by     []order.Key
	team   team
	out    output

	top   int64 // rows wanted; -1: all
	bound bound
	order []int32
	read  bool
	pos   int
	sel   []int32
}

type sortKey struct {
	slot       batch.Slot // of the key's values: a variable's, or a hidden one
	col        int        // of the rows
	kernel     eval.Kernel
	descending bool
}

// bound is the prefix of the first key of the last row that is wanted.
type bound struct {
	set      bool
	prefix   uint64
	exact    bool // a row of the same prefix comes behind it
	prefixes []uint64
}

func (b *builder) sort(p *plan.Sort) (operator, error) {
	s := &sorting{}
	var err error
	if s.input, err = b.sortInput(p); err != nil {
		return nil, err
	}
	slots := append([]batch.Slot(nil), b.live(p)...)
	if b.scope != nil && b.scope.slot != batch.None {
		slots = s.addKey(b, slots, slotKernel(b.scope.slot), b.scope.slot, false)
	}
	for _, k := range p.Keys {
		slot := batch.None
		if v, ok := k.Expr.(*ast.Variable); ok {
			slot = b.program.plan.Slots[v]
		}
		kernel, err := b.kernel(k.Expr)
		if err != nil {
			return nil, err
		}
		slots = s.addKey(b, slots, kernel, slot, k.Descending)
	}
	s.rows, s.spare, s.out = newStore(slots), newStore(slots), newOutput(slots)
	s.by = make([]order.Key, len(s.keys))
	s.wrote = writes(p.Input)
	s.limit, err = b.kernels(p.Limit)
	return s, err
}

// sortInput makes the input. Where only the first rows are wanted, workers may
// look for the first of theirs.
func (b *builder) sortInput(p *plan.Sort) (*node, error) {
	if len(p.Limit) > 0 {
		live := p.Live
		for _, k := range p.Keys {
			for _, s := range b.reads(k.Expr) {
				if !contains(live, s) {
					live = nil
				}
			}
		}
		if live != nil {
			return b.parallelInput(p, p.Input, live)
		}
	}
	return b.parallelInput(p.Input, p.Input, p.Input.Common().Live)
}

// addKey adds a key, and a column for it unless it is that of a variable which is
// kept anyway.
func (s *sorting) addKey(b *builder, slots []batch.Slot, kernel eval.Kernel, slot batch.Slot, descending bool) []batch.Slot {
	at := slices.Index(slots, slot)
	if slot == batch.None || at < 0 {
		slot, at = b.hidden(), len(slots)
		slots = append(slots, slot)
	}
	s.keys = append(s.keys, sortKey{slot: slot, col: at, kernel: kernel, descending: descending})
	return slots
}

func (s *sorting) reset(x *Execution) (err error) {
	s.clear(x)
	if s.top, err = x.sum(s.limit); err != nil {
		return err
	}
	return s.input.reset(x)
}

func (s *sorting) clear(x *Execution) {
	s.rows.reset(x)
	s.spare.reset(x)
	s.read, s.pos, s.bound.set = false, 0, false
	if cap(s.order) > keepColumns {
		s.order, s.sorter = nil, order.Sorter{}
	}
}

func (s *sorting) close(x *Execution) { s.clear(x) }

func (s *sorting) next(x *Execution) (*batch.Batch, error) {
	if !s.read {
		if err := s.readAll(x); err != nil {
			return nil, err
		}
		s.read = true
	}
	n := min(len(s.order)-s.pos, column.BatchSize)
	if n <= 0 {
		return nil, nil
	}
	from := s.pos
	s.pos += n
	return s.rows.gather(x, s.order[from:s.pos], &s.out), nil
}

func (s *sorting) readAll(x *Execution) error {
	if s.top == 0 {
		s.order = s.order[:0]
		if !s.wrote {
			return nil
		}
		_, err := s.input.drain(x)
		return err
	}
	for {
		b, err := s.input.next(x)
		if err != nil {
			return err
		}
		if b == nil {
			break
		}
		if err := s.add(x, b, b.Rows()); err != nil {
			return err
		}
		if s.top > 0 && s.rows.n > int(4*s.top)+2*column.BatchSize {
			if err := s.cut(x); err != nil {
				return err
			}
		}
	}
	return s.sort(x)
}

// add evaluates the keys of some rows and keeps those that may be wanted.
func (s *sorting) add(x *Execution, b *batch.Batch, sel []int32) error {
	for i, k := range s.keys {
		c, err := k.kernel.Eval(&x.ctx, b, sel)
		if err != nil {
			return err
		}
		b.Cols[k.slot] = c
		if i == 0 && s.bound.set {
			if sel = s.within(c, sel); len(sel) == 0 {
				return nil
			}
		}
	}
	return s.rows.add(x, b, sel)
}

// within keeps the rows whose first key does not come behind the bound.
func (s *sorting) within(c *column.Column, sel []int32) []int32 {
	if cap(s.bound.prefixes) < len(sel) {
		s.bound.prefixes = make([]uint64, column.BatchSize)
	}
	prefixes := s.bound.prefixes[:len(sel)]
	last := s.bound.prefix
	if order.Prefixes(c, sel, s.keys[0].descending, prefixes) && s.bound.exact {
		if last == 0 {
			return nil
		}
		last--
	}
	s.sel = s.sel[:0]
	for i, p := range prefixes {
		if p <= last {
			s.sel = append(s.sel, sel[i])
		}
	}
	return s.sel
}

// sort orders the positions of all rows, or of the wanted ones.
func (s *sorting) sort(x *Execution) error {
	if cap(s.order) < s.rows.n {
		s.order = make([]int32, s.rows.n)
	}
	s.order = s.order[:s.rows.n]
	for i := range s.order {
		s.order[i] = int32(i)
	}
	for i, k := range s.keys {
		s.by[i] = order.Key{Column: &s.rows.cols[k.col], Descending: k.descending}
	}
	if err := s.together(x); err != nil {
		return err
	}
	if s.top > 0 && len(s.order) > int(s.top) {
		s.order = s.order[:s.top]
	}
	return nil
}

// together sorts, if that is worth while by as many goroutines as there are free cores.
func (s *sorting) together(x *Execution) error {
	looks := s.team.gather(x, len(s.order) >= parallelRows)
	defer s.team.release()
	return s.sorter.Sort(s.order, s.by, looks...)
}

// cut throws away the rows that are not wanted.
func (s *sorting) cut(x *Execution) error {
	if err := s.sort(x); err != nil {
		return err
	}
	first := s.rows.gather(x, s.order, &s.out)
	if err := s.spare.add(x, first, first.Rows()); err != nil {
		return err
	}
	s.rows.reset(x)
	s.rows, s.spare = s.spare, s.rows
	last := [1]int32{int32(s.rows.n - 1)}
	var prefix [1]uint64
	exact := order.Prefixes(&s.rows.cols[s.keys[0].col], last[:], s.keys[0].descending, prefix[:])
	s.bound.set, s.bound.prefix, s.bound.exact = true, prefix[0], exact && len(s.keys) == 1
	return nil
}
