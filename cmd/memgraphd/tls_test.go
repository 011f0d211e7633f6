package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"math/big"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// certificate writes a self-signed certificate with its key, and returns the
// flags that name them.
func certificate(t *testing.T) (flags []string) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	check(t, err)
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
	}
	cert, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	check(t, err)
	der, err := x509.MarshalECPrivateKey(key)
	check(t, err)
	dir := t.TempDir()
	write := func(name, kind string, content []byte) string {
		file := filepath.Join(dir, name)
		check(t, os.WriteFile(file, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: content}), 0o600))
		return file
	}
	return []string{"--bolt-cert-file=" + write("cert.pem", "CERTIFICATE", cert), "--bolt-key-file=" + write("key.pem", "EC PRIVATE KEY", der)}
}

// TestTLS encrypts everything that has to do with data: Bolt, the log, and the
// program's own client.
func TestTLS(t *testing.T) {
	flags := certificate(t)
	s := start(t, t.TempDir(), flags...)
	for _, scheme := range []string{"bolt+ssc", "neo4j+ssc"} {
		c := &testClient{t: t, driver: s.driverAs(scheme, neo4j.NoAuth())}
		if got := c.one("RETURN 1"); got != int64(1) {
			t.Errorf("%s: %v", scheme, got)
		}
	}
	if _, err := s.client().try("RETURN 1", nil); err == nil {
		t.Error("a plain connection was served")
	}
	if got := call(t, append([]string{"healthcheck", s.portFlag()}, flags...)...); got.code != exitOK {
		t.Errorf("healthcheck: %+v", got)
	}
	if got := call(t, append([]string{"query", s.portFlag(), "RELOAD BOLT_SERVER TLS; RETURN 1 AS one"}, flags...)...); got.code != exitOK || got.stdout != "one\n1\n" {
		t.Errorf("query: %+v", got)
	}
	url, ok := s.stdout.after("Log stream on ")
	if !ok || !strings.HasPrefix(url, "wss://") {
		t.Fatalf("the log is at %q", url)
	}
	insecure := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}} //nolint:gosec // our own
	ws, _, err := websocket.Dial(t.Context(), url, &websocket.DialOptions{HTTPClient: insecure})
	check(t, err)
	check(t, ws.CloseNow())
}
