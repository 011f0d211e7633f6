// Package optimize chooses how a query is run.
//
//	*logical.Query ─ Plan(catalog) ─▶ *plan.Plan
//
//	steps    in the order of the clauses, each on top of the one before
//	graphs   start points, directions and joins are tried and the cheapest kept,
//	         component by component, by the store's counts and index estimates
//	filters  at the earliest point at which their variables are bound
//	updates  behind a barrier where they could be seen by what is before them,
//	         or miss what is not done yet
//	columns  live only as far up as they are needed; values are read where they
//	         are used
//
// What is chosen never changes what a query returns, only how fast.
package optimize
