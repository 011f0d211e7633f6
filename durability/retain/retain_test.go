package retain

import (
	"slices"
	"sync"
	"syscall"
	"testing"

	"go.uber.org/zap"
	"go.uber.org/zap/zaptest/observer"

	"memgraphd/durability/vfs"
)

func newDir(t *testing.T, names ...string) *vfs.Mem {
	t.Helper()
	mem := vfs.NewMem()
	for _, name := range names {
		if err := vfs.WriteFile(mem, "/"+name, []byte(name)); err != nil {
			t.Fatal(err)
		}
	}
	return mem
}

func expect(t *testing.T, fsys vfs.FS, want ...string) {
	t.Helper()
	infos, err := fsys.ReadDir("/")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, info := range infos {
		got = append(got, info.Name)
	}
	if !slices.Equal(got, want) {
		t.Errorf("the directory holds %q, want %q", got, want)
	}
}

func TestLockPutsDeletionsOff(t *testing.T) {
	mem := newDir(t, "a", "b", "c")
	r := New(mem, zap.NewNop())
	r.Remove("/a")
	expect(t, mem, "b", "c")
	if r.Lock() || !r.Lock() || !r.Locked() {
		t.Error("Lock misreports")
	}
	r.Remove("/b")
	r.Remove("//b")
	expect(t, mem, "b", "c")
	if r.Unlock() || !r.Unlock() || r.Locked() {
		t.Error("Unlock misreports")
	}
	expect(t, mem, "c")
}

func TestPins(t *testing.T) {
	mem := newDir(t, "a", "b")
	r := New(mem, zap.NewNop())
	first, second := r.Pin("/a"), r.Pin("/a")
	r.Remove("/a")
	r.Remove("/b")
	expect(t, mem, "a")
	first()
	first()
	expect(t, mem, "a")
	r.Lock()
	second()
	expect(t, mem, "a")
	r.Unlock()
	expect(t, mem)
}

func TestRename(t *testing.T) {
	mem := newDir(t, "a", "b")
	r := New(mem, zap.NewNop())
	if err := r.Rename("/a", "/x"); err != nil {
		t.Fatal(err)
	}
	expect(t, mem, "b", "x")
	r.Lock()
	if err := r.Rename("/b", "/y"); err != nil {
		t.Fatal(err)
	}
	expect(t, mem, "b", "x", "y")
	r.Unlock()
	expect(t, mem, "x", "y")
}

func TestFailureIsOnlyLogged(t *testing.T) {
	core, logs := observer.New(zap.WarnLevel)
	fsys := vfs.Inject(newDir(t, "a"), func(op vfs.Op) error {
		if op.Kind == vfs.OpRemove {
			return syscall.EACCES
		}
		return nil
	})
	r := New(fsys, zap.New(core))
	r.Remove("/missing")
	r.Remove("/a")
	if logs.Len() != 2 { // the injected error hides that the first one is missing
		t.Errorf("logged %v", logs.All())
	}
	expect(t, fsys, "a")
}

func TestManyAtOnce(t *testing.T) {
	mem := newDir(t, "a")
	r := New(mem, zap.NewNop())
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 100 {
				unpin := r.Pin("/a")
				r.Lock()
				r.Remove("/a")
				unpin()
				r.Unlock()
			}
		})
	}
	wg.Wait()
	expect(t, mem)
}
