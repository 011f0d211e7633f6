package config

import (
	"os"
	"strings"
)

// systemFile is read first, userFile (below $HOME) second. Both may be missing.
const (
	systemFile = "/etc/memgraph/memgraph.conf"
	userFile   = ".memgraph/config"
)

// Sources is everything that Load looks at, so that tests need no real files and variables.
type Sources struct {
	Args    []string // without the program's name and subcommand
	Environ []string // "NAME=value"
	// ReadFile returns a file's content, and an error that is fs.ErrNotExist for a missing file.
	ReadFile func(path string) ([]byte, error)
}

// ProcessSources is the environment and the files of this process with the given command line.
func ProcessSources(args []string) Sources {
	return Sources{Args: args, Environ: os.Environ(), ReadFile: os.ReadFile}
}

// getenv returns a variable's value, or "" if it is not set. As in a shell, the last one counts.
func (s Sources) getenv(name string) string {
	value := ""
	for _, entry := range s.Environ {
		if k, v, ok := strings.Cut(entry, "="); ok && k == name {
			value = v
		}
	}
	return value
}
