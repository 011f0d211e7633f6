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

// IndexStatement returns the statement that makes an index.
func IndexStatement(db *engine.Database, spec *engine.IndexSpec) string {
	if spec.Named() {
		return namedStatement(db, spec)
	}
	text := "CREATE " + createWords[spec.Kind] + " ON " + indexText(db, *spec)
	if spec.Descending {
		text += ` WITH CONFIG {"order": "DESC"}`
	}
	return text
}

// ConstraintStatement returns the statement that makes a constraint.
func ConstraintStatement(db *engine.Database, spec *engine.ConstraintSpec) string {
	properties := quotedProperties(db, "u.", spec.Properties)
	test := "EXISTS (" + properties[0] + ")"
	switch spec.Kind {
	case engine.ConstraintUnique:
		test = strings.Join(properties, ", ") + " IS UNIQUE"
	case engine.ConstraintType:
		test = properties[0] + " IS TYPED " + strings.ReplaceAll(spec.DataType, " ", "")
	}
	return "CREATE CONSTRAINT ON (u:" + QuoteName(db.LabelName(spec.Label)) + ") ASSERT " + test
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
