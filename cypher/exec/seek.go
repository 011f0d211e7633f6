package exec

import (
	"fmt"
	"slices"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/batch"
	"memgraphd/cypher/eval"
	"memgraphd/cypher/plan"
	"memgraphd/engine"
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// seek reads the stretches of an index that the rows of a batch ask for.
type seek struct {
	index        *engine.Index
	equal        []seekKey
	in           seekKey
	inAt         int
	descending   bool
	lower, upper seekKey
	prefix       seekKey
	span         *plan.Range

	bounds  engine.Bounds
	memo    memo
	cursor  engine.IndexCursor
	choices []value.Value // of In, each once
	rest    []value.Value // those that are left for the current row
}

// seekKey is an expression that bounds a seek, with its values for a batch.
type seekKey struct {
	kernel eval.Kernel
	col    *column.Column
}

func (b *builder) seek(ix *engine.Index, keys *plan.Keys) (s seek, err error) {
	span := keys.Range
	s.index, s.span, s.inAt = ix, span, keys.InAt
	s.equal = make([]seekKey, len(keys.Equal))
	for i, e := range keys.Equal {
		if s.equal[i].kernel, err = b.kernel(e); err != nil {
			return s, err
		}
	}
	if span == nil {
		span = &plan.Range{}
	}
	for _, k := range []struct {
		key *seekKey
		e   ast.Expr
	}{{&s.in, keys.In}, {&s.lower, span.Lower}, {&s.upper, span.Upper}, {&s.prefix, span.Prefix}} {
		if k.e == nil {
			continue
		}
		if k.key.kernel, err = b.kernel(k.e); err != nil {
			return s, err
		}
	}
	return s, nil
}

// keys calls do for all expressions there are.
func (s *seek) keys(do func(k *seekKey) error) error {
	for i := range s.equal {
		if err := do(&s.equal[i]); err != nil {
			return err
		}
	}
	for _, k := range []*seekKey{&s.in, &s.lower, &s.upper, &s.prefix} {
		if k.kernel == nil {
			continue
		}
		if err := do(k); err != nil {
			return err
		}
	}
	return nil
}

// prepare evaluates the expressions for a batch.
func (s *seek) prepare(x *Execution, b *batch.Batch, sel []int32) error {
	return s.keys(func(k *seekKey) (err error) {
		k.col, err = k.kernel.Eval(&x.ctx, b, sel)
		return err
	})
}

// manyRows is the number of rows from which on it pays to look them up at once.
const manyRows = 4

// lookUp finds what all rows ask for at once, if they ask for single values and the index can tell.
func (s *seek) lookUp(x *Execution, rows []int32, dst *engine.Matches) bool {
	if len(rows) < manyRows || len(s.equal) != 1 || s.span != nil || s.in.kernel != nil {
		return false
	}
	return s.memo.lookUp(x, s.index, s.equal[0].col, rows, dst)
}

// begin starts the seek for a row; false if nothing can match.
func (s *seek) begin(row int32) (bool, error) {
	r := int(row)
	s.cursor.Reset()
	s.bounds = engine.Bounds{Equal: s.bounds.Equal[:0], Descending: s.descending}
	for i := range s.equal {
		v := s.equal[i].col.Value(r)
		if v.IsNull() {
			return false, nil
		}
		s.bounds.Equal = append(s.bounds.Equal, v)
	}
	if s.in.kernel != nil {
		s.bounds.Equal = slices.Insert(s.bounds.Equal, s.inAt, value.Null) // a choice takes its place
	}
	if !s.bound(r) {
		return false, nil
	}
	if s.in.kernel == nil {
		return true, nil
	}
	ok, err := s.choose(s.in.col.Value(r))
	if err != nil || !ok {
		return false, err
	}
	return s.nextChoice(), nil
}

// bound sets the bounds of the property behind the equal ones; false if one is null.
func (s *seek) bound(r int) bool {
	if s.span == nil {
		return true
	}
	s.bounds.Present = true
	s.bounds.LowerExclusive, s.bounds.UpperExclusive = s.span.LowerExclusive, s.span.UpperExclusive
	for _, k := range []struct {
		key *seekKey
		to  *value.Value
	}{{&s.lower, &s.bounds.Lower}, {&s.upper, &s.bounds.Upper}} {
		if k.key.kernel == nil {
			continue
		}
		if *k.to = k.key.col.Value(r); k.to.IsNull() {
			return false
		}
	}
	if s.prefix.kernel != nil {
		v := s.prefix.col.Value(r)
		if v.Kind() != value.KindString {
			return false
		}
		s.bounds.Prefix, s.bounds.HasPrefix = v.AsString(), true
	}
	return true
}

// choose takes up the list of In, each value once.
func (s *seek) choose(list value.Value) (bool, error) {
	s.choices = s.choices[:0]
	switch list.Kind() {
	case value.KindNull:
		return false, nil
	case value.KindList:
	default:
		return false, &value.Error{
			Class: value.TypeError,
			Msg:   fmt.Sprintf("IN expected a list, got %s.", list.Kind().TypeWord()),
		}
	}
	for _, v := range list.AsList() {
		if !v.IsNull() {
			s.choices = append(s.choices, v)
		}
	}
	if len(s.choices) > 1 {
		slices.SortFunc(s.choices, value.Order)
		s.choices = slices.CompactFunc(s.choices, value.Equivalent)
		if s.descending {
			slices.Reverse(s.choices)
		}
	}
	s.rest = s.choices
	return true, nil
}

func (s *seek) nextChoice() bool {
	if len(s.rest) == 0 {
		return false
	}
	s.bounds.Equal[s.inAt], s.rest = s.rest[0], s.rest[1:]
	s.cursor.Reset()
	return true
}

// next appends up to room ids for the current row and reports whether there may
// be more.
func (s *seek) next(x *Execution, room int, dst []uint64) (_ []uint64, more bool) {
	limit := len(dst) + room
	for len(dst) < limit {
		var done bool
		dst, done = x.ctx.Txn.SeekIndex(s.index, s.bounds, &s.cursor, limit-len(dst), dst)
		if done && !s.nextChoice() {
			return dst, false
		}
	}
	return dst, true
}
