package exec

import (
	"memgraphd/cypher/batch"
	"memgraphd/cypher/plan"
)

// union is plan.Union: one branch after the other, each renaming its columns.
type union struct {
	branches []*node
	columns  [][]batch.Slot
	out      []batch.Slot
	keep     batch.Slot // the row number in a right side, or None
	at       int
	b        batch.Batch
}

func (b *builder) union(p *plan.Union) (operator, error) {
	u := &union{columns: p.Columns, out: p.Out, keep: batch.None}
	if b.scope != nil {
		u.keep = b.scope.slot
	}
	for _, branch := range p.Branches {
		n, err := b.operator(branch)
		if err != nil {
			return nil, err
		}
		u.branches = append(u.branches, n)
	}
	return u, nil
}

func (u *union) reset(x *Execution) error {
	u.at = 0
	for _, n := range u.branches {
		if err := n.reset(x); err != nil {
			return err
		}
	}
	return nil
}

func (u *union) next(x *Execution) (*batch.Batch, error) {
	for u.at < len(u.branches) {
		in, err := u.branches[u.at].next(x)
		if err != nil {
			return nil, err
		}
		if in == nil {
			u.at++
			continue
		}
		x.empty(&u.b)
		u.b.N, u.b.Sel = in.N, in.Sel
		for i, s := range u.columns[u.at] {
			u.b.Cols[u.out[i]] = in.Cols[s]
		}
		if u.keep != batch.None {
			u.b.Cols[u.keep] = in.Cols[u.keep]
		}
		return &u.b, nil
	}
	return nil, nil
}
