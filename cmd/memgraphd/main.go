package main

import (
	"errors"
	"fmt"
	"io"
	"os"

	"memgraphd/config"
)

// version is what SHOW VERSION and --version print; the build sets it. Tools compare it with Memgraph's.
var version = "3.12.0"

// The exit codes, which the systemd unit knows.
const (
	exitOK      = 0
	exitFailure = 1 // the settings are wrong, or the start failed
	exitDamaged = 3 // the data directory holds something that can't be read: restarting won't help
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

// run dispatches to the subcommands and returns the exit code.
func run(args []string, stdout, stderr io.Writer) int {
	if len(args) > 0 {
		switch args[0] {
		case "healthcheck":
			return healthcheck(args[1:], stderr)
		case "verify":
			return verify(args[1:], stdout, stderr)
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
		err = config.Help(stdout)
	case config.RequestHelpXML:
		err = config.HelpXML(stdout)
	case config.RequestVersion:
		_, err = fmt.Fprintln(stdout, version)
	}
	if err != nil {
		return exitFailure
	}
	return exitOK
}
