package vfs

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"sync"
	"syscall"
	"time"
)

// Mem is a file system in memory that keeps two states: what a running process
// sees, and what a power cut would leave. See [Mem.CrashClone].
type Mem struct {
	mu       sync.Mutex // guards everything below, including all nodes
	root     *memDir
	locks    map[string]bool
	used     int64
	capacity int64
}

// NewMem returns an empty file system with a root directory.
func NewMem() *Mem {
	return &Mem{root: newMemDir(), locks: map[string]bool{}, capacity: 1 << 62}
}

// SetCapacity limits the bytes of all files together; what goes beyond fails
// with ENOSPC.
func (m *Mem) SetCapacity(bytes int64) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.capacity = bytes
}

// Used is the number of bytes all files take.
func (m *Mem) Used() int64 {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.used
}

// memDir is a directory: the names a process sees, the names on disk, and the
// changes between the two in the order they were made.
type memDir struct {
	names   map[string]any // *memInode or *memDir
	durable map[string]any
	pending []nameChange
}

// nameChange is one atomic change of a directory: sets and removals that a
// journal would keep together.
type nameChange []struct {
	name string
	node any // nil removes
}

func newMemDir() *memDir {
	return &memDir{names: map[string]any{}, durable: map[string]any{}}
}

func (d *memDir) apply(c nameChange) {
	for _, set := range c {
		setName(d.names, set.name, set.node)
	}
	d.pending = append(d.pending, c)
}

func setName(names map[string]any, name string, node any) {
	if node == nil {
		delete(names, name)
		return
	}
	names[name] = node
}

func pathError(op, path string, err error) error {
	return &fs.PathError{Op: op, Path: path, Err: err}
}

func linkError(op, from, to string, err error) error {
	return &os.LinkError{Op: op, Old: from, New: to, Err: err}
}

func split(path string) []string {
	path = strings.Trim(filepath.ToSlash(filepath.Clean(path)), "/")
	if path == "" || path == "." {
		return nil
	}
	return strings.Split(path, "/")
}

// lookupLocked finds the node at path, nil if there is none.
func (m *Mem) lookupLocked(path string) any {
	var node any = m.root
	for _, name := range split(path) {
		dir, ok := node.(*memDir)
		if !ok {
			return nil
		}
		node = dir.names[name]
	}
	return node
}

// parentLocked finds the directory that holds path.
func (m *Mem) parentLocked(path string) (*memDir, string, error) {
	dir, ok := m.lookupLocked(filepath.Dir(filepath.Clean(path))).(*memDir)
	if !ok {
		return nil, "", fs.ErrNotExist
	}
	return dir, filepath.Base(path), nil
}

// Create implements FS.
func (m *Mem) Create(name string) (File, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	dir, base, err := m.parentLocked(name)
	if err != nil {
		return nil, pathError("open", name, err)
	}
	if dir.names[base] != nil {
		return nil, pathError("open", name, fs.ErrExist)
	}
	inode := &memInode{links: 1, modTime: time.Now()}
	dir.apply(nameChange{{base, inode}})
	return &memFile{fs: m, inode: inode, name: name, writable: true}, nil
}

// OpenWrite implements FS.
func (m *Mem) OpenWrite(name string) (File, error) { return m.open(name, true) }

// Open implements FS.
func (m *Mem) Open(name string) (File, error) { return m.open(name, false) }

func (m *Mem) open(name string, writable bool) (File, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	switch node := m.lookupLocked(name).(type) {
	case *memInode:
		return &memFile{fs: m, inode: node, name: name, writable: writable}, nil
	case *memDir:
		return nil, pathError("open", name, syscall.EISDIR)
	default:
		return nil, pathError("open", name, fs.ErrNotExist)
	}
}

// Rename implements FS. Within one directory it is atomic in a crash.
func (m *Mem) Rename(oldName, newName string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	from, oldBase, err := m.parentLocked(oldName)
	if err != nil || from.names[oldBase] == nil {
		return linkError("rename", oldName, newName, fs.ErrNotExist)
	}
	to, newBase, err := m.parentLocked(newName)
	if err != nil {
		return linkError("rename", oldName, newName, err)
	}
	node, replaced := from.names[oldBase], to.names[newBase]
	if _, isDir := replaced.(*memDir); isDir {
		return linkError("rename", oldName, newName, fs.ErrExist)
	}
	if replaced == node {
		return nil
	}
	m.unlinkedLocked(replaced)
	if from == to {
		from.apply(nameChange{{newBase, node}, {oldBase, nil}})
		return nil
	}
	to.apply(nameChange{{newBase, node}})
	from.apply(nameChange{{oldBase, nil}})
	return nil
}

