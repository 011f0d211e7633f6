package durability

import (
	"cmp"
	"errors"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"memgraphd/durability/format"
	"memgraphd/durability/snapshot"
	"memgraphd/durability/vfs"
)

// The directories below a data directory.
const (
	snapshotsDir = "snapshots"
	walDir       = "wal"
	oldDir       = ".old"    // below the two above: what RECOVER SNAPSHOT replaced
	backupDir    = ".backup" // what a start without recovery found
)

// tmpSuffix marks a snapshot that is being written.
const tmpSuffix = ".tmp"

// snapshotFile is a snapshot found on disk, known by name and header only.
type snapshotFile struct {
	path   string
	info   vfs.Info
	header format.Header
	commit uint64 // that its header, or else its name, promises
	damage error  // why its header can't be read
}

// listSnapshots finds the snapshots in dir, newest first: by generation, commit
// and time of creation. A file is one if its name says so, or its content. Where one
// vanishes while it is looked at, a newer one has come in its place: all is listed again.
func listSnapshots(fsys vfs.FS, dir string) (files []snapshotFile, err error) {
	for tries, again := 0, true; again && tries < 10; tries++ {
		var entries []vfs.Info
		entries, err = fsys.ReadDir(dir)
		if errors.Is(err, fs.ErrNotExist) {
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
		files, again = snapshotsAmong(fsys, dir, entries)
	}
	slices.SortStableFunc(files, func(a, b snapshotFile) int {
		return cmp.Or(cmp.Compare(b.header.Generation, a.header.Generation),
			cmp.Compare(b.commit, a.commit), cmp.Compare(b.header.Created, a.header.Created))
	})
	return files, nil
}

// snapshotsAmong returns which entries of dir are snapshots, and whether an entry vanished.
func snapshotsAmong(fsys vfs.FS, dir string, entries []vfs.Info) (files []snapshotFile, vanished bool) {
	for _, entry := range entries {
		if entry.Kind != vfs.Regular || strings.HasSuffix(entry.Name, tmpSuffix) {
			continue
		}
		f := snapshotFile{path: filepath.Join(dir, entry.Name), info: entry}
		commit, named := snapshot.ParseName(entry.Name)
		f.header, f.damage = snapshot.ReadHeader(fsys, f.path)
		switch {
		case errors.Is(f.damage, fs.ErrNotExist):
			vanished = true
			continue
		case f.damage == nil:
			f.commit = f.header.Timestamp
		case named:
			f.commit = commit
		default:
			continue
		}
		files = append(files, f)
	}
	return files, vanished
}

// readable returns the files whose headers are good.
func readable(files []snapshotFile) []snapshotFile {
	return slices.DeleteFunc(slices.Clone(files), func(f snapshotFile) bool { return f.damage != nil })
}
