package snapshot

import (
	"context"
	"fmt"
	"runtime"
	"sync/atomic"

	"golang.org/x/sync/errgroup"

	"memgraphd/durability/format"
	"memgraphd/durability/vfs"
	"memgraphd/engine"
)

// Target takes over the chunks of a snapshot, as *engine.Loader does: it keeps of an image
// only what *engine.Loader says that it keeps. Its methods are called from several goroutines.
type Target interface {
	Nodes(img *engine.NodeImage) error
	Relationships(img *engine.RelationshipImage) error
}

const advice = "use an older snapshot together with the complete log, or restore this file from a backup"

// Reader is an open snapshot file whose header, end and catalog were found good.
type Reader struct {
	Info    Info
	Catalog *engine.Catalog

	path   string
	file   vfs.File
	seed   uint32
	blocks []entry // of chunks
}

// ReadHeader returns the header of a snapshot file; what is wrong with it is a
// *format.CorruptError.
func ReadHeader(fsys vfs.FS, path string) (format.Header, error) {
	file, err := fsys.Open(path)
	if err != nil {
		return format.Header{}, err
	}
	defer file.Close()
	r := Reader{path: path, file: file}
	err = r.header()
	return r.Info.Header, err
}

// Open opens a snapshot file. Damage is a *format.CorruptError. Close the result.
func Open(fsys vfs.FS, path string) (*Reader, error) {
	file, err := fsys.Open(path)
	if err != nil {
		return nil, err
	}
	r := &Reader{path: path, file: file}
	if err := r.open(); err != nil {
		_ = file.Close()
		return nil, err
	}
	return r, nil
}

// Close closes the file.
func (r *Reader) Close() error { return r.file.Close() }

func (r *Reader) corrupt(offset int64, err error) error {
	return &format.CorruptError{File: r.path, Offset: offset, What: err.Error(), Advice: advice}
}

func (r *Reader) read(offset, n int64) ([]byte, error) {
	b := make([]byte, n)
	_, err := r.file.ReadAt(b, offset)
	return b, err
}

func (r *Reader) header() error {
	size, err := r.file.Size()
	if err != nil {
		return err
	}
	r.Info.Size = size
	b, err := r.read(0, min(size, format.HeaderSize))
	if err != nil {
		return err
	}
	if err := r.Info.Header.Decode(b, format.KindSnapshot); err != nil {
		return r.corrupt(0, err)
	}
	r.seed = format.Sum(b)
	return nil
}

func (r *Reader) open() error {
	if err := r.header(); err != nil {
		return err
	}
	size := r.Info.Size
	if size < format.HeaderSize+trailerSize {
		return r.corrupt(size, fmt.Errorf("the file ends behind its header"))
	}
	b, err := r.read(size-trailerSize, trailerSize)
	if err != nil {
		return err
	}
	at, length, err := decodeTrailer(b, r.seed, size)
	if err != nil {
		return r.corrupt(size-trailerSize, err)
	}
	if err := r.footer(at, length); err != nil {
		return err
	}
	return r.readCatalog()
}

func (r *Reader) footer(at, length int64) error {
	b, err := r.read(at, length)
	if err != nil {
		return err
	}
	payload, err := openFooter(b, at, r.seed)
	if err != nil {
		return r.corrupt(at, err)
	}
	f, err := decodeFooter(payload, at)
	if err != nil {
		return r.corrupt(at, err)
	}
	r.Info.Nodes, r.Info.Relationships = f.nodes, f.relationships
	r.blocks = f.blocks
	return nil
}

// openFooter opens the one block that no footer lists.
func openFooter(b []byte, at int64, seed uint32) ([]byte, error) {
	e := entry{offset: at, size: int64(len(b)), kind: blockFooter}
	e.sum = format.Checksum(format.Place(seed, at), b[4:])
	return openBlock(b, e, seed)
}

