// Package compiletest has what tests need in order to compile queries outside of a session: an environment for the
// checker and catalogs for the planner. It must not be linked into the server.
package compiletest

import (
	"math/rand/v2"
	"slices"

	"memgraphd/cypher/eval"
	"memgraphd/cypher/semantic"
	"memgraphd/engine"
	"memgraphd/engine/value"
)

// Functions is an environment that knows the built-in functions and no procedure.
type Functions struct{}

// Function describes a built-in function or aggregation.
func (Functions) Function(name string) (semantic.Function, bool) {
	f, ok := eval.LookupFunction(name)
	return semantic.Function{Name: f.Name, Min: f.MinArgs, Max: f.MaxArgs, Aggregate: f.Aggregation, Volatile: !f.Pure}, ok
}

// Procedure finds nothing.
func (Functions) Procedure(string) (*semantic.Procedure, bool) { return nil, false }

// FunctionNames returns none: there are no proposals.
func (Functions) FunctionNames() []string { return nil }

// ProcedureNames returns none.
func (Functions) ProcedureNames() []string { return nil }

// ParameterKind knows no parameter.
func (Functions) ParameterKind(string) (value.Kind, bool) { return value.KindNull, false }

// PlainParameter holds of all parameters.
func (Functions) PlainParameter(string) bool { return true }

// MadeUp is a database whose statistics are made up, and some of whose indexes
// are hidden: the planner decides otherwise than it would, and the answers must
// be the same. It is not safe for concurrent use.
type MadeUp struct {
	*engine.Database
	Rand *rand.Rand
}

func (m MadeUp) count() int64 {
	return m.Rand.Int64N([]int64{2, 50, 1000, 1_000_000}[m.Rand.IntN(4)])
}

// NodeCount returns any number.
func (m MadeUp) NodeCount() int64 { return m.count() }

// RelationshipCount returns any number.
func (m MadeUp) RelationshipCount() int64 { return m.count() }

// LabelCount returns any number.
func (m MadeUp) LabelCount(engine.LabelID) int64 { return m.count() }

// TypeCount returns any number.
func (m MadeUp) TypeCount(engine.TypeID) int64 { return m.count() }

// IndexEntries returns any two numbers.
func (m MadeUp) IndexEntries(*engine.Index) (entries, distinct int64) { return m.count(), m.count() }

// EstimateRange returns any number.
func (m MadeUp) EstimateRange(*engine.Index, engine.Bounds) int64 { return m.count() }

// PlanIndexes hides an index now and then.
func (m MadeUp) PlanIndexes() []*engine.Index {
	return slices.DeleteFunc(slices.Clone(m.Database.PlanIndexes()), func(*engine.Index) bool { return m.Rand.IntN(3) == 0 })
}
