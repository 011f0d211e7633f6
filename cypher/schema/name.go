package schema

import (
	"strings"

	"memgraphd/cypher/ast"
	"memgraphd/engine"
	"memgraphd/engine/value"
)

// nameSpace is where the names are kept that users give to indexes and constraints, under the
// names that are made for those that have none.
const nameSpace = "schema-name"

// madeIndexName is the name of an index that was not given one.
func madeIndexName(db *engine.Database, spec engine.IndexSpec) string {
	if spec.Named() {
		return spec.Name
	}
	return madeName("index", indexWords(db, spec))
}

// madeConstraintName is the name of a constraint that was not given one.
func madeConstraintName(db *engine.Database, spec engine.ConstraintSpec) string {
	return madeName("constraint", constraintRow(db, spec))
}

// madeName makes a name of a row of SHOW INDEX INFO or SHOW CONSTRAINT INFO: that of the index, which its type
// then says, or one of what it is on.
func madeName(what string, row []value.Value) string {
	kind := row[0].AsString()
	if _, name, ok := strings.Cut(kind, "(name: "); ok {
		return strings.TrimSuffix(name, ")")
	}
	words := []string{what, strings.Replace(kind, " (DESC)", "_desc", 1)}
	for _, on := range row[1:3] {
		switch on.Kind() {
		case value.KindNull:
		case value.KindList:
			for _, name := range on.AsList() {
				words = append(words, name.AsString())
			}
		default:
			words = append(words, on.AsString())
		}
	}
	return strings.Join(words, "_")
}

// IndexName returns the name of the index of a row of SHOW INDEX INFO. Of vector indexes that are on
// the same it is the first one's: the row does not tell them apart.
func IndexName(db *engine.Database, row []value.Value) string {
	for _, ix := range db.Indexes() {
		if ix.Spec.Named() && compareRows(indexRow(db, ix), row) == 0 {
			return ix.Spec.Name
		}
	}
	return givenName(db, madeName("index", row))
}

// ConstraintName returns the name of the constraint of a row of SHOW CONSTRAINT INFO.
func ConstraintName(db *engine.Database, row []value.Value) string {
	return givenName(db, madeName("constraint", row))
}

// givenName returns the name that was given to what has a made name, or else that.
func givenName(db *engine.Database, made string) string {
	if name, ok := db.Meta(nameSpace, made); ok {
		return string(name)
	}
	return made
}

// nameSchema gives an index or constraint a name, or takes it back if it is empty.
func (c *Call) nameSchema(made, name string) error {
	if name != "" && name != made {
		return c.DB.SetMeta(c.Ctx, nameSpace, made, []byte(name))
	}
	if _, ok := c.DB.Meta(nameSpace, made); ok {
		return c.DB.SetMeta(c.Ctx, nameSpace, made, nil)
	}
	return nil
}

// nameTaken refuses the name of another index or constraint for what has a made name; with IF NOT EXISTS
// it notes that there is one.
func (c *Call) nameTaken(pos ast.Pos, made, name string, orNot bool) (*Table, error) {
	if name == "" {
		return nil, nil
	}
	for _, other := range madeNames(c.DB) {
		switch {
		case other == made || givenName(c.DB, other) != name:
		case orNot:
			return note("INFO", "IndexOrConstraintAlreadyExists", "'"+name+"' already exists, as "+other+"."), nil
		default:
			return nil, errorAt(pos, "There is another index or constraint named '%s'.", name)
		}
	}
	return nil, nil
}

// madeNames returns the made names of all indexes and constraints.
func madeNames(db *engine.Database) []string {
	var names []string
	for _, ix := range db.Indexes() {
		names = append(names, madeIndexName(db, ix.Spec))
	}
	for _, spec := range db.Constraints() {
		names = append(names, madeConstraintName(db, spec))
	}
	return names
}
