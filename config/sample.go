package config

import (
	"fmt"
	"io"
	"strings"
)

// Sample writes the packaged memgraph.conf: every effective setting, commented out at its default,
// and set where packages differ.
func Sample(w io.Writer) error {
	text := &strings.Builder{}
	text.WriteString("# memgraphd reads this file as " + systemFile + ". One --name=value per line; everything after = is\n" +
		"# the value. Lines that begin with # are ignored. The command line wins over this file.\n")
	for _, g := range groupOrder {
		for i, s := range effective(g) {
			if i == 0 {
				fmt.Fprintf(text, "\n\n## %s\n", g)
			}
			s.writeSample(text)
		}
	}
	_, err := io.WriteString(w, text.String())
	return err
}

func (s *Setting) writeSample(text *strings.Builder) {
	text.WriteString("\n")
	wrap(text, "# ", s.Doc+" "+s.summary())
	switch {
	case s.Packaged != "":
		fmt.Fprintf(text, "%s=%s\n", s.Flag(), s.Packaged)
	case s.DefaultDoc != "":
		fmt.Fprintf(text, "# %s=\n", s.Flag())
	default:
		fmt.Fprintf(text, "# %s=%s\n", s.Flag(), s.Default)
	}
}
