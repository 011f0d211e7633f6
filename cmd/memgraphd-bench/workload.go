package main

import (
	"math/rand/v2"

	"memgraphd/engine/value"
)

// query is one kind of query of the workload.
type query struct {
	name, text string
	// params draws the parameters of one run; nil means none.
	params func(rng *rand.Rand, g *graph) []value.Entry
	// writes queries are run last, so that the others find the graph as it was loaded.
	writes bool
	// medium is the bound for the medium graph's runs: heavy queries are left out of short runs.
	heavy bool
}

func entry(key string, v value.Value) value.Entry { return value.Entry{Key: key, Value: v} }

func anyUser(rng *rand.Rand, g *graph) []value.Entry {
	return []value.Entry{entry("id", value.Int(int64(rng.IntN(g.users))))}
}

func twoUsers(rng *rand.Rand, g *graph) []value.Entry {
	a := rng.IntN(g.users)
	b := rng.IntN(g.users)
	if a == b {
		b = (b + 1) % g.users
	}
	return []value.Entry{entry("from", value.Int(int64(a))), entry("to", value.Int(int64(b)))}
}

func newUser(rng *rand.Rand, g *graph) []value.Entry {
	return []value.Entry{entry("id", value.Int(int64(g.users)+rng.Int64N(1<<40)))}
}

func rows(n int) func(*rand.Rand, *graph) []value.Entry {
	return func(rng *rand.Rand, g *graph) []value.Entry {
		list := make([]value.Value, n)
		for i := range list {
			id := int64(g.users) + rng.Int64N(1<<40)
			list[i] = value.Map([]value.Entry{entry("age", value.Int(id%60)), entry("id", value.Int(id)), entry("name", value.String("fresh"))})
		}
		return []value.Entry{entry("rows", value.List(list))}
	}
}

// workload is the published benchmark's list of queries, in words that every peer understands where that is possible.
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
	{name: "expand_4_count", text: "MATCH (n:User {id: $id})-->()-->()-->()-->(m:User) RETURN count(DISTINCT m)", params: anyUser, heavy: true},
	{name: "neighbours_2", text: "MATCH (n:User {id: $id})-[*1..2]->(m:User) RETURN DISTINCT m.id", params: anyUser},
	{name: "neighbours_2_data", text: "MATCH (n:User {id: $id})-[*1..2]->(m:User) RETURN DISTINCT m.id, m.age, m.name", params: anyUser},
	{name: "neighbours_2_filter", text: "MATCH (n:User {id: $id})-[*1..2]->(m:User) WHERE m.age >= 18 RETURN DISTINCT m.id", params: anyUser},
	{name: "match_unindexed", text: "MATCH (n:User) WHERE n.name = $name RETURN n.id", params: func(rng *rand.Rand, g *graph) []value.Entry {
		return []value.Entry{entry("name", value.String(userOf(rng.IntN(g.users)).name))}
	}},
	{name: "match_unindexed_relationship", text: "MATCH ()-[r:Friend]->() WHERE r.since = $since RETURN count(r)", params: func(rng *rand.Rand, _ *graph) []value.Entry {
		return []value.Entry{entry("since", value.Int(rng.Int64N(1000)))}
	}},
	{name: "aggregate", text: "MATCH (n:User) RETURN n.age, count(*)"},
	{name: "aggregate_count", text: "MATCH (n) RETURN count(n), count(n.age)"},
	{name: "aggregate_distinct", text: "MATCH (n:User) RETURN count(DISTINCT n.age)"},
	{name: "aggregate_filter", text: "MATCH (n:User) WHERE n.age >= 18 RETURN n.age, count(*)"},
	{name: "min_max_avg", text: "MATCH (n:User) RETURN min(n.age), max(n.age), avg(n.age)"},
	{name: "count_nodes", text: "MATCH (n) RETURN count(n)"},
	{name: "count_relationships", text: "MATCH ()-[r]->() RETURN count(r)"},
	{name: "top_10_degree", text: "MATCH (n:User)-->(m) WITH n, count(m) AS degree ORDER BY degree DESC LIMIT 10 RETURN n.id, degree"},
	{name: "triangles", text: "MATCH (n:User {id: $id})-->(a)-->(b)-->(n) RETURN count(*)", params: anyUser},
	{name: "pattern_cycle", text: "MATCH (n:User {id: $id})-[e1]->(m)-[e2]->(n) RETURN e1, m, e2", params: anyUser},
	{name: "pattern_long", text: "MATCH (n1:User {id: $id})-->(n2)-->(n3)-->(n4)<--(n5) RETURN n5 LIMIT 1", params: anyUser},
	{name: "pattern_short", text: "MATCH (n:User {id: $id})-->(m) RETURN m LIMIT 1", params: anyUser},
	{name: "shortest_path", text: "MATCH (n:User {id: $from}), (m:User {id: $to}) WITH n, m MATCH p = (n)-[*BFS ..15]->(m) RETURN length(p)", params: twoUsers},
	{name: "shortest_path_filter", text: "MATCH (n:User {id: $from}), (m:User {id: $to}) WITH n, m MATCH p = (n)-[*BFS ..15 (e, v | v.age >= 18)]->(m) RETURN length(p)", params: twoUsers},
	{name: "single_vertex_write", text: "CREATE (n:Fresh {id: $id})", params: newUser, writes: true},
	{name: "single_edge_write", text: "MATCH (n:User {id: $from}), (m:User {id: $to}) CREATE (n)-[:Fresh]->(m)", params: twoUsers, writes: true},
	{name: "property_update", text: "MATCH (n:User {id: $id}) SET n.fresh = $id", params: anyUser, writes: true},
	{name: "ingest_100", text: "UNWIND $rows AS row CREATE (:Fresh {id: row.id, age: row.age, name: row.name})", params: rows(100), writes: true},
	{name: "ingest_10000", text: "UNWIND $rows AS row CREATE (:Fresh {id: row.id, age: row.age, name: row.name})", params: rows(10_000), writes: true, heavy: true},
}
