package config

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/cockroachdb/datadriven"
)

func noFiles(string) ([]byte, error) { return nil, fs.ErrNotExist }

// TestLoad runs the scenarios in testdata/load. Their commands are
//
//	file path=P    the input is the content of a file
//	env            the input is a list of variables, one NAME=value per line
//	reset          forget files and variables
//	load           the input is the command line, one word per line; the output is every setting that
//	               is not at its default place, the initial user, warnings and errors
func TestLoad(t *testing.T) {
	datadriven.Walk(t, "testdata/load", func(t *testing.T, path string) {
		var src Sources
		files := make(map[string]string)
		src.ReadFile = func(name string) ([]byte, error) {
			if content, ok := files[name]; ok {
				return []byte(content), nil
			}
			return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
		}
		datadriven.RunTest(t, path, func(t *testing.T, d *datadriven.TestData) string {
			switch d.Cmd {
			case "file":
				var name string
				d.ScanArgs(t, "path", &name)
				files[name] = d.Input
			case "env":
				src.Environ = append(src.Environ, strings.Split(d.Input, "\n")...)
			case "reset":
				src.Environ = nil
				clear(files)
			case "load":
				src.Args = words(d.Input)
				return describeLoad(src)
			default:
				d.Fatalf(t, "unknown command %q", d.Cmd)
			}
			return ""
		})
	})
}

func words(input string) []string {
	if input == "" {
		return nil
	}
	return strings.Split(input, "\n")
}

func describeLoad(src Sources) string {
	c, warnings, err := Load(src)
	out := &strings.Builder{}
	if c != nil {
		for _, s := range table {
			if c.Explicit(s.Name) {
				fmt.Fprintf(out, "%s=%s [%s]\n", s.Name, c.values[s.Name], c.Origin(s.Name))
			}
		}
		if c.Auth.InitialUser != "" {
			fmt.Fprintf(out, "initial user %q with password %q\n", c.Auth.InitialUser, c.Auth.InitialPassword)
		}
	}
	for _, w := range warnings {
		fmt.Fprintf(out, "warning: %s\n", w)
	}
	if err != nil {
		for line := range strings.Lines(err.Error()) {
			fmt.Fprintf(out, "error: %s\n", strings.TrimSuffix(line, "\n"))
		}
	}
	if out.Len() == 0 {
		return "defaults\n"
	}
	return out.String()
}

func TestRequests(t *testing.T) {
	broken := func(string) ([]byte, error) { return nil, errors.New("must not be read") }
	for arg, want := range map[string]Request{
		"--help": RequestHelp, "-h": RequestHelp, "-help=yes": RequestHelp, "--help-xml": RequestHelpXML,
		"--help_xml": RequestHelpXML, "--version": RequestVersion,
	} {
		_, _, err := Load(Sources{Args: []string{"--nonsense", arg}, ReadFile: broken})
		var got Request
		if !errors.As(err, &got) || got != want {
			t.Errorf("Load(%s) = %v, want a request for %s", arg, err, want)
		}
	}
	if _, _, err := Load(Sources{Args: []string{"--help=false"}, ReadFile: noFiles}); errors.As(err, new(Request)) {
		t.Error("--help=false asked for help")
	}
}

func TestFieldsAreInBaseUnits(t *testing.T) {
	c, _, err := Load(Sources{ReadFile: noFiles, Args: []string{
		"--memory-limit=3", "--storage-wal-file-size-kib=2", "--query-execution-timeout-sec=0.25", "--log-min-duration-ms", "-1",
		"--data-dir-lock-acquisition-timeout-sec=90", "--log-retention-days=7", "--bolt-port=1", "--nostorage-wal-enabled",
	}})
	if err != nil {
		t.Fatal(err)
	}
	for name, pair := range map[string][2]any{
		"memory limit": {c.Memory.Limit, uint64(3 << 20)}, "WAL file size": {c.WAL.FileSize, uint64(2048)},
		"timeout": {c.Query.Timeout, 250 * time.Millisecond}, "minimum duration": {c.Log.MinDuration, -time.Millisecond},
		"lock time-out": {c.Storage.LockTimeout, 90 * time.Second}, "retention": {c.Log.RetentionDays, 7},
		"port": {c.Bolt.Port, 1}, "WAL": {c.WAL.Enabled, false},
	} {
		if pair[0] != pair[1] {
			t.Errorf("%s is %v, want %v", name, pair[0], pair[1])
		}
	}
}

