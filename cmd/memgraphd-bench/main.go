package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
)

// options are the flags of all subcommands.
type options struct {
	uri, size, name, json, only, listen, dir, dialect, part string
	workers, pid, rounds                                    int
	seconds, rest                                           float64
	heavy                                                   bool
	args                                                    []string
	out                                                     io.Writer
}

// wants reports whether a query is to be run.
func (o *options) wants(q *query) bool {
	if q.in(o.dialect) == "" || o.part == "reads" && q.writes || o.part == "writes" && !q.writes {
		return false
	}
	if o.only != "" {
		return slices.Contains(strings.Split(o.only, ","), q.name)
	}
	return o.heavy || !q.heavy
}

// commands are the subcommands.
var commands = map[string]func(context.Context, *options) error{
	"load": load, "run": run, "contend": contend, "inprocess": inProcess, "floor": floor,
	"compare": compare, "report": report, "export": export, "whole": whole, "import": importFiles,
}

func main() {
	if err := dispatch(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "memgraphd-bench:", err)
		os.Exit(1)
	}
}

func dispatch(args []string, out io.Writer) error {
	const usage = "say load, run, contend, inprocess, whole, import, floor, compare, report or export"
	if len(args) == 0 {
		return errors.New(usage)
	}
	do, ok := commands[args[0]]
	if !ok {
		return fmt.Errorf("unknown subcommand %q: %s", args[0], usage)
	}
	o := options{out: out}
	fs := flag.NewFlagSet(args[0], flag.ContinueOnError)
	fs.SetOutput(out)
	fs.StringVar(&o.uri, "uri", "127.0.0.1:7687", "host and port of the server")
	fs.StringVar(&o.size, "size", "small", "tiny, small, medium or large")
	fs.StringVar(&o.name, "name", "memgraphd", "name of the server in the results")
	fs.StringVar(&o.json, "json", "", "add the figures to this file")
	fs.StringVar(&o.only, "only", "", "comma-separated queries to run; default: all")
	fs.StringVar(&o.listen, "listen", "127.0.0.1:7688", "address of floor")
	fs.StringVar(&o.dir, "dir", ".", "where export and import write")
	fs.StringVar(&o.dialect, "dialect", memgraph, "memgraph, neo4j, falkordb or kuzu")
	fs.StringVar(&o.part, "part", "all", "reads, writes or all; writes change the graph that is read")
	fs.IntVar(&o.workers, "workers", 4, "connections that query at once")
	fs.IntVar(&o.pid, "pid", 0, "the server's process, for its CPU time and memory")
	fs.IntVar(&o.rounds, "rounds", 7, "how many snapshots and recoveries whole makes, of which the median counts")
	fs.Float64Var(&o.rest, "rest", 20, "seconds after which whole looks at the memory of a server at rest")
	fs.Float64Var(&o.seconds, "seconds", 2, "how long each query is run")
	fs.BoolVar(&o.heavy, "heavy", true, "run the heavy queries as well")
	if err := fs.Parse(args[1:]); err != nil {
		return err
	}
	o.args = fs.Args()
	return do(context.Background(), &o)
}
