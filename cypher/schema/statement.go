package schema

import (
	"strings"

	"memgraphd/engine"
)

// createWords are what stands behind CREATE for an index.
var createWords = map[engine.IndexKind]string{
	engine.IndexLabel: "INDEX", engine.IndexLabelProps: "INDEX", engine.IndexNested: "INDEX", engine.IndexPoint: "POINT INDEX",
	engine.IndexType: "EDGE INDEX", engine.IndexTypeProp: "EDGE INDEX",
	engine.IndexNodeProp: "GLOBAL INDEX", engine.IndexRelProp: "GLOBAL EDGE INDEX",
	engine.IndexText: "TEXT INDEX", engine.IndexTextRel: "TEXT EDGE INDEX",
	engine.IndexVector: "VECTOR INDEX", engine.IndexVectorRel: "VECTOR EDGE INDEX",
}

// IndexStatement returns the statement that makes an index, in Memgraph's form if it has no name, and else in Neo4j's
// if there is one.
func IndexStatement(db *engine.Database, spec *engine.IndexSpec, name string) string {
	if spec.Named() {
		return namedStatement(db, spec)
	}
	on, words := strings.Join(QuotedPaths(db, "n.", spec), ", "), createWords[spec.Kind]
	if name != "" && spec.Kind == engine.IndexTypeProp {
		words = "INDEX" // the pattern says what it is on
	}
	text := "CREATE " + words
	if name != "" {
		text += " " + QuoteName(name)
	}
	switch {
	case name == "" || on == "":
		text += " ON " + indexText(db, *spec)
	case spec.Kind == engine.IndexTypeProp:
		text += " FOR ()-[n:" + QuoteName(db.TypeName(spec.Type)) + "]-() ON (" + on + ")"
	case spec.Kind == engine.IndexNodeProp || spec.Kind == engine.IndexRelProp:
		text += " ON " + indexText(db, *spec)
	default:
		text += " FOR (n:" + QuoteName(db.LabelName(spec.Label)) + ") ON (" + on + ")"
	}
	if spec.Descending {
		text += ` WITH CONFIG {"order": "DESC"}`
	}
	return text
}

// ConstraintStatement returns the statement that makes a constraint, in Memgraph's form if it has no name.
func ConstraintStatement(db *engine.Database, spec *engine.ConstraintSpec, name string) string {
	properties := quotedProperties(db, "u.", spec.Properties)
	node := "(u:" + QuoteName(db.LabelName(spec.Label)) + ")"
	if name != "" {
		return "CREATE CONSTRAINT " + QuoteName(name) + " FOR " + node + " REQUIRE " + required(spec, properties)
	}
	test := "EXISTS (" + properties[0] + ")"
	switch spec.Kind {
	case engine.ConstraintUnique:
		test = strings.Join(properties, ", ") + " IS UNIQUE"
	case engine.ConstraintType:
		test = properties[0] + " IS TYPED " + strings.ReplaceAll(spec.DataType, " ", "")
	}
	return "CREATE CONSTRAINT ON " + node + " ASSERT " + test
}

// required is what Neo4j's form asks of properties.
func required(spec *engine.ConstraintSpec, properties []string) string {
	switch spec.Kind {
	case engine.ConstraintUnique:
		return "(" + strings.Join(properties, ", ") + ") IS UNIQUE"
	case engine.ConstraintType:
		return properties[0] + " IS :: " + strings.ReplaceAll(spec.DataType, " ", "")
	}
	return properties[0] + " IS NOT NULL"
}

// EnumStatement returns the statement that makes an enumeration, of its entry in the store.
func EnumStatement(name string, data []byte) string {
	values := enumNames(data)
	quoted := make([]string, len(values))
	for i, v := range values {
		quoted[i] = QuoteName(v)
	}
	return "CREATE ENUM " + QuoteName(name) + " VALUES { " + strings.Join(quoted, ", ") + " }"
}
