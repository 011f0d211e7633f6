// Package fetch reads files that lie elsewhere: behind http:// and https://, in object
// stores that speak S3 (s3://) and on FTP servers (ftp://).
package fetch

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"sync/atomic"
	"time"
)

// Client fetches files. It is safe for concurrent use.
type Client struct {
	http    *http.Client
	connect atomic.Int64 // time.Duration to connect; 0: no limit
	now     func() time.Time
}

// New returns a client that waits so long for a connection; 0 is for ever.
func New(connect time.Duration) *Client {
	c := &Client{now: time.Now}
	c.SetConnectTimeout(connect)
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.DialContext = c.dial
	c.http = &http.Client{Transport: transport}
	return c
}

// SetConnectTimeout changes how long the client waits for a connection; 0 is for ever.
func (c *Client) SetConnectTimeout(d time.Duration) { c.connect.Store(int64(d)) }

func (c *Client) dial(ctx context.Context, network, address string) (net.Conn, error) {
	dialer := net.Dialer{Timeout: time.Duration(c.connect.Load())}
	return dialer.DialContext(ctx, network, address)
}

// HTTP opens what is at a URL.
func (c *Client) HTTP(ctx context.Context, url string) (io.ReadCloser, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return nil, err
	}
	return c.get(req, url)
}

func (c *Client) get(req *http.Request, name string) (io.ReadCloser, error) {
	resp, err := c.http.Do(req)
	if err != nil {
		return nil, err
	}
	if resp.StatusCode != http.StatusOK {
		_ = resp.Body.Close()
		return nil, fmt.Errorf("%s: the server answered %s", name, resp.Status)
	}
	return resp.Body, nil
}
