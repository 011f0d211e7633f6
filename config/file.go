package config

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
	"syscall"
)

// presence says who needs a file. If nobody does, it may be missing.
type presence string

const optional presence = ""

func required(by string) presence { return presence(by) }

// file reads a flag file that every start looks for.
func (l *loader) file(name string, by presence) {
	l.readFile(name, by, nil, l.merged.merge)
}

// include reads the file that a --flag-file names, unless it is being read already.
func (l *loader) include(a assignment, including []string, store storeFunc) {
	name := path.Clean(a.value)
	if a.value == "" {
		l.fail(a.where, "--flag-file needs a value, write --flag-file=PATH")
		return
	}
	if slices.Contains(including, name) {
		l.fail(a.where, "%s includes itself", name)
		return
	}
	l.readFile(name, required(a.where), including, store)
}

func (l *loader) readFile(name string, by presence, including []string, store storeFunc) {
	content, err := l.src.ReadFile(name)
	if by == optional && isMissing(err) {
		return
	}
	if err != nil {
		where := string(by)
		if where == "" {
			where = name
		}
		l.fail(where, "cannot read the flag file: %v", err)
		return
	}
	flags, errs := splitLines(name, string(content))
	l.errs = append(l.errs, errs...)
	l.apply(flags, append(slices.Clone(including), path.Clean(name)), store)
}

// isMissing also takes a path through something that is no directory for a missing file, as users
// without a home have it.
func isMissing(err error) bool {
	return errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR)
}

// splitLines reads the lines of a flag file. Blanks around a line do not count.
func splitLines(name, content string) (flags []assignment, errs []error) {
	number := 0
	for line := range strings.Lines(content) {
		number++
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		where := name + ":" + strconv.Itoa(number)
		a, ok := splitFlag(line, where)
		switch {
		case !ok:
			errs = append(errs, failf(where, "%q is no flag, lines are written --name=value", line))
		case strings.ContainsAny(a.name, " \t"):
			errs = append(errs, failf(where, "%q has a blank in the flag's name, lines are written --name=value", line))
		default:
			flags = append(flags, a)
		}
	}
	return flags, errs
}
