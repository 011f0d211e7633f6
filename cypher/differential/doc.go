// Package differential compares the engine with the reference evaluator on random queries; all of it is tests.
//
//	world ─ build ─▶ databases: plain, indexed, reloaded, scattered, half written
//	gen ─ drawQuery, drawUpdate ─▶ query ─▶ reference ─▶ wanted
//	                                  └──▶ sessions, batches of 1 to 1,024, made-up statistics, workers, other ways to write it ─▶ the same
//
// A world is a small random graph ([rapid] draws it and shrinks it). A query is drawn clause by clause; what each
// file draws stands in its name. Queries whose outcome would depend on the order of rows are not drawn.
// Scripts run statement after statement with changes of the schema between them; metamorphic laws relate the
// answers to queries whose answers nobody knows. What was once wrong is kept in corpus.cypher.
//
// [rapid]: https://pkg.go.dev/pgregory.net/rapid
package differential
