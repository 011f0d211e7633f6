package cypher

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

func (in *Interpreter) constraintSpec(st *ast.ConstraintStatement) (engine.ConstraintSpec, error) {
	spec := engine.ConstraintSpec{Label: in.Database().Label(st.Label)}
	for _, p := range st.Properties {
		id := in.Database().Property(p)
		if slices.Contains(spec.Properties, id) {
			return spec, clientErrorAt(st.Pos, "The property '%s' is named twice in the constraint.", p)
		}
		spec.Properties = append(spec.Properties, id)
	}
	switch st.Kind {
	case ast.ExistsConstraint:
		spec.Kind = engine.ConstraintExists
		if len(spec.Properties) != 1 {
			return spec, clientErrorAt(st.Pos, "Exactly one property must be used for existence constraints.")
		}
	case ast.UniqueConstraint:
		spec.Kind = engine.ConstraintUnique
		if len(spec.Properties) > 32 {
			return spec, clientErrorAt(st.Pos, "A unique constraint may have at most 32 properties.")
		}
	case ast.TypeConstraint:
		spec.Kind = engine.ConstraintType
		spec.DataType = dataTypes[strings.ToUpper(st.Type)]
		if spec.DataType == "" {
			return spec, clientErrorAt(st.Pos, "Unknown type '%s' in the constraint.", st.Type)
		}
	}
	return spec, nil
}

func (in *Interpreter) constraintStatement(c call, st *ast.ConstraintStatement) (*Result, error) {
	if st.Drop && st.Label == "" {
		return in.dropNamedConstraint(c, st)
	}
	spec, err := in.constraintSpec(st)
	if err != nil {
		return nil, err
	}
	name := constraintWord(spec) + " on label " + st.Label + " on properties " + strings.Join(st.Properties, ", ")
	made := foreignName("constraint", in.constraintRow(spec))
	if st.Drop {
		err = in.Database().DropConstraint(c.ctx, spec)
		if errors.Is(err, engine.ErrMissing) {
			return note("INFO", "ConstraintDoesNotExist", "Constraint "+name+" doesn't exist."), nil
		}
		if err != nil {
			return nil, err
		}
		return note("INFO", "DropConstraint", "Dropped constraint "+name+"."), in.nameSchema(c, made, "")
	}
	if taken, err := in.nameTaken(st.Pos, made, st.Name, st.IfNotExists); err != nil || taken != nil {
		return taken, err
	}
	err = in.Database().CreateConstraint(c.ctx, spec)
	if errors.Is(err, engine.ErrExists) {
		return in.constraintExists(spec, st, name)
	}
	if err == nil {
		err = in.nameSchema(c, made, st.Name)
	}
	if err != nil {
		return nil, err
	}
	return note("INFO", "CreateConstraint", "Created constraint "+name+"."), nil
}

// constraintExists answers what creates a constraint that is there already: an error only for those on types.
func (in *Interpreter) constraintExists(spec engine.ConstraintSpec, st *ast.ConstraintStatement, name string) (*Result, error) {
	if spec.Kind == engine.ConstraintType && !st.IfNotExists {
		return nil, clientErrorf("Constraint %s on :%s(%s) already exists", constraintWord(spec), st.Label, st.Properties[0])
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

func (in *Interpreter) showConstraintInfo(call) (*Result, error) {
	specs := in.Database().Constraints()
	slices.SortStableFunc(specs, func(a, b engine.ConstraintSpec) int { return cmp.Compare(a.Kind, b.Kind) })
	var rows [][]value.Value
	for _, s := range specs {
		rows = append(rows, in.constraintRow(s))
	}
	return newTable([]string{"constraint type", "label", "properties", "data_type"}, rows...), nil
}

func (in *Interpreter) constraintRow(s engine.ConstraintSpec) []value.Value {
	names := in.propertyValues(s.Properties)
	properties := value.List(names)
	if s.Kind != engine.ConstraintUnique {
		properties = names[0]
	}
	return []value.Value{
		value.String(constraintKinds[s.Kind]), value.String(in.Database().LabelName(s.Label)), properties, value.String(s.DataType),
	}
}

func (in *Interpreter) dropAllConstraints(c call) (*Result, error) {
	for _, spec := range in.Database().Constraints() {
		err := in.Database().DropConstraint(c.ctx, spec)
		if err != nil && !errors.Is(err, engine.ErrMissing) {
			return nil, err
		}
		if err := in.nameSchema(c, foreignName("constraint", in.constraintRow(spec)), ""); err != nil {
			return nil, err
		}
	}
	return newTable(nil), nil
}
