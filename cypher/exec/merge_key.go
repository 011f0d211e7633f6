package exec

import (
	"slices"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/batch"
	"memgraphd/cypher/eval"
	"memgraphd/cypher/exec/group"
	"memgraphd/cypher/exec/order"
	"memgraphd/cypher/plan"
	"memgraphd/engine/column"
)

// mergeKey tells which rows of a MERGE ask for the same thing. It exists for
// MERGE of one node, or of one relationship between bound nodes, with a fixed
// label set or type and properties written out: what is created for one key can
// then match no other. Its actions must not change what the pattern looks at.
type mergeKey struct {
	kernels []eval.Kernel
	ends    []batch.Slot // of a relationship
	table   group.Table
	cols    []*column.Column
	ids     [2]nodeIDs
	pair    [2]column.Column
	groups  []uint32
	first   []int32
	again   []int32
	matched []bool // by row
	sorter  order.Sorter
	byKey   [1]order.Key
}

// mergeKey returns nil where rows must be merged one by one.
func (b *builder) mergeKey(p *plan.Merge) (*mergeKey, error) {
	create, sets, ok := stripSets(p.Create)
	if !ok {
		return nil, nil
	}
	_, more, ok := stripSets(p.Match)
	sets = append(sets, more...)
	c, isCreate := create.(*plan.Create)
	if !ok || !isCreate || !isArgument(c.Input) {
		return nil, nil
	}
	k := &mergeKey{}
	var made batch.Slot
	var props ast.Expr
	switch {
	case len(c.Nodes) == 1 && len(c.Relationships) == 0 && fixed(c.Nodes[0].Labels):
		made, props = c.Nodes[0].Slot, c.Nodes[0].Properties
	case len(c.Nodes) == 0 && len(c.Relationships) == 1 && c.Relationships[0].Type.Dynamic == nil:
		r := c.Relationships[0]
		made, props, k.ends = r.Slot, r.Properties, []batch.Slot{r.From, r.To}
	default:
		return nil, nil
	}
	lit := &ast.MapLit{}
	if props != nil {
		if lit, ok = props.(*ast.MapLit); !ok {
			return nil, nil
		}
	}
	if !b.harmless(sets, made, lit) {
		return nil, nil
	}
	var err error
	if k.kernels, err = b.kernels(lit.Values); err != nil {
		return nil, err
	}
	k.cols = make([]*column.Column, len(k.ends)+len(k.kernels))
	return k, nil
}

// stripSets takes the actions off a side of MERGE; not ok if there is any other
// update than Create.
func stripSets(p plan.Operator) (rest plan.Operator, items []*ast.SetItem, ok bool) {
	for {
		set, isSet := p.(*plan.Set)
		if !isSet {
			break
		}
		items = append(items, set.Items...)
		p = set.Input
	}
	if _, isCreate := p.(*plan.Create); !isCreate && writes(p) {
		return nil, nil, false
	}
	return p, items, true
}

func isArgument(p plan.Operator) bool {
	_, ok := p.(*plan.Argument)
	return ok
}

// fixed reports whether labels are plain names.
func fixed(labels []ast.Label) bool {
	return !slices.ContainsFunc(labels, func(l ast.Label) bool { return l.Dynamic != nil })
}

// harmless reports whether actions set only properties of what is merged, and
// none that the pattern or its values look at, unless to what they are:
//
//	MERGE (n:Person {id: row.id}) ON CREATE SET n += row
func (b *builder) harmless(items []*ast.SetItem, made batch.Slot, lit *ast.MapLit) bool {
	if len(items) == 0 {
		return true
	}
	read := slices.Clone(lit.Keys)
	for _, e := range lit.Values {
		ast.Inspect(e, func(n any) bool {
			if p, ok := n.(*ast.Property); ok {
				read = append(read, p.Key)
			}
			return true
		})
		if b.complex(e) {
			return false
		}
	}
	for _, item := range items {
		v, ok := item.Target.(*ast.Variable)
		if !ok || b.program.plan.Slots[v] != made {
			return false
		}
		if b.mirrors(item, lit) {
			continue
		}
		if item.Kind != ast.SetProperty || slices.Contains(read, item.Keys[0]) {
			return false
		}
	}
	return true
}

