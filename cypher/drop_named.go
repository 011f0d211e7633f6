package cypher

import (
	"memgraphd/cypher/ast"
)

// dropNamedIndex drops the index that SHOW INDEXES YIELD name calls so.
func (in *Interpreter) dropNamedIndex(c call, st *ast.IndexStatement) (*Result, error) {
	for _, ix := range in.Database().Indexes() {
		if in.schemaName(in.madeIndexName(ix.Spec)) == st.Name {
			return in.dropIndex(c, ix.Spec)
		}
	}
	if st.IfNotExists {
		return note("INFO", "IndexDoesNotExist", "Index '"+st.Name+"' doesn't exist."), nil
	}
	return nil, clientErrorAt(st.Pos, "There is no index named '%s'. SHOW INDEXES YIELD name has the names.", st.Name)
}

// dropNamedConstraint drops the constraint that SHOW CONSTRAINTS YIELD name calls so.
func (in *Interpreter) dropNamedConstraint(c call, st *ast.ConstraintStatement) (*Result, error) {
	for _, spec := range in.Database().Constraints() {
		made := foreignName("constraint", in.constraintRow(spec))
		if in.schemaName(made) != st.Name {
			continue
		}
		if err := in.Database().DropConstraint(c.ctx, spec); err != nil {
			return nil, err
		}
		text := "Dropped constraint " + constraintWord(spec) + " on label " + in.Database().LabelName(spec.Label) + "."
		return note("INFO", "DropConstraint", text), in.nameSchema(c, made, "")
	}
	if st.IfNotExists {
		return note("INFO", "ConstraintDoesNotExist", "Constraint '"+st.Name+"' doesn't exist."), nil
	}
	return nil, clientErrorAt(st.Pos, "There is no constraint named '%s'. SHOW CONSTRAINTS YIELD name has the names.", st.Name)
}
