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
	text.WriteString("\nOther flags: --help, --help-xml, --version, --flag-file=PATH to read further flags from a file.\n")
	for _, g := range groupOrder {
		for i, s := range effective(g) {
			if i == 0 {
				fmt.Fprintf(text, "\n%s\n", g)
			}
			s.writeHelp(text)
		}
	}
	writeAccepted(text)
	_, err := io.WriteString(w, text.String())
	return err
}

// effective returns the settings of a group that one may see and that do something.
func effective(g Group) []*Setting {
	var rows []*Setting
	for _, s := range table {
		if s.Group == g && !s.Hidden && !s.Accepted {
			rows = append(rows, s)
		}
	}
	return rows
}

func (s *Setting) writeHelp(text *strings.Builder) {
	fmt.Fprintf(text, "  %s\n", strings.TrimSpace(s.Flag()+"  "+s.summary()))
	wrap(text, "      ", s.Doc)
}

// summary is the type, permitted values and default of a setting on one line.
func (s *Setting) summary() string {
	parts := []string{s.kind()}
	if s.Max > 0 {
		parts = append(parts, fmt.Sprintf("%d to %d", s.Min, s.Max))
	}
	parts = append(parts, "default "+s.defaultText())
	return "(" + strings.Join(parts, "; ") + ")"
}

// kind says in a reader's words what may be given.
func (s *Setting) kind() string {
	switch {
	case s.Unit != "":
		return string(s.Unit)
	case len(s.Choices) > 0:
		return strings.Join(s.Choices, "|")
	case s.Type == Bool:
		return "true|false"
	case s.Type == String:
		return "text"
	default:
		return "number"
	}
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
