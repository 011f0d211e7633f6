package main

//lint:file-ignore ST1005 What users see are Memgraph's texts, which tools match on.

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"memgraphd/cmd/memgraphd/fetch"
	"memgraphd/config"
)

// files opens what LOAD CSV and its kin read.
type files struct {
	allowed bool
	remote  *fetch.Client

	mu    sync.Mutex // guards store
	store fetch.S3   // where a query says nothing else
}

func newFiles(allowed bool, connect time.Duration, store config.S3) *files {
	return &files{allowed: allowed, remote: fetch.New(connect), store: fetch.S3{
		Region: store.Region, AccessKey: store.AccessKey, SecretKey: store.SecretKey, Endpoint: store.EndpointURL,
	}}
}

// storeKeys are the keys of WITH CONFIG, which are also those of the settings.
var storeKeys = map[string]func(*fetch.S3) *string{
	"aws_region":       func(s *fetch.S3) *string { return &s.Region },
	"aws_access_key":   func(s *fetch.S3) *string { return &s.AccessKey },
	"aws_secret_key":   func(s *fetch.S3) *string { return &s.SecretKey },
	"aws_endpoint_url": func(s *fetch.S3) *string { return &s.Endpoint },
}

// storeOf returns the object store of a query.
func (f *files) storeOf(config map[string]string) (fetch.S3, error) {
	f.mu.Lock()
	store := f.store
	f.mu.Unlock()
	for key, text := range config {
		field, ok := storeKeys[key]
		if !ok {
			known := slices.Sorted(maps.Keys(storeKeys))
			return store, fmt.Errorf("Unknown key '%s' of WITH CONFIG. The keys are %s.", key, strings.Join(known, ", "))
		}
		*field(&store) = text
	}
	return store, nil
}

// setStore changes a part of the object store.
func (f *files) setStore(key, text string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	*storeKeys[key](&f.store) = text
}

// Open opens a path or a URL for reading.
func (f *files) Open(ctx context.Context, location string, config map[string]string) (io.ReadCloser, error) {
	if !f.allowed {
		return nil, errors.New("Reading files is switched off: start the server with --allow-load-csv=true.")
	}
	store, err := f.storeOf(config)
	if err != nil {
		return nil, err
	}
	switch scheme, rest, ok := strings.Cut(location, "://"); {
	case !ok:
		return openFile(location)
	case scheme == "file":
		return openFile(rest)
	case scheme == "http", scheme == "https":
		return f.remote.HTTP(ctx, location)
	case scheme == "s3":
		return f.remote.S3(ctx, location, store)
	case scheme == "ftp":
		return f.remote.FTP(ctx, location)
	default:
		return nil, fmt.Errorf("%s: files are read from local paths, http://, https://, s3:// and ftp:// only", location)
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
