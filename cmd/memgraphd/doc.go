// Command memgraphd is a graph database server: Bolt in, Cypher through, an
// in-memory store that is kept on disk by snapshots and a write-ahead log.
//
//	memgraphd [flags]                    serve
//	memgraphd query [flags] [STATEMENT]  run statements on the server that the same flags describe
//	memgraphd healthcheck [flags]        ask that server whether it answers
//	memgraphd verify DIRECTORY           check all files of a data directory without loading them
//
// This package reads the settings, wires the rooms together and adapts one to
// the other. It decides nothing.
package main
