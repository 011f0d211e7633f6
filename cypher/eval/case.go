package eval

import (
	"memgraphd/cypher/ast"
	"memgraphd/cypher/batch"
	"memgraphd/engine/column"
)

// branches is CASE: the rows that pass a test take its branch, the others go on to the next.
type branches struct {
	subject   Kernel // nil for the searched form
	given     given  // the subject's column, which the tests compare with
	whens     []branch
	otherwise Kernel // nil: null
	out       writer
	rest      []int32
	taken     []int32
}

type branch struct {
	tests []Kernel
	then  Kernel
}

func (c *compiler) caseOf(e *ast.Case) (_ Kernel, err error) {
	k := &branches{}
	if e.Subject != nil {
		if k.subject, err = c.expr(e.Subject); err != nil {
			return nil, err
		}
	}
	for _, w := range e.Whens {
		tests, err := c.caseTests(k, w.Tests)
		if err != nil {
			return nil, err
		}
		then, err := c.expr(w.Then)
		if err != nil {
			return nil, err
		}
		k.whens = append(k.whens, branch{tests, then})
	}
	if e.Else != nil {
		k.otherwise, err = c.expr(e.Else)
	}
	return k, err
}

// caseTests compiles the tests of a branch.
func (c *compiler) caseTests(k *branches, tests []ast.Expr) ([]Kernel, error) {
	outer := c.subject
	c.subject = &k.given
	kernels, err := c.exprs(tests)
	c.subject = outer
	if err != nil || k.subject == nil {
		return kernels, err
	}
	for i, test := range tests {
		if !ast.OnSubject(test) {
			kernels[i] = newCompare(ast.Eq, &k.given, kernels[i])
		}
	}
	return kernels, nil
}

func (k *branches) Eval(x *Context, b *batch.Batch, sel []int32) (_ *column.Column, err error) {
	k.out.begin(b.N)
	if k.subject != nil {
		if k.given.col, err = k.subject.Eval(x, b, sel); err != nil {
			return nil, err
		}
	}
	rest := append(k.rest[:0], sel...)
	k.rest = rest
	for _, w := range k.whens {
		for _, test := range w.tests {
			if len(rest) == 0 {
				return k.out.end(sel), nil
			}
			if rest, err = k.split(x, b, test, rest); err != nil {
				return nil, err
			}
			if err := k.take(x, b, w.then, k.taken); err != nil {
				return nil, err
			}
		}
	}
	if k.otherwise != nil {
		if err := k.take(x, b, k.otherwise, rest); err != nil {
			return nil, err
		}
	}
	return k.out.end(sel), nil
}

// split puts the rows that pass the test into taken and returns the others, in rest's memory.
func (k *branches) split(x *Context, b *batch.Batch, test Kernel, rest []int32) ([]int32, error) {
	c, err := test.Eval(x, b, rest)
	if err != nil {
		return nil, err
	}
	k.taken = k.taken[:0]
	others := rest[:0]
	for _, i := range rest {
		t, err := truthOf(c, int(i), "CASE")
		if err != nil {
			return nil, err
		}
		if t == isTrue {
			k.taken = append(k.taken, i)
		} else {
			others = append(others, i)
		}
	}
	return others, nil
}

// take computes a branch for rows.
func (k *branches) take(x *Context, b *batch.Batch, then Kernel, rows []int32) error {
	if len(rows) == 0 {
		return nil
	}
	c, err := then.Eval(x, b, rows)
	if err != nil {
		return err
	}
	k.out.putRows(c, rows)
	return nil
}
