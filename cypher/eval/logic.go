package eval

import (
	"memgraphd/cypher/ast"
	"memgraphd/cypher/batch"
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// truth is a value of three-valued logic.
type truth uint8

const (
	isFalse truth = iota
	isTrue
	unknown
)

// truthOf reads row i of a column as a truth; anything but a boolean or null is an error.
func truthOf(c *column.Column, i int, op string) (truth, error) {
	if c.Type == column.Bool {
		switch {
		case c.Valid != nil && !c.Valid.Has(i):
			return unknown, nil
		case c.Bools[i]:
			return isTrue, nil
		}
		return isFalse, nil
	}
	switch v := c.Value(i); v.Kind() {
	case value.KindNull:
		return unknown, nil
	case value.KindBool:
		if v.AsBool() {
			return isTrue, nil
		}
		return isFalse, nil
	default:
		return unknown, typeErrorf("Invalid type: %s for '%s', expected a boolean.", v.Kind().TypeWord(), op)
	}
}

// setTruth writes a truth to row i of a boolean column whose presence bits were made.
func setTruth(out *column.Column, i int, t truth) {
	if t == unknown {
		return
	}
	out.Bools[i] = t == isTrue
	out.Valid.Set(i)
}

// conjunction is AND of its parts; disjunction OR. Rows that one part decides are not shown to the next.
type conjunction struct {
	parts []Kernel
	logic junction
}

type disjunction struct {
	parts []Kernel
	logic junction
}

func (k *conjunction) Eval(x *Context, b *batch.Batch, sel []int32) (*column.Column, error) {
	return k.logic.eval(x, b, sel, k.parts, isFalse, "AND")
}

func (k *disjunction) Eval(x *Context, b *batch.Batch, sel []int32) (*column.Column, error) {
	return k.logic.eval(x, b, sel, k.parts, isTrue, "OR")
}

// junction evaluates a chain of parts of which one that equals decided settles a row.
type junction struct {
	out    column.Column
	rest   []int32
	states []truth
}

func (j *junction) eval(x *Context, b *batch.Batch, sel []int32, parts []Kernel, decided truth, op string) (*column.Column, error) {
	neutral := isTrue - decided
	if cap(j.states) < b.N {
		j.states = make([]truth, max(b.N, column.BatchSize))
		j.rest = make([]int32, 0, cap(j.states))
	}
	states := j.states[:b.N]
	for _, i := range sel {
		states[i] = neutral
	}
	rest := sel
	for _, part := range parts {
		if len(rest) == 0 {
			break
		}
		c, err := part.Eval(x, b, rest)
		if err != nil {
			return nil, err
		}
		next := j.rest[:0]
		for _, i := range rest {
			t, err := truthOf(c, int(i), op)
			if err != nil {
				return nil, err
			}
			if t == decided {
				states[i] = decided
				continue
			}
			if t == unknown {
				states[i] = unknown
			}
			next = append(next, i)
		}
		rest = next
	}
	j.out.Reset(column.Bool, b.N)
	j.out.MakeValid()
	for _, i := range sel {
		setTruth(&j.out, int(i), states[i])
	}
	return &j.out, nil
}

// xor is XOR.
type xor struct {
	left, right Kernel
	out         column.Column
}

func (k *xor) Eval(x *Context, b *batch.Batch, sel []int32) (*column.Column, error) {
	l, err := k.left.Eval(x, b, sel)
	if err != nil {
		return nil, err
	}
	r, err := k.right.Eval(x, b, sel)
	if err != nil {
		return nil, err
	}
	k.out.Reset(column.Bool, b.N)
	k.out.MakeValid()
	for _, i := range sel {
		p, err := truthOf(l, int(i), "XOR")
		if err != nil {
			return nil, err
		}
		q, err := truthOf(r, int(i), "XOR")
		if err != nil {
			return nil, err
		}
		if p != unknown && q != unknown {
			k.out.Bools[i] = p != q
			k.out.Valid.Set(int(i))
		}
	}
	return &k.out, nil
}

// negation is NOT.
type negation struct {
	x   Kernel
	out column.Column
}

func (k *negation) Eval(x *Context, b *batch.Batch, sel []int32) (*column.Column, error) {
	in, err := k.x.Eval(x, b, sel)
	if err != nil {
		return nil, err
	}
	k.out.Reset(column.Bool, b.N)
	if in.Type == column.Bool {
		for _, i := range sel {
			k.out.Bools[i] = !in.Bools[i]
		}
		sameValid(&k.out, in)
		return &k.out, nil
	}
	k.out.MakeValid()
	for _, i := range sel {
		t, err := truthOf(in, int(i), "NOT")
		if err != nil {
			return nil, err
		}
		if t != unknown {
			setTruth(&k.out, int(i), isTrue-t)
		}
	}
	return &k.out, nil
}

// flatten collects the operands of a chain of the same operator.
func flatten(e ast.Expr, op ast.BinaryOp, dst []ast.Expr) []ast.Expr {
	if b, ok := e.(*ast.Binary); ok && b.Op == op {
		return flatten(b.Y, op, flatten(b.X, op, dst))
	}
	return append(dst, e)
}
