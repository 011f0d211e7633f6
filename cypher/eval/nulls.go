package eval

import (
	"memgraphd/cypher/batch"
	"memgraphd/engine/column"
)

// isNull is x IS [NOT] NULL.
type isNull struct {
	x   Kernel
	not bool
	out column.Column
}

func (k *isNull) Eval(x *Context, b *batch.Batch, sel []int32) (*column.Column, error) {
	in, err := k.x.Eval(x, b, sel)
	if err != nil {
		return nil, err
	}
	k.out.Reset(column.Bool, b.N)
	if !in.HasNulls() {
		repeat(k.out.Bools, k.not)
		return &k.out, nil
	}
	for _, i := range sel {
		k.out.Bools[i] = in.IsNull(int(i)) != k.not
	}
	return &k.out, nil
}

// bothValid gives out the presence of rows that are present in both a and b, whose rows are no
// longer than out's.
func bothValid(out, a, b *column.Column) {
	if a.Valid == nil && b.Valid == nil {
		return
	}
	out.MakeValid()
	switch {
	case a.Valid == nil:
		copy(out.Valid, b.Valid)
	case b.Valid == nil:
		copy(out.Valid, a.Valid)
	default:
		for i := range out.Valid {
			out.Valid[i] = a.Valid[i] & b.Valid[i]
		}
	}
}

// sameValid gives out the presence of the rows of a.
func sameValid(out, a *column.Column) {
	if a.Valid == nil {
		return
	}
	out.MakeValid()
	copy(out.Valid, a.Valid)
}
