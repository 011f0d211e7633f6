package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
)

// options are the flags of all subcommands.
type options struct {
	uri, size, name, json, only, listen, dir string
	workers, pid                             int
	seconds                                  float64
	heavy                                    bool
}

// wants reports whether a query is to be run.
func (o *options) wants(q query) bool {
	if o.only != "" {
		return slices.Contains(strings.Split(o.only, ","), q.name)
	}
	return o.heavy || !q.heavy
}

func main() {
	if err := dispatch(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "memgraphd-bench:", err)
		os.Exit(1)
	}
}

func dispatch(args []string) error {
	if len(args) == 0 {
		return fmt.Errorf("say load, run, floor, compare or csv")
	}
	var o options
	fs := flag.NewFlagSet(args[0], flag.ContinueOnError)
	fs.StringVar(&o.uri, "uri", "127.0.0.1:7687", "host and port of the server")
	fs.StringVar(&o.size, "size", "small", "small, medium or large")
	fs.StringVar(&o.name, "name", "memgraphd", "name of the server in the results")
	fs.StringVar(&o.json, "json", "", "write the figures to this file")
	fs.StringVar(&o.only, "only", "", "comma-separated queries to run; default: all")
	fs.StringVar(&o.listen, "listen", "127.0.0.1:7688", "address of floor")
	fs.StringVar(&o.dir, "dir", ".", "where csv writes")
	fs.IntVar(&o.workers, "workers", 4, "connections that query at once")
	fs.IntVar(&o.pid, "pid", 0, "the server's process, for its CPU time and memory")
	fs.Float64Var(&o.seconds, "seconds", 2, "how long each query is run")
	fs.BoolVar(&o.heavy, "heavy", true, "run the heavy queries as well")
	if err := fs.Parse(args[1:]); err != nil {
		return err
	}
	ctx := context.Background()
	switch args[0] {
	case "load":
		return load(ctx, &o)
	case "run":
		return run(ctx, &o)
	case "floor":
		return floor(&o)
	case "csv":
		return writeCSV(&o)
	case "compare":
		return compare(fs.Args())
	}
	return fmt.Errorf("unknown subcommand %q: say load, run, floor, compare or csv", args[0])
}

// compare prints the ratios of the CPU times of two results.
func compare(files []string) error {
	if len(files) != 2 {
		return fmt.Errorf("compare takes two result files")
	}
	var res [2]result
	for i, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		if err := json.Unmarshal(data, &res[i]); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	other := map[string]figure{}
	for _, f := range res[1].Figures {
		other[f.Query] = f
	}
	fmt.Printf("%-30s %14s %14s %10s %10s\n", "query", res[0].Server+" µs", res[1].Server+" µs", "CPU ratio", "rows")
	for _, a := range res[0].Figures {
		b, ok := other[a.Query]
		if !ok || a.Error != "" || b.Error != "" {
			continue
		}
		same := "same"
		if a.Runs > 0 && b.Runs > 0 && a.Rows*int64(b.Runs) != b.Rows*int64(a.Runs) {
			same = fmt.Sprintf("%.1f/%.1f", float64(a.Rows)/float64(a.Runs), float64(b.Rows)/float64(b.Runs))
		}
		fmt.Printf("%-30s %14.1f %14.1f %10.2f %10s\n", a.Query, a.CPU, b.CPU, b.CPU/a.CPU, same)
	}
	return nil
}
