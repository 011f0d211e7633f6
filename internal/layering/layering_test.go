package layering

import (
	"bytes"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// TestImports holds the tables over every Go file of the repository.
func TestImports(t *testing.T) {
	root, module := findModule(t)
	sources := readSources(t, root)
	if len(sources) < 50 {
		t.Fatalf("found only %d Go files below %s", len(sources), root)
	}
	for _, s := range sources {
		for _, violation := range s.violations(module) {
			t.Error(violation)
		}
	}
}

// findModule walks up to the folder that holds go.mod and returns it with the module's path.
func findModule(t *testing.T) (root, module string) {
	t.Helper()
	root, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		content, err := os.ReadFile(filepath.Join(root, "go.mod"))
		if err == nil {
			line, _, _ := bytes.Cut(content, []byte("\n"))
			return root, strings.TrimSpace(strings.TrimPrefix(string(line), "module "))
		}
		if root == filepath.Dir(root) {
			t.Fatal("no go.mod in any folder above")
		}
		root = filepath.Dir(root)
	}
}

// readSources reads the imports of every Go file that the go command would look at.
func readSources(t *testing.T, root string) []source {
	t.Helper()
	var sources []source
	err := filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && name != root && ignored(entry.Name()) {
			return filepath.SkipDir
		}
		if entry.IsDir() || filepath.Ext(name) != ".go" {
			return nil
		}
		s, err := readSource(root, name)
		sources = append(sources, s)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return sources
}

func ignored(folder string) bool {
	return folder == "testdata" || folder == "vendor" || folder[0] == '.' || folder[0] == '_'
}

func readSource(root, name string) (source, error) {
	file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
	if err != nil {
		return source{}, err
	}
	relative, err := filepath.Rel(root, name)
	if err != nil {
		return source{}, err
	}
	s := source{file: filepath.ToSlash(relative)}
	for _, spec := range file.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			return source{}, err
		}
		s.imports = append(s.imports, imported)
	}
	return s, nil
}

// TestRules tries the tables on files that do not exist.
func TestRules(t *testing.T) {
	for _, c := range []struct {
		file, imports, want string
	}{
		{"engine/value/v.go", "m/engine/column", "engine/value imports nothing of ours"},
		{"engine/value/v.go", "m/engine/value/spatial", ""},
		{"engine/index/i.go", "m/engine/value", ""},
		{"engine/index/i.go", "m/engine", ""},
		{"engine/index/i.go", "m/durability/vfs", "engine imports only engine/value"},
		{"durability/wal/w.go", "m/engine/column", ""},
		{"durability/wal/w.go", "m/cypher", "durability imports only engine, engine/value"},
		{"cypher/exec/e.go", "m/durability", "cypher imports only engine, engine/value, internal/spelling"},
		{"cypher/exec/e_test.go", "m/bolt", "cypher imports only engine, engine/value, internal/spelling"},
		{"cypher/optimize/o.go", "m/cypher/exec", "without knowing who runs it"},
		{"cypher/optimize/o_test.go", "m/cypher/exec", ""},
		{"cypher/compile/compiletest/c.go", "m/cypher/eval", ""},
		{"cypher/exec/order/o.go", "m/cypher/semantic", "without knowing how it was made"},
		{"durability/wal/w.go", "m/durability/snapshot", "only recovery knows both"},
		{"bolt/b.go", "m/engine/value", ""},
		{"bolt/b.go", "m/engine", "bolt imports only engine/value"},
		{"config/c.go", "m/engine/value", "config imports only internal/spelling"},
		{"cmd/memgraphd/main.go", "m/bolt", ""},
		{"cmd/memgraphd/main.go", "m/common", "belongs to no room"},
		{"enginex/e.go", "fmt", "enginex/e.go belongs to no room"},
		{"durability/wal/w.go", "os", "data goes through durability/vfs"},
		{"durability/wal/w.go", "os/signal", "data goes through durability/vfs"},
		{"durability/wal/w_test.go", "os", ""},
		{"durability/vfs/os.go", "os", ""},
		{"cypher/load/csv.go", "os", ""},
		{"engine/store.go", "go.uber.org/zap/zapcore", "they do not log"},
		{"cypher/session.go", "go.uber.org/zap", ""},
		{"cypher/exec/scan.go", "go.uber.org/zap", "they do not log"},
		{"cmd/memgraphd/main.go", "github.com/spf13/viper", "plain structs"},
		{"cypher/exec/e_test.go", "github.com/antlr4-go/antlr/v4", "sees its trees"},
		{"engine/store.go", "testing", "must not be linked"},
		{"engine/store.go", "testing/quick", "must not be linked"},
		{"engine/enginetest/h.go", "testing", ""},
		{"engine/store_test.go", "pgregory.net/rapid", ""},
		{"cypher/run.go", "m/cypher/reference", "must not be linked"},
		{"cypher/run_test.go", "m/cypher/reference", ""},
		{"cypher/run.go", "m/internal/tck", "must not be linked"},
		{"cypher/run_test.go", "m/internal/tck", ""},
		{"internal/tck/suite.go", "testing", ""},
		{"internal/tck/scenario.go", "m/engine", "internal/tck imports only internal/tck/feature, engine/value, cypher"},
	} {
		got := strings.Join(source{file: c.file, imports: []string{c.imports}}.violations("m"), "; ")
		if (c.want == "") != (got == "") || !strings.Contains(got, c.want) {
			t.Errorf("%s importing %s: got %q, want %q", c.file, c.imports, got, c.want)
		}
	}
}
