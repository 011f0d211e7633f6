package layering

import (
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// pages name folders and files of the repository.
var pages = []string{"README.md", "CONTRIBUTING.md", "docs/architecture.md"}

var quoted = regexp.MustCompile("`([^` ]+)`")

// TestMap holds that what the pages name exists. A file without a folder lies in the folder named before it on its line.
func TestMap(t *testing.T) {
	root, _ := findModule(t)
	found := 0
	for _, page := range pages {
		text, err := os.ReadFile(filepath.Join(root, page))
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.SplitSeq(string(text), "\n") {
			found += checkLine(t, root, page, line)
		}
	}
	if found < 100 {
		t.Fatalf("only %d names were found", found)
	}
}

// checkLine checks what a line names and returns how much that is.
func checkLine(t *testing.T, root, page, line string) (found int) {
	t.Helper()
	folder := ""
	for _, m := range quoted.FindAllStringSubmatch(line, -1) {
		name := m[1]
		top, _, nested := strings.Cut(name, "/")
		switch info, err := os.Stat(filepath.Join(root, top)); {
		case nested && top != "" && err == nil && info.IsDir():
			folder = name
			if path.Ext(name) != "" {
				folder = path.Dir(name)
			}
		case !nested && path.Ext(name) == ".go" && folder != "":
			name = path.Join(folder, name)
		default:
			continue
		}
		found++
		if files, err := filepath.Glob(filepath.Join(root, name)); err != nil || len(files) == 0 {
			t.Errorf("%s names %s, which is not there", page, name)
		}
	}
	return found
}
