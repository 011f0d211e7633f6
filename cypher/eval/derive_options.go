package eval

import (
	"slices"
	"strings"

	"memgraphd/engine/value"
	"memgraphd/internal/spelling"
)

// deriveOptions are the options of derive().
type deriveOptions struct {
	edgeType       string
	properties     value.Value // of the relationship
	undirected     []string    // types that go both ways; "*" is any
	source, target deriveEnd
}

// deriveEnd says what the virtual nodes at one end of paths have.
type deriveEnd struct {
	labels        []string
	properties    value.Value
	ownLabels     bool // labels holds, not what the node has
	ownProperties bool
}

func (o *deriveOptions) isUndirected() bool {
	return slices.Contains(o.undirected, "*") || slices.Contains(o.undirected, o.edgeType)
}

// deriveOptionNames are the options, each with the part of deriveOptions that it sets.
var deriveOptionNames = map[string]func(o *deriveOptions, v value.Value) bool{
	"virtualEdgeType": func(o *deriveOptions, v value.Value) bool {
		if v.Kind() != value.KindString || v.AsString() == "" {
			return false
		}
		o.edgeType = v.AsString()
		return true
	},
	"relationshipProperties": func(o *deriveOptions, v value.Value) bool { return takeMap(&o.properties, v) },
	"undirectedEdgeTypes":    func(o *deriveOptions, v value.Value) bool { return takeNames(&o.undirected, v) },
	"sourceNodeLabels":       func(o *deriveOptions, v value.Value) bool { return o.source.takeLabels(v) },
	"targetNodeLabels":       func(o *deriveOptions, v value.Value) bool { return o.target.takeLabels(v) },
	"sourceNodeProperties":   func(o *deriveOptions, v value.Value) bool { return o.source.takeProperties(v) },
	"targetNodeProperties":   func(o *deriveOptions, v value.Value) bool { return o.target.takeProperties(v) },
}

// deriveOptionTypes say what an option must be.
var deriveOptionTypes = map[string]string{
	"virtualEdgeType": "a string that is not empty", "relationshipProperties": "a map", "undirectedEdgeTypes": "a list of strings",
	"sourceNodeLabels": "a list of strings", "targetNodeLabels": "a list of strings",
	"sourceNodeProperties": "a map", "targetNodeProperties": "a map",
}

func readDeriveOptions(v value.Value) (deriveOptions, error) {
	o := deriveOptions{properties: value.Map(nil)}
	if v.Kind() != value.KindMap {
		return o, typeErrorf("The options of DERIVE must be a map, not %s.", v.Kind().TypeWord())
	}
	for _, e := range v.AsMap() {
		set, ok := deriveOptionNames[e.Key]
		switch {
		case !ok:
			return o, argumentErrorf("DERIVE has no option '%s'.%s", e.Key, suggestDeriveOption(e.Key))
		case e.Value.IsNull() && e.Key != "virtualEdgeType":
		case !set(&o, e.Value):
			return o, typeErrorf("The option '%s' of DERIVE must be %s, got %s.", e.Key, deriveOptionTypes[e.Key], value.Literal(e.Value))
		}
	}
	if o.edgeType == "" {
		return o, argumentErrorf("DERIVE needs the option 'virtualEdgeType', the type of the relationships that it makes.")
	}
	return o, nil
}

// suggestDeriveOption proposes the option that was meant, or lists them all.
func suggestDeriveOption(name string) string {
	best, least := "", 2+len(name)/4
	var names []string
	for known := range deriveOptionNames {
		names = append(names, known)
		if d := spelling.Distance(strings.ToLower(name), strings.ToLower(known), least-1); d < least {
			best, least = known, d
		}
	}
	if best != "" {
		return " Did you mean '" + best + "'?"
	}
	slices.Sort(names)
	return " Its options are " + strings.Join(names, ", ") + "."
}

func (e *deriveEnd) takeLabels(v value.Value) bool {
	e.ownLabels = true
	return takeNames(&e.labels, v)
}

func (e *deriveEnd) takeProperties(v value.Value) bool {
	e.ownProperties = true
	return takeMap(&e.properties, v)
}

// takeMap takes properties; those that are null are left out, as of any node.
func takeMap(dst *value.Value, v value.Value) bool {
	if v.Kind() != value.KindMap {
		return false
	}
	*dst = v.WithoutNulls()
	return true
}

// takeNames takes a list of names, each once, or one name.
func takeNames(dst *[]string, v value.Value) bool {
	list := []value.Value{v}
	if v.Kind() == value.KindList {
		list = v.AsList()
	}
	for _, e := range list {
		if e.Kind() != value.KindString || e.AsString() == "" {
			return false
		}
		*dst = appendNew(*dst, e.AsString())
	}
	return true
}

func appendNew(names []string, name string) []string {
	if slices.Contains(names, name) {
		return names
	}
	return append(names, name)
}
