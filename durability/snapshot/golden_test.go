package snapshot

import (
	"bytes"
	"encoding/hex"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"memgraphd/durability/format"
	"memgraphd/durability/vfs"
	"memgraphd/engine"
	"memgraphd/engine/column"
	"memgraphd/engine/value"
	"memgraphd/engine/vector"
)

var update = flag.Bool("update", false, "write the golden file anew")

// goldenStore is (0:Person {name: "Ann", age: 7, tall: true})-[0:KNOWS {since: 300}]->(1:Person
// {name: "Bob", mixed: true, size: 1.5}) and (0)-[1:KNOWS {since: 1}]->(1), with an index and a
// constraint: a column of every type. FORMAT.md explains its bytes.
func goldenStore() *fakeStore {
	s := newFakeStore()
	s.catalog = &engine.Catalog{
		UUID: "6f3f3c1e-56d1-4f36-9d0b-1f5f2b1f7a01", Commit: 5, NextNode: 2, NextRel: 2, Nodes: 2, Relationships: 2,
		Labels: []string{"Person"}, Properties: []string{"name", "age", "mixed", "tall", "size", "since"}, Types: []string{"KNOWS"},
		LabelSets: [][]engine.LabelID{{}, {0}},
		Indexes: []engine.IndexSpec{
			{Kind: engine.IndexLabelProps, Properties: []engine.PropertyID{0}},
			{Kind: engine.IndexNested, Properties: []engine.PropertyID{2, 0}, Paths: [][]string{{"a.b", "c"}, nil}},
			{
				Kind: engine.IndexVector, Properties: []engine.PropertyID{2}, Name: "near", Labels: []engine.LabelID{0},
				Vector: vector.Config{Dimension: 128, Metric: vector.Cos, Capacity: 1000, Resize: 2, Scalar: "f32"},
			},
		},
		Constraints: []engine.ConstraintSpec{
			{Kind: engine.ConstraintType, Properties: []engine.PropertyID{1}, DataType: "INTEGER"},
		},
		Meta: []engine.MetaEntry{{Space: "s", Key: "k", Value: []byte("v")}},
	}
	labels := make([]engine.LabelSet, engine.ChunkRows)
	labels[0], labels[1] = 1, 1
	s.nodes[0] = &engine.NodeImage{Live: rowBits{3}, Labels: labels, Columns: []engine.ColumnImage{
		{Key: 0, Type: column.String, Present: rowBits{3}, Offsets: []uint32{0, 3, 6}, Data: []byte("AnnBob")},
		{Key: 1, Type: column.Int, Present: rowBits{1}, Ints: []int64{7}},
		{Key: 2, Type: column.Any, Present: rowBits{2}, Values: []value.Value{value.Bool(true)}},
		{Key: 3, Type: column.Bool, Present: rowBits{1}, Bools: []bool{true}},
		{Key: 4, Type: column.Float, Present: rowBits{2}, Floats: []float64{1.5}},
	}}
	to := make([]uint64, engine.ChunkRows)
	to[0], to[1] = 1, 1
	s.rels[0] = &engine.RelationshipImage{
		Live: rowBits{3}, From: make([]uint64, engine.ChunkRows), To: to, Type: make([]engine.TypeID, engine.ChunkRows),
		Columns: []engine.ColumnImage{{Key: 5, Type: column.Int, Present: rowBits{3}, Ints: []int64{300, 1}}},
	}
	return s
}

