package wal

import (
	"bytes"
	"encoding/hex"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"

	"memgraphd/durability/vfs"
)

var update = flag.Bool("update", false, "write the golden files anew")

// goldenCommits are what the golden log holds; FORMAT.md explains its bytes.
var goldenCommits = []struct {
	timestamp uint64
	payload   string
}{{3, "first"}, {5, "second"}, {8, strings.Repeat("x", 360)}}

// field is a part of a file as FORMAT.md names it.
type field struct {
	length int
	name   string
}

var headerFields = []field{
	{8, "magic"},
	{4, "format version"},
	{4, "kind"},
	{16, "database"},
	{8, "generation"},
	{8, "sequence"},
	{8, "last commit before"},
	{8, "created"},
	{8, "size"},
	{4, "chain"},
	{4, "flags"},
	{4, "zero"},
	{4, "checksum"},
}

var footerFields = append(recordFields("footer"), field{8, "records"}, field{8, "first commit"}, field{8, "file size"})

func recordFields(what string) []field {
	return []field{
		{4, what + ": checksum"}, {4, "chain"}, {1, "type"}, {7, "length"}, {8, "commit"}, {8, "time"}, {8, "synced"},
	}
}

// goldenFiles are the files of the golden log and their parts.
var goldenFiles = []struct {
	name   string
	fields []field
}{
	{fileName(1), slices.Concat(headerFields,
		recordFields("record 1"), []field{{5, "payload"}, {3, "padding"}},
		recordFields("record 2"), []field{{6, "payload"}, {2, "padding"}}, footerFields)},
	{fileName(2), slices.Concat(headerFields, recordFields("record 1"))},
	{cleanName, headerFields},
}

func TestGolden(t *testing.T) {
	synctest.Test(t, func(t *testing.T) { // so that the clock stands still
		mem := vfs.NewMem()
		w := mustOpen(t, mem, options(512))
		for _, c := range goldenCommits {
			if err := appendWait(w, c.timestamp, []byte(c.payload)); err != nil {
				t.Fatal(err)
			}
		}
		mustClose(t, w)
		for _, file := range goldenFiles {
			data := read(t, mem, filepath.Join(dir, file.name))
			golden := filepath.Join("testdata", file.name+".hex")
			text := annotate(data, file.fields)
			if *update {
				if err := os.WriteFile(golden, []byte(text), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if !bytes.Equal(data, readHex(t, golden)) {
				t.Errorf("%s is not as in %s:\n%s", file.name, golden, text)
			}
		}
	})
}

func TestGoldenScan(t *testing.T) {
	mem := vfs.NewMem()
	if err := vfs.MkdirAll(mem, dir); err != nil {
		t.Fatal(err)
	}
	for _, file := range goldenFiles {
		data := readHex(t, filepath.Join("testdata", file.name+".hex"))
		if err := vfs.WriteFile(mem, filepath.Join(dir, file.name), data); err != nil {
			t.Fatal(err)
		}
	}
	found, state := mustScan(t, mem)
	if len(found) != len(goldenCommits) || !state.Clean {
		t.Fatalf("%d commits, %+v", len(found), state)
	}
	for i, c := range goldenCommits {
		if found[i].Timestamp != c.timestamp || string(found[i].Payload) != c.payload {
			t.Errorf("commit %d: %+v", i, found[i])
		}
	}
}

// annotate is a hex dump, a field on a line.
func annotate(data []byte, fields []field) string {
	var b strings.Builder
	for _, f := range fields {
		fmt.Fprintf(&b, "%-34x # %s\n", data[:f.length], f.name)
		data = data[f.length:]
	}
	for len(data) > 0 {
		n := 1
		for n < len(data) && data[n] == data[0] {
			n++
		}
		if n > 1 {
			fmt.Fprintf(&b, "%02x*%d\n", data[0], n)
		} else {
			fmt.Fprintf(&b, "%02x\n", data[0])
		}
		data = data[n:]
	}
	return b.String()
}

func readHex(t *testing.T, path string) []byte {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var data []byte
	for line := range strings.Lines(string(text)) {
		line, _, _ = strings.Cut(line, "#")
		digits, times, repeated := strings.Cut(strings.TrimSpace(line), "*")
		b, err := hex.DecodeString(digits)
		n := 1
		if repeated && err == nil {
			n, err = strconv.Atoi(times)
		}
		if err != nil {
			t.Fatalf("%s: %q: %v", path, line, err)
		}
		data = append(data, bytes.Repeat(b, n)...)
	}
	return data
}
