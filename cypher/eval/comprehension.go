package eval

import (
	"memgraphd/cypher/ast"
	"memgraphd/cypher/batch"
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// comprehension is [v IN list WHERE p | e].
type comprehension struct {
	loop  *loop
	where Kernel // nil: all
	body  Kernel // nil: the element
	// skipNulls: an element that is null stays null (extract).
	skipNulls bool

	gather  gathered
	passing []int32
	results []value.Value
	counts  []int // results of each row, by position in sel; -1 of a null
	kept    charge
	out     column.Column
}

func (c *compiler) comprehension(e *ast.ListComprehension) (Kernel, error) {
	l, err := c.loop(e.List, e.Variable, e.Where, e.Map)
	if err != nil {
		return nil, err
	}
	defer c.over(l)
	k := &comprehension{loop: l, skipNulls: e.Extract}
	if e.Where != nil {
		if k.where, err = c.expr(e.Where); err != nil {
			return nil, err
		}
	}
	if e.Map != nil {
		k.body, err = c.expr(e.Map)
	}
	return k, err
}

func (k *comprehension) Eval(x *Context, b *batch.Batch, sel []int32) (*column.Column, error) {
	if err := k.loop.begin(x, b, sel); err != nil {
		return nil, err
	}
	k.out.Reset(column.Any, b.N)
	k.counts = append(k.counts[:0], make([]int, len(sel))...)
	if err := k.room(x, sel); err != nil {
		return nil, err
	}
	k.gather.reset()
	for at, row := range sel {
		list, ok, err := k.loop.elementsOf(row)
		if err != nil {
			return nil, err
		}
		if !ok {
			k.counts[at] = -1
			continue
		}
		for i := range list.Len() {
			k.gather.add(list.At(i), at, row)
			if len(k.gather.elements) == column.BatchSize {
				if err := k.flush(x, b); err != nil {
					return nil, err
				}
			}
		}
	}
	if err := k.flush(x, b); err != nil {
		return nil, err
	}
	k.cut(sel)
	return &k.out, nil
}

// room makes room for the results, where it is known how many there will be.
func (k *comprehension) room(x *Context, sel []int32) error {
	total := 0
	if k.where == nil {
		for _, row := range sel {
			list, _, err := k.loop.elementsOf(row)
			if err != nil {
				return err
			}
			total += list.Len()
		}
	}
	if err := k.kept.hold(x.Memory, int64(total)*valueBytes); err != nil {
		return err
	}
	k.results = make([]value.Value, 0, total)
	return nil
}

// flush computes the elements gathered so far.
func (k *comprehension) flush(x *Context, b *batch.Batch) error {
	if len(k.gather.elements) == 0 {
		return nil
	}
	if err := x.cancelled(); err != nil {
		return err
	}
	defer k.gather.reset()
	inner := k.loop.chunk(b, &k.gather)
	rows := inner.Rows()
	if k.where != nil {
		c, err := k.where.Eval(x, inner, rows)
		if err != nil {
			return err
		}
		if rows, err = k.narrow(c, rows); err != nil || len(rows) == 0 {
			return err
		}
	}
	if k.where != nil {
		if err := k.kept.add(x.Memory, int64(len(rows))*valueBytes); err != nil {
			return err
		}
	}
	from := inner.Cols[k.loop.slot]
	if k.body != nil {
		c, err := k.body.Eval(x, inner, rows)
		if err != nil {
			return err
		}
		if k.skipNulls {
			return k.extracted(from, c, rows)
		}
		from = c
	}
	for _, i := range rows {
		k.results = append(k.results, from.Value(int(i)))
		k.counts[k.gather.position[i]]++
	}
	return nil
}

// extracted takes in results, and null for elements that are null.
func (k *comprehension) extracted(elements, results *column.Column, rows []int32) error {
	for _, i := range rows {
		v := value.Null
		if !elements.IsNull(int(i)) {
			v = results.Value(int(i))
		}
		k.results = append(k.results, v)
		k.counts[k.gather.position[i]]++
	}
	return nil
}

// narrow returns the rows for which c is true.
func (k *comprehension) narrow(c *column.Column, rows []int32) ([]int32, error) {
	k.passing = k.passing[:0]
	for _, i := range rows {
		t, err := truthOf(c, int(i), "WHERE")
		if err != nil {
			return nil, err
		}
		if t == isTrue {
			k.passing = append(k.passing, i)
		}
	}
	return k.passing, nil
}

// cut divides the results among the rows.
func (k *comprehension) cut(sel []int32) {
	rest := k.results
	for at, row := range sel {
		n := k.counts[at]
		if n < 0 {
			continue
		}
		k.out.Values[row] = value.List(rest[:n:n])
		rest = rest[n:]
	}
	k.results = nil
}
