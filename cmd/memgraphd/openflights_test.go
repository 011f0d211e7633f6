package main

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"testing"
)

// TestOpenFlights loads real data as a user does, asks questions whose answers
// it computes itself, loses the process, and asks again.
func TestOpenFlights(t *testing.T) {
	f := findFlights(t)
	s := start(t, t.TempDir(), "--storage-wal-file-size-kib=1024")
	c := s.client()
	f.load(c)
	f.ask(c)
	c.snapshot()
	c.rows("MATCH (a:Airport {iata: 'FRA'}) SET a.visited = true")
	want := c.dump()
	s.kill()
	c = start(t, s.dir).client()
	if got := c.dump(); got != want {
		t.Error("the data are not the same after a crash")
	}
	c.sound()
	f.ask(c)
}

func (f *flights) load(c *testClient) {
	for _, statement := range []string{
		"CREATE CONSTRAINT ON (a:Airport) ASSERT a.id IS UNIQUE",
		"CREATE CONSTRAINT ON (a:Airport) ASSERT EXISTS (a.name)",
		"CREATE CONSTRAINT ON (c:Country) ASSERT c.name IS UNIQUE",
		"CREATE INDEX ON :Airport",
		"CREATE INDEX ON :Airport(id)",
		"CREATE INDEX ON :Airport(iata)",
		"CREATE INDEX ON :Airport(country, city)",
		"CREATE INDEX ON :Country(name)",
		"CREATE EDGE INDEX ON :ROUTE(airline)",
	} {
		c.rows(statement)
	}
	for file, clauses := range map[string]string{
		"airports.dat": "CREATE (:Airport {id: toInteger(row[0]), name: row[1], city: row[2], country: row[3], iata: row[4], altitude: toInteger(row[8]), at: point({latitude: toFloat(row[6]), longitude: toFloat(row[7])})})",
		"airlines.dat": "CREATE (:Airline {id: toInteger(row[0]), name: row[1], iata: row[3], country: row[6], active: row[7] = 'Y'})",
	} {
		c.rows(fmt.Sprintf(`LOAD CSV FROM "%s" NO HEADER NULLIF "\\N" AS row %s`, f.file(file), clauses))
	}
	c.rows("MATCH (a:Airport) MERGE (c:Country {name: a.country}) ON CREATE SET c.first = a.name MERGE (a)-[:IN]->(c)")
	c.rows(fmt.Sprintf(`LOAD CSV FROM "%s" NO HEADER NULLIF "\\N" AS row
		MATCH (a:Airport {id: toInteger(row[3])}), (b:Airport {id: toInteger(row[5])})
		CREATE (a)-[:ROUTE {airline: row[0], stops: toInteger(row[7]), distance: point.distance(a.at, b.at)}]->(b)`, f.file("routes.dat")))
}

func (f *flights) ask(c *testClient) {
	f.askCounts(c)
	f.askConnected(c)
	f.askAirline(c)
	f.askNeighbourhood(c)
	f.askPaths(c)
	f.askAggregates(c)
	f.askConstraints(c)
}

func demand(c *testClient, want [][]any, query string, p ...params) {
	c.t.Helper()
	if got := c.rows(query, p...); text(got) != text(want) {
		c.t.Errorf("%s\ngot\n%swant\n%s", query, text(got), text(want))
	}
}

func (f *flights) askCounts(c *testClient) {
	countries := map[string]bool{}
	for _, a := range f.airports {
		countries[a.country] = true
	}
	demand(c, [][]any{{len(f.airports)}}, "MATCH (a:Airport) RETURN count(a)")
	demand(c, [][]any{{len(f.byIATA)}}, "MATCH (a:Airport) RETURN count(a.iata)")
	demand(c, [][]any{{len(f.airlines)}}, "MATCH (a:Airline) RETURN count(*)")
	demand(c, [][]any{{len(f.routes)}}, "MATCH ()-[r:ROUTE]->() RETURN count(r)")
	demand(c, [][]any{{len(countries), len(f.airports)}}, "MATCH (c:Country)<-[i:IN]-() RETURN count(DISTINCT c), count(i)")
	demand(c, [][]any{{`Magdeburg "City" Airport`}}, "MATCH (a:Airport {iata: 'ZMG'}) RETURN a.name")
}

