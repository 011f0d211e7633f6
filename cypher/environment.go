package cypher

import (
	"memgraphd/cypher/eval"
	"memgraphd/cypher/procedure"
	"memgraphd/cypher/semantic"
	"memgraphd/engine/value"
)

// environment tells the checker which functions and procedures there are.
type environment struct{ procedures *procedure.Registry }

// Function describes a function or aggregation.
func (e environment) Function(name string) (semantic.Function, bool) {
	f, ok := eval.LookupFunction(name)
	if !ok {
		return semantic.Function{}, false
	}
	return semantic.Function{Name: f.Name, Min: f.MinArgs, Max: f.MaxArgs, Aggregate: f.Aggregation, Volatile: !f.Pure}, true
}

// Procedure describes a procedure.
func (e environment) Procedure(name string) (*semantic.Procedure, bool) {
	return e.procedures.Signature(name)
}

// FunctionNames returns the names of all functions.
func (e environment) FunctionNames() []string {
	list := eval.Functions()
	names := make([]string, len(list))
	for i, f := range list {
		names[i] = f.Name
	}
	return names
}

// ProcedureNames returns the names of all procedures.
func (e environment) ProcedureNames() []string { return e.procedures.Names() }

// ParameterKind knows nothing: a plan serves whatever parameters come.
func (e environment) ParameterKind(string) (value.Kind, bool) { return value.KindNull, false }
