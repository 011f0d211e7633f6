package main

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"memgraphd/config"
)

func TestFiles(t *testing.T) {
	path := filepath.Join(t.TempDir(), "people.csv")
	if err := os.WriteFile(path, []byte("id\n1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	var asked string
	store := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = r.URL.Path + " " + r.Header.Get("Authorization")
		_, _ = io.WriteString(w, "id\n2\n")
	}))
	defer store.Close()
	f := newFiles(true, 0, config.S3{Region: "eu-north-1", AccessKey: "flag"})
	f.setStore("aws_secret_key", "secret")
	ofStore := map[string]string{"aws_endpoint_url": store.URL, "aws_access_key": "query"}
	for _, c := range []struct {
		location string
		config   map[string]string
		want     string // part of the content or of the error
	}{
		{path, nil, "id\n1\n"},
		{"file://" + path, nil, "id\n1\n"},
		{store.URL + "/x", nil, "id\n2\n"},
		{"s3://bucket/people.csv", ofStore, "id\n2\n"},
		{"s3://bucket/people.csv", map[string]string{"aws_access_key": ""}, "AWS access key configuration parameter not provided."},
		{path, map[string]string{"region": "x"}, "Unknown key 'region' of WITH CONFIG. The keys are aws_access_key, aws_endpoint_url, aws_region, aws_secret_key."},
		{"gopher://host/x", nil, "files are read from local paths, http://, https://, s3:// and ftp:// only"},
		{filepath.Dir(path), nil, "is a directory"},
		{path + "x", nil, "the file can't be read by the server"},
	} {
		file, err := f.Open(context.Background(), c.location, c.config)
		if err != nil {
			if !strings.Contains(err.Error(), c.want) {
				t.Errorf("%s: %v", c.location, err)
			}
			continue
		}
		if got, err := io.ReadAll(file); err != nil || string(got) != c.want {
			t.Errorf("%s: %q %v", c.location, got, err)
		}
		_ = file.Close()
	}
	if !strings.HasPrefix(asked, "/bucket/people.csv AWS4-HMAC-SHA256 Credential=query/") || !strings.Contains(asked, "/eu-north-1/s3/") {
		t.Error(asked)
	}
	if _, err := newFiles(false, 0, config.S3{}).Open(context.Background(), path, nil); err == nil {
		t.Error("a file was read although that is switched off")
	}
}
