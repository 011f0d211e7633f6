package exec

import (
	"memgraphd/cypher/ast"
	"memgraphd/cypher/batch"
	"memgraphd/cypher/eval"
	"memgraphd/cypher/exec/group"
	"memgraphd/cypher/plan"
	"memgraphd/engine/column"
)

// join is plan.HashJoin and, without keys, plan.Cartesian. It keeps the rows of
// the side that is expected to be smaller and streams the other.
type join struct {
	stream, kept         *node
	streamKeys, keptKeys []eval.Kernel
	optional             bool // rows of the stream without a mate are kept, with a last one of nulls

	rows    store // of the kept side
	table   group.Table
	head    []int32 // by group: the first row, plus one
	tail    []int32 // by group: the last row
	chain   []int32 // by row: the one behind it in its group, plus one
	charged int64
	read    bool

	out    output
	pairs  []int32         // positions in rows, for the rows that out takes
	copied []column.Column // by position in rows.slots
	ramp   ramp

	in     *batch.Batch // of the stream
	probe  []int32      // rows of in that may match
	groups []uint32     // of probe
	at     int          // in probe
	mate   int32        // row of the kept side to pair it with, plus one; 0: go on to the next
	cols   []*column.Column
	sel    []int32
}

func (b *builder) hashJoin(p *plan.HashJoin) (operator, error) {
	if !p.Optional && p.Left.Common().Rows < p.Right.Common().Rows {
		return b.join(p, p.Right, p.Left, p.RightKeys, p.LeftKeys)
	}
	j, err := b.join(p, p.Left, p.Right, p.LeftKeys, p.RightKeys)
	if err == nil {
		j.optional = p.Optional
	}
	return j, err
}

func (b *builder) cartesian(p *plan.Cartesian) (operator, error) {
	if p.Left.Common().Rows < p.Right.Common().Rows {
		return b.join(p, p.Right, p.Left, nil, nil)
	}
	return b.join(p, p.Left, p.Right, nil, nil)
}

// join makes a join that streams left.
func (b *builder) join(p, left, right plan.Operator, leftKeys, rightKeys []ast.Expr) (*join, error) {
	j := &join{ramp: ramp{first: b.ramp}}
	var err error
	if j.stream, err = b.operator(left); err != nil {
		return nil, err
	}
	if j.kept, err = b.full(right); err != nil {
		return nil, err
	}
	if j.streamKeys, err = b.kernels(leftKeys); err != nil {
		return nil, err
	}
	if j.keptKeys, err = b.kernels(rightKeys); err != nil {
		return nil, err
	}
	live := b.live(p)
	j.rows, j.out = newStore(live), newOutput(live)
	j.copied = make([]column.Column, len(live))
	j.cols = make([]*column.Column, len(leftKeys))
	return j, nil
}

func (j *join) reset(x *Execution) error {
	j.clear(x)
	j.ramp.reset(x)
	if err := j.stream.reset(x); err != nil {
		return err
	}
	return j.kept.reset(x)
}

func (j *join) clear(x *Execution) {
	j.rows.reset(x)
	x.ctx.Memory.Release(j.charged)
	j.charged, j.read, j.in = 0, false, nil
	j.table.Reset()
	j.head, j.tail, j.chain = j.head[:0], j.tail[:0], j.chain[:0]
}

func (j *join) close(x *Execution) {
	if j.rows.n > keepColumns {
		j.table.Free()
		j.head, j.tail, j.chain = nil, nil, nil
	}
	j.clear(x)
}

func (j *join) next(x *Execution) (*batch.Batch, error) {
	if !j.read {
		if err := j.readKept(x); err != nil {
			return nil, err
		}
		j.read = true
		if j.optional {
			j.rows.addNulls()
		}
	}
	if j.rows.n == 0 {
		return nil, nil
	}
	j.out.begin(x)
	for i := range j.copied {
		j.copied[i].Reset(column.Null, 0)
	}
	for target := j.ramp.next(); j.out.n() < target; {
		if j.in == nil {
			if err := j.pull(x); err != nil {
				return nil, err
			}
			if j.in == nil {
				break
			}
		}
		j.match(j.out.room(target))
	}
	for i, s := range j.rows.slots {
		if !j.rows.absent[i] {
			j.out.set(s, &j.copied[i])
		}
	}
	return j.out.batch(), nil
}

