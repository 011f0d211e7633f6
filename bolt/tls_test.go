package bolt

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"io"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"testing"
	"time"

	"memgraphd/bolt/client"
	"memgraphd/engine/value"
)

// writeCertificate writes a new certificate of a serial number and its key.
func writeCertificate(t *testing.T, dir string, serial int64) (certFile, keyFile string) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(serial), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
	}
	cert, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	private, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	certFile, keyFile = filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	for file, block := range map[string]*pem.Block{
		certFile: {Type: "CERTIFICATE", Bytes: cert}, keyFile: {Type: "PRIVATE KEY", Bytes: private},
	} {
		if err := os.WriteFile(file, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return certFile, keyFile
}

// clientTLS accepts any certificate and notes its serial number.
func clientTLS(serial *int64, max uint16) *tls.Config {
	return &tls.Config{
		InsecureSkipVerify: true, MaxVersion: max,
		VerifyConnection: func(s tls.ConnectionState) error {
			*serial = s.PeerCertificates[0].SerialNumber.Int64()
			return nil
		},
	}
}

func TestTLS(t *testing.T) {
	dir := t.TempDir()
	certs, err := LoadCertificates(writeCertificate(t, dir, 1))
	if err != nil {
		t.Fatal(err)
	}
	addr, srv, _ := listen(t, Options{TLS: certs.Config()})
	query := func(want int64) {
		t.Helper()
		var serial int64
		c := dial(t, addr, client.Options{TLS: clientTLS(&serial, 0)})
		if _, err := c.Query("count 3", value.Null, nil); err != nil || serial != want {
			t.Errorf("certificate %d, %v; want %d", serial, err, want)
		}
		if n := srv.Metrics().ActiveTLS.Load(); n != 1 {
			t.Errorf("%d encrypted connections are counted", n)
		}
		if err := c.Close(); err != nil {
			t.Fatal(err)
		}
		eventually(t, "the connection ends", func() bool { return srv.Metrics().ActiveTLS.Load() == 0 })
	}
	query(1)

	writeCertificate(t, dir, 2)
	query(1)
	if err := certs.Reload(); err != nil {
		t.Fatal(err)
	}
	query(2)

	if err := os.WriteFile(filepath.Join(dir, "cert.pem"), []byte("nonsense"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := certs.Reload(); err == nil {
		t.Error("nonsense was loaded")
	}
	query(2)
}

func TestTLSRefuses(t *testing.T) {
	certs, err := LoadCertificates(writeCertificate(t, t.TempDir(), 1))
	if err != nil {
		t.Fatal(err)
	}
	addr, _, _ := listen(t, Options{TLS: certs.Config()})
	var serial int64
	if _, err := client.Dial(context.Background(), "tcp", addr, client.Options{TLS: clientTLS(&serial, tls.VersionTLS11)}); err == nil {
		t.Error("TLS 1.1 was accepted")
	}
	if _, err := client.Dial(context.Background(), "tcp", addr, client.Options{}); err == nil {
		t.Error("a plain connection was accepted")
	}
	if _, err := LoadCertificates("missing.pem", "missing.pem"); err == nil {
		t.Error("a missing file was loaded")
	}
}

// TestEncryptedWebSocket speaks Bolt inside a WebSocket inside TLS.
func TestEncryptedWebSocket(t *testing.T) {
	certs, err := LoadCertificates(writeCertificate(t, t.TempDir(), 1))
	if err != nil {
		t.Fatal(err)
	}
	addr, _, _ := listen(t, Options{TLS: certs.Config()})
	var serial int64
	sock, err := tls.Dial("tcp", addr, clientTLS(&serial, 0))
	if err != nil {
		t.Fatal(err)
	}
	defer sock.Close()
	request := "GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" +
		"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
	if _, err := sock.Write([]byte(request)); err != nil {
		t.Fatal(err)
	}
	answer := make([]byte, 12)
	if _, err := io.ReadFull(sock, answer); err != nil || string(answer) != "HTTP/1.1 101" {
		t.Errorf("got %q, %v", answer, err)
	}
}
