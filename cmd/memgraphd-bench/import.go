package main

import (
	"context"
	"fmt"
	"math"
	"path/filepath"
	"time"

	"memgraphd/engine/value"
)

// The statements that load what export writes.
const (
	importUsers = "LOAD CSV FROM $file WITH HEADER AS row CREATE (:User {id: toInteger(row.id), age: toInteger(row.age), gender: row.gender, " +
		"completion_percentage: toInteger(row.completion_percentage), name: row.name})"
	importFriendships = "LOAD CSV FROM $file WITH HEADER AS row " +
		"MATCH (n:User {id: toInteger(row.from)}), (m:User {id: toInteger(row.to)}) CREATE (n)-[:Friend]->(m)"
)

// importFiles fills an empty server with the graph from files, which it writes to o.dir first, one
// statement each, and says what that cost. The server must be able to read them.
func importFiles(ctx context.Context, o *options) error {
	if err := export(ctx, o); err != nil {
		return err
	}
	dir, err := filepath.Abs(o.dir)
	if err != nil {
		return err
	}
	res, err := openResult(o)
	if err != nil {
		return err
	}
	c, err := dialEmpty(ctx, o, memgraph)
	if err != nil {
		return err
	}
	defer c.Close()
	size := sizes[o.size]
	for _, f := range []struct {
		what, file, statement string
		n                     int
	}{{"node", "users.csv", importUsers, size.users}, {"relationship", "friendships.csv", importFriendships, size.friendships}} {
		cpu, start := cpuTime(o.pid), time.Now()
		path := value.String(filepath.Join(dir, f.file))
		if _, err := c.Query(f.statement, value.Map([]value.Entry{entry("file", path)}), nil); err != nil {
			return err
		}
		wall, used := perOp(time.Since(start), f.n), perOp(cpuTime(o.pid)-cpu, f.n)
		fmt.Fprintf(o.out, "%ss: %d at %.3f µs (%.2f million a second), %.3f µs of server CPU each\n", f.what, f.n, wall, 1/wall, used)
		res.Load["csv_wall_us_per_"+f.what], res.Load["csv_us_per_"+f.what] = thousandths(wall), thousandths(used)
	}
	res.Machine, res.When = thisMachine(), time.Now().UTC()
	return res.write(o.json)
}

func thousandths(v float64) float64 { return math.Round(1000*v) / 1000 }
