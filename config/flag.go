package config

import "strings"

// assignment is one flag as somebody wrote it.
type assignment struct {
	name     string // with underscores, without leading dashes
	value    string
	hasValue bool
	where    string
}

// includeNames are the flags that name a further file. They are no settings.
var includeNames = map[string]bool{"flag_file": true, "flagfile": true}

// requestNames are the flags that ask for information.
var requestNames = map[string]Request{
	"help": RequestHelp, "h": RequestHelp, "help_xml": RequestHelpXML, "helpxml": RequestHelpXML, "version": RequestVersion,
}

// splitFlag reads -name, --name and --name=value. It reports false for a word that is no flag.
func splitFlag(word, where string) (assignment, bool) {
	name, dashed := strings.CutPrefix(word, "-")
	if !dashed {
		return assignment{}, false
	}
	name = strings.TrimPrefix(name, "-")
	name, value, hasValue := strings.Cut(name, "=")
	if name == "" {
		return assignment{}, false
	}
	return assignment{name: strings.ReplaceAll(name, "-", "_"), value: value, hasValue: hasValue, where: where}, true
}

// takesNextWord reports whether the flag, written without =, takes its value from the word after it.
func (a assignment) takesNextWord() bool {
	if a.hasValue {
		return false
	}
	s, known := index[a.name]
	return includeNames[a.name] || known && s.Type != Bool
}

// splitArgs splits a command line into flags and stray words. Everything after -- is stray.
func splitArgs(args []string) (flags []assignment, stray []string) {
	for i := 0; i < len(args); i++ {
		if args[i] == "--" {
			return flags, append(stray, args[i+1:]...)
		}
		a, ok := splitFlag(args[i], "command line")
		if !ok {
			stray = append(stray, args[i])
			continue
		}
		if a.takesNextWord() && i+1 < len(args) {
			i++
			a.value, a.hasValue = args[i], true
		}
		flags = append(flags, a)
	}
	return flags, stray
}

// requested finds the first flag of a command line that asks for information.
func requested(flags []assignment) (Request, bool) {
	for _, a := range flags {
		if r, ok := requestNames[a.name]; ok && (!a.hasValue || isTrue(a.value)) {
			return r, true
		}
	}
	return "", false
}

func isTrue(text string) bool {
	yes, err := parseBool(text)
	return err == nil && yes
}

// resolve finds the setting that a flag means and the value that it gives it.
func resolve(a assignment) (*Setting, any, error) {
	s, known := index[a.name]
	if !known {
		return resolveNegated(a)
	}
	text := a.value
	if !a.hasValue {
		if s.Type != Bool {
			return nil, nil, failf(a.where, "%s needs a value, write %s=VALUE", s.Flag(), s.Flag())
		}
		text = "true"
	}
	value, err := s.parse(text)
	if err != nil {
		return nil, nil, failf(a.where, "%s: %v", s.Flag(), err)
	}
	return s, value, nil
}

// resolveNegated reads --noname, which only booleans have.
func resolveNegated(a assignment) (*Setting, any, error) {
	name, negated := strings.CutPrefix(a.name, "no")
	if s, known := index[strings.TrimPrefix(name, "_")]; negated && known && s.Type == Bool {
		if a.hasValue {
			return nil, nil, failf(a.where, "--no%s takes no value, write %s=false", s.Name, s.Flag())
		}
		return s, false, nil
	}
	return nil, nil, failf(a.where, "unknown flag --%s%s", strings.ReplaceAll(a.name, "_", "-"), didYouMean(a.name))
}

func didYouMean(name string) string {
	if best := nearest(name); best != "" {
		return "; did you mean " + index[best].Flag() + "?"
	}
	return "; --help lists all flags"
}
