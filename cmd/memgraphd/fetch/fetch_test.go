package fetch

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

func read(t *testing.T, r io.ReadCloser, err error) string {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = r.Close() }()
	data, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func refused(t *testing.T, r io.ReadCloser, err error, part string) {
	t.Helper()
	if err == nil {
		_ = r.Close()
		t.Fatalf("no error, expected %q", part)
	}
	if !strings.Contains(err.Error(), part) {
		t.Errorf("%v, expected %q", err, part)
	}
}

// The examples that the reference of Amazon S3 works out.
func TestSignature(t *testing.T) {
	store := S3{Region: "us-east-1", AccessKey: "AKIAIOSFODNN7EXAMPLE", SecretKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"}
	at := time.Date(2013, 5, 24, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct{ url, of, signed, want string }{
		{"/test.txt", "bytes=0-9", "host;range;x-amz-content-sha256;x-amz-date", "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"},
		{"/?lifecycle", "", "host;x-amz-content-sha256;x-amz-date", "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"},
		{"/?max-keys=2&prefix=J", "", "host;x-amz-content-sha256;x-amz-date", "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"},
	} {
		req, err := http.NewRequest(http.MethodGet, "https://examplebucket.s3.amazonaws.com"+c.url, nil)
		if err != nil {
			t.Fatal(err)
		}
		if c.of != "" {
			req.Header.Set("Range", c.of)
		}
		signature{store, at}.sign(req)
		want := "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,SignedHeaders=" + c.signed + ",Signature=" + c.want
		if got := req.Header.Get("Authorization"); got != want {
			t.Errorf("%s:\n%s, expected\n%s", c.url, got, want)
		}
	}
}

// The server signs what it was asked for, and compares.
func TestS3(t *testing.T) {
	store := S3{Region: "eu-north-1", AccessKey: "ann", SecretKey: "secret"}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		at, err := time.Parse("20060102T150405Z", r.Header.Get("X-Amz-Date"))
		if err != nil {
			t.Error(err)
		}
		again, _ := http.NewRequest(r.Method, "http://"+r.Host+r.URL.EscapedPath(), nil)
		signature{store, at}.sign(again)
		if again.Header.Get("Authorization") != r.Header.Get("Authorization") {
			w.WriteHeader(http.StatusForbidden)
			return
		}
		_, _ = io.WriteString(w, r.URL.Path)
	}))
	defer server.Close()
	store.Endpoint = server.URL
	c := New(time.Second)
	ctx := context.Background()
	for location, want := range map[string]string{
		"s3://people/2024/all.csv":   "/people/2024/all.csv",
		"s3://people/a b+c(1)=ž.csv": "/people/a b+c(1)=ž.csv",
	} {
		r, err := c.S3(ctx, location, store)
		if got := read(t, r, err); got != want {
			t.Errorf("%s: %s", location, got)
		}
	}
	wrong := store
	wrong.SecretKey = "guessed"
	r, err := c.S3(ctx, "s3://people/all.csv", wrong)
	refused(t, r, err, "s3://people/all.csv: the server answered 403")
	r, err = c.S3(ctx, "s3://people", store)
	refused(t, r, err, "s3://bucket/key")
	r, err = c.S3(ctx, "s3://people/all.csv", S3{Region: "r", AccessKey: "a"})
	refused(t, r, err, "AWS secret key configuration parameter not provided.")
}

func TestS3URL(t *testing.T) {
	for _, c := range []struct{ endpoint, bucket, want string }{
		{"", "people", "https://people.s3.eu-north-1.amazonaws.com/a/b%20c.csv"},
		{"", "people.example", "https://s3.eu-north-1.amazonaws.com/people.example/a/b%20c.csv"},
		{"http://localhost:9000/", "people", "http://localhost:9000/people/a/b%20c.csv"},
		{"minio.example:9000", "people", "https://minio.example:9000/people/a/b%20c.csv"},
	} {
		u, err := S3{Region: "eu-north-1", Endpoint: c.endpoint}.url(c.bucket, "a/b c.csv")
		if err != nil || u.String() != c.want {
			t.Errorf("%v %v, expected %s", u, err, c.want)
		}
	}
}

