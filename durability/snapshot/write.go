package snapshot

import (
	"context"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"github.com/google/uuid"
	"golang.org/x/sync/errgroup"

	"memgraphd/durability/format"
	"memgraphd/durability/vfs"
	"memgraphd/engine"
)

// Source is a frozen view of a database, as *engine.Snapshot is one. Its
// methods are called from several goroutines.
type Source interface {
	Catalog() *engine.Catalog
	NodeChunks() int
	RelationshipChunks() int
	NodeChunk(i int, img *engine.NodeImage) bool
	RelationshipChunk(i int, img *engine.RelationshipImage) bool
}

// WriteOptions configure [Write].
type WriteOptions struct {
	// Database and Generation identify the data.
	Database   uuid.UUID
	Generation uint64
	// Created is the time that the file shows.
	Created time.Time
	// Workers is the number of goroutines; 0 is one for each processor.
	Workers int
	// Window is the number of bytes after which the file is synced on the way,
	// so that the disk is never asked for much at once; 0 is 32 MiB.
	Window int64
	// Progress, if set, is told how many of all chunks are written, from several goroutines.
	Progress func(done, total int)
}

const defaultWindow = 32 << 20

func (o *WriteOptions) withDefaults() WriteOptions {
	d := *o
	if d.Workers <= 0 {
		d.Workers = runtime.GOMAXPROCS(0)
	}
	if d.Window <= 0 {
		d.Window = defaultWindow
	}
	if d.Progress == nil {
		d.Progress = func(int, int) {}
	}
	return d
}

// Info describes a snapshot file.
type Info struct {
	Header        format.Header
	Nodes         uint64
	Relationships uint64
	Size          int64 // bytes
}

// Write makes the file path, which must not exist, a snapshot of src and syncs
// it; making its name durable is left to the caller. On an error, which may be
// ctx's, the file is of no use and is to be removed.
func Write(ctx context.Context, fsys vfs.FS, path string, src Source, opts WriteOptions) (*Info, error) {
	file, err := fsys.Create(path)
	if err != nil {
		return nil, err
	}
	w := &writer{file: file, src: src, opts: opts.withDefaults(), catalog: src.Catalog()}
	info, err := w.write(ctx)
	if closeErr := file.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return nil, fmt.Errorf("write snapshot %s: %w", path, err)
	}
	return info, nil
}

type writer struct {
	file    vfs.File
	src     Source
	opts    WriteOptions
	catalog *engine.Catalog
	seed    uint32
	next    atomic.Int64 // chunk to encode: nodes first, then relationships
	done    atomic.Int64

	mu       sync.Mutex // guards the rest
	offset   int64
	footer   footer
	unsynced int64
}

func (w *writer) write(ctx context.Context) (*Info, error) {
	h := format.Header{
		Kind: format.KindSnapshot, Database: w.opts.Database, Generation: w.opts.Generation,
		Timestamp: w.catalog.Commit, Created: uint64(w.opts.Created.UnixMicro()),
	}
	b := h.Append(nil)
	if _, err := w.file.WriteAt(b, 0); err != nil {
		return nil, err
	}
	w.seed, w.offset = format.Sum(b), format.HeaderSize
	block := appendCatalog(beginBlock(nil), w.catalog)
	if err := w.put(block, blockCatalog, 0, 0); err != nil {
		return nil, err
	}
	g, ctx := errgroup.WithContext(ctx)
	for range w.opts.Workers {
		g.Go(func() error { return w.chunks(ctx) })
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	if w.footer.nodes != w.catalog.Nodes || w.footer.relationships != w.catalog.Relationships {
		return nil, fmt.Errorf("the store counts %d nodes and %d relationships, but %d and %d were found in it",
			w.catalog.Nodes, w.catalog.Relationships, w.footer.nodes, w.footer.relationships)
	}
	size, err := w.finish()
	return &Info{Header: h, Nodes: w.footer.nodes, Relationships: w.footer.relationships, Size: size}, err
}

// chunks is the work of one goroutine: encode and write chunks until none is left.
func (w *writer) chunks(ctx context.Context) error {
	var (
		enc     = newEncoder()
		block   []byte
		nodes   engine.NodeImage
		rels    engine.RelationshipImage
		ofNodes = w.src.NodeChunks()
		total   = ofNodes + w.src.RelationshipChunks()
	)
	for {
		i := int(w.next.Add(1) - 1)
		if i >= total {
			return nil
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		var err error
		block = beginBlock(block[:0])
		if i < ofNodes {
			if w.src.NodeChunk(i, &nodes) {
				if block, err = enc.nodes(block, &nodes); err == nil {
					err = w.put(block, blockNodes, uint32(i), countRows(&nodes.Live))
				}
			}
		} else if w.src.RelationshipChunk(i-ofNodes, &rels) {
			if block, err = enc.relationships(block, &rels); err == nil {
				err = w.put(block, blockRelationships, uint32(i-ofNodes), countRows(&rels.Live))
			}
		}
		if err != nil {
			return err
		}
		w.opts.Progress(int(w.done.Add(1)), total)
	}
}

// put gives a block its place and writes it.
func (w *writer) put(block []byte, kind blockKind, number uint32, rows int) error {
	size := int64(len(padded(block)))
	w.mu.Lock()
	e := entry{offset: w.offset, size: size, kind: kind, number: number, rows: uint32(rows)}
	w.offset += size
	at := len(w.footer.blocks)
	w.footer.blocks = append(w.footer.blocks, e)
	w.mu.Unlock()

	block, e.sum = endBlock(block, kind, number, w.seed, e.offset)
	if _, err := w.file.WriteAt(block, e.offset); err != nil {
		return err
	}

	w.mu.Lock()
	w.footer.blocks[at].sum = e.sum
	switch kind {
	case blockNodes:
		w.footer.nodes += uint64(rows)
	case blockRelationships:
		w.footer.relationships += uint64(rows)
	}
	w.unsynced += size
	due := w.unsynced >= w.opts.Window
	if due {
		w.unsynced = 0
	}
	w.mu.Unlock()
	if due {
		return w.file.Sync()
	}
	return nil
}

// finish writes what proves the file complete, and syncs it.
func (w *writer) finish() (size int64, err error) {
	block := w.footer.append(beginBlock(nil))
	block, _ = endBlock(block, blockFooter, 0, w.seed, w.offset)
	b := append(block, trailer(w.offset, int64(len(block)), w.seed)...)
	if _, err := w.file.WriteAt(b, w.offset); err != nil {
		return 0, err
	}
	return w.offset + int64(len(b)), w.file.Sync()
}
