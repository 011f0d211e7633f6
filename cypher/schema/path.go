package schema

import (
	"strings"

	"memgraphd/cypher/ast"
	"memgraphd/engine"
)

// indexProperties completes a specification by what the statement names of properties.
func (c *Call) indexProperties(st *ast.IndexStatement, spec *engine.IndexSpec) error {
	for i, name := range st.Properties {
		path := []string{name}
		if st.Paths != nil {
			path = st.Paths[i]
		}
		spec.Properties = append(spec.Properties, c.DB.Property(path[0]))
		if st.Paths != nil {
			spec.Paths = append(spec.Paths, path[1:])
		}
	}
	if spec.Repeats() {
		return errorAt(st.Pos, "Properties cannot be repeated in a composite index.")
	}
	if st.Paths != nil && st.Kind != ast.LabelIndex {
		return errorAt(st.Pos, "Only indexes on a label and properties can be on nested properties: %s.", strings.Join(st.Properties, ", "))
	}
	return nil
}

// Paths returns the properties of an index, nested ones with dots; in these, names that have dots
// of their own are quoted.
func Paths(db *engine.Database, spec *engine.IndexSpec) []string {
	names := propertyNames(db, spec.Properties)
	for i, name := range names {
		path := spec.Path(i)
		if len(path) == 0 {
			continue
		}
		names[i] = quoteDotted(name)
		for _, key := range path {
			names[i] += "." + quoteDotted(key)
		}
	}
	return names
}

func quoteDotted(name string) string {
	if strings.ContainsAny(name, ".`") {
		return QuoteName(name)
	}
	return name
}

// QuotedPaths is Paths as a statement has them.
func QuotedPaths(db *engine.Database, prefix string, spec *engine.IndexSpec) []string {
	names := quotedProperties(db, prefix, spec.Properties)
	for i := range names {
		for _, key := range spec.Path(i) {
			names[i] += "." + QuoteName(key)
		}
	}
	return names
}
