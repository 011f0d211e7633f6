package eval

import (
	"memgraphd/cypher/ast"
	"memgraphd/cypher/batch"
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// loop hands the elements of the lists of many rows to expressions, by the
// batch: each element is a row of an inner batch that holds, beside the
// element, the columns that the expressions use.
type loop struct {
	list  Kernel
	slot  batch.Slot   // of the element
	outer []batch.Slot // that the expressions read

	lists    *column.Column
	inner    batch.Batch
	rows     []int32 // the outer row of each inner row
	elements writer
	columns  []column.Column
}

// loop compiles the part that all expressions over the elements of a list share.
func (c *compiler) loop(list ast.Expr, v *ast.Variable, bodies ...ast.Expr) (*loop, error) {
	k, err := c.expr(list)
	if err != nil {
		return nil, err
	}
	slot, err := c.slot(v)
	if err != nil {
		return nil, err
	}
	outer := c.reads(slot, bodies)
	return &loop{list: k, slot: slot, outer: outer, columns: make([]column.Column, len(outer))}, nil
}

// reads returns the slots of the variables in expressions, but for one.
func (c *compiler) reads(except batch.Slot, exprs []ast.Expr) []batch.Slot {
	var slots []batch.Slot
	seen := map[batch.Slot]bool{except: true}
	for _, e := range exprs {
		if e == nil {
			continue
		}
		ast.Inspect(e, func(n any) bool {
			v, ok := n.(*ast.Variable)
			if !ok {
				return true
			}
			if slot, ok := c.env.Plan.Slots[v]; ok && !seen[slot] {
				seen[slot] = true
				slots = append(slots, slot)
			}
			return true
		})
	}
	return slots
}

// begin computes the lists of the rows of sel.
func (l *loop) begin(x *Context, b *batch.Batch, sel []int32) (err error) {
	l.lists, err = l.list.Eval(x, b, sel)
	return err
}

// elementsOf returns the list of a row; ok is false if it is null.
func (l *loop) elementsOf(row int32) (list []value.Value, ok bool, err error) {
	v := l.lists.Value(int(row))
	switch v.Kind() {
	case value.KindNull:
		return nil, false, nil
	case value.KindList:
		return v.AsList(), true, nil
	}
	return nil, false, typeErrorf("Expected a list, got %s.", v.Kind().TypeWord())
}

// chunk makes an inner batch of elements, whose outer rows are in l.rows.
func (l *loop) chunk(outer *batch.Batch, elements []value.Value) *batch.Batch {
	n := len(elements)
	l.inner.Reset(len(outer.Cols))
	l.inner.N = n
	l.elements.begin(n)
	for i, v := range elements {
		l.elements.put(int32(i), v)
	}
	l.inner.Cols[l.slot] = l.elements.end(batch.All(n))
	for i, slot := range l.outer {
		if c := outer.Cols[slot]; c != nil {
			column.Gather(&l.columns[i], c, l.rows)
			l.inner.Cols[slot] = &l.columns[i]
		}
	}
	return &l.inner
}

// comprehension is [v IN list WHERE p | e].
type comprehension struct {
	loop  *loop
	where Kernel // nil: all
	body  Kernel // nil: the element
	// skipNulls: an element that is null stays null (extract).
	skipNulls bool

	elements []value.Value
	passing  []int32
	results  []value.Value
	counts   []int // results of each row, by position in sel
	position []int // the position in sel of each inner row
	kept     charge
	out      column.Column
}

func (c *compiler) comprehension(e *ast.ListComprehension) (Kernel, error) {
	l, err := c.loop(e.List, e.Variable, e.Where, e.Map)
	if err != nil {
		return nil, err
	}
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
	k.results, k.counts = nil, append(k.counts[:0], make([]int, len(sel))...)
	if err := k.kept.hold(x.Memory, 0); err != nil {
		return nil, err
	}
	k.elements, k.position, k.loop.rows = k.elements[:0], k.position[:0], k.loop.rows[:0]
	for at, row := range sel {
		list, ok, err := k.loop.elementsOf(row)
		if err != nil {
			return nil, err
		}
		if !ok {
			k.counts[at] = -1
			continue
		}
		for _, v := range list {
			k.elements, k.position, k.loop.rows = append(k.elements, v), append(k.position, at), append(k.loop.rows, row)
			if len(k.elements) == column.BatchSize {
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

// flush computes the elements gathered so far.
func (k *comprehension) flush(x *Context, b *batch.Batch) error {
	if len(k.elements) == 0 {
		return nil
	}
	defer func() {
		k.elements, k.position, k.loop.rows = k.elements[:0], k.position[:0], k.loop.rows[:0]
	}()
	inner := k.loop.chunk(b, k.elements)
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
	if err := k.kept.add(x.Memory, int64(len(rows))*valueBytes); err != nil {
		return err
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
		k.counts[k.position[i]]++
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
		k.counts[k.position[i]]++
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
