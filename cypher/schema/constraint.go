package schema

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"memgraphd/cypher/ast"
	"memgraphd/engine"
	"memgraphd/engine/value"
)

// dataTypes maps the words of IS TYPED to those that SHOW CONSTRAINT INFO prints.
var dataTypes = map[string]string{
	"BOOLEAN": "BOOL", "BOOL": "BOOL", "STRING": "STRING", "INTEGER": "INTEGER", "INT": "INTEGER", "FLOAT": "FLOAT",
	"LIST": "LIST", "MAP": "MAP", "DURATION": "DURATION", "DATE": "DATE", "LOCALTIME": "LOCAL TIME",
	"LOCAL TIME": "LOCAL TIME", "LOCALDATETIME": "LOCAL DATE TIME", "LOCAL DATETIME": "LOCAL DATE TIME",
	"ZONEDDATETIME": "ZONED DATE TIME", "ZONED DATETIME": "ZONED DATE TIME", "ENUM": "ENUM", "POINT": "POINT",
}

func (c *Call) constraintSpec(st *ast.ConstraintStatement) (engine.ConstraintSpec, error) {
	spec := engine.ConstraintSpec{Label: c.DB.Label(st.Label)}
	for _, p := range st.Properties {
		id := c.DB.Property(p)
		if slices.Contains(spec.Properties, id) {
			return spec, errorAt(st.Pos, "The property '%s' is named twice in the constraint.", p)
		}
		spec.Properties = append(spec.Properties, id)
	}
	switch st.Kind {
	case ast.ExistsConstraint:
		spec.Kind = engine.ConstraintExists
		if len(spec.Properties) != 1 {
			return spec, errorAt(st.Pos, "Exactly one property must be used for existence constraints.")
		}
	case ast.UniqueConstraint:
		spec.Kind = engine.ConstraintUnique
		if len(spec.Properties) > 32 {
			return spec, errorAt(st.Pos, "A unique constraint may have at most 32 properties.")
		}
	case ast.TypeConstraint:
		spec.Kind = engine.ConstraintType
		spec.DataType = dataTypes[strings.ToUpper(st.Type)]
		if spec.DataType == "" {
			return spec, errorAt(st.Pos, "Unknown type '%s' in the constraint.", st.Type)
		}
	}
	return spec, nil
}

// Constraint creates or drops a constraint.
func (c *Call) Constraint(st *ast.ConstraintStatement) (*Table, error) {
	given, err := c.named(st.Pos, st.Name, st.NameOf)
	if err != nil {
		return nil, err
	}
	own := *st // the statement may be run again
	st, own.Name = &own, given
	if st.Drop && st.Label == "" {
		return c.dropNamedConstraint(st)
	}
	spec, err := c.constraintSpec(st)
	if err != nil {
		return nil, err
	}
	name := constraintWord(spec) + " on label " + st.Label + " on properties " + strings.Join(st.Properties, ", ")
	made := madeConstraintName(c.DB, spec)
	if st.Drop {
		err = DropConstraint(c.Ctx, c.DB, spec)
		if errors.Is(err, engine.ErrMissing) {
			return note("INFO", "ConstraintDoesNotExist", "Constraint "+name+" doesn't exist."), nil
		}
		if err != nil {
			return nil, err
		}
		return note("INFO", "DropConstraint", "Dropped constraint "+name+"."), nil
	}
	if taken, err := c.nameTaken(st.Pos, made, st.Name, st.IfNotExists); err != nil || taken != nil {
		return taken, err
	}
	err = c.naming(made, st.Name, func() error { return c.DB.CreateConstraint(c.Ctx, spec) })
	if errors.Is(err, engine.ErrExists) {
		return c.constraintExists(spec, st, name)
	}
	if err != nil {
		return nil, err
	}
	return note("INFO", "CreateConstraint", "Created constraint "+name+"."), nil
}

// constraintExists answers what creates a constraint that is there already: an error only for those on types.
func (c *Call) constraintExists(spec engine.ConstraintSpec, st *ast.ConstraintStatement, name string) (*Table, error) {
	if spec.Kind == engine.ConstraintType && !st.IfNotExists {
		return nil, errorf("Constraint %s on :%s(%s) already exists", constraintWord(spec), st.Label, st.Properties[0])
	}
	return note("INFO", "ConstraintAlreadyExists", "Constraint "+name+" already exists."), nil
}

func constraintWord(spec engine.ConstraintSpec) string {
	switch spec.Kind {
	case engine.ConstraintExists:
		return "EXISTS"
	case engine.ConstraintUnique:
		return "UNIQUE"
	}
	return "IS TYPED " + spec.DataType
}

var constraintKinds = map[engine.ConstraintKind]string{
	engine.ConstraintExists: "exists", engine.ConstraintUnique: "unique", engine.ConstraintType: "data_type",
}

// ShowConstraints answers SHOW CONSTRAINT INFO.
func (c *Call) ShowConstraints() (*Table, error) {
	specs := c.DB.Constraints()
	slices.SortStableFunc(specs, func(a, b engine.ConstraintSpec) int { return cmp.Compare(a.Kind, b.Kind) })
	var rows [][]value.Value
	for _, s := range specs {
		rows = append(rows, constraintRow(c.DB, s))
	}
	return newTable([]string{"constraint type", "label", "properties", "data_type"}, rows...), nil
}

func constraintRow(db *engine.Database, s engine.ConstraintSpec) []value.Value {
	properties := value.Strings(propertyNames(db, s.Properties))
	if s.Kind != engine.ConstraintUnique {
		properties = properties.AsList()[0]
	}
	return []value.Value{
		value.String(constraintKinds[s.Kind]), value.String(db.LabelName(s.Label)), properties, value.String(s.DataType),
	}
}

// DropAllConstraints answers DROP ALL CONSTRAINTS.
func (c *Call) DropAllConstraints() (*Table, error) {
	for _, spec := range c.DB.Constraints() {
		err := c.DB.DropConstraint(c.Ctx, spec)
		if err != nil && !errors.Is(err, engine.ErrMissing) {
			return nil, err
		}
		if err := c.nameSchema(madeConstraintName(c.DB, spec), ""); err != nil {
			return nil, err
		}
	}
	return newTable(nil), nil
}
