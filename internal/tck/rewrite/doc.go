// Package rewrite writes queries in other ways that mean the same. An acceptance scenario says what a query
// means, so it must pass as well when its query is written otherwise:
//
//	text ─ parser ─▶ tree ─ a [Rewriting] ─▶ tree ─ [Print] ─▶ text ─▶ tck.Target ─▶ the same answer
//
// Each rewriting is a row of [All] and a small function that changes the tree in place. It leaves alone whatever
// it can't be sure of. It is for tests.
package rewrite
