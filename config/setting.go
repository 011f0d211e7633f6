package config

import (
	"math"
	"slices"
	"strings"
	"time"
)

// Type is the type of a flag's value.
type Type string

// The types that gflags knows, by the names that it prints.
const (
	Bool   Type = "bool"
	Int    Type = "int32"
	Uint   Type = "uint64"
	Double Type = "double"
	String Type = "string"
)

// Unit is what a number counts.
type Unit string

// The units in use. No unit means a plain count.
const (
	Seconds      Unit = "seconds"
	Milliseconds Unit = "milliseconds"
	Days         Unit = "days"
	KiB          Unit = "KiB"
	MiB          Unit = "MiB"
)

// scale is the number of nanoseconds or bytes in one unit.
func (u Unit) scale() int64 {
	switch u {
	case Seconds:
		return int64(time.Second)
	case Milliseconds:
		return int64(time.Millisecond)
	case KiB:
		return 1 << 10
	case MiB:
		return 1 << 20
	default:
		return 1
	}
}

// Group is the heading under which the help text lists a flag.
type Group string

// The groups, in the order of the help text.
const (
	GroupNetwork     Group = "Network"
	GroupGeneral     Group = "General"
	GroupStorage     Group = "Storage"
	GroupDurability  Group = "Durability"
	GroupQuery       Group = "Query engine"
	GroupLogging     Group = "Logging"
	GroupAuth        Group = "Authentication and audit"
	GroupStreams     Group = "Streams and modules"
	GroupReplication Group = "Replication and high availability"
)

var groupOrder = []Group{
	GroupNetwork, GroupGeneral, GroupStorage, GroupDurability, GroupQuery,
	GroupLogging, GroupAuth, GroupStreams, GroupReplication,
}

// Setting is one flag: a row of the table.
type Setting struct {
	Name  string // with underscores
	Group Group
	Type  Type
	Unit  Unit
	// Default is the text of the built-in value. DefaultDoc describes it where it depends on the machine.
	Default, DefaultDoc string
	// Packaged is the value that the packaged memgraph.conf sets, where it is not the default.
	Packaged string
	// Min and Max bound numbers, inclusive. Max 0 means no bound but the type's.
	Min, Max int64
	// Choices are the values a text may have, compared without regard to case; none means any.
	Choices []string
	Doc     string
	Aliases []string // names of earlier versions
	Hidden  bool     // neither in the help text nor in SHOW CONFIG
	Secret  bool     // masked wherever it is shown
	// Accepted flags are parsed and checked so that an existing file starts, and do nothing.
	// Reason says why.
	Accepted bool
	Reason   string

	field func(*Config) any  // pointer to the field that takes the value
	check func(string) error // further demands on a text
}

// Flag is the name as one writes it on a command line.
func (s *Setting) Flag() string { return "--" + strings.ReplaceAll(s.Name, "_", "-") }

// upper is the largest permitted number: the row's bound, and never so much that the scaled
// value would overflow.
func (s *Setting) upper() int64 {
	limit := math.MaxInt64 / s.Unit.scale()
	if s.Type == Int {
		limit = min(limit, math.MaxInt32)
	}
	if s.Max > 0 {
		limit = min(limit, s.Max)
	}
	return limit
}

// table is every row, sorted by name; index finds them by name and alias.
var (
	table = sortedTable()
	index = indexTable(table)
)

func sortedTable() []*Setting {
	rows := slices.Concat(
		networkSettings, generalSettings, storageSettings, acceptedStorageSettings,
		recoverySettings, walSettings, snapshotSettings, querySettings,
		logSettings, authSettings, streamSettings, replicationSettings,
	)
	all := make([]*Setting, len(rows))
	for i := range rows {
		all[i] = &rows[i]
	}
	slices.SortFunc(all, func(a, b *Setting) int { return strings.Compare(a.Name, b.Name) })
	return all
}

func indexTable(rows []*Setting) map[string]*Setting {
	byName := make(map[string]*Setting, len(rows))
	for _, s := range rows {
		byName[s.Name] = s
		for _, alias := range s.Aliases {
			byName[alias] = s
		}
	}
	return byName
}

// Settings returns a copy of the table, sorted by name.
func Settings() []Setting {
	rows := make([]Setting, len(table))
	for i, s := range table {
		rows[i] = *s
	}
	return rows
}
