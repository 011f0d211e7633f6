package config

import (
	"fmt"
	"io"
	"strings"
)

// helpWidth is the width that lines of the help text keep to.
const helpWidth = 100

// Help writes the flags, grouped, with their defaults.
func Help(w io.Writer) error {
	text := &strings.Builder{}
	text.WriteString("memgraphd [FLAGS]\n\nFlags are written --name=value; booleans also --name and --noname. Sources, later wins:\n" +
		"  " + systemFile + ", ~/" + userFile + ", the file named by MEMGRAPH_CONFIG,\n" +
		"  " + envPrefix + "<FLAG_NAME> in the environment, the command line.\n")
	for _, g := range groupOrder {
		fmt.Fprintf(text, "\n%s\n", g)
		for _, s := range table {
			if s.Group == g && !s.Hidden && !s.Accepted {
				s.writeHelp(text)
			}
		}
	}
	writeAccepted(text)
	_, err := io.WriteString(w, text.String())
	return err
}

func (s *Setting) writeHelp(text *strings.Builder) {
	fmt.Fprintf(text, "  %s\n", strings.TrimSpace(s.Flag()+"  "+s.summary()))
	wrap(text, "      ", s.Doc)
}

// summary is the type, permitted values and default of a setting on one line.
func (s *Setting) summary() string {
	parts := []string{string(s.Type)}
	if s.Unit != "" {
		parts[0] += ", " + string(s.Unit)
	}
	if len(s.Choices) > 0 {
		parts[0] = strings.Join(s.Choices, "|")
	}
	if s.Max > 0 {
		parts = append(parts, fmt.Sprintf("%d to %d", s.Min, s.Max))
	}
	parts = append(parts, "default "+s.defaultText())
	return "(" + strings.Join(parts, "; ") + ")"
}

// defaultText is the default for the reader's eye.
func (s *Setting) defaultText() string {
	switch {
	case s.DefaultDoc != "":
		return s.DefaultDoc
	case s.Default == "":
		return "empty"
	default:
		return s.Default
	}
}

// writeAccepted lists the flags that do nothing.
func writeAccepted(text *strings.Builder) {
	text.WriteString("\nAccepted so that configurations written for Memgraph start; without effect\n")
	names := make([]string, 0, len(table))
	for _, s := range table {
		if s.Accepted && !s.Hidden {
			names = append(names, s.Flag())
		}
	}
	wrap(text, "  ", strings.Join(names, " "))
}

// wrap writes words on lines of at most helpWidth bytes, each after prefix.
func wrap(text *strings.Builder, prefix, words string) {
	line := prefix
	for word := range strings.FieldsSeq(words) {
		if len(line)+len(word) > helpWidth && line != prefix {
			text.WriteString(strings.TrimRight(line, " ") + "\n")
			line = prefix
		}
		line += word + " "
	}
	text.WriteString(strings.TrimRight(line, " ") + "\n")
}
