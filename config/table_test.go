package config

import (
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"
)

// TestTableHasEveryMemgraphFlag compares the table with the list of flags in testdata: names, types
// and defaults, in both directions.
func TestTableHasEveryMemgraphFlag(t *testing.T) {
	list, err := os.ReadFile("testdata/memgraph_flags.txt")
	if err != nil {
		t.Fatal(err)
	}
	listed := make(map[string]bool)
	for line := range strings.Lines(string(list)) {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		fields := strings.SplitN(line, " ", 3)
		listed[fields[0]] = true
		compareWithMemgraph(t, fields[0], fields[1], fields[2])
	}
	for _, s := range table {
		if !listed[s.Name] {
			t.Errorf("%s is in the table but not in the list", s.Name)
		}
	}
}

func compareWithMemgraph(t *testing.T, name, typ, def string) {
	t.Helper()
	s := index[name]
	if s == nil {
		t.Errorf("%s is missing", name)
		return
	}
	if string(s.Type) != typ {
		t.Errorf("%s is of type %s, want %s", name, s.Type, typ)
	}
	theirs, ours, differs := strings.Cut(def, " ours=")
	if !differs {
		ours = theirs
	}
	if ours == "-" {
		ours = ""
	}
	if ours == "cores" {
		if s.DefaultDoc == "" {
			t.Errorf("the default of %s depends on the machine and is not described", name)
		}
		return
	}
	if s.Default != ours {
		t.Errorf("%s has default %q, want %q", name, s.Default, ours)
	}
	if differs && !strings.Contains(s.Doc, "(Memgraph") {
		t.Errorf("%s differs from Memgraph and does not say so", name)
	}
}

func TestRowsAreComplete(t *testing.T) {
	for _, s := range table {
		if s.Group == "" || s.Doc == "" || !strings.HasSuffix(strings.TrimSuffix(s.Doc, ")"), ".") && !s.Accepted {
			t.Errorf("%s lacks a group or a description that is a sentence", s.Name)
		}
		if s.Accepted == (s.field != nil) {
			t.Errorf("%s must either have a field or be accepted without effect", s.Name)
		}
		if s.Accepted != (s.Reason != "") {
			t.Errorf("%s must give a reason if, and only if, it has no effect", s.Name)
		}
		if value, err := s.parse(s.Default); err != nil || format(value) != s.Default {
			t.Errorf("%s: default %q reads as %v, %v", s.Name, s.Default, value, err)
		}
		if s.Packaged != "" {
			if _, err := s.parse(s.Packaged); err != nil {
				t.Errorf("%s: packaged value: %v", s.Name, err)
			}
		}
	}
}

// TestEveryFieldHasItsOwnFlag finds fields that no flag fills in and flags that share a field.
func TestEveryFieldHasItsOwnFlag(t *testing.T) {
	c := &Config{}
	owner := make(map[any]string)
	for _, s := range table {
		if s.field == nil {
			continue
		}
		p := s.field(c)
		if other := owner[p]; other != "" {
			t.Errorf("%s and %s share a field", s.Name, other)
		}
		owner[p] = s.Name
	}
	derived := map[string]bool{"Snapshot.Every": true, "Snapshot.Cron": true, "Auth.InitialUser": true, "Auth.InitialPassword": true}
	walkFields(reflect.ValueOf(c).Elem(), "", func(name string, p any) {
		if owner[p] == "" && !derived[name] {
			t.Errorf("no flag fills in %s", name)
		}
	})
}

// walkFields calls visit with the path of every exported leaf and a pointer to it.
func walkFields(v reflect.Value, prefix string, visit func(name string, p any)) {
	for i := range v.NumField() {
		field := v.Type().Field(i)
		switch {
		case !field.IsExported():
		case field.Type.Kind() == reflect.Struct:
			walkFields(v.Field(i), prefix+field.Name+".", visit)
		default:
			visit(prefix+field.Name, v.Field(i).Addr().Interface())
		}
	}
}

func TestNamesAreUnique(t *testing.T) {
	seen := make(map[string]bool)
	for _, s := range table {
		for _, name := range append([]string{s.Name}, s.Aliases...) {
			if seen[name] || includeNames[name] || requestNames[name] != "" {
				t.Errorf("%s is given twice", name)
			}
			seen[name] = true
		}
	}
	for _, a := range envAliases {
		if index[a.setting] == nil {
			t.Errorf("%s stands for %s, which does not exist", a.variable, a.setting)
		}
	}
}

func TestSettingsIsACopy(t *testing.T) {
	Settings()[0].Default = "changed"
	if got := Settings(); got[0].Default == "changed" || len(got) != len(table) {
		t.Errorf("Settings shares memory with the table, or has %d rows instead of %d", len(got), len(table))
	}
}

func ExampleConfig_Settings() {
	c, _, _ := Load(Sources{Args: []string{"--aws-secret-key=hunter2"}, ReadFile: noFiles})
	for _, row := range c.Settings() {
		if row.Name == "aws_secret_key" || row.Name == "storage_wal_file_size_kib" {
			fmt.Printf("%s %q %q\n", row.Name, row.Default, row.Current)
		}
	}
	// Output:
	// aws_secret_key "" "********"
	// storage_wal_file_size_kib "20480" "20480"
}
