package bolt

import (
	"crypto/tls"
	"fmt"
	"sync/atomic"
)

// Certificates is a certificate with its key that is read from two files and
// can be read again while the server runs.
type Certificates struct {
	certFile, keyFile string
	current           atomic.Pointer[tls.Certificate]
}

// LoadCertificates reads a certificate (with its chain) and its key, both PEM.
func LoadCertificates(certFile, keyFile string) (*Certificates, error) {
	c := &Certificates{certFile: certFile, keyFile: keyFile}
	return c, c.Reload()
}

// Reload reads the files again; new connections use what they hold now. If that
// fails, the certificate stays as it was.
func (c *Certificates) Reload() error {
	pair, err := tls.LoadX509KeyPair(c.certFile, c.keyFile)
	if err != nil {
		return fmt.Errorf("certificate %s with key %s: %w: both must be PEM files that belong together and that the server's user can read", c.certFile, c.keyFile, err)
	}
	c.current.Store(&pair)
	return nil
}

// Config returns a configuration for [Options.TLS]: TLS 1.2 or later, with the
// certificate that was read last.
func (c *Certificates) Config() *tls.Config {
	return &tls.Config{
		MinVersion: tls.VersionTLS12,
		GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) {
			return c.current.Load(), nil
		},
	}
}
