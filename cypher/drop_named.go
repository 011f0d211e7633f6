package cypher

import (
	"memgraphd/cypher/ast"
)

// dropNamedIndex drops the index that SHOW INDEXES YIELD name calls so.
func (in *Interpreter) dropNamedIndex(c call, st *ast.IndexStatement) (*Result, error) {
	for _, ix := range in.Database().Indexes() {
		name := ix.Spec.Name
		if !ix.Spec.Named() {
			name = foreignName("index", in.indexRow(ix))
		}
		if name != st.Name {
			continue
		}
		if err := in.Database().DropIndex(c.ctx, ix.Spec); err != nil {
			return nil, err
		}
		return note("INFO", "DropIndex", "Dropped index on "+in.indexName(ix.Spec)+"."), nil
	}
	if st.IfNotExists {
		return note("INFO", "IndexDoesNotExist", "Index '"+st.Name+"' doesn't exist."), nil
	}
	return nil, clientErrorAt(st.Pos, "There is no index named '%s'. SHOW INDEXES YIELD name has the names.", st.Name)
}

// dropNamedConstraint drops the constraint that SHOW CONSTRAINTS YIELD name calls so.
func (in *Interpreter) dropNamedConstraint(c call, st *ast.ConstraintStatement) (*Result, error) {
	for _, spec := range in.Database().Constraints() {
		if foreignName("constraint", in.constraintRow(spec)) != st.Name {
			continue
		}
		if err := in.Database().DropConstraint(c.ctx, spec); err != nil {
			return nil, err
		}
		return note("INFO", "DropConstraint", "Dropped constraint "+constraintWord(spec)+" on label "+in.Database().LabelName(spec.Label)+"."), nil
	}
	if st.IfNotExists {
		return note("INFO", "ConstraintDoesNotExist", "Constraint '"+st.Name+"' doesn't exist."), nil
	}
	return nil, clientErrorAt(st.Pos, "There is no constraint named '%s'. SHOW CONSTRAINTS YIELD name has the names.", st.Name)
}
