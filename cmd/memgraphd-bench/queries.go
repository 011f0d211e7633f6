package main

const (
	ends        = "MATCH (n:User {id: $from}), (m:User {id: $to}) "
	ingest      = "UNWIND $rows AS row CREATE (:Fresh {id: row.id, age: row.age, name: row.name})"
	writeVertex = "CREATE (n:Fresh {id: $id})"
)

// workload is the published benchmark's list of queries, in words that every
// peer understands where that is possible.
var workload = []query{
	{name: "return_1", text: "RETURN 1"},
	{name: "single_vertex_read", text: "MATCH (n:User {id: $id}) RETURN n.age", params: anyUser},
	{name: "single_vertex_read_node", text: "MATCH (n:User {id: $id}) RETURN n", params: anyUser},
	{name: "expand_1", text: "MATCH (n:User {id: $id})-->(m:User) RETURN m.id", params: anyUser},
	{name: "expand_1_filter", text: "MATCH (n:User {id: $id})-->(m:User) WHERE m.age >= 18 RETURN m.id", params: anyUser},
	{name: "expand_2", text: "MATCH (n:User {id: $id})-->()-->(m:User) RETURN DISTINCT m.id", params: anyUser},
	{name: "expand_2_filter", text: "MATCH (n:User {id: $id})-->()-->(m:User) WHERE m.age >= 18 RETURN DISTINCT m.id", params: anyUser},
	{name: "expand_3", text: "MATCH (n:User {id: $id})-->()-->()-->(m:User) RETURN DISTINCT m.id", params: anyUser},
	{name: "expand_3_filter", text: "MATCH (n:User {id: $id})-->()-->()-->(m:User) WHERE m.age >= 18 RETURN DISTINCT m.id", params: anyUser},
	{name: "expand_4", text: "MATCH (n:User {id: $id})-->()-->()-->()-->(m:User) RETURN DISTINCT m.id", params: anyUser, heavy: true},
	{name: "expand_4_count", text: "MATCH (n:User {id: $id})-->()-->()-->()-->(m:User) RETURN count(DISTINCT m)", params: anyUser, heavy: true},
	{
		name: "neighbours_2", text: "MATCH (n:User {id: $id})-[*1..2]->(m:User) RETURN DISTINCT m.id", params: anyUser,
		other: map[string]string{kuzu: "MATCH (n:User {id: $id})-[:Friend*1..2]->(m:User) RETURN DISTINCT m.id"},
	},
	{
		name: "neighbours_2_data", text: "MATCH (n:User {id: $id})-[*1..2]->(m:User) RETURN DISTINCT m.id, m.age, m.name", params: anyUser,
		other: map[string]string{kuzu: "MATCH (n:User {id: $id})-[:Friend*1..2]->(m:User) RETURN DISTINCT m.id, m.age, m.name"},
	},
	{
		name: "neighbours_2_filter", text: "MATCH (n:User {id: $id})-[*1..2]->(m:User) WHERE m.age >= 18 RETURN DISTINCT m.id", params: anyUser,
		other: map[string]string{kuzu: "MATCH (n:User {id: $id})-[:Friend*1..2]->(m:User) WHERE m.age >= 18 RETURN DISTINCT m.id"},
	},
	{name: "match_unindexed", text: "MATCH (n:User) WHERE n.name = $name RETURN n.id", params: anyName},
	{name: "match_unindexed_relationship", text: "MATCH ()-[r:Friend]->() WHERE r.since = $since RETURN count(r)", params: anySince},
	{name: "aggregate", text: "MATCH (n:User) RETURN n.age, count(*)"},
	{name: "aggregate_count", text: "MATCH (n:User) RETURN count(n), count(n.age)"},
	{name: "aggregate_distinct", text: "MATCH (n:User) RETURN count(DISTINCT n.age)"},
	{name: "aggregate_filter", text: "MATCH (n:User) WHERE n.age >= 18 RETURN n.age, count(*)"},
	{name: "min_max_avg", text: "MATCH (n:User) RETURN min(n.age), max(n.age), avg(n.age)"},
	{name: "count_nodes", text: "MATCH (n) RETURN count(n)"},
	{name: "count_relationships", text: "MATCH ()-[r]->() RETURN count(r)"},
	{name: "top_10_degree", text: "MATCH (n:User)-->(m) WITH n, count(m) AS degree ORDER BY degree DESC LIMIT 10 RETURN n.id, degree", free: true},
	{name: "triangles", text: "MATCH (n:User {id: $id})-->(a)-->(b)-->(n) RETURN count(*)", params: anyUser},
	{name: "pattern_cycle", text: "MATCH (n:User {id: $id})-[e1]->(m)-[e2]->(n) RETURN e1, m, e2", params: anyUser},
	{name: "pattern_long", text: "MATCH (n1:User {id: $id})-->(n2)-->(n3)-->(n4)<--(n5) RETURN n5 LIMIT 1", params: anyUser, free: true},
	{name: "pattern_short", text: "MATCH (n:User {id: $id})-->(m) RETURN m LIMIT 1", params: anyUser, free: true},
	{
		name: "shortest_path", text: ends + "WITH n, m MATCH p = (n)-[*BFS ..15]->(m) RETURN length(p)", params: twoUsers,
		other: map[string]string{
			neo4j:    ends + "MATCH p = shortestPath((n)-[*..15]->(m)) RETURN length(p)",
			falkordb: ends + "WITH shortestPath((n)-[*1..15]->(m)) AS p RETURN length(p)",
			kuzu:     "MATCH p = (n:User {id: $from})-[:Friend* SHORTEST 1..15]->(m:User {id: $to}) RETURN length(p)",
		},
	},
	{
		name: "shortest_path_filter", text: ends + "WITH n, m MATCH p = (n)-[*BFS ..15 (e, v | v.age >= 18)]->(m) RETURN length(p)", params: twoUsers,
		other: map[string]string{
			neo4j:    none, // it searches all paths
			falkordb: none,
			kuzu:     none,
		},
	},
	{name: "single_vertex_write", text: writeVertex, params: newUser, writes: true},
	{
		name: "single_edge_write", text: ends + "CREATE (n)-[:Fresh]->(m)", params: twoUsers, writes: true,
		other: map[string]string{kuzu: ends + "CREATE (n)-[:FreshFriend]->(m)"},
	},
	{name: "property_update", text: "MATCH (n:User {id: $id}) SET n.fresh = $id", params: anyUser, writes: true},
	{name: "ingest_100", text: ingest, params: rows(100), sets: 20, writes: true},
	{name: "ingest_10000", text: ingest, params: rows(10_000), sets: 2, writes: true, heavy: true},
	{name: "mixed_30_70", text: "MATCH (n:User {id: $id}) RETURN n.age", params: anyUser, mix: 3, write: &query{name: "w", text: writeVertex, params: newUser}, writes: true},
	{name: "mixed_50_50", text: "MATCH (n:User {id: $id}) RETURN n.age", params: anyUser, mix: 5, write: &query{name: "w", text: writeVertex, params: newUser}, writes: true},
}

