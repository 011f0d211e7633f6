package snapshot

import (
	"bytes"
	"context"
	"errors"
	"math"
	"slices"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/google/uuid"
	"go.uber.org/goleak"

	"memgraphd/durability/format"
	"memgraphd/durability/vfs"
	"memgraphd/engine"
	"memgraphd/engine/value"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var testOptions = WriteOptions{
	Database: uuid.MustParse("6f3f3c1e-56d1-4f36-9d0b-1f5f2b1f7a01"), Generation: 3,
	Created: time.Date(2026, 2, 3, 4, 5, 6, 7000, time.UTC),
}

func writeStore(t testing.TB, fsys vfs.FS, s Source) {
	t.Helper()
	if _, err := Write(t.Context(), fsys, "/s", s, testOptions); err != nil {
		t.Fatal(err)
	}
}

func load(fsys vfs.FS, workers int) (*fakeStore, *Info, error) {
	r, err := Open(fsys, "/s")
	if err != nil {
		return nil, nil, err
	}
	defer r.Close()
	s := newFakeStore()
	s.catalog = r.Catalog
	return s, &r.Info, r.Each(context.Background(), workers, s, nil)
}

func TestRoundTrip(t *testing.T) {
	for _, workers := range []int{1, 4} {
		for _, rows := range []int{1, 70, engine.ChunkRows} {
			want := makeStore(uint64(rows), 7, rows)
			mem := vfs.NewMem()
			opts := testOptions
			opts.Workers, opts.Window = workers, 1000
			written, err := Write(t.Context(), mem, "/s", want, opts)
			if err != nil {
				t.Fatal(err)
			}
			got, info, err := load(mem, workers)
			if err != nil {
				t.Fatal(err)
			}
			equal := cmp.Options{
				cmp.Comparer(sameValue),
				cmpopts.EquateEmpty(),
			}
			if diff := cmp.Diff(want.nodes, got.nodes, equal); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(want.rels, got.rels, equal); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(want.catalog, got.catalog, equal); diff != "" {
				t.Error(diff)
			}
			if info.Nodes != want.catalog.Nodes || info.Header.Generation != 3 || info.Size != written.Size {
				t.Errorf("info %+v, written %+v", info, written)
			}
		}
	}
}

func sameValue(a, b value.Value) bool {
	x, errX := value.AppendBinary(nil, a)
	y, errY := value.AppendBinary(nil, b)
	return errX == nil && errY == nil && bytes.Equal(x, y)
}

func TestEmptyDatabase(t *testing.T) {
	mem := vfs.NewMem()
	writeStore(t, mem, makeStore(1, 0, 0))
	got, info, err := load(mem, 2)
	if err != nil || len(got.nodes) != 0 || info.Nodes != 0 {
		t.Errorf("%v, %+v", err, info)
	}
}

func TestCountsMustAgree(t *testing.T) {
	s := makeStore(1, 2, 10)
	s.catalog.Nodes++
	if _, err := Write(t.Context(), vfs.NewMem(), "/s", s, testOptions); err == nil {
		t.Error("a snapshot that misses a node was written")
	}
}

func TestPacking(t *testing.T) {
	for _, vals := range [][]int64{
		{},
		{5},
		{-1, -1},
		{0, 255},
		{-128, 128},
		{0, 65535},
		{0, 65536},
		{7, math.MaxUint32 + 7},
		{math.MinInt64, math.MaxInt64, 0},
		{math.MaxInt64 - 1, math.MaxInt64},
	} {
		b := appendPacked(nil, vals)
		got := make([]int64, len(vals))
		d := &decoder{b: b}
		unpack(d, got)
		if err := d.end(); err != nil || !slices.Equal(got, vals) {
			t.Errorf("%v became %v (%v)", vals, got, err)
		}
	}
	if n := len(appendPacked(nil, []uint64{1 << 40, 1<<40 + 200})); n != 11 {
		t.Errorf("two near numbers take %d bytes", n)
	}
}

func TestCancel(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Write(ctx, vfs.NewMem(), "/s", makeStore(1, 3, 10), testOptions); !errors.Is(err, context.Canceled) {
		t.Errorf("Write: %v", err)
	}
	mem := vfs.NewMem()
	writeStore(t, mem, makeStore(1, 3, 10))
	if _, err := Verify(ctx, mem, "/s", 2); !errors.Is(err, context.Canceled) {
		t.Errorf("Verify: %v", err)
	}
}

func TestEveryFailedOperation(t *testing.T) {
	store := makeStore(1, 3, 10)
	for n := int64(1); ; n++ {
		reached := false
		fsys := vfs.Inject(vfs.NewMem(), func(op vfs.Op) error {
			if op.N == n {
				reached = true
				return syscall.ENOSPC
			}
			return nil
		})
		_, err := Write(t.Context(), fsys, "/s", store, testOptions)
		if !reached {
			return
		}
		if !errors.Is(err, syscall.ENOSPC) {
			t.Fatalf("operation %d failed, Write returned %v", n, err)
		}
	}
}

func damaged(t *testing.T, fsys vfs.FS, what string, at int) {
	t.Helper()
	_, err := Verify(t.Context(), fsys, "/s", 1)
	var c *format.CorruptError
	if !errors.As(err, &c) || c.File != "/s" || c.What == "" || c.Advice == "" {
		t.Fatalf("%s at %d: %v", what, at, err)
	}
}

func TestEveryFlip(t *testing.T) {
	mem := vfs.NewMem()
	writeStore(t, mem, makeStore(1, 2, 20))
	data, err := vfs.ReadFile(mem, "/s")
	if err != nil {
		t.Fatal(err)
	}
	f, err := mem.OpenWrite("/s")
	if err != nil {
		t.Fatal(err)
	}
	for i, b := range data {
		for bit := range 8 {
			_, _ = f.WriteAt([]byte{b ^ 1<<bit}, int64(i))
			damaged(t, mem, "flip", i)
		}
		_, _ = f.WriteAt([]byte{b}, int64(i))
	}
	for n := range data {
		_ = f.Truncate(int64(n))
		damaged(t, mem, "truncation", n)
		_ = f.Truncate(0)
		_, _ = f.WriteAt(data, 0)
	}
	_, _ = f.WriteAt([]byte{0}, int64(len(data)))
	damaged(t, mem, "a byte too many", len(data))
	_ = f.Close()
}

func TestNames(t *testing.T) {
	name := Name(testOptions.Created, 17)
	if name != "20260203040506000007_timestamp_17" {
		t.Error(name)
	}
	if commit, ok := ParseName("/x/" + name); !ok || commit != 17 {
		t.Error(commit, ok)
	}
	for _, bad := range []string{
		name + ".tmp", "x" + name, "20260203040506000007_current", "_timestamp_1",
		"2026020304050600000x_timestamp_1", name[:len(name)-2],
	} {
		if _, ok := ParseName(bad); ok {
			t.Errorf("%q was taken for a snapshot", bad)
		}
	}
}

func FuzzChunk(f *testing.F) {
	s := makeStore(1, 1, 20)
	var enc encoder
	nodes, err := enc.nodes(nil, s.nodes[0])
	if err != nil {
		f.Fatal(err)
	}
	rels, err := enc.relationships(nil, s.rels[0])
	if err != nil {
		f.Fatal(err)
	}
	catalog := appendCatalog(nil, s.catalog)
	f.Add(nodes)
	f.Add(rels)
	f.Add(catalog)
	lim := limitsOf(s.catalog)
	f.Fuzz(func(t *testing.T, b []byte) {
		if img, err := new(images).nodes(b, 0, lim); err == nil {
			again, err := enc.nodes(nil, img)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := new(images).nodes(again, 0, lim); err != nil {
				t.Fatal(err)
			}
		}
		_, _ = new(images).relationships(b, 0, lim)
		if c, err := decodeCatalog(b); err == nil {
			if _, err := decodeCatalog(appendCatalog(nil, c)); err != nil {
				t.Fatal(err)
			}
		}
		_, _ = decodeFooter(b, int64(len(b)))
	})
}

func BenchmarkWrite(b *testing.B) {
	s := makeStore(1, 400, engine.ChunkRows)
	for b.Loop() {
		info, err := Write(b.Context(), vfs.OS(), b.TempDir()+"/s", s, testOptions)
		if err != nil {
			b.Fatal(err)
		}
		b.SetBytes(info.Size)
	}
}

func BenchmarkVerify(b *testing.B) {
	path := b.TempDir() + "/s"
	info, err := Write(b.Context(), vfs.OS(), path, makeStore(1, 400, engine.ChunkRows), testOptions)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(info.Size)
	for b.Loop() {
		if _, err := Verify(b.Context(), vfs.OS(), path, 0); err != nil {
			b.Fatal(err)
		}
	}
}
