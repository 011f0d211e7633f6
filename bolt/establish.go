package bolt

import (
	"crypto/tls"
	"fmt"
	"io"

	"memgraphd/bolt/message"
)

// establish makes a Bolt connection of a socket: TLS if it is configured,
// WebSocket if the client asks for it, then the handshake.
func (c *conn) establish() error {
	if err := c.setReadDeadline(c.srv.opts.LoginTimeout); err != nil {
		return err
	}
	if config := c.srv.opts.TLS; config != nil {
		if err := c.startTLS(config); err != nil {
			return fmt.Errorf("TLS: %w", err)
		}
	}
	var first [4]byte
	if _, err := io.ReadFull(c.sock, first[:]); err != nil {
		return err
	}
	if isHTTP(first) {
		if err := c.upgrade(first); err != nil {
			return fmt.Errorf("WebSocket: %w", err)
		}
		if _, err := io.ReadFull(c.sock, first[:]); err != nil {
			return err
		}
	}
	version, err := handshake(c.sock, first)
	if err != nil {
		return err
	}
	c.speak(version)
	return nil
}

// startTLS replaces the socket by an encrypted one.
func (c *conn) startTLS(config *tls.Config) error {
	encrypted := tls.Server(c.sock, config)
	if err := encrypted.HandshakeContext(c.ctx); err != nil {
		return err
	}
	c.sock = encrypted
	c.info.TLS = true
	c.srv.metrics.ActiveTLS.Add(1)
	return nil
}

// speak makes everything ready for messages of a version.
func (c *conn) speak(v message.Version) {
	c.info.Version = v
	c.decoder.Version = v
	c.machine.version = v
	sock := direct(c.sock)
	c.in.src = sock
	c.out.dst = &deadlineWriter{sock: c.sock, dst: sock, timeout: c.srv.opts.WriteTimeout}
	c.records = newRecordWriter(&c.out, v)
}
