package fetch

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/textproto"
	"net/url"
	"path"
	"strings"
)

// FTP opens the file of ftp://[user[:password]@]host[:port]/path, by RFC 959 in passive mode as
// RFC 2428 has it. Without a user it is anonymous.
func (c *Client) FTP(ctx context.Context, location string) (io.ReadCloser, error) {
	u, err := url.Parse(location)
	if err != nil {
		return nil, err
	}
	if u.Hostname() == "" || path.Clean(u.Path) == "/" || u.Path == "" || strings.ContainsAny(u.Path, "\r\n") {
		return nil, fmt.Errorf("%s: a file is called ftp://host/path", location)
	}
	port := u.Port()
	if port == "" {
		port = "21"
	}
	conn, err := c.dial(ctx, "tcp", net.JoinHostPort(u.Hostname(), port))
	if err != nil {
		return nil, err
	}
	s := &ftpSession{conn: conn, text: textproto.NewConn(conn)}
	s.closeWith(ctx, conn)
	if err := s.retrieve(ctx, c, u); err != nil {
		_ = s.Close()
		return nil, fmt.Errorf("ftp://%s%s: %w", u.Host, u.Path, err)
	}
	return s, nil
}

// ftpSession is a session in which one file is read.
type ftpSession struct {
	conn net.Conn
	text *textproto.Conn
	data net.Conn
	done bool          // the file has been read
	stop []func() bool // they keep the end of the context from closing the connections
}

func (s *ftpSession) closeWith(ctx context.Context, conn net.Conn) {
	s.stop = append(s.stop, context.AfterFunc(ctx, func() { _ = conn.Close() }))
}

// login says who asks.
func (s *ftpSession) login(who *url.Userinfo) error {
	user, password := "anonymous", "anonymous"
	if who != nil {
		user = who.Username()
		password, _ = who.Password()
	}
	if strings.ContainsAny(user+password, "\r\n") {
		return fmt.Errorf("a name or password can't hold a line break")
	}
	if _, _, err := s.text.ReadResponse(220); err != nil {
		return err
	}
	code, message, err := s.do("USER " + user)
	if err == nil && code == 331 {
		code, message, err = s.do("PASS " + password)
	}
	if err == nil && code != 230 {
		err = &textproto.Error{Code: code, Msg: message}
	}
	return err
}

// do sends a command and reads the answer to it.
func (s *ftpSession) do(command string) (code int, message string, err error) {
	if err := s.text.PrintfLine("%s", command); err != nil {
		return 0, "", err
	}
	return s.text.ReadResponse(0)
}

// expect is do where the answer must have a code, or begin with its digits.
func (s *ftpSession) expect(code int, command string) (string, error) {
	if err := s.text.PrintfLine("%s", command); err != nil {
		return "", err
	}
	_, message, err := s.text.ReadResponse(code)
	return message, err
}

// retrieve logs in and begins to read the file.
func (s *ftpSession) retrieve(ctx context.Context, c *Client, u *url.URL) error {
	if err := s.login(u.User); err != nil {
		return err
	}
	if _, err := s.expect(200, "TYPE I"); err != nil {
		return err
	}
	message, err := s.expect(229, "EPSV")
	if err != nil {
		return err
	}
	// Entering Extended Passive Mode (|||port|)
	_, port, _ := strings.Cut(message, "|||")
	port, _, ok := strings.Cut(port, "|")
	if !ok {
		return fmt.Errorf("the server named no port: %s", message)
	}
	if s.data, err = c.dial(ctx, "tcp", net.JoinHostPort(u.Hostname(), port)); err != nil {
		return err
	}
	s.closeWith(ctx, s.data)
	_, err = s.expect(1, "RETR "+strings.TrimPrefix(u.Path, "/"))
	return err
}

// Read reads the file. Its end counts only once the server has confirmed that it is whole.
func (s *ftpSession) Read(p []byte) (int, error) {
	n, err := s.data.Read(p)
	if err == io.EOF && !s.done {
		s.done = true
		if _, _, failure := s.text.ReadResponse(2); failure != nil {
			return n, failure
		}
	}
	return n, err
}

// Close ends the session.
func (s *ftpSession) Close() error {
	for _, stop := range s.stop {
		stop()
	}
	if s.data != nil {
		_ = s.data.Close()
	}
	return s.conn.Close()
}