// askConnected asks for the airports with the most departures, a page of them.
func (f *flights) askConnected(c *testClient) {
	all := slices.SortedFunc(maps.Values(f.airports), func(a, b *airport) int {
		return cmp.Or(len(f.out[b.id])-len(f.out[a.id]), strings.Compare(a.name, b.name))
	})
	var want [][]any
	for _, a := range all[5:15] {
		want = append(want, []any{a.name, len(f.out[a.id])})
	}
	demand(c, want, "MATCH (a:Airport)-[r:ROUTE]->() WITH a, count(r) AS routes RETURN a.name, routes ORDER BY routes DESC, a.name SKIP 5 LIMIT 10")
	lonely := 0
	for _, a := range all {
		if len(f.out[a.id]) == 0 {
			lonely++
		}
	}
	demand(c, [][]any{{lonely}}, "MATCH (a:Airport) OPTIONAL MATCH (a)-[r:ROUTE]->() WITH a, count(r) AS routes WHERE routes = 0 RETURN count(a)")
	demand(c, [][]any{{lonely}}, "MATCH (a:Airport) WHERE NOT EXISTS { (a)-[:ROUTE]->() } RETURN count(a)")
}

// askAirline asks where an airline flies.
func (f *flights) askAirline(c *testClient) {
	to := map[int64]bool{}
	countries := map[string]int{}
	n := 0
	for _, r := range f.routes {
		if r.airline == "LH" {
			n++
			countries[f.airports[r.to].country]++
			to[r.to] = true
		}
	}
	demand(c, [][]any{{"Lufthansa", n, len(to)}},
		"MATCH (l:Airline {iata: 'LH', name: 'Lufthansa'}), (a:Airport)-[r:ROUTE {airline: 'LH'}]->(b:Airport) RETURN l.name, count(r), count(DISTINCT b)")
	names := slices.SortedFunc(maps.Keys(countries), func(a, b string) int {
		return cmp.Or(countries[b]-countries[a], strings.Compare(a, b))
	})
	var want [][]any
	for _, name := range names[:10] {
		want = append(want, []any{name, countries[name]})
	}
	demand(c, want, "MATCH ()-[:ROUTE {airline: $code}]->(:Airport)-[:IN]->(c:Country) RETURN c.name AS name, count(*) AS n ORDER BY n DESC, name LIMIT 10", params{"code": "LH"})
}

// askNeighbourhood asks how far one comes with two flights.
func (f *flights) askNeighbourhood(c *testClient) {
	for _, iata := range []string{"FRA", "GKA", "AKL"} {
		near := 0
		for _, hops := range f.hops(f.byIATA[iata].id) {
			if hops > 0 && hops <= 2 {
				near++
			}
		}
		p := params{"from": iata}
		demand(c, [][]any{{near}}, "MATCH (a:Airport {iata: $from})-[:ROUTE*1..2]->(b) WHERE b <> a RETURN count(DISTINCT b)", p)
		demand(c, [][]any{{near}}, "MATCH (a:Airport {iata: $from})-[:ROUTE*BFS ..2]->(b) RETURN count(b)", p)
		demand(c, [][]any{{near}}, "MATCH (a:Airport {iata: $from})-[:ROUTE]->(b) WITH a, collect(DISTINCT b) AS near UNWIND near AS b OPTIONAL MATCH (b)-[:ROUTE]->(c) WITH a, near, collect(DISTINCT c) AS far RETURN size([x IN far WHERE NOT x IN near AND x <> a]) + size([x IN near WHERE x <> a])", p)
	}
}

// askPaths asks for the shortest ways, by the number of flights and by distance.
func (f *flights) askPaths(c *testClient) {
	for _, from := range []string{"FRA", "GKA", "USH"} {
		start := f.byIATA[from].id
		hops, shortest := f.hops(start), f.shortest(start)
		for _, to := range []string{"AKL", "LYR", "JFK", "WVB"} {
			end := f.byIATA[to].id
			p := params{"from": from, "to": to}
			demand(c, [][]any{{hops[end], from, to}}, "MATCH p = (a:Airport {iata: $from})-[:ROUTE*BFS]->(b:Airport {iata: $to}) RETURN size(relationships(p)), nodes(p)[0].iata, nodes(p)[-1].iata", p)
			rows := c.rows("MATCH p = (a:Airport {iata: $from})-[:ROUTE*WSHORTEST (r, n | r.distance) total]->(b:Airport {iata: $to}) RETURN total, reduce(sum = 0.0, r IN relationships(p) | sum + r.distance)", p)
			if len(rows) != 1 || !about(rows[0][0].(float64), shortest[end]) || !about(rows[0][1].(float64), shortest[end]) {
				c.t.Errorf("%s to %s: %v, the shortest way is %f", from, to, rows, shortest[end])
			}
			rows = c.rows("MATCH p = (a:Airport {iata: $from})-[:ROUTE*ALLSHORTEST (r, n | 1) total]->(b:Airport {iata: $to}) RETURN DISTINCT size(relationships(p)), total", p)
			if text(rows) != fmt.Sprintf("%d | %[1]d\n", hops[end]) {
				c.t.Errorf("%s to %s: all shortest ways have %v flights, want %d", from, to, rows, hops[end])
			}
		}
	}
}

