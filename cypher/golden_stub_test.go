package cypher_test

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"memgraphd/engine"
)

// stubDisk answers administrative statements as a room on disk does, and keeps nothing.
type stubDisk struct {
	snapshots []engine.SnapshotFile
	locked    bool
}

func (d *stubDisk) CreateSnapshot(context.Context) (string, error) {
	n := len(d.snapshots)
	path := fmt.Sprintf("/var/lib/memgraph/snapshots/snapshot_%d", n+1)
	d.snapshots = append([]engine.SnapshotFile{{
		Path: path, Commit: uint64(n + 1), Created: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC), Size: 2048,
	}}, d.snapshots...)
	return path, nil
}

func (d *stubDisk) Snapshots() ([]engine.SnapshotFile, error) { return d.snapshots, nil }

func (d *stubDisk) NextSnapshot() (string, time.Time, bool) {
	return "/var/lib/memgraph/snapshots", time.Date(2026, 1, 2, 4, 0, 0, 0, time.UTC), true
}

func (d *stubDisk) RecoverSnapshot(_ context.Context, path string, force bool) error {
	if !force {
		return fmt.Errorf("the database is not empty: add FORCE to replace its data by those of %s", path)
	}
	return nil
}

func (d *stubDisk) LockDirectory() (bool, error) {
	already := d.locked
	d.locked = true
	return already, nil
}

func (d *stubDisk) UnlockDirectory() (bool, error) {
	already := !d.locked
	d.locked = false
	return already, nil
}

func (d *stubDisk) DirectoryLocked() bool            { return d.locked }
func (d *stubDisk) SetSnapshotInterval(string) error { return nil }
func (d *stubDisk) Usage() (int64, error)            { return 4096, nil }

// stubFiles opens the files beside the scenarios by their names.
type stubFiles struct{}

func (stubFiles) Open(_ context.Context, location string, config map[string]string) (io.ReadCloser, error) {
	if len(config) > 0 {
		return nil, fmt.Errorf("with %v", config)
	}
	if strings.ContainsAny(location, `/\`) {
		return nil, fmt.Errorf("%s: only files of the scenarios can be read", location)
	}
	return os.Open(filepath.Join("testdata", "load", location))
}
