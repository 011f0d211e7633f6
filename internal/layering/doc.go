// Package layering holds the tests that keep the repository a star, and its map true. One reads the import clauses
// of every Go file and fails on an arrow that is not in its table. It reads the files itself, because a test that asks
// the go command is served from the test cache and stays green. The other fails where the documents name a file that
// is not there.
//
//	config   engine/value ◀── bolt
//	              ▲
//	           engine ◀── durability
//	              ▲
//	            cypher            cmd/memgraphd sees them all
//
// Inside cypher, walls keep the packages that make a plan and those that run it apart. The tables are in
// rules_test.go. To add an arrow, change the table and say why in the commit.
package layering
