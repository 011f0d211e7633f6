package cypher

import (
	"strings"

	"memgraphd/cypher/ast"
	"memgraphd/engine"
)

// indexProperties completes a specification by what the statement names of properties.
func (in *Interpreter) indexProperties(st *ast.IndexStatement, spec *engine.IndexSpec) error {
	for i, name := range st.Properties {
		path := []string{name}
		if st.Paths != nil {
			path = st.Paths[i]
		}
		spec.Properties = append(spec.Properties, in.Database().Property(path[0]))
		if st.Paths != nil {
			spec.Paths = append(spec.Paths, path[1:])
		}
	}
	if spec.Repeats() {
		return clientErrorAt(st.Pos, "Properties cannot be repeated in a composite index.")
	}
	if st.Paths != nil && st.Kind != ast.LabelIndex {
		return clientErrorAt(st.Pos, "Only indexes on a label and properties can be on nested properties: %s.", strings.Join(st.Properties, ", "))
	}
	return nil
}

// indexPaths returns the properties of an index, nested ones with dots; in these, names that have dots
// of their own are quoted.
func (in *Interpreter) indexPaths(spec *engine.IndexSpec) []string {
	names := in.propertyNames(spec.Properties)
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
		return quoteName(name)
	}
	return name
}

// quotedPaths is indexPaths as a statement has them.
func (in *Interpreter) quotedPaths(prefix string, spec *engine.IndexSpec) []string {
	names := in.quotedProperties(prefix, spec.Properties)
	for i := range names {
		for _, key := range spec.Path(i) {
			names[i] += "." + quoteName(key)
		}
	}
	return names
}
