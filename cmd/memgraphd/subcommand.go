package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
)

// subcommand is something that the program does beside serving.
type subcommand struct {
	name, operands string
	about          string
	do             func(args []string, stdin io.Reader, stdout, stderr io.Writer) int
}

var subcommands = []subcommand{
	{
		"query", "[FLAGS] [STATEMENTS]",
		"runs statements, from the standard input if none is given, on the server that the flags describe,\n" +
			"as the user of MEMGRAPH_USER and MEMGRAPH_PASSWORD, and prints columns with tabs between them",
		query,
	},
	{
		"healthcheck", "[FLAGS]",
		"exits with 0 if the server that the flags describe answers", healthcheck,
	},
	{
		"verify", "DIRECTORY",
		"reads every byte of a data directory or of a copy, changes nothing, and says what a start would\n" +
			"recover", verify,
	},
}

func findSubcommand(name string) *subcommand {
	i := slices.IndexFunc(subcommands, func(c subcommand) bool { return c.name == name })
	if i < 0 {
		return nil
	}
	return &subcommands[i]
}

// run runs the subcommand, or explains it if that is what is asked for.
func (c *subcommand) run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	if slices.Contains(args, "--help") || slices.Contains(args, "-h") {
		fmt.Fprintf(stdout, "memgraphd %s %s\n\n%s.\n", c.name, c.operands, c.about)
		if strings.Contains(c.operands, "FLAGS") {
			fmt.Fprintln(stdout, "\nFlags are the server's own, see memgraphd --help.")
		}
		return exitOK
	}
	return c.do(args, stdin, stdout, stderr)
}

// printSubcommands lists the subcommands before the flags.
func printSubcommands(w io.Writer) {
	for _, c := range subcommands {
		fmt.Fprintf(w, "memgraphd %s %s\n      %s.\n", c.name, c.operands, strings.ReplaceAll(c.about, "\n", "\n      "))
	}
	fmt.Fprintln(w)
}
