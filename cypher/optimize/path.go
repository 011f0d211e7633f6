package optimize

import (
	"memgraphd/cypher/logical"
	"memgraphd/cypher/plan"
)

// pathReady reports whether all pieces of a path are bound.
func (p *planner) pathReady(t tree, path *logical.Path) bool {
	for _, step := range path.Steps {
		if !t.bound.has(step.Sym.ID) {
			return false
		}
	}
	return true
}

// namedPath binds the name of a path whose pieces are bound.
func (p *planner) namedPath(t tree, path *logical.Path) tree {
	op := &plan.NamedPath{Path: slot(path.Sym)}
	for _, step := range path.Steps {
		op.Steps = append(op.Steps, plan.PathStep{Slot: slot(step.Sym), Node: step.Node})
	}
	return t.on(op, t.rows, t.cost+t.rows*costFilter, path.Sym)
}
