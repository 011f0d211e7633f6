package config

import (
	"bytes"
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"io/fs"
	"os"
	"strings"
	"testing"
)

//go:generate go test -run Golden -update .

var update = flag.Bool("update", false, "write the golden files instead of comparing with them")

func TestHelpGolden(t *testing.T)   { golden(t, "testdata/help.txt", Help) }
func TestSampleGolden(t *testing.T) { golden(t, "../deploy/memgraph.conf", Sample) }

// golden compares what write prints with a file.
func golden(t *testing.T, path string, write func(io.Writer) error) {
	t.Helper()
	got := &bytes.Buffer{}
	if err := write(got); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(path, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got.Bytes(), want) {
		t.Errorf("%s is out of date; go generate ./config writes it anew", path)
	}
}

// TestSampleLoads starts with the packaged file and sees that it sets what packages set, and that
// every commented line is valid as well.
func TestSampleLoads(t *testing.T) {
	text := &bytes.Buffer{}
	if err := Sample(text); err != nil {
		t.Fatal(err)
	}
	c, warnings, err := Load(fromFile(text.Bytes()))
	if err != nil || len(warnings) > 0 {
		t.Fatal(err, warnings)
	}
	if !c.Snapshot.OnExit || c.Log.File == "" {
		t.Error("the sample does not set what packages set")
	}
	uncommented := strings.ReplaceAll(text.String(), "\n# --", "\n--")
	for line := range strings.Lines(uncommented) {
		if strings.HasPrefix(line, "--") && !strings.HasSuffix(line, "=\n") {
			if _, _, err := Load(fromFile([]byte(line))); err != nil && !strings.Contains(err.Error(), "TLS needs both") {
				t.Error(err)
			}
		}
	}
}

func TestHelpXML(t *testing.T) {
	out := &bytes.Buffer{}
	if err := HelpXML(out); err != nil {
		t.Fatal(err)
	}
	var doc xmlFlags
	if err := xml.Unmarshal(out.Bytes(), &doc); err != nil {
		t.Fatal(err)
	}
	names := make(map[string]xmlFlag)
	for _, f := range doc.Flags {
		names[f.Name] = f
	}
	if got := names["auth_password_strength_regex"]; got.Default != ".+" || got.Type != "string" {
		t.Errorf("got %+v", got)
	}
	if _, shown := names["license_key"]; shown {
		t.Error("a hidden flag is shown")
	}
}

func TestWritersReportErrors(t *testing.T) {
	for _, write := range []func(io.Writer) error{Help, HelpXML, Sample} {
		if err := write(fullDisk{}); !errors.Is(err, fs.ErrInvalid) {
			t.Errorf("error %v is lost", err)
		}
	}
}

type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, fs.ErrInvalid }
