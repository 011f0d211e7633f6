package exec

import (
	"memgraphd/cypher/batch"
	"memgraphd/cypher/plan"
)

// semiJoin is plan.SemiJoin.
type semiJoin struct {
	left, right *node
	key         batch.Slot
	anti        bool
	known       bool // the right side was run
	set         idBitmap
	ids         nodeIDs
	found       []bool // by row
	sel         []int32
	charged     int64
}

func (b *builder) semiJoin(p *plan.SemiJoin) (operator, error) {
	left, err := b.operator(p.Left)
	if err != nil {
		return nil, err
	}
	right, err := b.full(p.Right)
	return &semiJoin{left: left, right: right, key: p.Key, anti: p.Anti}, err
}

func (j *semiJoin) reset(x *Execution) error {
	j.set.clear()
	j.known = false
	return j.left.reset(x)
}

func (j *semiJoin) close(x *Execution) {
	x.ctx.Memory.Release(j.charged)
	j.charged = 0
	j.set.free()
}

// run collects what the right side finds. It is not run before there is a row on the left.
func (j *semiJoin) run(x *Execution) error {
	if err := j.right.reset(x); err != nil {
		return err
	}
	for {
		b, err := j.right.next(x)
		if err != nil || b == nil {
			return err
		}
		if err := j.ids.collect(b.Cols[j.key], b.Rows()); err != nil {
			return err
		}
		for _, id := range j.ids.ids {
			j.set.add(id)
		}
		if err := x.charge(&j.charged, int64(8*len(j.set.words)+4*len(j.set.touched))); err != nil {
			return err
		}
	}
}

func (j *semiJoin) next(x *Execution) (*batch.Batch, error) {
	for {
		b, err := j.left.next(x)
		if err != nil || b == nil {
			return nil, err
		}
		if !j.known {
			if err := j.run(x); err != nil {
				return nil, err
			}
			j.known = true
		}
		if b.Sel, err = j.keep(b); err != nil {
			return nil, err
		}
		if len(b.Sel) > 0 {
			return b, nil
		}
	}
}

// keep returns the rows that are wanted.
func (j *semiJoin) keep(b *batch.Batch) ([]int32, error) {
	sel := b.Rows()
	if err := j.ids.collect(b.Cols[j.key], sel); err != nil {
		return nil, err
	}
	j.found = append(j.found[:0], make([]bool, b.N)...)
	for i, id := range j.ids.ids {
		j.found[j.ids.rows[i]] = j.set.has(id)
	}
	j.sel = j.sel[:0]
	for _, r := range sel {
		if j.found[r] != j.anti {
			j.sel = append(j.sel, r)
		}
	}
	return j.sel, nil
}
