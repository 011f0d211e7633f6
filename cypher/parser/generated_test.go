package parser

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// TestGenerated makes sure that the checked-in parser is the grammar's. It needs
// Java, and the ANTLR tool in ANTLR_JAR.
func TestGenerated(t *testing.T) {
	jar := os.Getenv("ANTLR_JAR")
	if jar == "" {
		t.Skip("ANTLR_JAR is not set")
	}
	dir := t.TempDir()
	tool := exec.Command("java", "-jar", jar, "-Dlanguage=Go", "-package", "grammar",
		"-no-listener", "-no-visitor", "-o", dir, "Cypher.g4")
	tool.Dir = "grammar"
	if out, err := tool.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, name := range []string{"cypher_lexer.go", "cypher_parser.go"} {
		want, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(filepath.Join("internal", "grammar", name))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s is not what the grammar generates: run go generate", name)
		}
	}
}
