package cypher

//lint:file-ignore ST1005 What users see are Memgraph's texts, which tools match on.

import (
	"fmt"
	"time"

	"memgraphd/cypher/ast"
	"memgraphd/engine"
	"memgraphd/engine/value"
)

// disk returns the room that keeps the database on disk.
func (in *Interpreter) disk() (engine.Disk, error) {
	if in.opts.Disk == nil {
		return nil, clientErrorf("This database is kept in memory only: it was opened without a data directory.")
	}
	return in.opts.Disk, nil
}

func (in *Interpreter) createSnapshot(c call) (*Result, error) {
	d, err := in.disk()
	if err != nil {
		return nil, err
	}
	path, err := d.CreateSnapshot(c.ctx)
	if err != nil {
		return nil, err
	}
	return newTable([]string{"path"}, []value.Value{value.String(path)}), nil
}

func (in *Interpreter) showSnapshots(call) (*Result, error) {
	d, err := in.disk()
	if err != nil {
		return nil, err
	}
	files, err := d.Snapshots()
	if err != nil {
		return nil, err
	}
	rows := make([][]value.Value, len(files))
	for i, f := range files {
		rows[i] = []value.Value{
			value.String(f.Path), value.Int(int64(f.Commit)),
			value.String(in.formatTime(f.Created)), value.String(readableSize(f.Size)),
		}
	}
	return newTable([]string{"path", "timestamp", "creation_time", "size"}, rows...), nil
}

func (in *Interpreter) showNextSnapshot(call) (*Result, error) {
	d, err := in.disk()
	if err != nil {
		return nil, err
	}
	columns := []string{"path", "creation_time"}
	dir, due, ok := d.NextSnapshot()
	if !ok {
		return newTable(columns), nil
	}
	return newTable(columns, []value.Value{value.String(dir), value.String(in.formatTime(due))}), nil
}

func (in *Interpreter) formatTime(t time.Time) string {
	return t.In(in.location.Load()).Format("2006-01-02T15:04:05-0700")
}

func (in *Interpreter) recoverSnapshot(c call, st *ast.RecoverSnapshot) (*Result, error) {
	d, err := in.disk()
	if err != nil {
		return nil, err
	}
	path, err := c.text(st.Path, "The path of RECOVER SNAPSHOT")
	if err != nil {
		return nil, err
	}
	if err := d.RecoverSnapshot(c.ctx, path, st.Force); err != nil {
		return nil, err
	}
	in.plans.clear()
	return newTable(nil), nil
}

func status(text string) *Result {
	return newTable([]string{"STATUS"}, []value.Value{value.String(text)})
}

func (in *Interpreter) lockDirectory(call) (*Result, error) {
	d, err := in.disk()
	if err != nil {
		return nil, err
	}
	already, err := d.LockDirectory()
	switch {
	case err != nil:
		return nil, fmt.Errorf("Failed to lock the data directory: %w", err)
	case already:
		return status("Data directory is already locked."), nil
	}
	return status("Data directory is now locked."), nil
}

func (in *Interpreter) unlockDirectory(call) (*Result, error) {
	d, err := in.disk()
	if err != nil {
		return nil, err
	}
	already, err := d.UnlockDirectory()
	switch {
	case err != nil:
		return nil, fmt.Errorf("Failed to unlock the data directory: %w", err)
	case already:
		return status("Data directory is already unlocked."), nil
	}
	return status("Data directory is now unlocked."), nil
}

func (in *Interpreter) lockStatus(call) (*Result, error) {
	d, err := in.disk()
	if err != nil {
		return nil, err
	}
	if d.DirectoryLocked() {
		return status("Data directory is locked."), nil
	}
	return status("Data directory is unlocked."), nil
}

// readableSize renders bytes as Memgraph does.
func readableSize(n int64) string {
	if n < 1024 {
		return fmt.Sprintf("%dB", n)
	}
	f := float64(n)
	for _, suffix := range []string{"KiB", "MiB", "GiB"} {
		if f /= 1024; f < 1024 {
			return fmt.Sprintf("%.2f%s", f, suffix)
		}
	}
	return fmt.Sprintf("%.2fTiB", f/1024)
}
