package cypher

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/plan"
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
func (in *Interpreter) indexSpec(st *ast.IndexStatement) (engine.IndexSpec, error) {
	spec := engine.IndexSpec{}
	seen := map[string]bool{}
	for _, p := range st.Properties {
		if seen[p] {
			return spec, clientErrorf("Properties cannot be repeated in a composite index.")
		}
		seen[p] = true
		if strings.Contains(p, ".") {
			return spec, clientErrorf("Indexes on nested properties are not supported: %s.", p)
		}
		spec.Properties = append(spec.Properties, in.Database().Property(p))
	}
	switch st.Kind {
	case ast.LabelIndex:
		spec.Kind, spec.Label = engine.IndexLabel, in.Database().Label(st.Label)
		if len(spec.Properties) > 0 {
			spec.Kind = engine.IndexLabelProps
		}
	case ast.EdgeTypeIndex:
		spec.Kind, spec.Type = engine.IndexType, in.Database().Type(st.Label)
		if len(spec.Properties) > 1 {
			return spec, clientErrorf("Composite indices are not supported for edge indices.")
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
	default:
		return spec, clientErrorf("Text and vector indexes are not supported yet.")
	}
	return spec, nil
}

func (in *Interpreter) indexStatement(c call, st *ast.IndexStatement) (*Result, error) {
	spec, err := in.indexSpec(st)
	if err != nil {
		return nil, err
	}
	text := in.indexText(spec)
	if st.Drop {
		err = in.Database().DropIndex(c.ctx, spec)
		if errors.Is(err, engine.ErrMissing) {
			return note("INFO", "IndexDoesNotExist", "Index on "+text+" doesn't exist."), nil
		}
	} else {
		err = in.Database().CreateIndex(c.ctx, spec)
		if errors.Is(err, engine.ErrExists) {
			return note("INFO", "IndexAlreadyExists", "Index on "+text+" already exists."), nil
		}
	}
	if err != nil {
		return nil, err
	}
	if st.Drop {
		return note("INFO", "DropIndex", "Dropped index on "+text+"."), nil
	}
	return note("INFO", "CreateIndex", "Created index on "+text+"."), nil
}

// indexText renders what an index is on, as in ":Label(a, b)".
func (in *Interpreter) indexText(spec engine.IndexSpec) string {
	text := ":"
	switch spec.Kind {
	case engine.IndexLabel, engine.IndexLabelProps, engine.IndexPoint:
		text += quoteName(in.Database().LabelName(spec.Label))
	case engine.IndexType, engine.IndexTypeProp:
		text += quoteName(in.Database().TypeName(spec.Type))
	}
	if len(spec.Properties) == 0 {
		return text
	}
	return text + "(" + strings.Join(in.quotedProperties("", spec.Properties), ", ") + ")"
}

func (in *Interpreter) quotedProperties(prefix string, ids []engine.PropertyID) []string {
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = prefix + quoteName(in.Database().PropertyName(id))
	}
	return names
}

var indexTypeText = map[engine.IndexKind]string{
	engine.IndexLabel: "label", engine.IndexLabelProps: "label+property", engine.IndexType: "edge-type",
	engine.IndexTypeProp: "edge-type+property", engine.IndexNodeProp: "vertex-property",
	engine.IndexRelProp: "edge-property", engine.IndexPoint: "point",
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
	spec := ix.Spec
	row := []value.Value{value.String(indexTypeText[spec.Kind]), value.Null, value.Null, value.Null}
	switch spec.Kind {
	case engine.IndexLabel, engine.IndexLabelProps, engine.IndexPoint:
		row[1] = value.String(in.Database().LabelName(spec.Label))
	case engine.IndexType, engine.IndexTypeProp:
		row[1] = value.String(in.Database().TypeName(spec.Type))
	}
	names := in.propertyValues(spec.Properties)
	switch {
	case spec.Kind == engine.IndexLabelProps:
		row[2] = value.List(names)
	case len(names) > 0:
		row[2] = names[0]
	}
	var count int64
	switch spec.Kind {
	case engine.IndexLabel:
		count = in.Database().LabelCount(spec.Label)
	case engine.IndexType:
		count = in.Database().TypeCount(spec.Type)
	default:
		count, _ = in.Database().IndexEntries(ix)
	}
	row[3] = value.Int(count)
	return row
}

func (in *Interpreter) propertyValues(ids []engine.PropertyID) []value.Value {
	names := make([]value.Value, len(ids))
	for i, id := range ids {
		names[i] = value.String(in.Database().PropertyName(id))
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

func (in *Interpreter) dropAllIndexes(c call) (*Result, error) {
	for _, ix := range in.Database().Indexes() {
		if err := in.Database().DropIndex(c.ctx, ix.Spec); err != nil && !errors.Is(err, engine.ErrMissing) {
			return nil, err
		}
	}
	return newTable(nil), nil
}

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
			return spec, clientErrorf("The property '%s' is named twice in the constraint.", p)
		}
		spec.Properties = append(spec.Properties, id)
	}
	switch st.Kind {
	case ast.ExistsConstraint:
		spec.Kind = engine.ConstraintExists
		if len(spec.Properties) != 1 {
			return spec, clientErrorf("Exactly one property must be used for existence constraints.")
		}
	case ast.UniqueConstraint:
		spec.Kind = engine.ConstraintUnique
		if len(spec.Properties) > 32 {
			return spec, clientErrorf("A unique constraint may have at most 32 properties.")
		}
	case ast.TypeConstraint:
		spec.Kind = engine.ConstraintType
		spec.DataType = dataTypes[strings.ToUpper(st.Type)]
		if spec.DataType == "" {
			return spec, clientErrorf("Unknown type '%s' in the constraint.", st.Type)
		}
	}
	return spec, nil
}