// analyses keep a server busy while point reads are measured: each holds a processor in another way.
var analyses = []query{
	{name: "nothing"},
	{name: "filtered_hops", text: "MATCH (n:User)-->(m:User) WHERE m.age > n.age RETURN count(*)"},
	{name: "groups", text: "MATCH (n:User)-->(m) RETURN m.id, count(*) AS c ORDER BY c DESC LIMIT 10"},
	{name: "distinct_rows", text: "MATCH (n:User)-->(m) WITH DISTINCT n.age AS a, m.id AS b RETURN count(*)"},
	{name: "sorted_rows", text: "MATCH (n:User)-->(m) WITH n, m ORDER BY m.age, n.id SKIP 1000000 RETURN count(n), count(m)"},
	{name: "collected_rows", text: "MATCH (n:User)-->(m) WITH m, collect(n.id) AS c RETURN sum(size(c))"},
	{name: "percentiles", text: "MATCH (n:User)-->(m) RETURN percentileDisc(m.id, 0.5), stDev(n.age)"},
	{name: "four_hops", text: "MATCH (s:User)-->()-->()-->()-->(n:User) WHERE s.id IN [1, 2, 3, 4, 5] RETURN count(DISTINCT n)"},
	{name: "breadth_first", text: "MATCH p = (n:User {id: 5})-[*BFS]->(m:User) RETURN count(p)"},
	{name: "joined_nodes", text: "MATCH (n:User), (m:User) WHERE n.age = m.id RETURN count(*)"},
}
