package config

import "fmt"

// Error is one thing that is wrong with the configuration. Load returns all that it found, joined.
type Error struct {
	Where string // "/etc/memgraph/memgraph.conf:12", "environment MEMGRAPHD_LOG_LEVEL" or "command line"
	Text  string // what is wrong and what to do
}

func (e *Error) Error() string { return e.Where + ": " + e.Text }

func failf(where, format string, args ...any) error {
	return &Error{Where: where, Text: fmt.Sprintf(format, args...)}
}

// Warning is something that does not keep the server from starting but should be logged.
type Warning struct {
	Where string // as in Error; empty if no single place is to blame
	Text  string
}

func (w Warning) String() string {
	if w.Where == "" {
		return w.Text
	}
	return w.Where + ": " + w.Text
}

// Request is what Load returns as its error when the command line asks for information instead of a
// server. The caller prints it with [Help], [HelpXML] or its own version text and exits with 0.
type Request string

// The requests: --help or -h, --help-xml, --version.
const (
	RequestHelp    Request = "help"
	RequestHelpXML Request = "help-xml"
	RequestVersion Request = "version"
)

func (r Request) Error() string { return "requested: " + string(r) }
