package schema

import (
	"memgraphd/cypher/ast"
)

// dropNamedIndex drops the index that SHOW INDEXES YIELD name calls so.
func (c *Call) dropNamedIndex(st *ast.IndexStatement) (*Table, error) {
	for _, ix := range c.DB.Indexes() {
		if givenName(c.DB, madeIndexName(c.DB, ix.Spec)) == st.Name {
			return c.dropIndex(ix.Spec)
		}
	}
	if st.IfNotExists {
		return note("INFO", "IndexDoesNotExist", "Index '"+st.Name+"' doesn't exist."), nil
	}
	return nil, errorAt(st.Pos, "There is no index named '%s'. SHOW INDEXES YIELD name has the names.", st.Name)
}

// dropNamedConstraint drops the constraint that SHOW CONSTRAINTS YIELD name calls so.
func (c *Call) dropNamedConstraint(st *ast.ConstraintStatement) (*Table, error) {
	for _, spec := range c.DB.Constraints() {
		made := madeConstraintName(c.DB, spec)
		if givenName(c.DB, made) != st.Name {
			continue
		}
		if err := c.DB.DropConstraint(c.Ctx, spec); err != nil {
			return nil, err
		}
		text := "Dropped constraint " + constraintWord(spec) + " on label " + c.DB.LabelName(spec.Label) + "."
		return note("INFO", "DropConstraint", text), c.nameSchema(made, "")
	}
	if st.IfNotExists {
		return note("INFO", "ConstraintDoesNotExist", "Constraint '"+st.Name+"' doesn't exist."), nil
	}
	return nil, errorAt(st.Pos, "There is no constraint named '%s'. SHOW CONSTRAINTS YIELD name has the names.", st.Name)
}
