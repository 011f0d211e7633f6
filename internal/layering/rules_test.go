package layering

import (
	"fmt"
	"path"
	"slices"
	"strings"
)

// room is a folder with everything below it. The longest matching one counts.
type room struct {
	path string
	may  []string // rooms that its files may import, besides itself
}

// rooms is the table. A folder that belongs to no room fails the test.
var rooms = []room{
	{path: "engine/value"},
	{path: "engine", may: []string{"engine/value"}},
	{path: "durability", may: []string{"engine", "engine/value"}},
	{path: "cypher", may: []string{"engine", "engine/value", "internal/spelling"}},
	{path: "bolt", may: []string{"engine/value"}},
	{path: "config", may: []string{"internal/spelling"}},
	{path: "cmd", may: []string{"engine", "engine/value", "durability", "cypher", "bolt", "config"}},
	{path: "internal/layering"},
	{path: "internal/spelling"},
	{path: "internal/tck/feature"},
	{path: "internal/tck", may: []string{"internal/tck/feature", "engine/value", "cypher"}},
}

// wall keeps packages of one room apart: those behind it do not see the others. Tests look over it.
type wall struct {
	behind  []string // folders, with everything below them
	hides   []string // packages, with everything below them
	because string
}

var (
	compiler = []string{"cypher/ast", "cypher/parser", "cypher/semantic", "cypher/logical", "cypher/plan", "cypher/optimize", "cypher/compile"}
	executor = []string{"cypher/eval", "cypher/exec"}
	answers  = []string{"cypher/procedure", "cypher/schema", "cypher/show", "cypher/trigger", "cypher/dump", "cypher/explain", "cypher/expiry"}
)

var walls = []wall{
	{behind: compiler, hides: slices.Concat(executor, answers), because: "a plan is made without knowing who runs it"},
	{
		behind: executor, hides: append([]string{"cypher/parser", "cypher/semantic", "cypher/logical", "cypher/optimize", "cypher/compile"}, answers...),
		because: "a plan is run without knowing how it was made",
	},
	{behind: []string{"durability/wal"}, hides: []string{"durability/snapshot"}, because: "only recovery knows both"},
	{behind: []string{"durability/snapshot"}, hides: []string{"durability/wal"}, because: "only recovery knows both"},
}

// forTests are packages of ours that only tests may import, wherever these are.
var forTests = []string{"cypher/reference", "engine/enginetest", "internal/tck"}

// fence keeps a package of the standard library or of others inside some folders.
type fence struct {
	imports   string   // a package, with everything below it
	in        []string // the folders for which the fence stands, with everything below them; none means all
	except    []string // folders, with everything below them, that may import it nevertheless
	itself    string   // a folder that may import it, and nothing below it
	testsToo  bool     // whether the fence stands for test files as well
	allowTest bool     // folders named …test are for tests and may import it
	because   string
}

var fences = []fence{
	{
		imports: "os", in: []string{"engine", "durability"}, except: []string{"durability/vfs"},
		because: "data goes through durability/vfs, or crash tests cannot see it",
	},
	{
		imports: "io/ioutil", testsToo: true,
		because: "it is deprecated and hides os",
	},
	{
		imports: "go.uber.org/zap", except: []string{"cmd", "bolt", "durability"}, itself: "cypher",
		because: "the engine and the compiler return errors and count, they do not log",
	},
	{
		imports: "log", testsToo: true,
		because: "loggers are handed in, there is no global one",
	},
	{
		imports: "github.com/spf13", except: []string{"config"}, testsToo: true,
		because: "settings reach the rooms as plain structs",
	},
	{
		imports: "github.com/antlr4-go/antlr", except: []string{"cypher/parser"}, testsToo: true,
		because: "nothing behind the parser sees its trees",
	},
	testOnly("github.com/cockroachdb/datadriven"),
	testOnly("github.com/cucumber"),
	testOnly("github.com/google/go-cmp"),
	testOnly("github.com/neo4j/neo4j-go-driver"),
	testOnly("github.com/rogpeppe/go-internal"),
	testOnly("go.uber.org/goleak"),
	testOnly("pgregory.net/rapid"),
	testOnly("testing"),
}

func testOnly(imports string) fence {
	return fence{imports: imports, except: []string{"internal/tck"}, allowTest: true, because: "it is for tests and must not be linked into the server"}
}

// source is what one Go file imports.
type source struct {
	file    string // relative to the repository's root, with slashes
	imports []string
}

func (s source) folder() string { return path.Dir(s.file) }
func (s source) isTest() bool   { return strings.HasSuffix(s.file, "_test.go") }

// violations says what is wrong with a file of the given module, one sentence each.
func (s source) violations(module string) []string {
	var found []string
	for _, imported := range s.imports {
		var err error
		if ours, ok := strings.CutPrefix(imported, module+"/"); ok {
			err = s.checkArrow(ours)
		} else {
			err = s.checkFences(imported)
		}
		if err != nil {
			found = append(found, fmt.Sprintf("%s imports %s: %v", s.file, imported, err))
		}
	}
	if roomOf(s.folder()) == nil {
		found = append(found, s.file+" belongs to no room")
	}
	return found
}

// checkArrow checks an import of the project's own.
func (s source) checkArrow(ours string) error {
	from, to := roomOf(s.folder()), roomOf(ours)
	if withinAny(ours, forTests) && !withinAny(s.folder(), forTests) {
		if !s.isTest() {
			return fmt.Errorf("it is for tests and must not be linked into the server")
		}
		if to != nil && within(to.path, "internal/tck") {
			return nil
		}
	}
	if from == nil || to == nil {
		return fmt.Errorf("one of the two belongs to no room")
	}
	if err := s.checkWalls(ours); err != nil {
		return err
	}
	if from == to || slices.Contains(from.may, to.path) {
		return nil
	}
	if len(from.may) == 0 {
		return fmt.Errorf("%s imports nothing of ours", from.path)
	}
	return fmt.Errorf("%s imports only %s", from.path, strings.Join(from.may, ", "))
}

// checkWalls checks an import within a room.
func (s source) checkWalls(ours string) error {
	if s.isTest() || strings.HasSuffix(s.folder(), "test") {
		return nil
	}
	for _, w := range walls {
		if withinAny(s.folder(), w.behind) && withinAny(ours, w.hides) {
			return fmt.Errorf("%s", w.because)
		}
	}
	return nil
}

// checkFences checks an import of somebody else's.
func (s source) checkFences(imported string) error {
	for _, f := range fences {
		if !within(imported, f.imports) || s.isTest() && !f.testsToo {
			continue
		}
		stands := len(f.in) == 0 || withinAny(s.folder(), f.in)
		excepted := withinAny(s.folder(), f.except) || s.folder() == f.itself || f.allowTest && strings.HasSuffix(s.folder(), "test")
		if stands && !excepted {
			return fmt.Errorf("%s", f.because)
		}
	}
	return nil
}

// roomOf finds the innermost room of a folder.
func roomOf(folder string) *room {
	var best *room
	for i := range rooms {
		if within(folder, rooms[i].path) && (best == nil || len(rooms[i].path) > len(best.path)) {
			best = &rooms[i]
		}
	}
	return best
}

func within(folder, outer string) bool {
	return folder == outer || strings.HasPrefix(folder, outer+"/")
}

func withinAny(folder string, outer []string) bool {
	return slices.ContainsFunc(outer, func(o string) bool { return within(folder, o) })
}
