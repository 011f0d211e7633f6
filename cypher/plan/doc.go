// Package plan declares the physical plan of a query: a tree of operators over
// slots, which the planner makes, EXPLAIN prints and the executor runs.
//
// A plan is immutable and shared by all executions of a query. Expressions in
// it are trees of package ast; what their variables mean is in [Plan.Slots],
// and the plans of the subqueries inside them are in [Plan.Subplans].
package plan