func TestSnapshotSchedule(t *testing.T) {
	for _, c := range []struct {
		args  []string
		every time.Duration
		cron  string
	}{
		{nil, 300 * time.Second, ""},
		{[]string{"--storage-snapshot-interval-sec=0"}, 0, ""},
		{[]string{"--storage-snapshot-interval-sec=9"}, 9 * time.Second, ""},
		{[]string{"--storage-snapshot-interval-sec=9", "--storage-snapshot-interval=60"}, time.Minute, ""},
		{[]string{"--storage-snapshot-interval=0 0 3 * * *"}, 0, "0 0 3 * * *"},
	} {
		got, _, err := Load(Sources{Args: c.args, ReadFile: noFiles})
		if err != nil {
			t.Fatal(err)
		}
		if s := got.Snapshot; s.Every != c.every || s.Cron != c.cron || s.Periodic() != (c.every > 0 || c.cron != "") {
			t.Errorf("%q: every %v, cron %q, periodic %v", c.args, s.Every, s.Cron, s.Periodic())
		}
	}
}

func TestProcessSources(t *testing.T) {
	name := filepath.Join(t.TempDir(), "flags")
	if err := os.WriteFile(name, []byte("--bolt-port=7000\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("HOME", t.TempDir())
	t.Setenv("MEMGRAPH_CONFIG", name)
	c, _, err := Load(ProcessSources([]string{"--log-level=error"}))
	if err != nil {
		t.Fatal(err)
	}
	if c.Bolt.Port != 7000 || c.Log.Level != "ERROR" {
		t.Errorf("port %d, level %s", c.Bolt.Port, c.Log.Level)
	}
}

func TestPassfile(t *testing.T) {
	for content, want := range map[string][2]string{
		"ada:lovelace":              {"ada", "lovelace"},
		"ada:love:lace\nmore:x":     {"ada", "love:lace"},
		`a\:da:love\:lace` + "\r\n": {"a:da", "love:lace"},
		"ada":                       {}, "": {}, ":": {}, "\nada:x": {},
	} {
		user, password := splitPassfile(content)
		if got := [2]string{user, password}; got != want {
			t.Errorf("%q reads as %q, want %q", content, got, want)
		}
	}
}

// FuzzFile checks that no flag file brings Load down, and that what it accepts can be written out and
// read again.
func FuzzFile(f *testing.F) {
	sample := &bytes.Buffer{}
	if err := Sample(sample); err != nil {
		f.Fatal(err)
	}
	f.Add(sample.Bytes())
	f.Add([]byte("--bolt-port=1\n--nolog-query-plan\n#x\n\r\n-log_level=info\n--flag-file=a"))
	f.Add([]byte("--query-execution-timeout-sec=1e3\n--storage-snapshot-interval=1 2 3 4 5 6"))
	f.Fuzz(func(t *testing.T, content []byte) {
		first, _, err := Load(fromFile(content))
		if err != nil {
			return
		}
		text := &bytes.Buffer{}
		for _, s := range table {
			fmt.Fprintf(text, "%s=%s\n", s.Flag(), first.values[s.Name])
		}
		second, _, err := Load(fromFile(text.Bytes()))
		if err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		if !slices.Equal(first.Settings(), second.Settings()) {
			t.Fatalf("%q changes when written and read again", content)
		}
	})
}

func fromFile(content []byte) Sources {
	return Sources{ReadFile: func(name string) ([]byte, error) {
		if name == systemFile {
			return content, nil
		}
		return nil, fs.ErrNotExist
	}}
}
