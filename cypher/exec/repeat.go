package exec

import (
	"slices"

	"memgraphd/cypher/batch"
	"memgraphd/cypher/plan"
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// repeat is plan.Repeat: a quantified path pattern. It keeps a stack of
// repetitions that may be followed by another, and runs the body for the topmost
// batch of them at once.
type repeat struct {
	input *node
	spec  *plan.Repeat
	body  right
	live  []batch.Slot

	in     *batch.Batch
	tree   []repetition
	stack  []int32 // of the tree: to be followed
	ready  []int32 // of the tree: to be handed on
	used   [][]uint64
	now    []int32 // the repetitions that the body is run for
	rows   []int32
	charge int64

	outer   []batch.Slot // of the input, that the body looks at
	arg     batch.Batch
	argCols []column.Column
	from    column.Column

	out    output
	to     column.Column
	all    column.Column
	groups []column.Column
	ramp   ramp
	chain  []int32
	rels   []uint64
}

// repetition is a run of the body behind its parent's; -1 for none.
type repetition struct {
	parent int32
	row    int32 // of the input
	n      int64
	node   uint64
	rels   []uint64
	vals   []value.Value // of the group variables
}

func (b *builder) repeat(p *plan.Repeat) (operator, error) {
	input, err := b.operator(p.Input)
	if err != nil {
		return nil, err
	}
	r := &repeat{input: input, spec: p, ramp: ramp{first: b.ramp}}
	if r.body, err = b.right(p.Body, false, false); err != nil {
		return nil, err
	}
	for _, s := range argumentLive(p.Body) {
		if s != p.BodyFrom {
			r.outer = append(r.outer, s)
		}
	}
	r.argCols = make([]column.Column, len(r.outer))
	own := []batch.Slot{p.AllRels}
	if !p.Into {
		own = append(own, p.To)
	}
	for _, g := range p.Groups {
		own = append(own, g.Outer)
	}
	r.groups = make([]column.Column, len(p.Groups))
	r.live = b.live(p)
	r.out = newOutput(r.live, own...)
	return r, nil
}

func (r *repeat) reset(x *Execution) error {
	r.clear(x)
	r.in = nil
	r.ramp.reset(x)
	return r.input.reset(x)
}

func (r *repeat) clear(x *Execution) {
	x.ctx.Memory.Release(r.charge)
	r.charge = 0
	if cap(r.tree) > keepColumns {
		r.tree = nil
	}
	clear(r.tree) // what it refers to may be large
	r.tree, r.stack, r.ready = r.tree[:0], r.stack[:0], r.ready[:0]
}

func (r *repeat) close(x *Execution) { r.clear(x) }

func (r *repeat) next(x *Execution) (*batch.Batch, error) {
	r.begin(x)
	for target := r.ramp.next(); r.out.n() < target; {
		switch {
		case len(r.ready) > 0:
			last := len(r.ready) - 1
			i := r.ready[last]
			r.ready = r.ready[:last]
			r.emit(i)
		case len(r.stack) > 0:
			if err := r.follow(x); err != nil {
				return nil, err
			}
		default:
			if r.in != nil {
				r.out.flush(r.in)
			}
			if err := r.pull(x); err != nil {
				return nil, err
			}
			if r.in == nil {
				return r.finish(), nil
			}
		}
	}
	return r.finish(), nil
}

func (r *repeat) begin(x *Execution) {
	r.out.begin(x)
	r.to.Reset(column.Node, 0)
	r.all.Reset(column.Any, 0)
	for i := range r.groups {
		r.groups[i].Reset(column.Any, 0)
	}
}

func (r *repeat) finish() *batch.Batch {
	if r.in != nil {
		r.out.flush(r.in)
	}
	if !r.spec.Into {
		r.out.set(r.spec.To, &r.to)
	}
	r.out.set(r.spec.AllRels, &r.all)
	for i, g := range r.spec.Groups {
		r.out.set(g.Outer, &r.groups[i])
	}
	return r.out.batch()
}

// pull starts with the rows of another batch.
func (r *repeat) pull(x *Execution) (err error) {
	r.clear(x)
	if r.in, err = r.input.next(x); err != nil || r.in == nil {
		return err
	}
	r.used = append(r.used[:0], make([][]uint64, r.in.N)...)
	rows := r.in.Rows()
	for i := len(rows) - 1; i >= 0; i-- {
		row := rows[i]
		from, ok, err := nodeAt(r.in.Cols[r.spec.From], row)
		if err != nil {
			return err
		}
		if !ok {
			continue
		}
		for _, s := range r.spec.Distinct {
			if c := r.in.Cols[s]; c != nil {
				r.used[row] = appendRelationships(r.used[row], c.Value(int(row)))
			}
		}
		if err := r.add(x, repetition{parent: -1, row: row, node: from}); err != nil {
			return err
		}
	}
	slices.Reverse(r.ready)
	return nil
}

// add takes a repetition up.
func (r *repeat) add(x *Execution, n repetition) error {
	i := int32(len(r.tree))
	r.tree = append(r.tree, n)
	if r.spec.Max < 0 || n.n < r.spec.Max {
		r.stack = append(r.stack, i)
	}
	if n.n >= r.spec.Min && r.arrives(n) {
		r.ready = append(r.ready, i)
	}
	size := int64(96 + 8*len(n.rels) + 24*len(n.vals))
	r.charge += size
	if err := x.ctx.Memory.Grow(size); err != nil {
		r.charge -= size
		return err
	}
	return nil
}

// arrives reports whether a repetition ends where the pattern is to end.
func (r *repeat) arrives(n repetition) bool {
	if !r.spec.Into {
		return true
	}
	to, ok, err := nodeAt(r.in.Cols[r.spec.To], n.row)
	return err == nil && ok && to == n.node
}

// follow runs the body behind the topmost repetitions.
func (r *repeat) follow(x *Execution) error {
	n := min(len(r.stack), column.BatchSize)
	top := len(r.stack) - n
	r.now = append(r.now[:0], r.stack[top:]...)
	slices.Reverse(r.now)
	r.stack = r.stack[:top]

	x.empty(&r.arg)
	r.arg.N = n
	r.rows = r.rows[:0]
	r.from.Reset(column.Node, n)
	for i, t := range r.now {
		r.rows = append(r.rows, r.tree[t].row)
		r.from.IDs[i] = r.tree[t].node
	}
	for i, s := range r.outer {
		if c := r.in.Cols[s]; c != nil {
			column.Gather(&r.argCols[i], c, r.rows)
			r.arg.Cols[s] = &r.argCols[i]
		}
	}
	r.arg.Cols[r.spec.BodyFrom] = &r.from
	before, ready := len(r.stack), len(r.ready)
	err := r.body.each(x, &r.arg, batch.All(n), func(rows *batch.Batch, row []int64) error {
		for _, i := range rows.Rows() {
			if err := r.grow(x, rows, int(i), r.now[row[i]]); err != nil {
				return err
			}
		}
		return nil
	})
	slices.Reverse(r.stack[before:])
	slices.Reverse(r.ready[ready:])
	return err
}

// grow takes up a row of the body behind a repetition, unless it uses a
// relationship again.
func (r *repeat) grow(x *Execution, rows *batch.Batch, i int, parent int32) error {
	r.rels = r.rels[:0]
	for _, s := range r.spec.BodyRels {
		if c := rows.Cols[s]; c != nil {
			r.rels = appendRelationships(r.rels, c.Value(i))
		}
	}
	p := r.tree[parent]
	for k, rel := range r.rels {
		if slices.Contains(r.rels[:k], rel) || slices.Contains(r.used[p.row], rel) || r.on(parent, rel) {
			return nil
		}
	}
	node, ok, err := nodeAt(rows.Cols[r.spec.BodyTo], int32(i))
	if err != nil || !ok {
		return err
	}
	n := repetition{parent: parent, row: p.row, n: p.n + 1, node: node, rels: slices.Clone(r.rels)}
	if len(r.spec.Groups) > 0 {
		n.vals = make([]value.Value, len(r.spec.Groups))
		for g, group := range r.spec.Groups {
			if c := rows.Cols[group.Inner]; c != nil {
				n.vals[g] = c.Value(i)
			}
		}
	}
	return r.add(x, n)
}

// on reports whether a repetition or one before it uses a relationship.
func (r *repeat) on(i int32, rel uint64) bool {
	for ; i >= 0; i = r.tree[i].parent {
		if slices.Contains(r.tree[i].rels, rel) {
			return true
		}
	}
	return false
}

// emit hands on the path that ends with a repetition.
func (r *repeat) emit(i int32) {
	n := &r.tree[i]
	r.out.note(n.row, 1)
	r.to.Append(value.NodeRef(n.node))
	r.chain = r.chain[:0]
	for j := i; r.tree[j].parent >= 0; j = r.tree[j].parent {
		r.chain = append(r.chain, j)
	}
	slices.Reverse(r.chain)
	if r.spec.AllRels != batch.None {
		r.rels = r.rels[:0]
		for _, j := range r.chain {
			r.rels = append(r.rels, r.tree[j].rels...)
		}
		r.all.Append(relationshipList(r.rels, false))
	}
	for g := range r.spec.Groups {
		list := make([]value.Value, len(r.chain))
		for k, j := range r.chain {
			list[k] = r.tree[j].vals[g]
		}
		r.groups[g].Append(value.List(list))
	}
}
