package optimize

import (
	"memgraphd/cypher/ast"
	"memgraphd/cypher/logical"
	"memgraphd/cypher/plan"
	"memgraphd/cypher/semantic"
)

// after puts a barrier on the tree if what is read next could miss writes of
// the tree that are still to come.
func (p *planner) after(t tree, reads effects) tree {
	if conflict(reads, t.writes) {
		return p.accumulate(t)
	}
	return t
}

// accumulate puts a barrier on the tree: all its rows are taken in before the first goes on.
func (p *planner) accumulate(t tree) tree {
	if _, ok := t.op.(*plan.Accumulate); ok {
		return t.barrier()
	}
	return t.on(&plan.Accumulate{}, t.rows, t.cost+t.rows*costRow).barrier()
}

// before puts a barrier on the tree if its reads could see what is written
// next, or if its writes, which come first, could come to a row's node after they
// were to be written over. target is the only variable that is changed, if there is just one: a
// lone scan of it comes by each node once, so that what it reads of the node
// itself is read before it is changed. Nothing but its own row has what is fresh.
func (p *planner) before(t tree, writes effects, target *semantic.Symbol) tree {
	if target != nil && t.fresh.has(target.ID) {
		return t
	}
	reads := t.reads
	if t.stream == nil || t.stream != target {
		reads = reads.union(t.own)
	}
	if conflict(reads, writes) || overwrite(t.changes, writes) {
		return p.accumulate(t)
	}
	return t
}

// writing notes what the topmost operator writes.
func (t tree) writing(e effects) tree { return t.writingTo(nil, e) }

// writingTo is writing where target is the only variable that is changed.
func (t tree) writingTo(target *semantic.Symbol, e effects) tree {
	if target == nil || !t.fresh.has(target.ID) {
		t.changes = t.changes.union(e)
	}
	t.writes, t.wrote = t.writes.union(e), true
	return t
}

// graphReads returns what matching a graph reads. What is bound is not looked for.
func (p *planner) graphReads(g *logical.Graph, bound set) effects {
	var e effects
	var rest []ast.Expr
	var labelled set
	for _, pred := range g.Predicates {
		test, ok := pred.(*ast.HasLabels)
		if !ok {
			rest = append(rest, pred)
			continue
		}
		e = e.union(p.labelReads([]ast.LabelExpr{test.Labels}))
		if names, _ := requiredLabels(test.Labels); len(names) > 0 {
			if v, ok := test.X.(*ast.Variable); ok && !bound.has(p.info.Uses[v].ID) {
				labelled.add(p.info.Uses[v].ID)
				e.nodes.add(names...)
			}
		}
	}
	for _, n := range g.Nodes {
		e.nodes.any = e.nodes.any || !labelled.has(n.ID) && !bound.has(n.ID)
	}
	for _, l := range g.Links {
		e = e.union(p.linkReads(l))
		if l.Group != nil {
			e = e.union(p.graphReads(l.Group.Graph, bound))
		}
	}
	return e.union(p.readsOf(rest...))
}
