package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// damagedDir is the directory of a server that was killed: a snapshot, and a log
// of several segments.
func damagedDir(t *testing.T) (dir, dump string) {
	t.Helper()
	s := start(t, t.TempDir(), "--storage-wal-file-size-kib=4")
	c := s.client()
	someGraph(c)
	c.one("CREATE SNAPSHOT")
	for range 200 {
		someWrite(c)
	}
	dump = c.dump()
	s.kill()
	return s.dir, dump
}

// segments are the files of the log, oldest first.
func segments(t *testing.T, dir string) []string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(dir, "wal", "*.wal"))
	check(t, err)
	slices.Sort(found)
	return found
}

// flip changes a byte in the middle of what a file holds besides zeros.
func flip(t *testing.T, path string) {
	t.Helper()
	data, err := os.ReadFile(path)
	check(t, err)
	content := len(strings.TrimRight(string(data), "\x00"))
	data[content/2] ^= 0x40
	check(t, os.WriteFile(path, data, 0o600))
}

// TestDamageStopsTheStart damages files in several ways. The server must name the
// file and the place, say what can be done, change nothing and exit with 3, as
// often as it is started; and verify must see it, too.
func TestDamageStopsTheStart(t *testing.T) {
	pristine, _ := damagedDir(t)
	last := len(segments(t, pristine)) - 1
	if last < 3 {
		t.Fatalf("only %d segments", last+1)
	}
	for name, damage := range map[string]func(dir string) (file string){
		"a byte of an old segment": func(dir string) string {
			file := segments(t, dir)[last-1]
			flip(t, file)
			return file
		},
		"a segment is missing": func(dir string) string {
			file := segments(t, dir)[last-1]
			check(t, os.Remove(file))
			return filepath.Dir(file)
		},
		"an old segment is cut": func(dir string) string {
			file := segments(t, dir)[last-1]
			check(t, os.Truncate(file, 1000))
			return file
		},
		"the only snapshot, and the log before it is gone": func(dir string) string {
			file := filepath.Join(dir, "snapshots", snapshotsIn(t, dir)[0])
			flip(t, file)
			check(t, os.Remove(segments(t, dir)[0]))
			return file
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "data")
			copyDir(t, pristine, dir)
			file := damage(dir)
			before := listFiles(t, dir)
			for range 2 {
				s := launch(t, dir)
				if code := s.wait(); code != exitDamaged {
					t.Fatalf("exit code %d", code)
				}
				for _, want := range []string{file, "offset "} {
					if !strings.Contains(s.stderr.String(), want) {
						t.Errorf("%q is missing in\n%s", want, s.stderr)
					}
				}
			}
			if after := listFiles(t, dir); !slices.Equal(before, after) {
				t.Errorf("the refused start changed %v to %v", before, after)
			}
			if got := call(t, "verify", dir); got.code != exitDamaged || !strings.Contains(got.stdout, "would be refused") {
				t.Errorf("verify: %+v", got)
			}
		})
	}
}

// TestDamagedSnapshotIsPassedOver where an older one and the log prove to hold the same.
func TestDamagedSnapshotIsPassedOver(t *testing.T) {
	dir, want := damagedDir(t)
	flip(t, filepath.Join(dir, "snapshots", snapshotsIn(t, dir)[0]))
	c := start(t, dir).client()
	if got := c.dump(); got != want {
		t.Error("the log alone does not hold everything")
	}
	c.sound()
}

// TestTornTail loses a part of the last record, as a power cut may. What is
// before it stays.
func TestTornTail(t *testing.T) {
	dir, _ := damagedDir(t)
	all := segments(t, dir)
	newest := all[len(all)-1]
	data, err := os.ReadFile(newest)
	check(t, err)
	content := len(strings.TrimRight(string(data), "\x00"))
	clear(data[content-3:])
	check(t, os.WriteFile(newest, data, 0o600))
	s := start(t, dir, "--log-level=WARNING")
	c := s.client()
	if n := c.one("MATCH (s:Some) RETURN count(s)"); n != int64(199) {
		t.Errorf("%v of 200 commits, with the last one torn", n)
	}
	if !strings.Contains(s.stderr.String(), filepath.Base(newest)) {
		t.Errorf("nobody was told of the torn tail:\n%s", s.stderr)
	}
	c.sound()
	s.stop()
	if got := call(t, "verify", dir); got.code != exitOK || !strings.Contains(got.stdout, "good") {
		t.Errorf("verify: %+v", got)
	}
}

// TestRecoveryFailureAllowed serves an empty database if that is asked for,
// touches no file, and is mended by RECOVER SNAPSHOT.
func TestRecoveryFailureAllowed(t *testing.T) {
	dir, _ := damagedDir(t)
	backup := filepath.Join(t.TempDir(), "backup")
	data, err := os.ReadFile(filepath.Join(dir, "snapshots", snapshotsIn(t, dir)[0]))
	check(t, err)
	check(t, os.WriteFile(backup, data, 0o600))
	all := segments(t, dir)
	flip(t, all[len(all)-2])
	before := listFiles(t, dir)
	s := start(t, dir, "--storage-allow-recovery-failure=true")
	c := s.client()
	for _, statement := range []string{"CREATE (:Lost)", "MATCH (n) RETURN n", "CREATE INDEX ON :A", "CREATE SNAPSHOT", "DUMP DATABASE"} {
		if _, err := c.try(statement, nil); err == nil || !strings.Contains(err.Error(), "Database is in the broken state") {
			t.Errorf("%s: %v", statement, err)
		}
	}
	if got := text(c.rows("SHOW DATABASES")); got != "memgraph | HOT | broken\n" {
		t.Errorf("SHOW DATABASES: %s", got)
	}
	c.one("LOCK DATA DIRECTORY")
	c.one("UNLOCK DATA DIRECTORY")
	if after := listFiles(t, dir); !slices.Equal(before, after) {
		t.Errorf("files changed from %v to %v", before, after)
	}
	c.rows("RECOVER SNAPSHOT $path FORCE", params{"path": backup})
	someWrite(c)
	s.stop()
	c = start(t, dir).client()
	if n := c.one("MATCH (p:Person) RETURN count(p)"); n != int64(450) {
		t.Errorf("%v persons", n)
	}
	if n := c.one("MATCH (s:Some) RETURN count(s)"); n != int64(1) {
		t.Errorf("%v of one write after the recovery", n)
	}
	c.sound()
}
