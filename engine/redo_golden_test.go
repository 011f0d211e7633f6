package engine

import (
	"encoding/hex"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden file anew")

const redoGolden = "testdata/redo.hex"

// opNames are the operations as durability/FORMAT.md names them.
var opNames = map[byte]string{
	opLabel: "label", opKey: "key", opType: "type", opSet: "label set",
	opCreateNodes: "create nodes", opNodeProperty: "node property", opNodeColumn: "node column",
	opNodeLabels: "node labels", opDeleteNode: "delete node",
	opCreateRels: "create relationships", opRelProperty: "relationship property",
	opRelColumn: "relationship column", opDeleteRel: "delete relationship",
	opCreateIndex: "create index", opDropIndex: "drop index",
	opCreateConstraint: "create constraint", opDropConstraint: "drop constraint", opMeta: "entry",
	opCreateNamed: "create named index", opDropNamed: "drop named index",
}

// TestRedoGolden pins the bytes that logs hold. A change here breaks files.
func TestRedoGolden(t *testing.T) {
	log := &testLog{records: map[uint64][]byte{}}
	db := New(Options{Log: log})
	defer db.Close()
	everything(t, db)
	var text strings.Builder
	seen := map[byte]bool{}
	for commit := uint64(1); commit <= db.LastCommit(); commit++ {
		fmt.Fprintf(&text, "# commit %d\n", commit)
		annotateRedo(&text, log.records[commit], seen)
	}
	for code, name := range opNames {
		if !seen[code] {
			t.Errorf("no record holds the operation %q", name)
		}
	}
	if *update {
		if err := os.WriteFile(redoGolden, []byte(text.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(redoGolden)
	if err != nil {
		t.Fatal(err)
	}
	if got := text.String(); got != string(want) {
		t.Errorf("the records are not as in %s:\n%s", redoGolden, got)
	}
	replayed := New(Options{})
	defer replayed.Close()
	for i, redo := range readRedo(t, string(want)) {
		if err := replayed.Replay(uint64(i+1), redo); err != nil {
			t.Fatal(err)
		}
	}
	if err := replayed.BuildIndexes(nil); err != nil {
		t.Fatal(err)
	}
	sameDatabases(t, db, replayed)
}

// annotateRedo writes the operations of a record, each on a line.
func annotateRedo(w *strings.Builder, redo []byte, seen map[byte]bool) {
	r := redoReader{all: redo, src: redo}
	fmt.Fprintf(w, "%02x # version\n", r.byte())
	for from := r.offset(); len(r.src) > 0; from = r.offset() {
		r.next()
		seen[r.op.code] = true
		fmt.Fprintf(w, "%x # %s\n", redo[from:r.offset()], opNames[r.op.code])
	}
}

// readRedo is the reverse of annotateRedo for many records.
func readRedo(t *testing.T, text string) (records [][]byte) {
	t.Helper()
	for line := range strings.Lines(text) {
		digits, comment, _ := strings.Cut(line, "#")
		if strings.HasPrefix(comment, " commit") {
			records = append(records, nil)
			continue
		}
		b, err := hex.DecodeString(strings.TrimSpace(digits))
		if err != nil {
			t.Fatalf("%s: %q: %v", redoGolden, line, err)
		}
		last := len(records) - 1
		records[last] = append(records[last], b...)
	}
	return records
}
