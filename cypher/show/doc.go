// Package show makes SHOW … YIELD … WHERE … RETURN a query over the rows of the statement, with the columns that
// Neo4j has and Memgraph has not.
package show