func (in *Interpreter) constraintStatement(c call, st *ast.ConstraintStatement) (*Result, error) {
	spec, err := in.constraintSpec(st)
	if err != nil {
		return nil, err
	}
	text := constraintWord(spec) + " on :" + st.Label + "(" + strings.Join(st.Properties, ", ") + ")"
	if st.Drop {
		err = in.Database().DropConstraint(c.ctx, spec)
		if errors.Is(err, engine.ErrMissing) {
			return note("INFO", "ConstraintDoesNotExist", "Constraint "+text+" doesn't exist."), nil
		}
	} else {
		err = in.Database().CreateConstraint(c.ctx, spec)
		if errors.Is(err, engine.ErrExists) {
			if spec.Kind == engine.ConstraintType {
				return nil, clientErrorf("Constraint %s already exists", text)
			}
			return note("INFO", "ConstraintAlreadyExists", "Constraint "+text+" already exists."), nil
		}
	}
	if err != nil {
		return nil, err
	}
	if st.Drop {
		return note("INFO", "DropConstraint", "Dropped constraint "+text+"."), nil
	}
	return note("INFO", "CreateConstraint", "Created constraint "+text+"."), nil
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

func (in *Interpreter) showConstraintInfo(call) (*Result, error) {
	kinds := map[engine.ConstraintKind]string{
		engine.ConstraintExists: "exists", engine.ConstraintUnique: "unique", engine.ConstraintType: "data_type",
	}
	specs := in.Database().Constraints()
	slices.SortStableFunc(specs, func(a, b engine.ConstraintSpec) int { return cmp.Compare(a.Kind, b.Kind) })
	var rows [][]value.Value
	for _, s := range specs {
		names := in.propertyValues(s.Properties)
		properties := value.List(names)
		if s.Kind != engine.ConstraintUnique {
			properties = names[0]
		}
		rows = append(rows, []value.Value{
			value.String(kinds[s.Kind]), value.String(in.Database().LabelName(s.Label)), properties, value.String(s.DataType),
		})
	}
	return newTable([]string{"constraint type", "label", "properties", "data_type"}, rows...), nil
}

func (in *Interpreter) dropAllConstraints(c call) (*Result, error) {
	for _, spec := range in.Database().Constraints() {
		if err := in.Database().DropConstraint(c.ctx, spec); err != nil && !errors.Is(err, engine.ErrMissing) {
			return nil, err
		}
	}
	return newTable(nil), nil
}

// quoteName quotes a name for use in a statement where it needs that.
func quoteName(name string) string { return "`" + strings.ReplaceAll(name, "`", "``") + "`" }

// dropGraph deletes all nodes and relationships, indexes and constraints.
func (in *Interpreter) dropGraph(c call) (*Result, error) {
	if _, err := in.dropAllConstraints(c); err != nil {
		return nil, err
	}
	if _, err := in.dropAllIndexes(c); err != nil {
		return nil, err
	}
	r, err := c.session.Run(c.ctx, "MATCH (n) DETACH DELETE n", value.Null, TxOptions{})
	if err != nil {
		return nil, err
	}
	defer r.Close()
	if _, err := r.Rows(c.ctx); err != nil {
		return nil, err
	}
	return newTable(nil), nil
}

// analyzeGraph answers ANALYZE GRAPH from the statistics that the store keeps up to date by itself.
func (in *Interpreter) analyzeGraph(_ call, st *ast.AnalyzeGraph) (*Result, error) {
	if st.Delete {
		return newTable([]string{"label", "property"}), nil
	}
	var rows [][]value.Value
	for _, ix := range in.Database().Indexes() {
		label := ""
		if ix.Spec.Kind == engine.IndexLabel || ix.Spec.Kind == engine.IndexLabelProps {
			label = in.Database().LabelName(ix.Spec.Label)
		}
		if label == "" || (len(st.Labels) > 0 && !slices.Contains(st.Labels, label)) {
			continue
		}
		rows = append(rows, in.analysis(ix, label))
	}
	return newTable([]string{"label", "property", "num estimation nodes", "num groups", "avg group size", "chi-squared value", "avg degree"}, rows...), nil
}

func (in *Interpreter) analysis(ix *engine.Index, label string) []value.Value {
	nodes := in.Database().LabelCount(ix.Spec.Label)
	degree := 0.0
	if n := in.Database().NodeCount(); n > 0 {
		degree = 2 * float64(in.Database().RelationshipCount()) / float64(n)
	}
	if ix.Spec.Kind == engine.IndexLabel {
		return []value.Value{value.String(label), value.Null, value.Int(nodes), value.Null, value.Null, value.Null, value.Float(degree)}
	}
	entries, distinct := in.Database().IndexEntries(ix)
	group := 0.0
	if distinct > 0 {
		group = float64(entries) / float64(distinct)
	}
	return []value.Value{
		value.String(label), value.List(in.propertyValues(ix.Spec.Properties)), value.Int(entries), value.Int(distinct),
		value.Float(group), value.Float(0), value.Float(degree),
	}
}
