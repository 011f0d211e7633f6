// Command memgraphd-bench measures a Bolt server with the workload of the field:
// a friendship graph with power-law degrees and the queries that graph
// databases are compared by.
//
//	memgraphd-bench load      --uri HOST:PORT --size small --pid N --json F   load the graph into an empty server
//	memgraphd-bench run       --uri HOST:PORT --size small --pid N --json F   run the queries
//	memgraphd-bench contend   --uri HOST:PORT --size medium                   point reads beside analytical queries
//	memgraphd-bench inprocess --size small                                    the queries without sockets
//	memgraphd-bench whole     --size medium --json F -- SERVER ARGUMENT …     memory, snapshots and recovery of a server that it starts
//	memgraphd-bench import    --uri HOST:PORT --size medium --pid N --dir DIR load the graph into an empty server by LOAD CSV
//	memgraphd-bench floor     --listen HOST:PORT                              serve one constant record
//	memgraphd-bench compare   A.json B.json                                   ratios of two results
//	memgraphd-bench report    DIR                                             all results of a folder as a page
//	memgraphd-bench export    --size small --dir DIR                          the graph as CSV, the workload as JSON
//
// Every server gets the same graph and the same parameters in the same order, through
// the same minimal client, so that what differs is the server. The floor is the least that a Bolt server can
// cost. Peers that do not speak Bolt are run by the scripts in peers, which read
// what export writes and write results of the same form.
//
// --pid names the server's process, whose CPU time per query is the figure to
// compare: wall time is noise on shared machines. Running again into the same
// file adds samples, and what is shown is their median, so rounds of several
// servers can be interleaved.
//
// Answers are compared, too: for a few sets of parameters per query, the rows and
// a sum over their values that does not depend on their order.
package main
