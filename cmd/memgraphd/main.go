package main

import (
	"errors"
	"fmt"
	"io"
	"os"

	"memgraphd/config"
	"memgraphd/durability"
)

// compatible is the version of Memgraph whose behaviour this is. SHOW VERSION
// shows it: tools compare it with the versions that they know.
const compatible = "3.12.0"

// version is the build's own; the build sets it.
var version = "dev"

// The exit codes, which the systemd unit knows.
const (
	exitOK      = 0
	exitFailure = 1 // the settings are wrong, or the start failed
	exitRun     = 2 // the server could not go on, or could not stop cleanly
	exitDamaged = 3 // the data directory holds something that can't be read: restarting won't help
)

// runError is an error after a successful start.
type runError struct{ error }

func (e *runError) Unwrap() error { return e.error }

// exitCode returns the exit code of an error.
func exitCode(err error) int {
	if _, ok := errors.AsType[*runError](err); ok {
		return exitRun
	}
	if errors.Is(err, durability.ErrCorrupt) {
		return exitDamaged
	}
	return exitFailure
}

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }

// run dispatches to the subcommands and returns the exit code.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	if len(args) > 0 {
		if c := findSubcommand(args[0]); c != nil {
			return c.run(args[1:], stdin, stdout, stderr)
		}
	}
	cfg, warnings, err := config.Load(config.ProcessSources(args))
	if err != nil {
		return explainConfig(err, stdout, stderr)
	}
	if err := serve(cfg, warnings, stdout, stderr); err != nil {
		fmt.Fprintf(stderr, "memgraphd: %v\n", err)
		return exitCode(err)
	}
	return exitOK
}

// explainConfig prints what was asked for, or what is wrong with the settings.
func explainConfig(err error, stdout, stderr io.Writer) int {
	var request config.Request
	if !errors.As(err, &request) {
		fmt.Fprintf(stderr, "memgraphd: %v\n", err)
		return exitFailure
	}
	switch request {
	case config.RequestHelp:
		printSubcommands(stdout)
		err = config.Help(stdout)
	case config.RequestHelpXML:
		err = config.HelpXML(stdout)
	case config.RequestVersion:
		_, err = fmt.Fprintf(stdout, "memgraphd %s, compatible with Memgraph %s\n", version, compatible)
	}
	if err != nil {
		return exitFailure
	}
	return exitOK
}
