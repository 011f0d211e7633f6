package vfs

import (
	"io"
	"sync/atomic"
)

// OpKind names an operation of [FS] or [File].
type OpKind uint8

// The operations, in the order of the interfaces.
const (
	OpCreate OpKind = iota
	OpOpenWrite
	OpOpen
	OpRename
	OpRemove
	OpLink
	OpReadDir
	OpMkdir
	OpSyncDir
	OpLock
	OpStat
	OpUsage
	OpRead
	OpWrite
	OpTruncate
	OpPreallocate
	OpSync
	OpSize
	OpClose
)

var opNames = [...]string{
	"create", "openwrite", "open", "rename", "remove", "link", "readdir", "mkdir", "syncdir", "lock",
	"stat", "usage", "read", "write", "truncate", "preallocate", "sync", "size", "close",
}

func (k OpKind) String() string { return opNames[k] }

// Changes reports whether the operation changes what a crash would leave.
func (k OpKind) Changes() bool {
	switch k {
	case OpCreate, OpRename, OpRemove, OpLink, OpMkdir, OpSyncDir, OpWrite, OpTruncate, OpPreallocate, OpSync:
		return true
	default:
		return false
	}
}

// Op is one operation about to happen.
type Op struct {
	Kind OpKind
	Path string
	To   string // the new name of a rename or link
	Off  int64  // of a read or write; the size of a truncate or preallocate
	Len  int    // of a read or write
	N    int64  // running number, from 1
}

// ShortWrite is the error by which a hook lets a write leave its first Keep
// bytes behind and then fail with Err.
type ShortWrite struct {
	Keep int
	Err  error
}

func (e *ShortWrite) Error() string { return "short write: " + e.Err.Error() }

// Unwrap returns the error that the write fails with.
func (e *ShortWrite) Unwrap() error { return e.Err }

// Inject wraps fsys so that hook sees every operation before it happens. If
// hook returns an error the operation has no effect and fails with it; see
// [ShortWrite] for the exception. A hook may also block, or take a
// [Mem.CrashClone].
func Inject(fsys FS, hook func(Op) error) FS {
	return &injected{fs: fsys, hook: hook}
}

type injected struct {
	fs   FS
	hook func(Op) error
	n    atomic.Int64
}

func (i *injected) before(op Op) error {
	op.N = i.n.Add(1)
	return i.hook(op)
}

func (i *injected) open(kind OpKind, name string, open func(string) (File, error)) (File, error) {
	if err := i.before(Op{Kind: kind, Path: name}); err != nil {
		return nil, pathError(kind.String(), name, err)
	}
	f, err := open(name)
	if err != nil {
		return nil, err
	}
	return &injectedFile{fs: i, name: name, file: f}, nil
}

func (i *injected) Create(name string) (File, error) { return i.open(OpCreate, name, i.fs.Create) }

func (i *injected) OpenWrite(name string) (File, error) {
	return i.open(OpOpenWrite, name, i.fs.OpenWrite)
}

func (i *injected) Open(name string) (File, error) { return i.open(OpOpen, name, i.fs.Open) }

func (i *injected) Rename(oldName, newName string) error {
	if err := i.before(Op{Kind: OpRename, Path: oldName, To: newName}); err != nil {
		return linkError("rename", oldName, newName, err)
	}
	return i.fs.Rename(oldName, newName)
}

func (i *injected) Link(oldName, newName string) error {
	if err := i.before(Op{Kind: OpLink, Path: oldName, To: newName}); err != nil {
		return linkError("link", oldName, newName, err)
	}
	return i.fs.Link(oldName, newName)
}

func (i *injected) named(kind OpKind, name string, do func(string) error) error {
	if err := i.before(Op{Kind: kind, Path: name}); err != nil {
		return pathError(kind.String(), name, err)
	}
	return do(name)
}

func (i *injected) Remove(name string) error { return i.named(OpRemove, name, i.fs.Remove) }

func (i *injected) Mkdir(dir string) error { return i.named(OpMkdir, dir, i.fs.Mkdir) }

func (i *injected) SyncDir(dir string) error { return i.named(OpSyncDir, dir, i.fs.SyncDir) }

func (i *injected) ReadDir(dir string) ([]Info, error) {
	if err := i.before(Op{Kind: OpReadDir, Path: dir}); err != nil {
		return nil, pathError("readdir", dir, err)
	}
	return i.fs.ReadDir(dir)
}

func (i *injected) Lock(name string) (io.Closer, error) {
	if err := i.before(Op{Kind: OpLock, Path: name}); err != nil {
		return nil, pathError("lock", name, err)
	}
	return i.fs.Lock(name)
}

func (i *injected) Stat(name string) (Info, error) {
	if err := i.before(Op{Kind: OpStat, Path: name}); err != nil {
		return Info{}, pathError("stat", name, err)
	}
	return i.fs.Stat(name)
}

func (i *injected) Usage(dir string) (Usage, error) {
	if err := i.before(Op{Kind: OpUsage, Path: dir}); err != nil {
		return Usage{}, pathError("usage", dir, err)
	}
	return i.fs.Usage(dir)
}
