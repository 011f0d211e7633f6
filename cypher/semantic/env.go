package semantic

import "memgraphd/engine/value"

// Env is what the checker has to know of its surroundings.
type Env interface {
	// Function describes the function or aggregation of a name.
	Function(name string) (Function, bool)
	// Procedure describes the procedure of a name.
	Procedure(name string) (*Procedure, bool)
	// FunctionNames and ProcedureNames are all names, to propose the nearest.
	FunctionNames() []string
	ProcedureNames() []string
	// ParameterKind returns the kind of a parameter's value if every execution
	// of the query will have a value of this kind there.
	ParameterKind(name string) (value.Kind, bool)
	// PlainParameter reports whether no execution of the query will have a parameter that
	// is or contains a node, relationship or path.
	PlainParameter(name string) bool
}

// Function is the signature of a function or aggregation.
type Function struct {
	Name      string // as error texts show it
	Min, Max  int    // number of arguments; Max -1 is no limit
	Aggregate bool
	// Volatile functions may have another value at each call.
	Volatile bool
}

// Procedure is the signature of a procedure.
type Procedure struct {
	Name    string
	Params  []Field
	Results []Field
	// Writes is true if it changes data.
	Writes bool
	// Mixes is true of one that writes, but may stand among other clauses.
	Mixes bool
	// BuiltIn procedures keep their results, so that YIELD * may stand within a query,
	// as Memgraph allows. openCypher does not.
	BuiltIn bool
}

// Field is a parameter or result of a procedure.
type Field struct {
	Name string
	Type Type
	// Declared is the type as the signature shows it.
	Declared string
	// Optional parameters may be left out.
	Optional bool
	// Deprecated results are left out by YIELD *.
	Deprecated bool
}