func (r *Reader) readCatalog() error {
	e := r.blocks[0]
	r.blocks = r.blocks[1:]
	payload, err := r.block(e, nil)
	if err != nil {
		return err
	}
	c, err := decodeCatalog(payload)
	if err != nil {
		return r.corrupt(e.offset, err)
	}
	if c.Nodes != r.Info.Nodes || c.Relationships != r.Info.Relationships || c.Commit != r.Info.Header.Timestamp {
		return r.corrupt(e.offset, fmt.Errorf("catalog and footer contradict each other"))
	}
	r.Catalog = c
	return nil
}

// block reads a block and returns its payload, which lies in buf if that is large enough.
func (r *Reader) block(e entry, buf []byte) ([]byte, error) {
	if int64(cap(buf)) < e.size {
		buf = make([]byte, e.size)
	}
	buf = buf[:e.size]
	if _, err := r.file.ReadAt(buf, e.offset); err != nil {
		return nil, err
	}
	payload, err := openBlock(buf, e, r.seed)
	if err != nil {
		return nil, r.corrupt(e.offset, err)
	}
	return payload, nil
}

// Each reads, checks and decodes all chunks with so many workers (0: one for
// each processor) and hands them to target. progress, if not nil, is told how
// many of all chunks are done, from several goroutines.
func (r *Reader) Each(ctx context.Context, workers int, target Target, progress func(done, total int)) error {
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	if progress == nil {
		progress = func(int, int) {}
	}
	c := &consumer{r: r, target: target, limits: limitsOf(r.Catalog), progress: progress}
	g, ctx := errgroup.WithContext(ctx)
	for range workers {
		g.Go(func() error { return c.run(ctx) })
	}
	if err := g.Wait(); err != nil {
		return err
	}
	if c.nodes.Load() != r.Info.Nodes || c.relationships.Load() != r.Info.Relationships {
		return r.corrupt(r.Info.Size, fmt.Errorf("the footer counts %d nodes and %d relationships, but %d and %d are there",
			r.Info.Nodes, r.Info.Relationships, c.nodes.Load(), c.relationships.Load()))
	}
	return nil
}

// consumer is the state that the goroutines of Each share.
type consumer struct {
	r             *Reader
	target        Target
	limits        limits
	progress      func(done, total int)
	next, done    atomic.Int64
	nodes         atomic.Uint64
	relationships atomic.Uint64
}

func (c *consumer) run(ctx context.Context) error {
	var buf []byte
	var decode images
	total := len(c.r.blocks)
	for {
		i := int(c.next.Add(1) - 1)
		if i >= total {
			return nil
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		e := c.r.blocks[i]
		if int64(cap(buf)) < e.size {
			buf = make([]byte, e.size)
		}
		payload, err := c.r.block(e, buf)
		if err != nil {
			return err
		}
		if err := c.chunk(&decode, e, payload); err != nil {
			return err
		}
		c.progress(int(c.done.Add(1)), total)
	}
}

// chunk decodes a chunk and hands it on.
func (c *consumer) chunk(decode *images, e entry, payload []byte) error {
	switch e.kind {
	case blockNodes:
		img, err := decode.nodes(payload, e.number, c.limits)
		if err != nil {
			return c.r.corrupt(e.offset, err)
		}
		c.nodes.Add(uint64(countRows(&img.Live)))
		return c.target.Nodes(img)
	case blockRelationships:
		img, err := decode.relationships(payload, e.number, c.limits)
		if err != nil {
			return c.r.corrupt(e.offset, err)
		}
		c.relationships.Add(uint64(countRows(&img.Live)))
		return c.target.Relationships(img)
	default:
		return c.r.corrupt(e.offset, fmt.Errorf("it holds %v where a chunk belongs", e.kind))
	}
}

// Verify reads a whole file as loading it would, and returns what it is.
func Verify(ctx context.Context, fsys vfs.FS, path string, workers int) (*Info, error) {
	r, err := Open(fsys, path)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	if err := r.Each(ctx, workers, nowhere{}, nil); err != nil {
		return nil, err
	}
	return &r.Info, nil
}

// nowhere is a Target that keeps nothing.
type nowhere struct{}

func (nowhere) Nodes(*engine.NodeImage) error { return nil }

func (nowhere) Relationships(*engine.RelationshipImage) error { return nil }
