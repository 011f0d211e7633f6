// Package cypher runs statements: it is the way in for servers and for
// programs that embed the database.
//
//	text ─ normal.Normalize ─▶ key ─▶ plan cache ─ hit ──────────────────────────┐
//	                            └ miss ─ parser ─▶ compile ─▶ exec.Prepare ─▶ Program ─▶ Execution ─▶ batches
//
// An [Interpreter] serves one database; a [Session] is one client's state on
// it: its transaction, user and settings. [Session.Run] answers a statement
// with a [Result], whose batches are computed as they are asked for.
//
// A statement that is no query is run by the table in admin.go. What of these
// needs no session is in packages of its own: schema, show, dump, trigger,
// explain.
package cypher
