package exec

import (
	"memgraphd/cypher/ast"
	"memgraphd/cypher/batch"
)

// overlap is for items of SET of which one overwrites what another one has written: done item by item, they
// would come to what two rows share in another order than row by row.
type overlap struct {
	owners [2]idMap // the row of each node and of each relationship
}

// overlapOf returns nil if the order of items makes no difference between rows.
func overlapOf(items []*ast.SetItem) *overlap {
	seen := map[string]bool{}
	for _, item := range items {
		keys := keysOf(item)
		for _, key := range keys {
			if seen[key] || seen[anyKey] || key == anyKey && len(seen) > 0 {
				return &overlap{}
			}
		}
		for _, key := range keys {
			seen[key] = true
		}
	}
	return nil
}

// anyKey stands for all property keys.
const anyKey = ""

// keysOf returns the keys of the properties that an item writes.
func keysOf(item *ast.SetItem) []string {
	switch item.Kind {
	case ast.SetLabels:
		return nil
	case ast.SetProperty, ast.SetMerge:
		if len(item.Keys) > 0 {
			return item.Keys[:1]
		}
		if m, ok := item.Value.(*ast.MapLit); ok {
			return m.Keys
		}
	}
	return []string{anyKey}
}

// shared reports whether two rows of a batch have something in common that is changed.
func (u *update) shared(x *Execution, b *batch.Batch, sel []int32) (bool, error) {
	for i := range u.overlap.owners {
		u.overlap.owners[i].reset()
	}
	for i := range u.items {
		c, err := u.items[i].target.Eval(&x.ctx, b, sel)
		if err != nil {
			return false, err
		}
		if err := split(c, sel, &u.targets[0], &u.targets[1]); err != nil {
			return false, err
		}
		for k := range u.targets {
			owners := &u.overlap.owners[k]
			for at, id := range u.targets[k].ids {
				row := u.targets[k].rows[at]
				if owners.add(id, row) {
					continue
				}
				if owner, _ := owners.get(id); owner != row {
					return true, nil
				}
			}
		}
	}
	return false, nil
}
