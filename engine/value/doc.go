// Package value defines the values of the property graph: what a property
// holds, what a parameter carries and what a query returns.
//
// A [Value] is a small immutable struct that is passed by value. Scalars live
// in the struct itself; strings, lists, maps and the larger temporal and
// spatial types hang off one pointer. The zero Value is null.
//
// The package also defines what values mean to one another: three-valued
// equality ([Equal]), equivalence for grouping and DISTINCT ([Equivalent],
// [Hash]), the total order of ORDER BY ([Order]), comparison ([Compare]) and
// arithmetic ([Add] and its siblings). It knows nothing of stores, queries or
// wires, and imports nothing of this project.
package value
