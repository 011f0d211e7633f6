package exec

import (
	"memgraphd/cypher/batch"
	"memgraphd/cypher/plan"
)

// semiApply is plan.SemiApply.
type semiApply struct {
	left  *node
	right right
	anti  bool
	found []bool
	sel   []int32
}

func (b *builder) semiApply(p *plan.SemiApply) (operator, error) {
	left, err := b.operator(p.Left)
	if err != nil {
		return nil, err
	}
	s := &semiApply{left: left, anti: p.Anti}
	s.right, err = b.right(p.Right, false, true)
	return s, err
}

func (s *semiApply) reset(x *Execution) error { return s.left.reset(x) }

func (s *semiApply) next(x *Execution) (*batch.Batch, error) {
	for {
		b, err := s.left.next(x)
		if err != nil || b == nil {
			return nil, err
		}
		sel := b.Rows()
		s.found = append(s.found[:0], make([]bool, b.N)...)
		if err := s.right.exists(x, b, sel, s.found); err != nil {
			return nil, err
		}
		s.sel = s.sel[:0]
		for _, r := range sel {
			if s.found[r] != s.anti {
				s.sel = append(s.sel, r)
			}
		}
		if len(s.sel) > 0 {
			b.Sel = s.sel
			return b, nil
		}
	}
}
