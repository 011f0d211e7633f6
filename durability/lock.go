package durability

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"time"

	"memgraphd/durability/vfs"
)

// lockRetry is the time between attempts to take the directory's lock.
const lockRetry = 20 * time.Millisecond

// acquire makes the directory and takes its lock, waiting for at most timeout.
func acquire(ctx context.Context, fsys vfs.FS, dir string, timeout time.Duration) (io.Closer, error) {
	if err := vfs.MkdirAll(fsys, dir); err != nil {
		return nil, explainPermission(dir, err)
	}
	// An earlier run may have ended between making the directory and this. Not
	// everyone may open the directory above, but then he can't have made this one.
	if err := fsys.SyncDir(filepath.Dir(dir)); err != nil && !errors.Is(err, fs.ErrPermission) {
		return nil, err
	}
	deadline := time.Now().Add(timeout)
	for {
		lock, err := fsys.Lock(filepath.Join(dir, ".lock"))
		if err == nil {
			return syncLocked(fsys, dir, lock)
		}
		if !errors.Is(err, vfs.ErrLocked) {
			return nil, explainPermission(dir, err)
		}
		if !time.Now().Before(deadline) {
			return nil, directoryInUse(dir, timeout, err)
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(lockRetry):
		}
	}
}

// syncLocked makes the names in the directory durable, the lock's among them.
func syncLocked(fsys vfs.FS, dir string, lock io.Closer) (io.Closer, error) {
	if err := fsys.SyncDir(dir); err != nil {
		_ = lock.Close()
		return nil, err
	}
	return lock, nil
}

// explainPermission adds the remedy for the usual mistake after a restore.
func explainPermission(dir string, err error) error {
	if errors.Is(err, fs.ErrPermission) {
		return fmt.Errorf("%w: the storage directory %s and all files in it must belong to the user that the server runs as (chown -R)", err, dir)
	}
	return err
}
