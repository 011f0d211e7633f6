package schema

import (
	"errors"
	"slices"
	"strings"

	"memgraphd/cypher/ast"
	"memgraphd/engine"
	"memgraphd/engine/value"
)

// indexSpec turns the statement's names into ids.
func (c *Call) indexSpec(st *ast.IndexStatement) (engine.IndexSpec, error) {
	spec := engine.IndexSpec{}
	if err := c.indexProperties(st, &spec); err != nil {
		return spec, err
	}
	switch st.Kind {
	case ast.LabelIndex:
		spec.Kind, spec.Label = engine.IndexLabel, c.DB.Label(st.Label)
		switch {
		case spec.Paths != nil:
			spec.Kind = engine.IndexNested
		case len(spec.Properties) > 0:
			spec.Kind = engine.IndexLabelProps
		}
	case ast.EdgeTypeIndex:
		spec.Kind, spec.Type = engine.IndexType, c.DB.Type(st.Label)
		if len(spec.Properties) > 1 {
			return spec, errorAt(st.Pos, "Composite indices are not supported for edge indices.")
		}
		if len(spec.Properties) == 1 {
			spec.Kind = engine.IndexTypeProp
		}
	case ast.GlobalIndex:
		spec.Kind = engine.IndexNodeProp
	case ast.GlobalEdgeIndex:
		spec.Kind = engine.IndexRelProp
	case ast.PointIndex:
		spec.Kind, spec.Label = engine.IndexPoint, c.DB.Label(st.Label)
	case ast.VectorIndex:
		spec.Kind = engine.IndexVector
		return spec, c.namedSpec(st, &spec)
	case ast.VectorEdgeIndex:
		spec.Kind = engine.IndexVectorRel
		return spec, c.namedSpec(st, &spec)
	case ast.TextIndex:
		spec.Kind = engine.IndexText
		return spec, c.namedSpec(st, &spec)
	case ast.TextEdgeIndex:
		spec.Kind = engine.IndexTextRel
		return spec, c.namedSpec(st, &spec)
	}
	return spec, nil
}

// Index creates or drops an index.
func (c *Call) Index(st *ast.IndexStatement) (*Table, error) {
	name, err := c.named(st.Pos, st.Name, st.NameOf)
	if err != nil {
		return nil, err
	}
	own := *st // the statement may be run again
	st, own.Name = &own, name
	if st.Drop && st.Label == "" && len(st.Properties) == 0 && st.Kind == ast.LabelIndex {
		return c.dropNamedIndex(st)
	}
	spec, err := c.indexSpec(st)
	if err != nil {
		return nil, err
	}
	if !st.Drop && spec.Named() {
		if err := c.checkSame(st, &spec); err != nil {
			return nil, err
		}
	}
	ordered, err := c.order(st, &spec)
	switch {
	case err != nil:
		return nil, err
	case st.Drop && ordered:
		return c.dropIndex(spec)
	case st.Drop:
		return c.dropOrders(spec)
	}
	return c.createIndex(st, spec)
}

func (c *Call) dropIndex(spec engine.IndexSpec) (*Table, error) {
	name := indexName(c.DB, spec)
	err := DropIndex(c.Ctx, c.DB, spec)
	if errors.Is(err, engine.ErrMissing) {
		return note("INFO", "IndexDoesNotExist", "Index on "+name+" doesn't exist."), nil
	}
	if err != nil {
		return nil, err
	}
	return note("INFO", "DropIndex", "Dropped index on "+name+"."), nil
}

func (c *Call) createIndex(st *ast.IndexStatement, spec engine.IndexSpec) (*Table, error) {
	name, made := indexName(c.DB, spec), madeIndexName(c.DB, spec)
	if !spec.Named() {
		if taken, err := c.nameTaken(st.Pos, made, st.Name, st.IfNotExists); err != nil || taken != nil {
			return taken, err
		}
	}
	given := st.Name
	if spec.Named() {
		given = "" // the index knows it itself
	}
	err := c.naming(made, given, func() error { return c.DB.CreateIndex(c.Ctx, spec) })
	if errors.Is(err, engine.ErrExists) {
		return note("INFO", "IndexAlreadyExists", "Index on "+name+" already exists."), nil
	}
	if err != nil {
		return nil, err
	}
	return note("INFO", "CreateIndex", "Created index on "+name+"."), nil
}

// checkSame refuses an index under the name of another.
func (c *Call) checkSame(st *ast.IndexStatement, spec *engine.IndexSpec) error {
	for _, ix := range c.DB.Indexes() {
		if ix.Spec.IsVector() == spec.IsVector() && ix.Spec.Name == spec.Name && namedStatement(c.DB, &ix.Spec) != namedStatement(c.DB, spec) {
			return errorAt(st.Pos, "There is another index named '%s', made by %s.", spec.Name, namedStatement(c.DB, &ix.Spec))
		}
	}
	return nil
}

