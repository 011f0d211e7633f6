package cypher

import (
	"errors"
	"slices"
	"strings"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/plan"
	"memgraphd/cypher/procedure"
	"memgraphd/engine"
	"memgraphd/engine/value"
)

// note makes an empty result with a notification.
func note(severity, code, title string) *Result {
	r := newTable(nil)
	r.summary.Notifications = []plan.Notification{{Severity: severity, Code: code, Title: title}}
	return r
}

// indexSpec turns the statement's names into ids.
func (in *Interpreter) indexSpec(c call, st *ast.IndexStatement) (engine.IndexSpec, error) {
	spec := engine.IndexSpec{}
	if err := in.indexProperties(st, &spec); err != nil {
		return spec, err
	}
	switch st.Kind {
	case ast.LabelIndex:
		spec.Kind, spec.Label = engine.IndexLabel, in.Database().Label(st.Label)
		switch {
		case spec.Paths != nil:
			spec.Kind = engine.IndexNested
		case len(spec.Properties) > 0:
			spec.Kind = engine.IndexLabelProps
		}
	case ast.EdgeTypeIndex:
		spec.Kind, spec.Type = engine.IndexType, in.Database().Type(st.Label)
		if len(spec.Properties) > 1 {
			return spec, clientErrorAt(st.Pos, "Composite indices are not supported for edge indices.")
		}
		if len(spec.Properties) == 1 {
			spec.Kind = engine.IndexTypeProp
		}
	case ast.GlobalIndex:
		spec.Kind = engine.IndexNodeProp
	case ast.GlobalEdgeIndex:
		spec.Kind = engine.IndexRelProp
	case ast.PointIndex:
		spec.Kind, spec.Label = engine.IndexPoint, in.Database().Label(st.Label)
	case ast.VectorIndex:
		spec.Kind = engine.IndexVector
		return spec, in.namedSpec(c, st, &spec)
	case ast.VectorEdgeIndex:
		spec.Kind = engine.IndexVectorRel
		return spec, in.namedSpec(c, st, &spec)
	case ast.TextIndex:
		spec.Kind = engine.IndexText
		return spec, in.namedSpec(c, st, &spec)
	case ast.TextEdgeIndex:
		spec.Kind = engine.IndexTextRel
		return spec, in.namedSpec(c, st, &spec)
	}
	return spec, nil
}

func (in *Interpreter) indexStatement(c call, st *ast.IndexStatement) (*Result, error) {
	if st.Drop && st.Label == "" && len(st.Properties) == 0 && st.Kind == ast.LabelIndex {
		return in.dropNamedIndex(c, st)
	}
	spec, err := in.indexSpec(c, st)
	if err != nil {
		return nil, err
	}
	if !st.Drop && spec.Named() {
		if err := in.checkSame(st, &spec); err != nil {
			return nil, err
		}
	}
	if st.Drop {
		return in.dropIndex(c, spec)
	}
	return in.createIndex(c, st, spec)
}

func (in *Interpreter) dropIndex(c call, spec engine.IndexSpec) (*Result, error) {
	name := in.indexName(spec)
	err := in.Database().DropIndex(c.ctx, spec)
	if errors.Is(err, engine.ErrMissing) {
		return note("INFO", "IndexDoesNotExist", "Index on "+name+" doesn't exist."), nil
	}
	if err != nil {
		return nil, err
	}
	return note("INFO", "DropIndex", "Dropped index on "+name+"."), in.nameSchema(c, in.madeIndexName(spec), "")
}

func (in *Interpreter) createIndex(c call, st *ast.IndexStatement, spec engine.IndexSpec) (*Result, error) {
	name, made := in.indexName(spec), in.madeIndexName(spec)
	if !spec.Named() {
		if taken, err := in.nameTaken(st.Pos, made, st.Name, st.IfNotExists); err != nil || taken != nil {
			return taken, err
		}
	}
	err := in.Database().CreateIndex(c.ctx, spec)
	if errors.Is(err, engine.ErrExists) {
		return note("INFO", "IndexAlreadyExists", "Index on "+name+" already exists."), nil
	}
	if err == nil && !spec.Named() {
		err = in.nameSchema(c, made, st.Name)
	}
	if err != nil {
		return nil, err
	}
	return note("INFO", "CreateIndex", "Created index on "+name+"."), nil
}

// checkSame refuses an index under the name of another.
func (in *Interpreter) checkSame(st *ast.IndexStatement, spec *engine.IndexSpec) error {
	for _, ix := range in.Database().Indexes() {
		if ix.Spec.IsVector() == spec.IsVector() && ix.Spec.Name == spec.Name && in.definition(&ix.Spec) != in.definition(spec) {
			return clientErrorAt(st.Pos, "There is another index named '%s', made by %s.", spec.Name, in.definition(&ix.Spec))
		}
	}
	return nil
}

