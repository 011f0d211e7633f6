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
	lists *Lists
	slot  batch.Slot   // of the element
	outer []batch.Slot // that the expressions read
	all   bool         // they may read any: they contain a subquery

	inner    batch.Batch
	elements writer
	columns  []column.Column
}

// gathered are elements of lists on their way into an inner batch.
type gathered struct {
	elements []value.Value
	position []int   // in the selection, of the row that each belongs to
	rows     []int32 // that each belongs to
}

func (g *gathered) reset() {
	g.elements, g.position, g.rows = g.elements[:0], g.position[:0], g.rows[:0]
}

func (g *gathered) add(v value.Value, at int, row int32) {
	g.elements, g.position, g.rows = append(g.elements, v), append(g.position, at), append(g.rows, row)
}

// loop compiles what all expressions over the elements of a list share.
func (c *compiler) loop(list ast.Expr, v *ast.Variable, bodies ...ast.Expr) (*loop, error) {
	lists, err := c.lists(list)
	if err != nil {
		return nil, err
	}
	slot, err := c.slot(v)
	if err != nil {
		return nil, err
	}
	if c.elements == nil {
		c.elements = map[batch.Slot]int{}
	}
	c.elements[slot] = 0
	l := &loop{lists: lists, slot: slot}
	l.outer, l.all = c.reads(slot, bodies)
	l.columns = make([]column.Column, len(l.outer))
	return l, nil
}

// over ends the compilation of what is computed for the elements of a loop.
func (c *compiler) over(l *loop) {
	c.varying -= c.elements[l.slot]
	delete(c.elements, l.slot)
}

// reads returns the slots of the variables in expressions, but for one; all is
// true if there may be more of them.
func (c *compiler) reads(except batch.Slot, exprs []ast.Expr) (slots []batch.Slot, all bool) {
	seen := map[batch.Slot]bool{except: true}
	for _, e := range exprs {
		if e == nil {
			continue
		}
		ast.Inspect(e, func(n any) bool {
			switch n := n.(type) {
			case *ast.Variable:
				if slot, ok := c.env.Plan.Slots[n]; ok && !seen[slot] {
					seen[slot] = true
					slots = append(slots, slot)
				}
			case *ast.PatternExpr, *ast.PatternComprehension, *ast.ShortestPathExpr, *ast.Subquery:
				all = true
			}
			return true
		})
	}
	return slots, all
}

// begin computes the lists of the rows of sel.
func (l *loop) begin(x *Context, b *batch.Batch, sel []int32) (err error) {
	err = l.lists.Eval(x, b, sel)
	if l.all {
		l.outer = l.outer[:0]
		for slot, c := range b.Cols {
			if c != nil && batch.Slot(slot) != l.slot {
				l.outer = append(l.outer, batch.Slot(slot))
			}
		}
		if len(l.columns) < len(l.outer) {
			l.columns = make([]column.Column, len(l.outer))
		}
	}
	return err
}

// elementsOf returns the list of a row; ok is false if it is null.
func (l *loop) elementsOf(row int32) (list Elements, ok bool, err error) {
	list, kind, err := l.lists.Of(row)
	if err != nil || kind == value.KindNull || kind == value.KindList {
		return list, kind == value.KindList, err
	}
	return list, false, typeErrorf("Expected a list, got %s.", kind.TypeWord())
}

// chunk makes an inner batch of elements.
func (l *loop) chunk(outer *batch.Batch, g *gathered) *batch.Batch {
	n := len(g.elements)
	l.inner.Reset(len(outer.Cols))
	l.inner.N = n
	l.elements.begin(n)
	for i, v := range g.elements {
		l.elements.put(int32(i), v)
	}
	l.inner.Cols[l.slot] = l.elements.end(batch.All(n))
	for i, slot := range l.outer {
		if c := outer.Cols[slot]; c != nil {
			column.Gather(&l.columns[i], c, g.rows)
			l.inner.Cols[slot] = &l.columns[i]
		}
	}
	return &l.inner
}
