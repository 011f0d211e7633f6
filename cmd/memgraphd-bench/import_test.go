package main

import (
	"bytes"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"memgraphd/bolt"
)

// TestImportAgainstFloor has a server that does nothing import the graph: the files are there and the figures are kept.
func TestImportAgainstFloor(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	go func() { _ = bolt.New(constantBackend{}, bolt.Options{}).Serve(l) }()
	dir := t.TempDir()
	file := filepath.Join(dir, "floor.json")
	var out bytes.Buffer
	if err := dispatch([]string{"import", "--uri", l.Addr().String(), "--size", "tiny", "--name", "floor", "--json", file, "--dir", dir}, &out); err != nil {
		t.Fatal(err)
	}
	r, err := readResult(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, what := range []string{"csv_wall_us_per_node", "csv_us_per_node", "csv_wall_us_per_relationship", "csv_us_per_relationship"} {
		if _, ok := r.Load[what]; !ok {
			t.Errorf("%s is not kept", what)
		}
	}
	lines, err := os.ReadFile(filepath.Join(dir, "friendships.csv"))
	if err != nil || bytes.Count(lines, []byte("\n")) != sizes["tiny"].friendships+1 {
		t.Errorf("%d bytes of friendships, %v", len(lines), err)
	}
	if !strings.Contains(out.String(), "relationships: 1500") {
		t.Errorf("printed: %s", &out)
	}
}
