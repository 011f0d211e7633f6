// Package eval compiles expressions into kernels that compute whole columns.
//
//	ast.Expr ─ Compile ─▶ Kernel ─ Eval(context, batch, selection) ─▶ column
//
// A kernel is compiled once per plan and instance; it owns the scratch columns
// it answers with, so an instance serves one execution at a time and no row
// costs an allocation.
//
// # Columns
//
// Where the types of the columns allow, a kernel runs a typed loop; otherwise it
// goes row by row through the operations of package value, which also make the
// errors. What goes row by row is written through a writer, which finds the
// narrowest type of column that holds the results, so that the next kernel can
// run a typed loop again. An expression in which nothing varies is a scalar to
// its consumers.
//
// Rows that an operator has decided (AND, OR, CASE, coalesce, quantifiers) are
// not shown to the operands behind it, so that these can't fail for them.
//
// Expressions over the elements of lists see the elements of the lists of all
// rows as the rows of inner batches.
//
// # Functions and aggregations
//
// Both are rows of tables: name, parameters, documentation, implementation. The
// checker, SHOW FUNCTIONS and error texts read the same rows. To add a function,
// add a row to the table of its topic and expressions to the golden file of the
// topic in testdata/golden.
package eval
