package client

import (
	"bufio"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"

	"memgraphd/bolt/message"
	"memgraphd/bolt/packstream"
)

// Options configure a connection. The zero value logs in as nobody with the
// newest version.
type Options struct {
	Version     message.Version // the only one that is proposed; default: the newest
	TLS         *tls.Config     // encrypts, if set
	UserAgent   string          // default: "memgraphd-client"
	Principal   string          // if empty, the scheme is "none", else "basic"
	Credentials string
}

// readLimits bound what a server may send: they are there against mistakes only.
var readLimits = packstream.Limits{Depth: 1000, Memory: 1 << 32}

// Conn is a connection to a server. It is for one goroutine at a time; only
// Abort may be called by another.
type Conn struct {
	sock    net.Conn
	in      *bufio.Reader
	out     []byte // framed requests that were not sent yet
	body    int    // where the body of the request being written starts
	message []byte // the latest answer
	decoder packstream.Decoder
	version message.Version
	hello   Reply
	waiting int // answers that were not received yet
}

// Dial connects and logs in. The context is for that only.
func Dial(ctx context.Context, network, address string, opts Options) (*Conn, error) {
	sock, err := new(net.Dialer).DialContext(ctx, network, address)
	if err != nil {
		return nil, err
	}
	stop := context.AfterFunc(ctx, func() { sock.Close() })
	c, err := New(sock, opts)
	if !stop() && err == nil {
		err = ctx.Err()
	}
	if err != nil {
		sock.Close()
		return nil, err
	}
	return c, nil
}

// New logs in over a socket that is connected already. If it fails, the socket
// stays open.
func New(sock net.Conn, opts Options) (*Conn, error) {
	if opts.TLS != nil {
		sock = tls.Client(sock, opts.TLS)
	}
	if opts.Version == (message.Version{}) {
		opts.Version = message.Newest
	}
	c := &Conn{sock: sock, in: bufio.NewReaderSize(sock, 64<<10), version: opts.Version}
	if err := c.handshake(); err != nil {
		return nil, err
	}
	return c, c.login(opts)
}

func (c *Conn) handshake() error {
	var hello [20]byte
	copy(hello[:], "\x60\x60\xB0\x17")
	hello[6], hello[7] = c.version.Minor, c.version.Major
	if _, err := c.sock.Write(hello[:]); err != nil {
		return err
	}
	var answer [4]byte
	if _, err := io.ReadFull(c.in, answer[:]); err != nil {
		return fmt.Errorf("handshake: %w", err)
	}
	if answer != [4]byte{0, 0, c.version.Minor, c.version.Major} {
		return fmt.Errorf("handshake: the server does not speak Bolt %s, it answered % X", c.version, answer)
	}
	return nil
}

func (c *Conn) login(opts Options) error {
	if opts.UserAgent == "" {
		opts.UserAgent = "memgraphd-client"
	}
	separate := c.version.AtLeast(5, 1)
	c.begin(message.KindHello, 1)
	switch {
	case c.version.AtLeast(5, 3): // since when servers want to know the driver, too
		c.out = packstream.AppendMap(c.out, 2)
		c.out = packstream.AppendString(c.out, "bolt_agent")
		c.out = packstream.AppendMap(c.out, 1)
		c.appendEntry("product", opts.UserAgent)
	case separate:
		c.out = packstream.AppendMap(c.out, 1)
	default:
		c.out = packstream.AppendMap(c.out, 4)
		c.appendAuth(opts)
	}
	c.appendEntry("user_agent", opts.UserAgent)
	c.end()
	if separate {
		c.SendLogon(opts.Principal, opts.Credentials)
	}
	hello, err := c.Receive(nil)
	if err == nil {
		c.hello = Reply{Meta: hello.Meta}
	}
	if separate && err == nil {
		_, err = c.Receive(nil)
	}
	return err
}

// SendLogon queues a LOGON, for Bolt 5.1 and later. An empty principal means
// the scheme "none".
func (c *Conn) SendLogon(principal, credentials string) {
	c.begin(message.KindLogon, 1)
	c.out = packstream.AppendMap(c.out, 3)
	c.appendAuth(Options{Principal: principal, Credentials: credentials})
	c.end()
}

// appendAuth appends three entries of a map.
func (c *Conn) appendAuth(opts Options) {
	scheme := "none"
	if opts.Principal != "" {
		scheme = "basic"
	}
	c.appendEntry("scheme", scheme)
	c.appendEntry("principal", opts.Principal)
	c.appendEntry("credentials", opts.Credentials)
}

// Hello returns the answer to HELLO.
func (c *Conn) Hello() Reply { return c.hello }

// Close says goodbye and closes the connection.
func (c *Conn) Close() error {
	c.begin(message.KindGoodbye, 0)
	c.end()
	return errors.Join(c.Flush(), c.sock.Close())
}

// Abort closes the connection without a word. It may be called at any time and
// ends what is under way.
func (c *Conn) Abort() error { return c.sock.Close() }
