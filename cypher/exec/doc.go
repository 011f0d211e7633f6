// Package exec runs physical plans over batches of columns.
//
//	plan.Plan ─ Prepare ─▶ Program ─ Start ─▶ Execution ─ Next ─▶ batch, batch, …, nil
//
// A [Program] is a plan made ready: it is shared by all who run the query and
// pools its executions. An [Execution] is a tree of operators with their
// kernels and scratch memory, one operator for each of the plan (some plans are
// run by fused operators that stand for several).
//
// Operators pull: next returns a batch of at least one row, valid until the
// following call, or nil at the end. What an operator hands on are the columns
// that are live at its place in the plan; rows that a filter took out stay in
// the columns and are left out of the selection. An operator looks at the
// context once a batch.
//
// Where a plan has an operator with a right side (Apply, SemiApply, Merge,
// Foreach, a subquery in an expression), the right side's leaf is an Argument.
// It is handed a whole batch of rows where the right side computes every row by
// itself; a hidden column then carries the number of the row through the right
// side, so that its results find back to the rows they belong to. Otherwise it
// is handed one row at a time.
//
// Updates are made a batch at a time: a clause sees what the clauses before it
// did; where a plan needs all of it, the planner puts Accumulate in between.
//
// Long loads are pipelined: one goroutine decodes a file (load.Ahead), one looks up the nodes to be
// joined and gathers waves of relationships (readingAhead), the query's own creates them (createMany),
// entering both ends at once.
//
// # Files
//
// An operator of a plan has the file of its name. What is found by another name:
//
//	running          program, execution, build (operators of a plan), right (what runs a right side)
//	batches          output and feed (rows made of rows), pairs, gaps, ramp (how many rows to aim at), lent, store
//	hops             expand, and steps (which hops a search may take), names (types and labels that only a row tells)
//	hops, counted    degrees, degree_rows, count_rows
//	paths            expand_var, and a file for each search: depth, breadth, weighted (*WSHORTEST, *ALLSHORTEST) with
//	                 ways, costs and scale; ranked, thrifty and choose (*KSHORTEST and selectors), trails
//	ends of paths    frontier, frontier_step, marked, prune, family: where only the distinct ends are wanted; near
//	seeks            node_seek, seek, point_seek, by_id, memo
//	creating         create, create_many, create_ahead, wave, properties; merge, merge_key
//	changing         set, set_labels, nested, overlap, targets, delete; transactions, concurrent, commit
//	many cores       parallel, parallel_aggregate, morsels, divide, duplicates, team
package exec