// mirrors reports whether an item assigns a variable whole, and the properties of a pattern are those of this variable.
func (b *builder) mirrors(item *ast.SetItem, lit *ast.MapLit) bool {
	source, ok := item.Value.(*ast.Variable)
	if !ok || len(item.Keys) > 0 || item.Kind != ast.SetAll && item.Kind != ast.SetMerge {
		return false
	}
	slots := b.program.plan.Slots
	for i, e := range lit.Values {
		p, ok := e.(*ast.Property)
		if !ok || p.Key != lit.Keys[i] {
			return false
		}
		if v, ok := p.Target.(*ast.Variable); !ok || slots[v] != slots[source] {
			return false
		}
	}
	return true
}

// complex reports whether an expression may look at the graph otherwise than
// through properties by name.
func (b *builder) complex(e ast.Expr) bool {
	found := false
	ast.Inspect(e, func(n any) bool {
		switch n.(type) {
		case *ast.Call, *ast.Index, *ast.MapProjection, *ast.HasLabels, *ast.Subquery, *ast.PatternExpr,
			*ast.PatternComprehension, *ast.ShortestPathExpr:
			found = true
		}
		return !found
	})
	return found
}

// prepare computes the keys of a batch; false if the rows must be merged one by one.
func (k *mergeKey) prepare(x *Execution, b *batch.Batch) (bool, error) {
	sel := b.Rows()
	for i, s := range k.ends {
		c := b.Cols[s]
		if c == nil {
			return false, nil
		}
		if err := k.ids[i].collect(c, sel); err != nil {
			return false, err
		}
		if len(k.ids[i].ids) < len(sel) {
			return false, nil
		}
	}
	if len(k.ends) > 0 {
		k.normalise(b.N, sel)
	}
	for i, kernel := range k.kernels {
		c, err := kernel.Eval(&x.ctx, b, sel)
		if err != nil {
			return false, err
		}
		k.cols[len(k.ends)+i] = c
	}
	return true, nil
}

// normalise makes columns of the ends, the smaller first: a pattern without a
// direction matches both ways.
func (k *mergeKey) normalise(n int, sel []int32) {
	for i := range k.pair {
		k.pair[i].Reset(column.Node, n)
		k.cols[i] = &k.pair[i]
	}
	for i, r := range sel {
		from, to := k.ids[0].ids[i], k.ids[1].ids[i]
		k.pair[0].IDs[r], k.pair[1].IDs[r] = min(from, to), max(from, to)
	}
}

// start begins with the rows of a batch.
func (k *mergeKey) start(rows []int32, n int) []int32 {
	k.matched = append(k.matched[:0], make([]bool, n)...)
	k.again = append(k.again[:0], rows...)
	return k.again
}

// missing divides the rows that were not matched into those that come first with
// their key and those that come again.
func (k *mergeKey) missing(pending []int32) (first, again []int32) {
	unmatched := pending[:0]
	for _, r := range pending {
		if !k.matched[r] {
			unmatched = append(unmatched, r)
		}
	}
	k.first = k.first[:0]
	if len(k.cols) == 0 { // all ask for the same
		n := min(1, len(unmatched))
		k.first = append(k.first, unmatched[:n]...)
		return k.first, unmatched[n:]
	}
	k.table.Reset()
	k.groups = append(k.groups[:0], make([]uint32, len(unmatched))...)
	k.first = append(k.first, k.table.Assign(k.cols, unmatched, k.groups)...)
	n, at := 0, 0
	for _, r := range unmatched {
		if at < len(k.first) && k.first[at] == r {
			at++
			continue
		}
		unmatched[n] = r
		n++
	}
	return k.first, unmatched[:n]
}

// by is the key that sorts results by the row they belong to.
func (k *mergeKey) by(c *column.Column) []order.Key {
	k.byKey[0].Column = c
	return k.byKey[:]
}
