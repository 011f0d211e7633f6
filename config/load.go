package config

import (
	"errors"
	"path"
	"strings"
)

// Load merges all sources, checks the result and returns it with what should be logged as warnings.
//
// The error is a [Request] if the command line asks for help or the version; otherwise it joins one
// [*Error] for everything that is wrong, so that a user can mend a file in one go.
func Load(src Sources) (*Config, []Warning, error) {
	flags, stray := splitArgs(src.Args)
	if request, ok := requested(flags); ok {
		return nil, nil, request
	}
	l := &loader{src: src, merged: newMerged()}
	l.files()
	l.environment()
	l.apply(flags, nil, l.merged.override)
	l.strayWords(stray)
	if len(l.errs) > 0 {
		return nil, l.warnings, errors.Join(l.errs...)
	}
	c := l.merged.config()
	l.initialUser(c)
	l.validate(c)
	l.warnAccepted(c)
	if len(l.errs) > 0 {
		return nil, l.warnings, errors.Join(l.errs...)
	}
	return c, l.warnings, nil
}

// loader collects what Load finds.
type loader struct {
	src      Sources
	merged   *merged
	errs     []error
	warnings []Warning
}

func (l *loader) fail(where, format string, args ...any) {
	l.errs = append(l.errs, failf(where, format, args...))
}

func (l *loader) warn(where, text string) {
	l.warnings = append(l.warnings, Warning{Where: where, Text: text})
}

// files reads the flag files that every start looks for.
func (l *loader) files() {
	l.file(systemFile, optional)
	if home := l.src.getenv("HOME"); home != "" {
		l.file(path.Join(home, userFile), optional)
	}
	if named := l.src.getenv("MEMGRAPH_CONFIG"); named != "" {
		l.file(named, required("environment MEMGRAPH_CONFIG"))
	}
}

// apply stores flags in the order in which they were written. Files named by --flag-file are read in
// their place; including lists the files that are being read.
func (l *loader) apply(flags []assignment, including []string, store storeFunc) {
	for _, a := range flags {
		if includeNames[a.name] {
			l.include(a, including, store)
			continue
		}
		s, value, err := resolve(a)
		if err != nil {
			l.errs = append(l.errs, err)
			continue
		}
		store(s, value, a.where)
	}
}

// strayWords refuses words that belong to no flag, or only mentions them if the user wants it so.
func (l *loader) strayWords(words []string) {
	if len(words) == 0 {
		return
	}
	text := "stray words: " + strings.Join(words, " ") + "; values are written --name=value"
	if l.merged.bool("strict_flag_check") {
		l.fail("command line", "%s", text)
		return
	}
	l.warn("command line", text)
}