// unlinkedLocked notes that a node lost a name.
func (m *Mem) unlinkedLocked(node any) {
	inode, ok := node.(*memInode)
	if !ok {
		return
	}
	inode.links--
	if inode.links == 0 {
		m.used -= int64(len(inode.data))
	}
}

// Remove implements FS.
func (m *Mem) Remove(name string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	dir, base, err := m.parentLocked(name)
	if err != nil || dir.names[base] == nil {
		return pathError("remove", name, fs.ErrNotExist)
	}
	node := dir.names[base]
	if sub, ok := node.(*memDir); ok && len(sub.names) > 0 {
		return pathError("remove", name, syscall.ENOTEMPTY)
	}
	m.unlinkedLocked(node)
	dir.apply(nameChange{{base, nil}})
	return nil
}

// Link implements FS.
func (m *Mem) Link(oldName, newName string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	inode, ok := m.lookupLocked(oldName).(*memInode)
	if !ok {
		return linkError("link", oldName, newName, fs.ErrNotExist)
	}
	dir, base, err := m.parentLocked(newName)
	if err != nil {
		return linkError("link", oldName, newName, err)
	}
	if dir.names[base] != nil {
		return linkError("link", oldName, newName, fs.ErrExist)
	}
	inode.links++
	dir.apply(nameChange{{base, inode}})
	return nil
}

// Mkdir implements FS.
func (m *Mem) Mkdir(name string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	dir, base, err := m.parentLocked(name)
	if err != nil {
		return pathError("mkdir", name, err)
	}
	if dir.names[base] != nil {
		return pathError("mkdir", name, fs.ErrExist)
	}
	dir.apply(nameChange{{base, newMemDir()}})
	return nil
}

// ReadDir implements FS.
func (m *Mem) ReadDir(name string) ([]Info, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	dir, ok := m.lookupLocked(name).(*memDir)
	if !ok {
		return nil, pathError("readdir", name, fs.ErrNotExist)
	}
	infos := make([]Info, 0, len(dir.names))
	for base, node := range dir.names {
		infos = append(infos, memInfo(base, node))
	}
	sort.Slice(infos, func(i, j int) bool { return infos[i].Name < infos[j].Name })
	return infos, nil
}

// Stat implements FS.
func (m *Mem) Stat(name string) (Info, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	node := m.lookupLocked(name)
	if node == nil {
		return Info{}, pathError("stat", name, fs.ErrNotExist)
	}
	return memInfo(filepath.Base(name), node), nil
}

func memInfo(name string, node any) Info {
	if inode, ok := node.(*memInode); ok {
		return Info{Name: name, Kind: Regular, Size: int64(len(inode.data)), ModTime: inode.modTime}
	}
	return Info{Name: name, Kind: Dir}
}

// SyncDir implements FS.
func (m *Mem) SyncDir(name string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	dir, ok := m.lookupLocked(name).(*memDir)
	if !ok {
		return pathError("sync", name, fs.ErrNotExist)
	}
	for _, change := range dir.pending {
		for _, set := range change {
			setName(dir.durable, set.name, set.node)
		}
	}
	dir.pending = nil
	return nil
}

// Lock implements FS.
func (m *Mem) Lock(name string) (io.Closer, error) {
	f, err := m.Create(name)
	if errors.Is(err, fs.ErrExist) {
		f, err = m.OpenWrite(name)
	}
	if err != nil {
		return nil, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	key := filepath.Clean(name)
	if m.locks[key] {
		return nil, pathError("lock", name, ErrLocked)
	}
	m.locks[key] = true
	return &memLock{fs: m, key: key, file: f}, nil
}

type memLock struct {
	fs   *Mem
	key  string
	file File
}

func (l *memLock) Close() error {
	l.fs.mu.Lock()
	delete(l.fs.locks, l.key)
	l.fs.mu.Unlock()
	return l.file.Close()
}

// Usage implements FS.
func (m *Mem) Usage(name string) (Usage, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	node := m.lookupLocked(name)
	if node == nil {
		return Usage{}, pathError("statfs", name, fs.ErrNotExist)
	}
	return Usage{Used: sizeOf(node), Free: m.capacity - m.used, Total: m.capacity}, nil
}

func sizeOf(node any) int64 {
	if inode, ok := node.(*memInode); ok {
		return int64(len(inode.data))
	}
	var sum int64
	for _, child := range node.(*memDir).names {
		sum += sizeOf(child)
	}
	return sum
}
