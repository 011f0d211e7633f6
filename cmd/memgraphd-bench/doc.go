// Command memgraphd-bench measures a Bolt server with the workload of the field:
// a friendship graph with power-law degrees and the queries that graph
// databases are compared by.
//
//	memgraphd-bench load    --uri HOST:PORT --size small          load the graph
//	memgraphd-bench run     --uri HOST:PORT --size small --pid N  run the queries, print and write figures
//	memgraphd-bench floor   --listen HOST:PORT                    serve one constant record: the least a server can cost
//	memgraphd-bench compare A.json B.json                         ratios of two results
//	memgraphd-bench csv     --size small --dir DIR                write the graph as two CSV files
//
// Every server gets the same graph, the same parameters in the same order and the same
// minimal client, so that what differs is the server. --pid names the server's process, whose CPU
// time per query is the figure to compare: wall time is noise on shared machines.
package main
