package optimize_test

import (
	"strings"

	"memgraphd/cypher/semantic"
	"memgraphd/engine/value"
)

// testEnv knows every function, some aggregations, and three procedures.
type testEnv struct{}

func (testEnv) Function(name string) (semantic.Function, bool) {
	switch key := strings.ToLower(name); key {
	case "count", "sum", "avg", "min", "max", "collect":
		return semantic.Function{Name: key, Min: 1, Max: 2, Aggregate: true}, true
	default:
		return semantic.Function{Name: key, Max: -1}, true
	}
}

func (testEnv) Procedure(name string) (*semantic.Procedure, bool) {
	node := []semantic.Field{{Name: "node", Type: semantic.Of(semantic.Node)}}
	switch name {
	case "find":
		return &semantic.Procedure{Name: name, Params: []semantic.Field{{Name: "key"}}, Results: node}, true
	case "note":
		return &semantic.Procedure{Name: name}, true
	case "change":
		return &semantic.Procedure{Name: name, Results: node, Writes: true}, true
	}
	return nil, false
}

func (testEnv) FunctionNames() []string                      { return nil }
func (testEnv) ProcedureNames() []string                     { return nil }
func (testEnv) ParameterKind(name string) (value.Kind, bool) { return value.KindNull, false }
func (testEnv) PlainParameter(name string) bool              { return name != "entity" }
