package cypher

import (
	"memgraphd/cypher/eval"
	"memgraphd/cypher/normal"
	"memgraphd/cypher/procedure"
	"memgraphd/cypher/semantic"
	"memgraphd/engine/value"
)

// environment tells the checker which functions and procedures there are, and of what kind the literals are that
// were lifted out of the text.
type environment struct {
	procedures *procedure.Registry
	literals   []normal.Literal
	entities   bool // see cached
}

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

// ParameterKind returns the kind of a literal that was lifted out of the text: it is part of the
// key under which a plan is cached. The client's parameters may be anything.
func (e environment) ParameterKind(name string) (value.Kind, bool) {
	i, ok := normal.ParameterIndex(name)
	if !ok || i >= len(e.literals) {
		return value.KindNull, false
	}
	return e.literals[i].Value.Kind(), true
}

// PlainParameter reports whether a parameter holds no entities: a literal, or one of a client's.
func (e environment) PlainParameter(name string) bool {
	_, lifted := normal.ParameterIndex(name)
	return lifted || !e.entities
}