// indexName says in words what an index is on, as in "label Person on properties name, age".
func (in *Interpreter) indexName(spec engine.IndexSpec) string {
	var words []string
	if spec.Named() {
		return "name " + spec.Name
	}
	switch spec.Kind {
	case engine.IndexLabel, engine.IndexLabelProps, engine.IndexNested, engine.IndexPoint:
		words = append(words, "label "+in.Database().LabelName(spec.Label))
	case engine.IndexType, engine.IndexTypeProp:
		words = append(words, "edge-type "+in.Database().TypeName(spec.Type))
	case engine.IndexNodeProp:
		words = append(words, "all vertices")
	case engine.IndexRelProp:
		words = append(words, "all edges")
	}
	if len(spec.Properties) > 0 {
		words = append(words, "properties "+strings.Join(in.indexPaths(&spec), ", "))
	}
	return strings.Join(words, " on ")
}

// indexText renders what an index is on, as in ":Label(a, b)".
func (in *Interpreter) indexText(spec engine.IndexSpec) string {
	if spec.Named() {
		return in.namedText(&spec)
	}
	text := ":"
	switch spec.Kind {
	case engine.IndexLabel, engine.IndexLabelProps, engine.IndexNested, engine.IndexPoint:
		text += quoteName(in.Database().LabelName(spec.Label))
	case engine.IndexType, engine.IndexTypeProp:
		text += quoteName(in.Database().TypeName(spec.Type))
	}
	if len(spec.Properties) == 0 {
		return text
	}
	return text + "(" + strings.Join(in.quotedPaths("", &spec), ", ") + ")"
}

func (in *Interpreter) quotedProperties(prefix string, ids []engine.PropertyID) []string {
	names := in.propertyNames(ids)
	for i, name := range names {
		names[i] = prefix + quoteName(name)
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

func (in *Interpreter) showIndexInfo(call) (*Result, error) {
	var rows [][]value.Value
	for _, ix := range in.Database().Indexes() {
		rows = append(rows, in.indexRow(ix))
	}
	slices.SortFunc(rows, compareRows)
	return newTable([]string{"index type", "label", "property", "count"}, rows...), nil
}

func (in *Interpreter) indexRow(ix *engine.Index) []value.Value {
	row := in.indexWords(ix.Spec)
	row[3] = value.Int(in.indexCount(ix))
	return row
}

// indexWords is indexRow without the count.
func (in *Interpreter) indexWords(spec engine.IndexSpec) []value.Value {
	row := []value.Value{value.String(indexTypeText[spec.Kind]), value.Null, value.Null, value.Null}
	switch spec.Kind {
	case engine.IndexLabel, engine.IndexLabelProps, engine.IndexNested, engine.IndexPoint:
		row[1] = value.String(in.Database().LabelName(spec.Label))
	case engine.IndexType, engine.IndexTypeProp:
		row[1] = value.String(in.Database().TypeName(spec.Type))
	default:
		if spec.Named() {
			row[1] = procedure.On(in.Database(), &spec)
		}
	}
	names := stringValues(in.indexPaths(&spec))
	switch {
	case spec.IsText():
		row[0] = value.String(indexTypeText[spec.Kind] + " (name: " + spec.Name + ")")
		row[2] = value.List(names)
	case spec.Kind == engine.IndexLabelProps || spec.Kind == engine.IndexNested:
		row[2] = value.List(names)
	case len(names) > 0:
		row[2] = names[0]
	}
	return row
}

// indexCount is the number of nodes or relationships in an index.
func (in *Interpreter) indexCount(ix *engine.Index) int64 {
	switch ix.Spec.Kind {
	case engine.IndexLabel:
		return in.Database().LabelCount(ix.Spec.Label)
	case engine.IndexType:
		return in.Database().TypeCount(ix.Spec.Type)
	}
	count, _ := in.Database().IndexEntries(ix)
	return count
}

func (in *Interpreter) propertyNames(ids []engine.PropertyID) []string {
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = in.Database().PropertyName(id)
	}
	return names
}

func (in *Interpreter) propertyValues(ids []engine.PropertyID) []value.Value {
	return stringValues(in.propertyNames(ids))
}

func stringValues(texts []string) []value.Value {
	values := make([]value.Value, len(texts))
	for i, text := range texts {
		values[i] = value.String(text)
	}
	return values
}

func compareRows(a, b []value.Value) int {
	for i := range a {
		if c := value.Order(a[i], b[i]); c != 0 {
			return c
		}
	}
	return 0
}

func (in *Interpreter) dropAllIndexes(c call) (*Result, error) {
	for _, ix := range in.Database().Indexes() {
		err := in.Database().DropIndex(c.ctx, ix.Spec)
		if err != nil && !errors.Is(err, engine.ErrMissing) {
			return nil, err
		}
		if err := in.nameSchema(c, in.madeIndexName(ix.Spec), ""); err != nil {
			return nil, err
		}
	}
	return newTable(nil), nil
}

// quoteName quotes a name for use in a statement where it needs that.
func quoteName(name string) string { return "`" + strings.ReplaceAll(name, "`", "``") + "`" }
