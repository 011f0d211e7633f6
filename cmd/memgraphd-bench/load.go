package main

import (
	"context"
	"fmt"
	"math"
	"time"

	"memgraphd/bolt/client"
	"memgraphd/engine/value"
)

// loadBatch is the number of rows of one UNWIND.
const loadBatch = 10_000

// indexes are the statements that make the indexes, by dialect.
var indexes = map[string][]string{
	memgraph: {"CREATE INDEX ON :User(id)", "CREATE INDEX ON :User"},
	neo4j:    {"CREATE INDEX user_id FOR (n:User) ON (n.id)", "CALL db.awaitIndexes(60)"},
}

const (
	createUsers = "UNWIND $rows AS row CREATE (:User {id: row.id, age: row.age, gender: row.gender, " +
		"completion_percentage: row.completion_percentage, name: row.name})"
	createFriendships = "UNWIND $rows AS row MATCH (n:User {id: row.from}), (m:User {id: row.to}) CREATE (n)-[:Friend {since: row.since}]->(m)"
)

// dialEmpty connects to an empty server and makes the indexes that loading needs.
func dialEmpty(ctx context.Context, o *options, dialect string) (*client.Conn, error) {
	c, err := client.Dial(ctx, "tcp", o.uri, client.Options{})
	if err != nil {
		return nil, err
	}
	for _, statement := range indexes[dialect] {
		if _, err := c.Query(statement, value.Map(nil), nil); err != nil {
			c.Close()
			return nil, err
		}
	}
	return c, nil
}

// load fills an empty server with the graph and says what that cost.
func load(ctx context.Context, o *options) error {
	g, err := generate(o.size)
	if err != nil {
		return err
	}
	res, err := openResult(o)
	if err != nil {
		return err
	}
	c, err := dialEmpty(ctx, o, o.dialect)
	if err != nil {
		return err
	}
	defer c.Close()
	l := loader{o: o, conn: c, figures: res.Load}
	if err := l.batches("node", g.users, createUsers, userRow); err != nil {
		return err
	}
	if err := l.batches("relationship", len(g.from), createFriendships, g.friendshipRow); err != nil {
		return err
	}
	res.Load["resident_mib"] = status(o.pid, "VmRSS")
	res.Load["peak_mib"] = status(o.pid, "VmHWM")
	fmt.Fprintf(o.out, "memory of the server: %.0f MiB, at most %.0f MiB\n", res.Load["resident_mib"], res.Load["peak_mib"])
	res.Machine, res.When = thisMachine(), time.Now().UTC()
	return res.write(o.json)
}

// loader loads things in batches and notes what they cost.
type loader struct {
	o       *options
	conn    *client.Conn
	figures map[string]float64
}

func (l *loader) batches(what string, n int, statement string, row func(i int) value.Value) error {
	cpu, start := cpuTime(l.o.pid), time.Now()
	for at := 0; at < n; at += loadBatch {
		var list []value.Value
		for i := at; i < min(at+loadBatch, n); i++ {
			list = append(list, row(i))
		}
		if _, err := l.conn.Query(statement, value.Map([]value.Entry{entry("rows", value.List(list))}), nil); err != nil {
			return err
		}
	}
	took, each := time.Since(start), perOp(cpuTime(l.o.pid)-cpu, n)
	l.figures["us_per_"+what] = math.Round(each*1000) / 1000
	fmt.Fprintf(l.o.out, "%ss: %d in %.2f s, %.2f µs of server CPU each\n", what, n, took.Seconds(), each)
	return nil
}

func userRow(i int) value.Value {
	u := userOf(i)
	return value.Map([]value.Entry{
		entry("age", value.Int(u.age)), entry("completion_percentage", value.Int(u.completion)), entry("gender", value.String(u.gender)),
		entry("id", value.Int(u.id)), entry("name", value.String(u.name)),
	})
}

func (g *graph) friendshipRow(i int) value.Value {
	return value.Map([]value.Entry{
		entry("from", value.Int(int64(g.from[i]))), entry("since", value.Int(int64(i)%1000)), entry("to", value.Int(int64(g.to[i]))),
	})
}
