package exec

import (
	"memgraphd/cypher/batch"
	"memgraphd/cypher/eval"
	"memgraphd/cypher/plan"
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// limitRamp is the size of the first batches below a LIMIT.
const limitRamp = 16

// What SKIP and LIMIT refuse.
var (
	errSkipType      = refusal("Number of elements to skip must be an integer.")
	errSkipNegative  = refusal("Number of elements to skip must be non-negative.")
	errLimitType     = refusal("Limit on number of returned elements must be an integer.")
	errLimitNegative = refusal("Limit on number of returned elements must be non-negative.")
)

// scalar evaluates a kernel that depends on no row.
func (x *Execution) scalar(k eval.Kernel) (value.Value, error) {
	x.single.Reset(x.slots)
	x.single.N = 1
	c, err := k.Eval(&x.ctx, &x.single, batch.All(1))
	if err != nil {
		return value.Null, err
	}
	return c.Value(0), nil
}

// count evaluates the number of SKIP or LIMIT.
func (x *Execution) count(k eval.Kernel, wrongType, negative error) (int64, error) {
	v, err := x.scalar(k)
	switch {
	case err != nil:
		return 0, err
	case v.Kind() != value.KindInt:
		return 0, wrongType
	case v.AsInt() < 0:
		return 0, negative
	}
	return v.AsInt(), nil
}

// skip is plan.Skip.
type skip struct {
	input *node
	count eval.Kernel
	left  int64
}

func (b *builder) skip(p *plan.Skip) (operator, error) {
	input, err := b.operator(p.Input)
	if err != nil {
		return nil, err
	}
	k, err := b.kernel(p.Count)
	return &skip{input: input, count: k}, err
}

func (s *skip) reset(x *Execution) (err error) {
	if s.left, err = x.count(s.count, errSkipType, errSkipNegative); err != nil {
		return err
	}
	return s.input.reset(x)
}

func (s *skip) next(x *Execution) (*batch.Batch, error) {
	for {
		b, err := s.input.next(x)
		if err != nil || b == nil || s.left == 0 {
			return b, err
		}
		n := int64(b.Len())
		if n <= s.left {
			s.left -= n
			continue
		}
		b.Sel = b.Rows()[s.left:]
		s.left = 0
		return b, nil
	}
}

// limit is plan.Limit.
type limit struct {
	input   *node
	count   eval.Kernel
	exhaust bool
	left    int64
	ended   bool
}

func (b *builder) limit(p *plan.Limit) (operator, error) {
	ramp := b.ramp
	if !p.Exhaust {
		b.ramp = limitRamp
	}
	input, err := b.operator(p.Input)
	b.ramp = ramp
	if err != nil {
		return nil, err
	}
	k, err := b.kernel(p.Count)
	return &limit{input: input, count: k, exhaust: p.Exhaust}, err
}

func (l *limit) reset(x *Execution) (err error) {
	if l.left, err = x.count(l.count, errLimitType, errLimitNegative); err != nil {
		return err
	}
	l.ended = false
	return l.input.reset(x)
}

func (l *limit) next(x *Execution) (*batch.Batch, error) {
	if l.left == 0 {
		return nil, l.finish(x)
	}
	b, err := l.input.next(x)
	if err != nil || b == nil {
		l.ended = true
		return nil, err
	}
	if n := int64(b.Len()); n > l.left {
		b.Sel = b.Rows()[:l.left]
		l.left = 0
	} else {
		l.left -= n
	}
	return b, nil
}

// finish runs an input that writes to its end.
func (l *limit) finish(x *Execution) error {
	if !l.exhaust || l.ended {
		return nil
	}
	l.ended = true
	_, err := l.input.drain(x)
	return err
}

// sum evaluates a sum of SKIP and LIMIT, or returns a full batch's worth of
// nothing: -1 for an empty list.
func (x *Execution) sum(kernels []eval.Kernel) (int64, error) {
	if len(kernels) == 0 {
		return -1, nil
	}
	total := int64(0)
	for _, k := range kernels {
		n, err := x.count(k, errLimitType, errLimitNegative)
		if err != nil {
			return 0, err
		}
		if total += n; total < 0 || total > maxTop {
			return -1, nil
		}
	}
	return total, nil
}

// maxTop is the number of rows up to which Sort keeps the first only.
const maxTop = 64 * column.BatchSize
