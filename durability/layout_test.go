package durability

import (
	"path/filepath"
	"testing"

	"memgraphd/durability/vfs"
)

// busyDir is a file system in which something happens behind each look at a directory.
type busyDir struct {
	vfs.FS
	then func()
}

func (b *busyDir) ReadDir(dir string) ([]vfs.Info, error) {
	entries, err := b.FS.ReadDir(dir)
	if then := b.then; then != nil {
		b.then = nil
		then()
	}
	return entries, err
}

// TestListWhileRetiring: the only snapshot is retired for a newer one while they are listed.
func TestListWhileRetiring(t *testing.T) {
	mem := vfs.NewMem()
	opts := small(mem)
	opts.Retention = 1
	s := open(t, opts)
	defer closeStore(t, s)
	addAll(t, s, 1, 5)
	_, err := s.CreateSnapshot(t.Context())
	check(t, err)
	busy := &busyDir{FS: mem, then: func() {
		addAll(t, s, 6, 10)
		_, err := s.CreateSnapshot(t.Context())
		check(t, err)
	}}
	files, err := listSnapshots(busy, filepath.Join(dir, snapshotsDir))
	check(t, err)
	if len(files) != 1 || files[0].damage != nil || files[0].commit != s.Database().LastCommit() {
		t.Errorf("listed %+v, but there is one snapshot, of commit %d", files, s.Database().LastCommit())
	}
}
