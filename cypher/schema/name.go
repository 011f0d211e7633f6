package schema

import (
	"context"
	"errors"
	"slices"
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

// IndexOf returns the index of a row of SHOW INDEX INFO, and its number among all; nil if it has been dropped meanwhile.
func IndexOf(db *engine.Database, row []value.Value) (*engine.Index, int) {
	for i, ix := range db.Indexes() {
		if words := indexWords(db, ix.Spec); compareRows(words[:3], row[:3]) == 0 {
			return ix, i + 1
		}
	}
	return nil, 0
}

// ConstraintOf returns the constraint of a row of SHOW CONSTRAINT INFO, and its number among all; nil if it has been
// dropped meanwhile.
func ConstraintOf(db *engine.Database, row []value.Value) (*engine.ConstraintSpec, int) {
	for i, spec := range db.Constraints() {
		if compareRows(constraintRow(db, spec), row) == 0 {
			return &spec, i + 1
		}
	}
	return nil, 0
}

// ConstraintName returns the name of the constraint of a row of SHOW CONSTRAINT INFO.
func ConstraintName(db *engine.Database, row []value.Value) string {
	return givenName(db, madeName("constraint", row))
}

// GivenIndexName returns the name that was given to an index, of the entries of the store; empty if it was not.
func GivenIndexName(db *engine.Database, spec *engine.IndexSpec, entries []engine.MetaEntry) string {
	return givenIn(entries, madeIndexName(db, *spec))
}

// GivenConstraintName is GivenIndexName for a constraint.
func GivenConstraintName(db *engine.Database, spec *engine.ConstraintSpec, entries []engine.MetaEntry) string {
	return givenIn(entries, madeConstraintName(db, *spec))
}

func givenIn(entries []engine.MetaEntry, made string) string {
	i := slices.IndexFunc(entries, func(e engine.MetaEntry) bool { return e.Space == nameSpace && e.Key == made })
	if i < 0 {
		return ""
	}
	return string(entries[i].Value)
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
	return forget(c.Ctx, c.DB, made)
}

// named returns a name as it is written, or what the expression that is written in its place says.
func (c *Call) named(pos ast.Pos, written string, of ast.Expr) (string, error) {
	if of == nil {
		return written, nil
	}
	v, err := c.Constant(of)
	if err != nil {
		return "", err
	}
	if v.Kind() != value.KindString || v.AsString() == "" {
		return "", errorAt(pos, "A name must be a string that is not empty, not %s.", value.Literal(v))
	}
	return v.AsString(), nil
}

// naming creates what has a made name, under a name if it is given one. The name comes first: a crash in between must not
// leave an index or constraint that has lost it, and a name of nothing is not seen.
func (c *Call) naming(made, name string, create func() error) error {
	if slices.Contains(madeNames(c.DB), made) {
		return create() // which says that it is there
	}
	if err := c.nameSchema(made, name); err != nil {
		return err
	}
	err := create()
	if err == nil {
		return nil
	}
	if failed := forget(context.WithoutCancel(c.Ctx), c.DB, made); failed != nil {
		return errors.Join(err, failed)
	}
	return err
}

func forget(ctx context.Context, db *engine.Database, made string) error {
	if _, ok := db.Meta(nameSpace, made); ok {
		return db.SetMeta(ctx, nameSpace, made, nil)
	}
	return nil
}

// DropIndex drops an index and takes its name back; [engine.ErrMissing] if there is none.
func DropIndex(ctx context.Context, db *engine.Database, spec engine.IndexSpec) error {
	if err := db.DropIndex(ctx, spec); err != nil {
		return err
	}
	return forget(ctx, db, madeIndexName(db, spec))
}

// DropConstraint drops a constraint and takes its name back; [engine.ErrMissing] if there is none.
func DropConstraint(ctx context.Context, db *engine.Database, spec engine.ConstraintSpec) error {
	if err := db.DropConstraint(ctx, spec); err != nil {
		return err
	}
	return forget(ctx, db, madeConstraintName(db, spec))
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
