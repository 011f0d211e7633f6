package exec

import (
	"slices"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/batch"
	"memgraphd/cypher/eval"
	"memgraphd/cypher/normal"
	"memgraphd/cypher/plan"
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// update is plan.Set or plan.Remove: it applies its items, one after the other,
// to all rows of a batch. Where a row may read what another one has written
// because both change the same thing, or where an item overwrites what another
// one has written, it goes row by row.
type update struct {
	input   *node
	items   []updateItem
	own     batch.Slot // of the variable that all items change; None if there are several
	overlap *overlap   // nil if no item overwrites what another one has written
	targets [2]targets
	one     [1]int32
}

// updateItem is one item of SET or REMOVE.
type updateItem struct {
	target eval.Kernel
	// reads are the columns that the item's expressions look at; graph, that they
	// look at the graph whatever is in them.
	reads []batch.Slot
	graph bool
	pos   ast.Pos
	change
}

// change is what an item does to its targets, which are the rows t.rows of b.
type change interface {
	apply(x *Execution, b *batch.Batch, t *targets) error
}

func (b *builder) set(p *plan.Set) (operator, error) {
	input, err := b.operator(p.Input)
	if err != nil {
		return nil, err
	}
	u := &update{input: input, overlap: overlapOf(p.Items)}
	for _, item := range p.Items {
		i, err := b.setItem(item)
		if err != nil {
			return nil, err
		}
		u.items = append(u.items, i)
		if s := b.variableSlot(item.Target); len(u.items) == 1 {
			u.own = s
		} else if s != u.own {
			u.own = batch.None
		}
	}
	return u, nil
}

// variableSlot returns the slot of a variable, None of any other expression.
func (b *builder) variableSlot(e ast.Expr) batch.Slot {
	if v, ok := e.(*ast.Variable); ok {
		return b.program.plan.Slots[v]
	}
	return batch.None
}

func (b *builder) setItem(item *ast.SetItem) (u updateItem, err error) {
	u.pos = item.Pos
	if u.target, err = b.kernel(item.Target); err != nil {
		return u, err
	}
	b.noteReads(&u, item.Value)
	b.noteReads(&u, item.Key)
	switch item.Kind {
	case ast.SetLabels:
		var labels *labelMaker
		labels, err = b.labelMaker(item.Labels)
		u.change = &changeLabels{labels: labels}
		for _, l := range item.Labels {
			b.noteReads(&u, l.Dynamic)
		}
		return u, err
	case ast.SetDynamicKey:
		u.change, err = b.dynamicKey(item.Key, item.Value)
		return u, err
	}
	val, err := b.kernel(item.Value)
	switch {
	case err != nil:
		return u, err
	case item.Kind == ast.SetProperty && len(item.Keys) == 1:
		u.change = &setProperty{key: item.Keys[0], value: val, written: written(item.Value)}
	case item.Kind == ast.SetProperty:
		u.graph = true
		u.change = &setNested{path: item.Keys, value: val}
	case len(item.Keys) > 0:
		u.graph = true
		u.change = &setNested{path: item.Keys, value: val, merge: true}
	default:
		u.change = &setAll{value: val, replace: item.Kind == ast.SetAll}
	}
	return u, nil
}

// errListOfMaps is the error that openCypher demands where a list of maps is written down
// to be set as a property. Computed ones are stored, as in Memgraph.
var errListOfMaps = &value.Error{Class: value.TypeError, Msg: "A list that holds a map cannot be used as a property value."}

// written reports whether an expression is a list as the text has it, lifted or not.
func written(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.ListLit:
		return true
	case *ast.Parameter:
		_, lifted := normal.ParameterIndex(e.Name)
		return lifted
	}
	return false
}

func holdsMap(v value.Value) bool {
	return v.Kind() == value.KindList && slices.ContainsFunc(v.AsList(), func(e value.Value) bool { return e.Kind() == value.KindMap })
}

// noteReads notes which columns an expression looks at.
func (b *builder) noteReads(u *updateItem, e ast.Expr) {
	if e == nil {
		return
	}
	ast.Inspect(e, func(n any) bool {
		switch n := n.(type) {
		case *ast.Variable:
			if s, ok := b.program.plan.Slots[n]; ok && n != nil {
				u.reads = append(u.reads, s)
			}
		case *ast.Subquery, *ast.PatternExpr, *ast.PatternComprehension, *ast.ShortestPathExpr:
			u.graph = true
		}
		return true
	})
}

func (u *update) reset(x *Execution) error { return u.input.reset(x) }

func (u *update) next(x *Execution) (*batch.Batch, error) {
	b, err := u.input.next(x)
	if err != nil || b == nil {
		return nil, err
	}
	sel := b.Rows()
	if len(sel) == 1 {
		return b, u.apply(x, b, sel)
	}
	apart, err := u.rowByRow(x, b, sel)
	if err != nil {
		return nil, err
	}
	if !apart {
		return b, u.apply(x, b, sel)
	}
	for _, r := range sel {
		u.one[0] = r
		if err := u.apply(x, b, u.one[:]); err != nil {
			return nil, err
		}
	}
	return b, nil
}

// rowByRow reports whether a row may depend on what is done to another, or overwrite it.
func (u *update) rowByRow(x *Execution, b *batch.Batch, sel []int32) (bool, error) {
	if u.overlap != nil {
		if shared, err := u.shared(x, b, sel); shared || err != nil {
			return shared, err
		}
	}
	for i := range u.items {
		item := &u.items[i]
		if !item.graph && !readsGraph(b, item.reads, sel) {
			continue
		}
		for _, s := range item.reads {
			if s != u.own && readsGraph(b, []batch.Slot{s}, sel) {
				return true, nil // what is read here may be changed for another row
			}
		}
		if u.own == batch.None {
			return true, nil
		}
		c, err := item.target.Eval(&x.ctx, b, sel)
		if err != nil {
			return false, err
		}
		if err := split(c, sel, &u.targets[0], &u.targets[1]); err != nil {
			return false, err
		}
		if u.targets[0].repeated() || u.targets[1].repeated() {
			return true, nil
		}
	}
	return false, nil
}

// readsGraph reports whether any of some columns holds what properties can be
// read from.
func readsGraph(b *batch.Batch, slots []batch.Slot, sel []int32) bool {
	for _, s := range slots {
		c := b.Cols[s]
		if c == nil {
			continue
		}
		switch c.Type {
		case column.Node, column.Relationship:
			return true
		case column.Any:
			for _, r := range sel {
				switch c.Values[r].Kind() {
				case value.KindNode, value.KindRelationship, value.KindPath, value.KindList, value.KindGraph:
					return true
				}
			}
		}
	}
	return false
}

func (u *update) apply(x *Execution, b *batch.Batch, sel []int32) error {
	for i := range u.items {
		if err := u.items[i].run(x, b, sel, &u.targets); err != nil {
			return eval.Locate(u.items[i].pos, err)
		}
	}
	return nil
}

// run applies an item to all rows of sel.
func (item *updateItem) run(x *Execution, b *batch.Batch, sel []int32, to *[2]targets) error {
	c, err := item.target.Eval(&x.ctx, b, sel)
	if err != nil {
		return err
	}
	if err := split(c, sel, &to[0], &to[1]); err != nil {
		return err
	}
	for t := range to {
		if len(to[t].ids) == 0 {
			continue
		}
		if err := item.apply(x, b, &to[t]); err != nil {
			return err
		}
	}
	return nil
}
