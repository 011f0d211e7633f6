// Package eval compiles expressions into kernels that compute whole columns.
//
//	ast.Expr ─ Compile ─▶ Kernel ─ Eval(context, batch, selection) ─▶ column
//
// A kernel is compiled once per plan and instance; it owns the scratch columns
// it answers with, so an instance serves one execution at a time and no row
// costs an allocation. Functions and aggregations are rows of two tables.
package eval
