package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"bufio"

	"memgraphd/bolt/client"
	"memgraphd/engine/value"
)

// loadBatch is the number of rows of one UNWIND.
const loadBatch = 10_000

// load fills an empty server with the graph and prints what a relationship cost.
func load(ctx context.Context, o *options) error {
	g, err := generate(o.size)
	if err != nil {
		return err
	}
	c, err := client.Dial(ctx, "tcp", o.uri, client.Options{})
	if err != nil {
		return err
	}
	defer c.Close()
	if _, err := c.Query("CREATE INDEX ON :User(id)", value.Map(nil), nil); err != nil {
		return err
	}
	if _, err := c.Query("CREATE INDEX ON :User", value.Map(nil), nil); err != nil {
		return err
	}
	cpu, start := cpuTime(o.pid), time.Now()
	if err := loadUsers(c, g); err != nil {
		return err
	}
	fmt.Printf("users: %d in %.2f s, %.2f µs of server CPU each\n", g.users, time.Since(start).Seconds(), perOp(cpuTime(o.pid)-cpu, g.users))
	cpu, start = cpuTime(o.pid), time.Now()
	if err := loadFriendships(c, g); err != nil {
		return err
	}
	fmt.Printf("friendships: %d in %.2f s, %.2f µs of server CPU each\n", len(g.from), time.Since(start).Seconds(), perOp(cpuTime(o.pid)-cpu, len(g.from)))
	return nil
}

func perOp(d time.Duration, n int) float64 { return float64(d.Nanoseconds()) / 1000 / float64(n) }

func loadUsers(c *client.Conn, g *graph) error {
	for at := 0; at < g.users; at += loadBatch {
		var list []value.Value
		for id := at; id < min(at+loadBatch, g.users); id++ {
			u := userOf(id)
			list = append(list, value.Map([]value.Entry{
				entry("age", value.Int(u.age)), entry("completion_percentage", value.Int(u.completion)), entry("gender", value.String(u.gender)),
				entry("id", value.Int(u.id)), entry("name", value.String(u.name)),
			}))
		}
		_, err := c.Query("UNWIND $rows AS row CREATE (:User {id: row.id, age: row.age, gender: row.gender, "+
			"completion_percentage: row.completion_percentage, name: row.name})", value.Map([]value.Entry{entry("rows", value.List(list))}), nil)
		if err != nil {
			return err
		}
	}
	return nil
}

func loadFriendships(c *client.Conn, g *graph) error {
	for at := 0; at < len(g.from); at += loadBatch {
		var list []value.Value
		for i := at; i < min(at+loadBatch, len(g.from)); i++ {
			list = append(list, value.Map([]value.Entry{
				entry("from", value.Int(int64(g.from[i]))), entry("since", value.Int(int64(i)%1000)), entry("to", value.Int(int64(g.to[i]))),
			}))
		}
		_, err := c.Query("UNWIND $rows AS row MATCH (n:User {id: row.from}), (m:User {id: row.to}) CREATE (n)-[:Friend {since: row.since}]->(m)",
			value.Map([]value.Entry{entry("rows", value.List(list))}), nil)
		if err != nil {
			return err
		}
	}
	return nil
}

// writeCSV writes users.csv and friendships.csv, with headers.
func writeCSV(o *options) error {
	g, err := generate(o.size)
	if err != nil {
		return err
	}
	err = writeLines(filepath.Join(o.dir, "users.csv"), "id,age,gender,completion_percentage,name", g.users, func(i int) string {
		u := userOf(i)
		return fmt.Sprintf("%d,%d,%s,%d,%s", u.id, u.age, u.gender, u.completion, u.name)
	})
	if err != nil {
		return err
	}
	return writeLines(filepath.Join(o.dir, "friendships.csv"), "from,to,since", len(g.from), func(i int) string {
		return fmt.Sprintf("%d,%d,%d", g.from[i], g.to[i], i%1000)
	})
}

func writeLines(path, header string, n int, line func(int) string) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	w := bufio.NewWriter(f)
	fmt.Fprintln(w, header)
	for i := range n {
		fmt.Fprintln(w, line(i))
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return f.Close()
}