func TestHTTP(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/people.csv" {
			w.WriteHeader(http.StatusNotFound)
		}
		_, _ = io.WriteString(w, "id\n1\n")
	}))
	defer server.Close()
	c := New(0)
	r, err := c.HTTP(context.Background(), server.URL+"/people.csv")
	if got := read(t, r, err); got != "id\n1\n" {
		t.Error(got)
	}
	r, err = c.HTTP(context.Background(), server.URL+"/nothing")
	refused(t, r, err, "the server answered 404")
}

// ftpServer answers one session and sends content; the transfer ends with the answer given.
func ftpServer(t *testing.T, content, end string) (address string, commands func() []string) {
	t.Helper()
	control, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	data, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var seen []string
	done := make(chan struct{})
	go func() {
		defer close(done)
		conn, err := control.Accept()
		if err != nil {
			return
		}
		defer func() { _ = conn.Close() }()
		say := func(line string) { _, _ = fmt.Fprintf(conn, "%s\r\n", line) }
		say("220-Welcome\r\n220 here")
		lines := bufio.NewScanner(conn)
		for lines.Scan() {
			line := lines.Text()
			seen = append(seen, line)
			switch word, _, _ := strings.Cut(line, " "); word {
			case "USER":
				say("331 password?")
			case "PASS":
				say("230 hello")
			case "TYPE":
				say("200 fine")
			case "EPSV":
				_, port, _ := net.SplitHostPort(data.Addr().String())
				say("229 Entering Extended Passive Mode (|||" + port + "|)")
			case "RETR":
				if strings.HasSuffix(line, "nothing") {
					say("550 no such file")
					continue
				}
				say("150 here it comes")
				transfer, err := data.Accept()
				if err != nil {
					return
				}
				_, _ = io.WriteString(transfer, content)
				_ = transfer.Close()
				say(end)
			}
		}
	}()
	t.Cleanup(func() { _ = control.Close(); _ = data.Close() })
	return control.Addr().String(), func() []string { <-done; return seen }
}

func TestFTP(t *testing.T) {
	address, commands := ftpServer(t, "id\n1\n", "226 done")
	c := New(time.Second)
	r, err := c.FTP(context.Background(), "ftp://ann:secret@"+address+"/pub/people.csv")
	if got := read(t, r, err); got != "id\n1\n" {
		t.Errorf("%q", got)
	}
	if got := strings.Join(commands(), "; "); got != "USER ann; PASS secret; TYPE I; EPSV; RETR pub/people.csv" {
		t.Error(got)
	}
}

func TestFTPFailures(t *testing.T) {
	c := New(time.Second)
	address, _ := ftpServer(t, "", "")
	r, err := c.FTP(context.Background(), "ftp://"+address+"/nothing")
	refused(t, r, err, "no such file")
	for _, location := range []string{"ftp://" + address, "ftp:///people.csv", "ftp://h/a%0d%0aDELE b"} {
		r, err = c.FTP(context.Background(), location)
		refused(t, r, err, "a file is called ftp://host/path")
	}
	// A transfer that breaks off is no file.
	address, _ = ftpServer(t, "id\n", "426 connection closed")
	r, err = c.FTP(context.Background(), "ftp://"+address+"/people.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = r.Close() }()
	if _, err := io.ReadAll(r); err == nil || !strings.Contains(err.Error(), "426") {
		t.Error(err)
	}
}

func TestFTPStops(t *testing.T) {
	silent, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = silent.Close() }()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Millisecond)
	defer cancel()
	r, err := New(0).FTP(ctx, "ftp://"+silent.Addr().String()+"/people.csv")
	refused(t, r, err, "ftp://")
}