// readKept reads the kept side and chains the rows of each group.
func (j *join) readKept(x *Execution) error {
	for {
		b, err := j.kept.next(x)
		if err != nil || b == nil {
			return err
		}
		sel := b.Rows()
		if len(j.keptKeys) > 0 {
			if sel, err = j.evaluate(x, j.keptKeys, b); err != nil {
				return err
			}
			groups := j.room(len(sel))
			if _, err := x.assign(&j.table, j.cols, sel, groups); err != nil {
				return err
			}
			for _, g := range groups {
				j.link(g)
			}
			size := j.table.MemoryUsage() + int64(4*(2*len(j.head)+len(j.chain)))
			if err := x.charge(&j.charged, size); err != nil {
				return err
			}
		}
		if err := j.rows.add(x, b, sel); err != nil {
			return err
		}
	}
}

// link puts the next row at the end of its group.
func (j *join) link(g uint32) {
	row := int32(len(j.chain))
	j.chain = append(j.chain, 0)
	if int(g) == len(j.head) { // groups are new in order
		j.head, j.tail = append(j.head, row+1), append(j.tail, row)
		return
	}
	j.chain[j.tail[g]] = row + 1
	j.tail[g] = row
}

func (j *join) room(n int) []uint32 {
	if cap(j.groups) < n {
		j.groups = make([]uint32, n, max(n, min(2*n, column.BatchSize)))
	}
	j.groups = j.groups[:n]
	return j.groups
}

// evaluate computes keys into cols and returns the rows in which none is null:
// null equals nothing.
func (j *join) evaluate(x *Execution, keys []eval.Kernel, b *batch.Batch) ([]int32, error) {
	sel := b.Rows()
	for i, k := range keys {
		c, err := k.Eval(&x.ctx, b, sel)
		if err != nil {
			return nil, err
		}
		j.cols[i] = c
	}
	j.sel = append(j.sel[:0], sel...)
	for _, c := range j.cols {
		if !c.HasNulls() && c.Type != column.Float {
			continue
		}
		n := 0
		for _, r := range j.sel {
			if certain(c.Value(int(r))) {
				j.sel[n] = r
				n++
			}
		}
		j.sel = j.sel[:n]
	}
	return j.sel, nil
}

// pull takes the next batch of the stream and finds its groups.
func (j *join) pull(x *Execution) (err error) {
	if j.in, err = j.stream.next(x); err != nil || j.in == nil {
		return err
	}
	j.at, j.mate = 0, 0
	if len(j.streamKeys) == 0 {
		j.probe = append(j.probe[:0], j.in.Rows()...)
		return nil
	}
	sel, err := j.evaluate(x, j.streamKeys, j.in)
	if err != nil {
		return err
	}
	groups := j.room(len(sel))
	j.table.Find(j.cols, sel, groups)
	j.probe = append(j.probe[:0], sel...)
	if j.optional {
		j.mateless(j.in.Rows())
	}
	return nil
}

// mateless adds to the probe the rows whose keys equal nothing.
func (j *join) mateless(all []int32) {
	if len(j.probe) == len(all) {
		return
	}
	found := len(j.probe)
	j.room(len(all))
	j.probe = append(j.probe, all[found:]...)
	for i := len(all) - 1; i >= 0; i-- {
		g := uint32(group.None)
		if found > 0 && j.probe[found-1] == all[i] {
			found--
			g = j.groups[found]
		}
		j.probe[i], j.groups[i] = all[i], g
	}
}

// match adds up to room pairs.
func (j *join) match(room int) {
	j.pairs, j.sel = j.pairs[:0], j.sel[:0]
	for len(j.pairs) < room {
		if j.mate == 0 {
			if j.at == len(j.probe) {
				break
			}
			j.mate = j.first(j.at)
			j.at++
			continue
		}
		j.pairs, j.sel = append(j.pairs, j.mate-1), append(j.sel, j.probe[j.at-1])
		j.mate = j.following(j.mate)
	}
	j.out.take(j.in, j.sel)
	for i := range j.copied {
		if !j.rows.absent[i] {
			j.copied[i].AppendRows(&j.rows.cols[i], j.pairs)
		}
	}
	if j.mate == 0 && j.at == len(j.probe) {
		j.in = nil
	}
}

// first returns the first of the kept rows that match probe i, plus one.
func (j *join) first(i int) int32 {
	if len(j.streamKeys) == 0 {
		return 1
	}
	if g := j.groups[i]; g != group.None {
		return j.head[g]
	}
	if j.optional {
		return int32(j.rows.n)
	}
	return 0
}

// following returns the kept row behind one, both plus one.
func (j *join) following(mate int32) int32 {
	if len(j.streamKeys) > 0 {
		if j.optional && int(mate) == j.rows.n {
			return 0
		}
		return j.chain[mate-1]
	}
	if int(mate) == j.rows.n {
		return 0
	}
	return mate + 1
}
