package eval

import (
	"math"
	"strings"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/batch"
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// Lists computes the lists of many rows whose elements are wanted one after the other.
// Those of range() are never made: that of a hundred million numbers takes no memory.
type Lists struct {
	list Kernel // nil: it is range()
	col  *column.Column

	ranged *function
	args   []operand
	row    []value.Value
	pos    ast.Pos
}

// Elements are the elements of a list. The zero value has none.
type Elements struct {
	list       []value.Value // nil: the numbers from, from + step …
	from, step int64
	n          int
}

// CompileLists makes Lists of an expression.
func CompileLists(e ast.Expr, env *Env) (*Lists, error) { return (&compiler{env: env}).lists(e) }

func (c *compiler) lists(e ast.Expr) (*Lists, error) {
	call, ok := e.(*ast.Call)
	if ok && strings.EqualFold(call.Name, "range") && (len(call.Args) == 2 || len(call.Args) == 3) {
		args, err := c.exprs(call.Args)
		return &Lists{
			ranged: functionsByName["range"], args: newOperands(args), row: make([]value.Value, len(args)), pos: call.Pos,
		}, err
	}
	k, err := c.expr(e)
	return &Lists{list: k}, err
}

// Eval computes the lists of the rows of sel.
func (l *Lists) Eval(x *Context, b *batch.Batch, sel []int32) (err error) {
	if l.list == nil {
		return evalAll(l.args, x, b, sel)
	}
	l.col, err = l.list.Eval(x, b, sel)
	return err
}

// Of returns the elements of a row's list and [value.KindList], or the kind of what there is instead.
func (l *Lists) Of(row int32) (Elements, value.Kind, error) {
	if l.list == nil {
		return l.rangeOf(row)
	}
	v := l.col.Value(int(row))
	if v.Kind() != value.KindList {
		return Elements{}, v.Kind(), nil
	}
	list := v.AsList()
	return Elements{list: list, n: len(list)}, value.KindList, nil
}

func (l *Lists) rangeOf(row int32) (Elements, value.Kind, error) {
	for i := range l.args {
		l.row[i] = l.args[i].at(row)
	}
	null, err := l.ranged.check(l.row)
	if err != nil || null {
		return Elements{}, value.KindNull, Locate(l.pos, err)
	}
	e := Elements{from: l.row[0].AsInt(), step: 1}
	if len(l.row) > 2 {
		e.step = l.row[2].AsInt()
	}
	e.n = int(min(steps(e.from, l.row[1].AsInt(), e.step), math.MaxInt))
	return e, value.KindList, nil
}

// Len returns the number of elements.
func (e *Elements) Len() int { return e.n }

// At returns element i.
func (e *Elements) At(i int) value.Value {
	if e.list != nil {
		return e.list[i]
	}
	return value.Int(e.from + int64(i)*e.step)
}

// Take appends the first n elements to c and removes them. A column is either of
// elements of lists or of ranges, as they come from the same [Lists].
func (e *Elements) Take(c *column.Column, n int) {
	if e.list != nil {
		for _, v := range e.list[:n] {
			c.Append(v)
		}
		e.list, e.n = e.list[n:], e.n-n
		return
	}
	if c.Type == column.Null && c.N == 0 {
		c.Reset(column.Int, 0)
	}
	for i := range n {
		c.Ints = append(c.Ints, e.from+int64(i)*e.step)
	}
	c.N += n
	e.from, e.n = e.from+int64(n)*e.step, e.n-n
}