// about compares distances: the earth's radius is not the same to everyone.
func about(a, b float64) bool { return math.Abs(a-b) <= 0.005*b }

// askAggregates asks for figures by country.
func (f *flights) askAggregates(c *testClient) {
	type country struct {
		name     string
		airports int
		altitude int64
		highest  int64
	}
	by := map[string]*country{}
	for _, a := range f.airports {
		if by[a.country] == nil {
			by[a.country] = &country{name: a.country, highest: math.MinInt64}
		}
		by[a.country].airports++
		by[a.country].altitude += a.altitude
		by[a.country].highest = max(by[a.country].highest, a.altitude)
	}
	all := slices.SortedFunc(maps.Values(by), func(a, b *country) int {
		return cmp.Or(b.airports-a.airports, strings.Compare(a.name, b.name))
	})
	var want [][]any
	for _, x := range all[:20] {
		want = append(want, []any{x.name, x.airports, x.altitude, x.highest, math.Round(float64(x.altitude) / float64(x.airports))})
	}
	demand(c, want, "MATCH (a:Airport) RETURN a.country AS country, count(*) AS n, sum(a.altitude), max(a.altitude), round(avg(a.altitude)) ORDER BY n DESC, country LIMIT 20")
	large := 0
	for _, x := range all {
		if x.airports >= 100 {
			large++
		}
	}
	demand(c, [][]any{{large}}, "MATCH (a:Airport) WITH a.country AS country, collect(a) AS list WHERE size(list) >= 100 RETURN count(country)")
	demand(c, [][]any{{all[0].name, all[0].airports}}, "MATCH (c:Country) CALL { WITH c MATCH (a:Airport)-[:IN]->(c) RETURN count(a) AS n } WITH c, n ORDER BY n DESC LIMIT 1 RETURN c.name, n")
	demand(c, [][]any{{"large", large}, {"small", len(all) - large}}, "MATCH (c:Country) WITH CASE WHEN COUNT { (c)<-[:IN]-() } >= 100 THEN 'large' ELSE 'small' END AS class, c RETURN class, count(c) ORDER BY class")
}

// askConstraints breaks the rules, and uses what keeps them.
func (f *flights) askConstraints(c *testClient) {
	for statement, want := range map[string]string{
		"CREATE (:Airport {id: 1, name: 'again'})": "Unable to commit due to unique constraint violation on :Airport(id)",
		"CREATE (:Airport {id: -1})":               "Unable to commit due to existence constraint violation on :Airport(name)",
		"MATCH (a:Airport {id: 1}) SET a.id = 2":   "Unable to commit due to unique constraint violation on :Airport(id)",
		"MERGE (c:Country {name: null})":           "",
	} {
		if _, err := c.try(statement, nil); err == nil || !strings.Contains(err.Error(), want) {
			c.t.Errorf("%s: %v, want %q", statement, err, want)
		}
	}
	before := c.one("MATCH (c:Country) RETURN count(c)")
	c.rows("MATCH (a:Airport) MERGE (c:Country {name: a.country}) MERGE (a)-[:IN]->(c)")
	demand(c, [][]any{{before}}, "MATCH (c:Country) RETURN count(c)")
	demand(c, [][]any{{len(f.airports)}}, "MATCH ()-[i:IN]->() RETURN count(i)")
	if plan := text(c.rows("EXPLAIN MATCH (a:Airport {iata: 'FRA'}) RETURN a")); !strings.Contains(plan, "ScanAllByLabelProperties (a :Airport {iata})") {
		c.t.Errorf("the index is not used:\n%s", plan)
	}
}
