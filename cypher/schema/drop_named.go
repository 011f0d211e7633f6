package schema

import (
	"memgraphd/cypher/ast"
	"memgraphd/internal/spelling"
)

// dropNamedIndex drops the index that SHOW INDEXES YIELD name calls so.
func (c *Call) dropNamedIndex(st *ast.IndexStatement) (*Table, error) {
	var known []string
	for _, ix := range c.DB.Indexes() {
		name := givenName(c.DB, madeIndexName(c.DB, ix.Spec))
		if name == st.Name {
			return c.dropIndex(ix.Spec)
		}
		known = append(known, name)
	}
	if st.IfNotExists {
		return note("INFO", "IndexDoesNotExist", "Index '"+st.Name+"' doesn't exist."), nil
	}
	return nil, errorAt(st.Pos, "There is no index named '%s'.%s SHOW INDEXES YIELD name has the names.", st.Name, spelling.Hint(st.Name, known))
}

// dropNamedConstraint drops the constraint that SHOW CONSTRAINTS YIELD name calls so.
func (c *Call) dropNamedConstraint(st *ast.ConstraintStatement) (*Table, error) {
	var known []string
	for _, spec := range c.DB.Constraints() {
		made := madeConstraintName(c.DB, spec)
		if name := givenName(c.DB, made); name != st.Name {
			known = append(known, name)
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
	return nil, errorAt(st.Pos, "There is no constraint named '%s'.%s SHOW CONSTRAINTS YIELD name has the names.", st.Name, spelling.Hint(st.Name, known))
}
