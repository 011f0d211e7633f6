package main

import (
	"context"
	"fmt"
	"io"

	"memgraphd/durability"
)

// verify reads all files of a data directory as recovery would, without loading them.
func verify(args []string, _ io.Reader, stdout, stderr io.Writer) int {
	if len(args) != 1 {
		fmt.Fprintln(stderr, "usage: memgraphd verify DIRECTORY")
		return exitFailure
	}
	report, err := durability.Verify(context.Background(), durability.Options{Directory: args[0]})
	if err != nil {
		fmt.Fprintf(stderr, "memgraphd verify: %v\n", err)
		return exitCode(err)
	}
	for _, f := range report.Snapshots {
		if f.Err == nil {
			fmt.Fprintf(stdout, "%s: good, %d bytes\n", f.Path, f.Bytes)
		}
	}
	problems := report.Problems()
	for _, p := range problems {
		fmt.Fprintln(stderr, p)
	}
	if report.Recoverable != nil {
		fmt.Fprintf(stdout, "A start from %s would be refused.\n", args[0])
		return exitDamaged
	}
	fmt.Fprintf(stdout, "A start would recover everything up to commit %d, replaying %d log records.\n", report.Last, report.Records)
	if len(problems) > 0 {
		return exitDamaged
	}
	return exitOK
}
