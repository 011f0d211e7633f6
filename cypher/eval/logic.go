package eval

import (
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

// junction is AND or OR of its parts. Rows that one part decides are not shown to the next.
type junction struct {
	parts   []Kernel
	decided truth // what settles a row
	op      string
	out     column.Column
	rest    []int32
}

func conjunction(parts []Kernel) *junction {
	return &junction{parts: parts, decided: isFalse, op: "AND"}
}

func disjunction(parts []Kernel) *junction { return &junction{parts: parts, decided: isTrue, op: "OR"} }

func (j *junction) Eval(x *Context, b *batch.Batch, sel []int32) (*column.Column, error) {
	if cap(j.rest) < len(sel) {
		j.rest = make([]int32, 0, max(len(sel), column.BatchSize))
	}
	j.out.Reset(column.Bool, b.N)
	for _, i := range sel {
		j.out.Bools[i] = j.decided == isFalse // what holds if no part decides
	}
	rest := sel
	for p, part := range j.parts {
		if len(rest) == 0 {
			break
		}
		c, err := part.Eval(x, b, rest)
		if err != nil {
			return nil, err
		}
		if c.Type == column.Bool && c.Valid == nil {
			rest = j.settle(c.Bools, rest, j.decided == isTrue)
			continue
		}
		open, wrong := j.settleOpen(c, rest, sel)
		if wrong != noRow {
			return nil, j.refuse(x, b, wrong, c.Value(int(wrong)), p)
		}
		rest = open
	}
	return &j.out, nil
}

// noRow is the number of no row.
const noRow = -1

// refuse says which types a row has that part p is no boolean for.
func (j *junction) refuse(x *Context, b *batch.Batch, row int32, v value.Value, p int) error {
	left, right := "bool", v.Kind().TypeWord()
	switch {
	case p == 0:
		c, err := j.parts[1].Eval(x, b, []int32{row})
		if err != nil {
			return err
		}
		left, right = right, c.Value(int(row)).Kind().TypeWord()
	case j.out.Valid != nil && !j.out.Valid.Has(int(row)):
		left = value.KindNull.TypeWord()
	}
	return typeErrorf("Invalid types: %s and %s for %s.", left, right, j.op)
}

// settle returns the rows that a part without nulls leaves open.
func (j *junction) settle(answers []bool, rest []int32, decided bool) []int32 {
	open := j.rest[:len(rest)] // may be rest itself: no row is written before it is read
	n := 0
	for _, i := range rest {
		open[n] = i
		if answers[i] != decided {
			n++
		} else {
			j.decide(i, decided)
		}
	}
	return open[:n]
}

// settleOpen is settle of a part that may be null for some rows. It also returns
// the first row for which the part is no boolean, or [noRow].
func (j *junction) settleOpen(c *column.Column, rest, sel []int32) (left []int32, wrong int32) {
	open := j.rest[:0]
	for _, i := range rest {
		t, err := truthOf(c, int(i), "")
		if err != nil {
			return nil, i
		}
		if t == j.decided {
			j.decide(i, t == isTrue)
			continue
		}
		if t == unknown {
			j.doubt(i, sel)
		}
		open = append(open, i)
	}
	return open, noRow
}

// decide settles a row, whatever it was.
func (j *junction) decide(i int32, decided bool) {
	j.out.Bools[i] = decided
	if j.out.Valid != nil {
		j.out.Valid.Set(int(i))
	}
}

// doubt makes a row unknown.
func (j *junction) doubt(i int32, sel []int32) {
	if j.out.Valid == nil {
		j.out.MakeValid()
		for _, r := range sel {
			j.out.Valid.Set(int(r))
		}
	}
	j.out.Valid.Clear(int(i))
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
		q, wrong := truthOf(r, int(i), "XOR")
		if err != nil || wrong != nil {
			left, right := l.Value(int(i)).Kind(), r.Value(int(i)).Kind()
			return nil, typeErrorf("Invalid types: %s and %s for XOR.", left.TypeWord(), right.TypeWord())
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
