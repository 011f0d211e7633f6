package exec

import (
	"fmt"
	"math"

	"memgraphd/engine/value"
)

// scale weighs hops by a lambda.
type scale struct {
	weight *lambda
	kind   value.Kind    // of weights: Int for numbers, or Duration; Null before the first
	costs  []float64     // scratch: of the hops that are weighed
	totals []value.Value // scratch
}

func (s *scale) reset() { s.kind = value.KindNull }

// weigh computes the weights of the paths over each hop of c, as numbers and into
// c.totals, where the path in front of them weighs cost and total. The numbers are
// valid until the next call.
func (s *scale) weigh(x *Execution, steps *steps, cost float64, total value.Value, c *candidates) ([]float64, error) {
	col, err := s.weight.eval(x, steps.in, steps.row, c)
	if err != nil {
		return nil, err
	}
	n := len(c.hops.To)
	s.costs = append(s.costs[:0], make([]float64, n)...)
	s.totals = append(s.totals[:0], make([]value.Value, n)...)
	c.totals = s.totals
	for h := range n {
		w := col.Value(h)
		amount, err := s.amount(w)
		if err != nil {
			return nil, err
		}
		s.costs[h] = cost + amount
		if total.IsNull() {
			c.totals[h] = w
		} else if c.totals[h], err = value.Add(total, w); err != nil {
			return nil, err
		}
	}
	return s.costs, nil
}

// amount returns a weight as a number, and refuses what is none.
func (s *scale) amount(w value.Value) (float64, error) {
	kind, amount := value.KindInt, 0.0
	switch w.Kind() {
	case value.KindInt, value.KindFloat:
		amount = w.Number()
	case value.KindDuration:
		kind, amount = value.KindDuration, durationSeconds(w.AsDuration())
	default:
		return 0, weightError("Weight must be numeric or a Duration, got %s.", w.Kind().TypeWord())
	}
	if amount < 0 || math.IsNaN(amount) {
		return 0, weightError("Weight must be non-negative, got %s.", value.Format(w))
	}
	if s.kind != value.KindNull && s.kind != kind {
		return 0, weightError("All weights must be of one type, got %s and %s.", s.kind.TypeWord(), w.Kind().TypeWord())
	}
	s.kind = kind
	return amount, nil
}

func weightError(format string, args ...any) error {
	return &value.Error{Class: value.TypeError, Msg: fmt.Sprintf(format, args...)}
}

// durationSeconds measures a duration, a month as long as it is on average.
func durationSeconds(d value.Duration) float64 {
	const day, month = 24 * 60 * 60, 2629746
	return float64(d.Months)*month + float64(d.Days)*day + float64(d.Seconds) + float64(d.Nanos)/1e9
}
