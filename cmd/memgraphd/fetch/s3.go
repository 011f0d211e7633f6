package fetch

//lint:file-ignore ST1005 What users see are Memgraph's texts, which tools match on.

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
)

// S3 says where an object store is, and who asks.
type S3 struct {
	Region, AccessKey, SecretKey string
	// Endpoint is the URL of a store that speaks S3; empty for that of AWS.
	Endpoint string
}

// check returns what is missing, in Memgraph's words.
func (s S3) check() error {
	for _, part := range []struct{ value, name, key string }{
		{s.Region, "region", "region"}, {s.AccessKey, "access key", "access_key"}, {s.SecretKey, "secret key", "secret_key"},
	} {
		if part.value == "" {
			return fmt.Errorf("AWS %s configuration parameter not provided. Please provide it through the query, run-time setting aws.%s or env variable AWS_%s",
				part.name, part.key, strings.ToUpper(part.key))
		}
	}
	return nil
}

// url returns the address of an object. AWS has a host for each bucket, except for those with a
// dot, for which there are no certificates; other stores have the bucket in the path.
func (s S3) url(bucket, key string) (*url.URL, error) {
	endpoint := s.Endpoint
	path := "/" + bucket + "/" + key
	switch {
	case endpoint == "" && strings.Contains(bucket, "."):
		endpoint = "https://s3." + s.Region + ".amazonaws.com"
	case endpoint == "":
		endpoint = "https://" + bucket + ".s3." + s.Region + ".amazonaws.com"
		path = "/" + key
	case !strings.Contains(endpoint, "://"):
		endpoint = "https://" + endpoint
	}
	u, err := url.Parse(strings.TrimSuffix(endpoint, "/"))
	if err != nil {
		return nil, fmt.Errorf("the endpoint of the object store is no URL: %w", err)
	}
	u.Path += path
	u.RawPath = escapePath(u.Path)
	return u, nil
}

// S3 opens the object s3://bucket/key.
func (c *Client) S3(ctx context.Context, location string, store S3) (io.ReadCloser, error) {
	bucket, key, _ := strings.Cut(strings.TrimPrefix(location, "s3://"), "/")
	if bucket == "" || key == "" {
		return nil, fmt.Errorf("%s: an object is called s3://bucket/key", location)
	}
	if err := store.check(); err != nil {
		return nil, err
	}
	address, err := store.url(bucket, key)
	if err != nil {
		return nil, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address.String(), nil)
	if err != nil {
		return nil, err
	}
	signature{store: store, at: c.now().UTC()}.sign(req)
	return c.get(req, location)
}
