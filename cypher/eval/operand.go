package eval

import (
	"memgraphd/cypher/batch"
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// operand is an input of a kernel that works row by row. A constant is asked
// for once per batch and never spread over a column.
type operand struct {
	kernel Kernel
	scalar scalar // the kernel, if it is a constant
	col    *column.Column
	val    value.Value
}

func newOperand(k Kernel) operand {
	s, _ := k.(scalar)
	return operand{kernel: k, scalar: s}
}

func newOperands(kernels []Kernel) []operand {
	list := make([]operand, len(kernels))
	for i, k := range kernels {
		list[i] = newOperand(k)
	}
	return list
}

// eval computes the operand for the rows of sel.
func (o *operand) eval(x *Context, b *batch.Batch, sel []int32) (err error) {
	if o.scalar != nil {
		o.val, err = o.scalar.Scalar(x)
		return err
	}
	o.col, err = o.kernel.Eval(x, b, sel)
	return err
}

// at returns row i.
func (o *operand) at(i int32) value.Value {
	if o.col == nil {
		return o.val
	}
	return o.col.Value(int(i))
}

// evalAll computes several operands.
func evalAll(list []operand, x *Context, b *batch.Batch, sel []int32) error {
	for i := range list {
		if err := list[i].eval(x, b, sel); err != nil {
			return err
		}
	}
	return nil
}