// goldenParts are the parts of the golden file, as FORMAT.md names them.
var goldenParts = []struct {
	length int
	name   string
}{
	{format.HeaderSize, "header"},
	{4, "block: checksum"},
	{4, "kind: catalog"},
	{8, "payload length"},
	{4, "number"},
	{4, "zero"},
	{37, "database"},
	{5, "last commit, next node, next relationship, nodes, relationships"},
	{8, "labels"},
	{32, "property keys"},
	{7, "relationship types"},
	{4, "label sets"},
	{6, "indexes: label and property"},
	{6, "nested: kind, label, type, keys"},
	{8, "paths"},
	{5, "vector: kind, label, type, keys"},
	{5, "name"},
	{4, "match, labels, types"},
	{10, "dimension, metric, capacity, resize coefficient, scalar kind"},
	{13, "constraints"},
	{7, "entries"},
	{3, "padding"},
	{24, "block: nodes"},
	{128, "live rows"},
	{9, "label sets, packed: least, width 0"},
	{1, "columns"},
	{2, "key, type string"},
	{128, "present rows"},
	{9, "lengths, packed"},
	{6, "bytes"},
	{2, "key, type integer"},
	{128, "present rows"},
	{9, "values, packed"},
	{2, "key, type any"},
	{128, "present rows"},
	{2, "value"},
	{2, "key, type boolean"},
	{128, "present rows"},
	{1, "value"},
	{2, "key, type float"},
	{128, "present rows"},
	{8, "value"},
	{1, "padding"},
	{24, "block: relationships"},
	{128, "live rows"},
	{9, "from, packed"},
	{9, "to, packed"},
	{9, "types, packed"},
	{1, "columns"},
	{2, "key, type integer"},
	{128, "present rows"},
	{13, "values, packed: least, width 2"},
	{5, "padding"},
	{24, "block: footer"},
	{8, "nodes"},
	{8, "relationships"},
	{8, "blocks"},
	{32, "catalog: offset, size, kind, number, checksum, rows"},
	{32, "nodes"},
	{32, "relationships"},
	{8, "trailer: offset of the footer"},
	{8, "its size"},
	{4, "SEND"},
	{4, "checksum"},
}

func TestGolden(t *testing.T) {
	const golden = "testdata/snapshot.hex"
	mem := vfs.NewMem()
	opts := testOptions
	opts.Workers = 1
	if _, err := Write(t.Context(), mem, "/s", goldenStore(), opts); err != nil {
		t.Fatal(err)
	}
	data, err := vfs.ReadFile(mem, "/s")
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	rest := data
	for _, part := range goldenParts {
		dumpPart(&text, rest[:part.length], part.name)
		rest = rest[part.length:]
	}
	if len(rest) > 0 {
		t.Errorf("%d bytes belong to no part", len(rest))
	}
	if *update {
		if err := os.WriteFile(golden, []byte(text.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want := readHex(t, golden)
	if !bytes.Equal(data, want) {
		t.Errorf("the file is not as in %s:\n%s", golden, text.String())
	}
	if err := vfs.WriteFile(mem, "/golden", want); err != nil {
		t.Fatal(err)
	}
	if info, err := Verify(t.Context(), mem, "/golden", 1); err != nil || info.Nodes != 2 || info.Relationships != 2 {
		t.Errorf("the golden file: %+v, %v", info, err)
	}
}

// dumpPart writes a part as lines of up to 32 bytes, leaving out lines of zeros at its end.
func dumpPart(w *strings.Builder, b []byte, name string) {
	zeros := len(b) - len(bytes.TrimRight(b, "\x00"))
	zeros -= zeros % 32
	fmt.Fprintf(w, "# %s\n", name)
	for i := 0; i < len(b)-zeros; i += 32 {
		fmt.Fprintf(w, "%x\n", b[i:min(i+32, len(b)-zeros)])
	}
	if zeros > 0 {
		fmt.Fprintf(w, "zeros %d\n", zeros)
	}
}

func readHex(t *testing.T, path string) (data []byte) {
	t.Helper()
	text, err := os.ReadFile(filepath.FromSlash(path))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "#") {
			continue
		}
		var zeros int
		if n, _ := fmt.Sscanf(line, "zeros %d", &zeros); n == 1 {
			data = append(data, make([]byte, zeros)...)
			continue
		}
		b, err := hex.DecodeString(line)
		if err != nil {
			t.Fatalf("%s: %q: %v", path, line, err)
		}
		data = append(data, b...)
	}
	return data
}

// TestGoldenOfBefore reads files that were written before indexes had names, and before they were
// on nested properties.
func TestGoldenOfBefore(t *testing.T) {
	for _, name := range []string{"snapshot_unnamed.hex", "snapshot_plain.hex"} {
		mem := vfs.NewMem()
		if err := vfs.WriteFile(mem, "/old", readHex(t, "testdata/"+name)); err != nil {
			t.Fatal(err)
		}
		if info, err := Verify(t.Context(), mem, "/old", 1); err != nil || info.Nodes != 2 || info.Relationships != 2 {
			t.Errorf("%s: %+v, %v", name, info, err)
		}
	}
}
