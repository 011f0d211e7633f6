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

// Paths returns the properties of an index, nested ones with dots. Where there may be nested ones, names that have
// dots of their own are quoted.
func Paths(db *engine.Database, spec *engine.IndexSpec) []string {
	names := propertyNames(db, spec.Properties)
	if spec.Kind != engine.IndexLabelProps && spec.Kind != engine.IndexNested {
		return names
	}
	for i, name := range names {
		names[i] = quoteDotted(name)
		for _, key := range spec.Path(i) {
			names[i] += "." + quoteDotted(key)
		}
	}
	return names
}

// ParsePath takes a text apart that Paths has made of a property.
func ParsePath(text string) []string {
	var path []string
	for {
		name, rest, more := "", "", false
		if quoted := strings.HasPrefix(text, "`"); quoted {
			name, rest, more = unquote(text[1:])
		} else {
			name, rest, more = strings.Cut(text, ".")
		}
		path = append(path, name)
		if !more {
			return path
		}
		text = rest
	}
}

// unquote reads a name up to the quote that ends it, and what is behind the dot there, if there is one.
func unquote(text string) (name, rest string, more bool) {
	for {
		part, behind, _ := strings.Cut(text, "`")
		name += part
		if text = behind; !strings.HasPrefix(text, "`") {
			rest, more = strings.CutPrefix(text, ".")
			return name, rest, more
		}
		name, text = name+"`", text[1:]
	}
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
