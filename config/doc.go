// Package config turns flags, environment and flag files into plain option structs.
//
// The names, types, ranges and defaults are Memgraph's, so that an existing memgraph.conf and an
// existing command line start memgraphd unchanged. One table holds them all (see [Settings]); the
// help text, the sample memgraph.conf and SHOW CONFIG are printed from it.
//
// Sources, later wins:
//
//	built-in defaults
//	/etc/memgraph/memgraph.conf        if it exists
//	$HOME/.memgraph/config             if it exists
//	the file named by MEMGRAPH_CONFIG  must exist
//	MEMGRAPH_BOLT_PORT and the other variables that Memgraph reads
//	MEMGRAPHD_<FLAG_NAME>              any flag, for example MEMGRAPHD_LOG_LEVEL=INFO
//	command line
//
// Flag files and the command line are written as gflags has them: --name=value, a bare --flag or
// --noflag for booleans, - and _ interchangeable in names, --flag-file=PATH to include a file. In
// files a line holds one flag and everything after = is the value; # starts a comment line.
//
// Deliberate differences to Memgraph's compiled defaults, each of them named in its description:
// data_directory is /var/lib/memgraph, storage_wal_enabled and storage_properties_on_edges are true
// (all three as in Memgraph's packages), storage_wal_file_flush_every_n_tx is 1, so that a commit is
// on disk before the client is told, and also_log_to_stderr is true. The command line wins over
// MEMGRAPH_BOLT_PORT.
//
// The package imports nothing else of the project and is the only one that sees viper. Everything in
// it is for start-up: a [Config] is not changed after [Load] and may be read from any goroutine.
package config
