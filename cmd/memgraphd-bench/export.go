package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"memgraphd/engine/value"
)

// exported is a query as the runners of other clients read it.
type exported struct {
	Name   string            `json:"name"`
	Text   map[string]string `json:"text"` // by dialect
	Writes bool              `json:"writes"`
	Heavy  bool              `json:"heavy"`
	Free   bool              `json:"free"`
	Params []any             `json:"params"`
}

// export writes users.csv and friendships.csv, with headers, and workload.json.
func export(_ context.Context, o *options) error {
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
	err = writeLines(filepath.Join(o.dir, "friendships.csv"), "from,to,since", len(g.from), func(i int) string {
		return fmt.Sprintf("%d,%d,%d", g.from[i], g.to[i], i%1000)
	})
	if err != nil {
		return err
	}
	data, err := json.Marshal(exportWorkload(g))
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(o.dir, "workload.json"), data, 0o644)
}

func exportWorkload(g *graph) []exported {
	var list []exported
	for i := range workload {
		q := &workload[i]
		if q.write != nil {
			continue
		}
		e := exported{Name: q.name, Text: map[string]string{}, Writes: q.writes, Heavy: q.heavy, Free: q.free}
		for _, dialect := range []string{memgraph, neo4j, falkordb, kuzu} {
			if text := q.in(dialect); text != "" {
				e.Text[dialect] = text
			}
		}
		for _, set := range q.draw(g) {
			e.Params = append(e.Params, plain(set))
		}
		list = append(list, e)
	}
	return list
}

// plain turns the values of parameters into what JSON knows.
func plain(v value.Value) any {
	switch v.Kind() {
	case value.KindInt:
		return v.AsInt()
	case value.KindString:
		return v.AsString()
	case value.KindList:
		list := []any{}
		for _, item := range v.AsList() {
			list = append(list, plain(item))
		}
		return list
	case value.KindMap:
		m := map[string]any{}
		for _, e := range v.AsMap() {
			m[e.Key] = plain(e.Value)
		}
		return m
	}
	return nil
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
