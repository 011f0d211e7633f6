package main

//lint:file-ignore ST1005 What users see are Memgraph's texts, which tools match on.

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"time"
)

// files opens what LOAD CSV and its kin read.
type files struct {
	allowed bool
	client  *http.Client
	connect atomic.Int64 // time.Duration to connect to a web server; 0: no limit
}

func newFiles(allowed bool, connect time.Duration) *files {
	f := &files{allowed: allowed}
	f.connect.Store(int64(connect))
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
		dialer := net.Dialer{Timeout: time.Duration(f.connect.Load())}
		return dialer.DialContext(ctx, network, address)
	}
	f.client = &http.Client{Transport: transport}
	return f
}

// Open opens a path or an http(s) URL for reading.
func (f *files) Open(ctx context.Context, location string) (io.ReadCloser, error) {
	if !f.allowed {
		return nil, errors.New("Reading files is switched off: start the server with --allow-load-csv=true.")
	}
	switch scheme, rest, ok := strings.Cut(location, "://"); {
	case !ok:
		return openFile(location)
	case scheme == "file":
		return openFile(rest)
	case scheme == "http", scheme == "https":
		return f.download(ctx, location)
	default:
		return nil, fmt.Errorf("%s: files are read from local paths, http:// and https:// only", location)
	}
}

func openFile(path string) (io.ReadCloser, error) {
	file, err := os.Open(filepath.Clean(path))
	if err != nil {
		return nil, fmt.Errorf("the file can't be read by the server: %w", err)
	}
	info, err := file.Stat()
	if err == nil && info.IsDir() {
		err = fmt.Errorf("%s is a directory", path)
	}
	if err != nil {
		_ = file.Close()
		return nil, err
	}
	return file, nil
}

func (f *files) download(ctx context.Context, url string) (io.ReadCloser, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return nil, err
	}
	resp, err := f.client.Do(req)
	if err != nil {
		return nil, err
	}
	if resp.StatusCode != http.StatusOK {
		_ = resp.Body.Close()
		return nil, fmt.Errorf("%s: the web server answered %s", url, resp.Status)
	}
	return resp.Body, nil
}
