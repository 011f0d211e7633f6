// Package load reads the records of files for LOAD CSV, LOAD JSONL and LOAD
// PARQUET as values.
//
//	opener ─▶ bytes ─ Decompress ─▶ CSV | JSONL | Parquet ─ Next ─▶ values, values, …
package load

import (
	"bufio"
	"compress/bzip2"
	"io"

	"github.com/klauspost/compress/gzip"

	"memgraphd/engine/value"
)

// Reader reads records.
type Reader interface {
	// Next appends up to limit records to dst. It appends none at the end.
	Next(dst []value.Value, limit int) ([]value.Value, error)
}

// Decompress returns the plain bytes of r, which it recognises as gzip or bzip2
// by how they begin.
func Decompress(r io.Reader) (io.Reader, error) {
	b := bufio.NewReaderSize(r, 64<<10)
	head, err := b.Peek(3)
	if err != nil && err != io.EOF {
		return nil, err
	}
	switch {
	case len(head) >= 2 && head[0] == 0x1f && head[1] == 0x8b:
		return gzip.NewReader(b)
	case string(head) == "BZh":
		return bzip2.NewReader(b), nil
	}
	return b, nil
}
