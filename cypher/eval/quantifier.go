package eval

import (
	"memgraphd/cypher/ast"
	"memgraphd/cypher/batch"
	"memgraphd/engine/column"
)

// quantifier is all, any, none or single(v IN list WHERE p).
type quantifier struct {
	kind   ast.QuantifierKind
	loop   *loop
	where  Kernel
	tally  []tally // by position in sel
	gather gathered
	out    column.Column
}

// tally counts the answers for the elements of a list.
type tally struct {
	null    bool // the list is
	yes     int
	no      int
	unknown int
}

func (c *compiler) quantifier(e *ast.Quantifier) (Kernel, error) {
	l, err := c.loop(e.List, e.Variable, e.Where)
	if err != nil {
		return nil, err
	}
	defer c.over(l)
	where, err := c.expr(e.Where)
	return &quantifier{kind: e.Kind, loop: l, where: where}, err
}

func (k *quantifier) Eval(x *Context, b *batch.Batch, sel []int32) (*column.Column, error) {
	if err := k.loop.begin(x, b, sel); err != nil {
		return nil, err
	}
	// An element behind the one that decides must not fail, so what fails in a
	// batch is tried again one by one.
	err := k.count(x, b, sel, column.BatchSize)
	if err != nil {
		err = k.count(x, b, sel, 1)
	}
	if err != nil {
		return nil, err
	}
	k.out.Reset(column.Bool, b.N)
	k.out.MakeValid()
	for at, row := range sel {
		setTruth(&k.out, int(row), k.answer(&k.tally[at]))
	}
	return &k.out, nil
}

// count tries the elements of all lists, so many at a time, until each list is decided.
func (k *quantifier) count(x *Context, b *batch.Batch, sel []int32, size int) error {
	k.tally = append(k.tally[:0], make([]tally, len(sel))...)
	k.gather.reset()
	for at, row := range sel {
		list, ok, err := k.loop.elementsOf(row)
		if err != nil {
			return err
		}
		k.tally[at].null = !ok
		for i := range list.Len() {
			if k.decided(&k.tally[at]) {
				break
			}
			k.gather.add(list.At(i), at, row)
			if len(k.gather.elements) >= size {
				if err := k.flush(x, b); err != nil {
					return err
				}
			}
		}
	}
	return k.flush(x, b)
}

// flush tries the elements gathered so far.
func (k *quantifier) flush(x *Context, b *batch.Batch) error {
	if len(k.gather.elements) == 0 {
		return nil
	}
	if err := x.cancelled(); err != nil {
		return err
	}
	defer k.gather.reset()
	inner := k.loop.chunk(b, &k.gather)
	c, err := k.where.Eval(x, inner, inner.Rows())
	if err != nil {
		return err
	}
	for i, at := range k.gather.position {
		t, err := truthOf(c, i, "WHERE")
		if err != nil {
			return err
		}
		switch t {
		case isTrue:
			k.tally[at].yes++
		case isFalse:
			k.tally[at].no++
		default:
			k.tally[at].unknown++
		}
	}
	return nil
}

// decided reports whether no further element can change the answer.
func (k *quantifier) decided(t *tally) bool {
	switch k.kind {
	case ast.All:
		return t.no > 0
	case ast.Single:
		return t.yes > 1
	}
	return t.yes > 0
}

func (k *quantifier) answer(t *tally) truth {
	switch {
	case t.null:
		return unknown
	case k.decided(t):
		return truthIf(k.kind == ast.Any)
	case t.unknown > 0:
		return unknown
	case k.kind == ast.Single:
		return truthIf(t.yes == 1)
	}
	return truthIf(k.kind != ast.Any)
}

func truthIf(b bool) truth {
	if b {
		return isTrue
	}
	return isFalse
}
