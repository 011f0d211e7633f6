package cypher

import (
	"memgraphd/cypher/ast"
	"memgraphd/engine"
)

// schemaNameSpace is where the names are kept that users give to indexes and constraints, under the
// names that are made for those that have none.
const schemaNameSpace = "schema-name"

// madeIndexName is the name of an index that was not given one.
func (in *Interpreter) madeIndexName(spec engine.IndexSpec) string {
	if spec.Named() {
		return spec.Name
	}
	return foreignName("index", in.indexWords(spec))
}

// schemaName returns the name that was given to what has a made name, or else that.
func (in *Interpreter) schemaName(made string) string {
	if name, ok := in.Database().Meta(schemaNameSpace, made); ok {
		return string(name)
	}
	return made
}

// nameSchema gives an index or constraint a name, or takes it back if it is empty.
func (in *Interpreter) nameSchema(c call, made, name string) error {
	if name != "" && name != made {
		return in.Database().SetMeta(c.ctx, schemaNameSpace, made, []byte(name))
	}
	if _, ok := in.Database().Meta(schemaNameSpace, made); ok {
		return in.Database().SetMeta(c.ctx, schemaNameSpace, made, nil)
	}
	return nil
}

// nameTaken refuses the name of another index or constraint for what has a made name; with IF NOT EXISTS
// it notes that there is one.
func (in *Interpreter) nameTaken(pos ast.Pos, made, name string, orNot bool) (*Result, error) {
	if name == "" {
		return nil, nil
	}
	for _, other := range in.madeSchemaNames() {
		switch {
		case other == made || in.schemaName(other) != name:
		case orNot:
			return note("INFO", "IndexOrConstraintAlreadyExists", "'"+name+"' already exists, as "+other+"."), nil
		default:
			return nil, clientErrorAt(pos, "There is another index or constraint named '%s'.", name)
		}
	}
	return nil, nil
}

// madeSchemaNames returns the made names of all indexes and constraints.
func (in *Interpreter) madeSchemaNames() []string {
	var names []string
	for _, ix := range in.Database().Indexes() {
		names = append(names, in.madeIndexName(ix.Spec))
	}
	for _, spec := range in.Database().Constraints() {
		names = append(names, foreignName("constraint", in.constraintRow(spec)))
	}
	return names
}
