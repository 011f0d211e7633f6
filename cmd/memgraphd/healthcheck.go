package main

import (
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"time"

	"memgraphd/config"
)

// healthTimeout bounds a health check.
const healthTimeout = 5 * time.Second

// healthcheck greets the server that the same flags describe. It needs no credentials: an answer to the
// handshake says that recovery is over and the server listens.
func healthcheck(args []string, _ io.Reader, _, stderr io.Writer) int {
	cfg, _, err := config.Load(config.ProcessSources(args))
	if err != nil {
		fmt.Fprintf(stderr, "memgraphd healthcheck: %v\n", err)
		return exitFailure
	}
	if err := greet(cfg); err != nil {
		fmt.Fprintf(stderr, "memgraphd healthcheck: %v\n", err)
		return exitFailure
	}
	return exitOK
}

func greet(cfg *config.Config) error {
	ctx, cancel := context.WithTimeout(context.Background(), healthTimeout)
	defer cancel()
	var d net.Dialer
	sock, err := d.DialContext(ctx, "tcp", reachable(cfg.Bolt))
	if err != nil {
		return err
	}
	if cfg.Bolt.TLS() {
		// The certificate is the server's own and may be for another name: only the answer counts.
		sock = tls.Client(sock, &tls.Config{InsecureSkipVerify: true}) //nolint:gosec
	}
	defer sock.Close()
	if err := sock.SetDeadline(time.Now().Add(healthTimeout)); err != nil {
		return err
	}
	return handshake(sock)
}

// handshake offers Bolt 5.4 to 5.0 and expects one of them.
func handshake(sock io.ReadWriter) error {
	offer := [20]byte{0x60, 0x60, 0xB0, 0x17, 0, 4, 4, 5}
	if _, err := sock.Write(offer[:]); err != nil {
		return err
	}
	var answer [4]byte
	if _, err := io.ReadFull(sock, answer[:]); err != nil {
		return err
	}
	if answer[3] != 5 {
		return fmt.Errorf("the server answered the handshake with % X, not with a Bolt 5 version", answer)
	}
	return nil
}