// indexName says in words what an index is on, as in "label Person on properties name, age".
func indexName(db *engine.Database, spec engine.IndexSpec) string {
	var words []string
	if spec.Named() {
		return "name " + spec.Name
	}
	switch spec.Kind {
	case engine.IndexLabel, engine.IndexLabelProps, engine.IndexNested, engine.IndexPoint:
		words = append(words, "label "+db.LabelName(spec.Label))
	case engine.IndexType, engine.IndexTypeProp:
		words = append(words, "edge-type "+db.TypeName(spec.Type))
	case engine.IndexNodeProp:
		words = append(words, "all vertices")
	case engine.IndexRelProp:
		words = append(words, "all edges")
	}
	if len(spec.Properties) > 0 {
		words = append(words, "properties "+strings.Join(Paths(db, &spec), ", "))
	}
	return strings.Join(words, " on ") + orderText(&spec)
}

// orderText is shown behind what a descending index is on.
func orderText(spec *engine.IndexSpec) string {
	if spec.Descending {
		return " (DESC)"
	}
	return ""
}

// indexText renders what an index is on, as in ":Label(a, b)".
func indexText(db *engine.Database, spec engine.IndexSpec) string {
	if spec.Named() {
		return namedText(db, &spec)
	}
	text := ":"
	switch spec.Kind {
	case engine.IndexLabel, engine.IndexLabelProps, engine.IndexNested, engine.IndexPoint:
		text += QuoteName(db.LabelName(spec.Label))
	case engine.IndexType, engine.IndexTypeProp:
		text += QuoteName(db.TypeName(spec.Type))
	}
	if len(spec.Properties) == 0 {
		return text
	}
	return text + "(" + strings.Join(QuotedPaths(db, "", &spec), ", ") + ")"
}

func quotedProperties(db *engine.Database, prefix string, ids []engine.PropertyID) []string {
	names := propertyNames(db, ids)
	for i, name := range names {
		names[i] = prefix + QuoteName(name)
	}
	return names
}

var indexTypeText = map[engine.IndexKind]string{
	engine.IndexLabel: "label", engine.IndexLabelProps: "label+property", engine.IndexNested: "label+property",
	engine.IndexType:     "edge-type",
	engine.IndexTypeProp: "edge-type+property", engine.IndexNodeProp: "vertex-property",
	engine.IndexRelProp: "edge-property", engine.IndexPoint: "point",
	engine.IndexVector: "label+property_vector", engine.IndexVectorRel: "edge-type+property_vector",
	engine.IndexText: "label_text", engine.IndexTextRel: "edge-type_text",
}

// ShowIndexes answers SHOW INDEX INFO.
func (c *Call) ShowIndexes() (*Table, error) {
	var rows [][]value.Value
	for _, ix := range c.DB.Indexes() {
		rows = append(rows, indexRow(c.DB, ix))
	}
	slices.SortFunc(rows, compareRows)
	return newTable([]string{"index type", "label", "property", "count"}, rows...), nil
}

func indexRow(db *engine.Database, ix *engine.Index) []value.Value {
	row := indexWords(db, ix.Spec)
	row[3] = value.Int(indexCount(db, ix))
	return row
}

// indexWords is indexRow without the count.
func indexWords(db *engine.Database, spec engine.IndexSpec) []value.Value {
	row := []value.Value{value.String(indexTypeText[spec.Kind]), value.Null, value.Null, value.Null}
	switch spec.Kind {
	case engine.IndexLabel, engine.IndexLabelProps, engine.IndexNested, engine.IndexPoint:
		row[1] = value.String(db.LabelName(spec.Label))
	case engine.IndexType, engine.IndexTypeProp:
		row[1] = value.String(db.TypeName(spec.Type))
	default:
		if spec.Named() {
			row[1] = on(db, &spec)
		}
	}
	names := value.Strings(Paths(db, &spec))
	switch {
	case spec.IsText():
		row[0] = value.String(indexTypeText[spec.Kind] + " (name: " + spec.Name + ")")
		row[2] = names
	case spec.Kind == engine.IndexLabelProps || spec.Kind == engine.IndexNested:
		row[0] = value.String(indexTypeText[spec.Kind] + orderText(&spec))
		row[2] = names
	case len(spec.Properties) > 0:
		row[2] = names.AsList()[0]
	}
	return row
}

// indexCount is the number of nodes or relationships in an index.
func indexCount(db *engine.Database, ix *engine.Index) int64 {
	switch ix.Spec.Kind {
	case engine.IndexLabel:
		return db.LabelCount(ix.Spec.Label)
	case engine.IndexType:
		return db.TypeCount(ix.Spec.Type)
	}
	count, _ := db.IndexEntries(ix)
	return count
}

func propertyNames(db *engine.Database, ids []engine.PropertyID) []string {
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = db.PropertyName(id)
	}
	return names
}

func compareRows(a, b []value.Value) int {
	for i := range a {
		if c := value.Order(a[i], b[i]); c != 0 {
			return c
		}
	}
	return 0
}

// DropAllIndexes answers DROP ALL INDEXES.
func (c *Call) DropAllIndexes() (*Table, error) {
	for _, ix := range c.DB.Indexes() {
		if err := DropIndex(c.Ctx, c.DB, ix.Spec); err != nil && !errors.Is(err, engine.ErrMissing) {
			return nil, err
		}
	}
	return newTable(nil), nil
}

// QuoteName quotes a name for use in a statement where it needs that.
func QuoteName(name string) string { return "`" + strings.ReplaceAll(name, "`", "``") + "`" }
