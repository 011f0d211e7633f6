package optimize

import (
	"math"
	"slices"
	"strings"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/logical"
	"memgraphd/cypher/plan"
	"memgraphd/cypher/semantic"
	"memgraphd/engine"
	"memgraphd/engine/value"
)

// ordering plans a MATCH of one node, and the ORDER BY behind it, by an index that has the nodes in that order.
type ordering struct {
	*search
	node    *semantic.Symbol
	project *logical.Project
	keys    []sortKey
	// best is the cheapest way so far, and cost what it takes with the sorting that is left.
	best tree
	cost float64
}

// ordered plans a match so that its rows come in the order that the next step asks for, if an index has them so and
// that is no dearer than to sort them.
func (p *planner) ordered(steps []logical.Step, i int, t tree) (tree, bool) {
	if i+1 >= len(steps) || !isOnce(t.op) || len(p.hints) > 0 {
		return t, false
	}
	m, isMatch := steps[i].(*logical.Match)
	s, isProject := steps[i+1].(*logical.Project)
	if !isMatch || !isProject || m.Optional || s.Group != nil || s.Distinct {
		return t, false
	}
	g := m.Graph
	keys, ok := p.sortKeys(s)
	if !ok || len(g.Nodes) != 1 || len(g.Links)+len(g.Paths) > 0 || keys[0].node != g.Nodes[0] {
		return t, false
	}
	o := &ordering{project: s, keys: keys, node: g.Nodes[0], best: p.match(g, t)}
	o.search = &search{p: p, graph: g, preds: p.predicates(g.Predicates)}
	if o.best.order == nil || !o.serves(o.best.order) {
		o.cost = o.best.cost + o.best.rows*costHash
		o.improve(state{tree: t})
	}
	return p.mirroring(o.best, t, g), true
}

func (o *ordering) serves(by *order) bool {
	_, ok := by.serves(o.keys)
	return ok
}

// improve looks for ways that need no sorting.
func (o *ordering) improve(st state) {
	for _, use := range o.indexUses(st, o.node) {
		if found := o.indexSeek(st, o.node, use); found.order != nil && o.serves(found.order) {
			o.consider(o.settle(found), o.discount(found, use))
		}
	}
	for _, use := range o.wholeIndexes(st) {
		found := o.indexSeek(st, o.node, use)
		if o.leftOver(found, use) {
			continue // most rows may fail it, and then the whole index is read in vain
		}
		share := o.discount(found, use)
		o.consider(o.completed(o.settle(found), found.order.seek, share), 1)
	}
}

// consider takes a way if it is cheaper, of whose cost only a share is due.
func (o *ordering) consider(found state, share float64) {
	if cost := found.cost * share; found.order != nil && o.allUsed(found) && cost < o.cost {
		o.best, o.cost = found.tree, cost
	}
}

// usualLimit is the number of rows that a LIMIT is taken to leave if that is not known.
const usualLimit = 100

// discount returns the share of rows that LIMIT lets be found; all if other conditions are left, so that nobody
// knows how many rows must be looked at.
func (o *ordering) discount(found state, use *indexUse) float64 {
	if o.project.Limit == nil || o.leftOver(found, use) {
		return 1
	}
	rows := 0.0
	for _, e := range []ast.Expr{o.project.Skip, o.project.Limit} {
		if lit, ok := e.(*ast.Literal); ok && lit.Value.Kind() == value.KindInt {
			rows += float64(lit.Value.AsInt())
		} else if e != nil {
			rows += usualLimit
		}
	}
	return math.Min(1, rows/math.Max(found.rows, 1))
}

// leftOver reports whether conditions are left for filters that rows of the index may fail.
func (o *ordering) leftOver(found state, use *indexUse) bool {
	for i, pred := range o.preds {
		if found.used.has(i) {
			continue
		}
		names, exact := requiredLabels(pred.labels)
		if !exact || len(names) != 1 || names[0] != use.label {
			return true
		}
	}
	return false
}

// wholeIndexes returns the indexes that have all nodes in the wanted order that have the first property at all.
func (o *ordering) wholeIndexes(st state) []*indexUse {
	conditions, labels := o.conditions(st, o.node), o.indexLabels(st, o.node)
	var uses []*indexUse
	for _, ix := range o.p.names.PlanIndexes() {
		spec := &ix.Spec
		label, labelled := labels[spec.Label]
		switch spec.Kind {
		case engine.IndexLabelProps, engine.IndexNested:
			if !labelled || ix.Whole() && len(spec.Properties) > 1 {
				continue
			}
		case engine.IndexNodeProp:
			label = ""
		default:
			continue
		}
		use := &indexUse{index: ix, label: label}
		if len(within(conditions[spec.Properties[0]], spec.Path(0))) > 0 || !o.serves(o.p.order(use, nil, o.node)) {
			continue
		}
		for _, k := range o.keys {
			use.properties = append(use.properties, strings.Join(append([]string{k.key}, k.below...), "."))
		}
		entries, _ := o.p.names.IndexEntries(ix)
		use.rows = math.Max(float64(entries), 1)
		uses = append(uses, use)
	}
	slices.SortStableFunc(uses, prefer)
	return uses
}

// completed adds the nodes that a whole index lacks, because they lack its first property: behind the others, or in
// front of them if the order is descending. Of the cost of the index a share is due.
func (o *ordering) completed(found state, seek *plan.NodeIndexSeek, share float64) state {
	if found.order == nil {
		return found
	}
	descending := o.keys[0].descending
	seek.Ordered, seek.Descending = true, descending
	found.cost *= share
	rest := o.rest()
	op := &plan.Union{Out: []plan.Slot{slot(o.node)}}
	op.Branches = []plan.Operator{found.op, rest.op}
	due := share
	if descending {
		slices.Reverse(op.Branches)
		due = 1
	}
	op.Columns = [][]plan.Slot{op.Out, op.Out}
	all := found.tree
	all.reads, all.seen = all.reads.union(rest.reads).union(rest.own), all.seen.union(rest.seen)
	found.tree = all.over(op, found.rows+rest.rows, found.cost+due*rest.cost, o.node)
	found.order = &order{made: o.project}
	return found
}

// rest finds the nodes without the first property, in the order of the other keys.
func (o *ordering) rest() tree {
	p := o.p
	expr := func(i int) ast.Expr { return logical.Clone(p.info, p.meaning(o.project, o.project.OrderBy[i].Expr)) }
	st := o.scan(state{tree: p.once()}, o.node)
	t := p.filter(st.tree, []ast.Expr{&ast.IsNull{X: expr(0)}}, 1-selPresent)
	if len(o.keys) == 1 {
		return t
	}
	op := &plan.Sort{}
	for i := 1; i < len(o.keys); i++ {
		op.Keys = append(op.Keys, plan.SortKey{Expr: expr(i), Descending: o.keys[i].descending})
		t = t.reading(p.readsOf(op.Keys[i-1].Expr))
	}
	return t.on(op, t.rows, t.cost+t.rows*costHash)
}
